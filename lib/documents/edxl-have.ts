import { BOKMAL } from '../domain/bokmal.ts'
import { partyOfKommune } from '../domain/ids.ts'
import { type LookupStatus, standingOf } from '../domain/lookup/standing.ts'
import { nameOfParty } from '../domain/party/party-name.ts'
import { countPool } from '../domain/pool/bookable.ts'
import type { UnitState } from '../domain/pool/state.ts'
import { SERVICES } from '../domain/vocabulary.ts'
import type { Instant } from '../kernel/instant.ts'
import { leaf, parent, type XmlNode, xmlText } from './xml.ts'

/**
 * What the document is in OASIS's eyes, in one place. The elements and their order are those of the schema that
 * docs/adr/2026-11-26-have.md names: the final one could not be read.
 */
const NAMESPACES = {
  'xmlns:have': 'urn:oasis:names:tc:emergency:edxl:have:2.0',
  'xmlns:edxl-ct': 'urn:oasis:names:tc:emergency:edxl:ct:1.0',
  'xmlns:xpil': 'urn:oasis:names:tc:emergency:edxl:ciq:1.0:xpil',
  'xmlns:xnl': 'urn:oasis:names:tc:emergency:edxl:ciq:1.0:xnl',
  'xmlns:xal': 'urn:oasis:names:tc:emergency:edxl:ciq:1.0:xal',
  'xmlns:gml': 'http://www.opengis.net/gml/3.2',
} as const
const COLOUR_LIST = 'urn:oasis:names:tc:emergency:EDXL:HAVE:2.0:Defaults:ColourCode'
const WGS_84 = 'urn:ogc:def:crs:EPSG::4326'
const COMMENT =
  'Tallene er enhetens, ikke partens: hva en kommune eller et HF har rett til, sier oppslaget. En seng som er holdt av, er ikke ledig.'

type Words = { readonly clinical: string | null; readonly availability: string; readonly colour: string }
/** HAVE has no word for what must be asked for by telephone: such a unit has a colour and a comment, and no number. */
const WORDS_OF: Readonly<Record<LookupStatus, Words>> = {
  ledig: { clinical: 'Normal', availability: 'Open', colour: 'green' },
  fa: { clinical: 'Normal', availability: 'Open', colour: 'yellow' },
  full: { clinical: 'Full', availability: 'Full', colour: 'red' },
  stengt: { clinical: 'Full', availability: 'Inactive', colour: 'red' },
  'ma-ringes': { clinical: null, availability: 'Open', colour: 'yellow' },
}

/** The beds of an area's units as an EDXL-HAVE 2.0 document: at least one unit, for HAVE knows no empty report. */
export function writeEdxlHave(units: readonly UnitState[], at: Instant): string {
  const facilities = [...units].sort((a, b) => (a.unitId < b.unitId ? -1 : 1)).map((unit) => facility(unit, at))
  const root = parent(
    'have:HAVE',
    parent('have:organizationInformation', organisationName('Trekkspill')),
    leaf('have:reportComment', COMMENT),
    facilities,
  )
  if (!root || facilities.length === 0) throw new RangeError('no units to report')
  return xmlText({ ...root, attributes: NAMESPACES })
}

function facility(unit: UnitState, at: Instant): XmlNode | undefined {
  const { profile, confirmedAt } = unit
  const { status } = standingOf(unit, countPool(unit, at).free, at)
  return parent(
    'have:facility',
    parent(
      'have:facilityInformation',
      leaf('have:facilityID', unit.unitId),
      leaf('have:facilityName', profile.name),
      parent('have:facilityGeoLocation', parent('edxl-ct:EDXLGeoLocation', point(unit))),
      parent('have:facilityDetails', organisationName(profile.name), addressOf(unit)),
      leaf('have:clinicalStatusDefault', WORDS_OF[status].clinical),
    ),
    bedsOf(unit, status, at),
    servicesOf(unit, status),
    leaf('have:commentText', `Telefon ${profile.phone}. Sist bekreftet av enheten ${confirmedAt}.`),
    parent(
      'have:facilityColourStatus',
      parent(
        'have:colourCode',
        leaf('edxl-ct:ValueListURI', COLOUR_LIST),
        leaf('edxl-ct:Value', WORDS_OF[status].colour),
      ),
      leaf('have:colourDescription', BOKMAL[status]),
    ),
  )
}

/** The beds are the unit's, and its services share them: counted once, in a list of their own. */
function bedsOf(unit: UnitState, status: LookupStatus, at: Instant): XmlNode | undefined {
  const { free, physical, staffed, occupied, held } = countPool(unit, at)
  const { kind } = unit.profile
  return parent(
    'have:serviceList',
    taxonomy('unit-kind'),
    parent(
      'have:serviceListItem',
      leaf('have:serviceTaxonomyKeyValue', kind),
      leaf('have:serviceName', BOKMAL[kind]),
      serviceStatus(status),
      status === 'ma-ringes'
        ? undefined
        : parent(
            'have:serviceBedCapacity',
            leaf('have:availableCount', String(free)),
            leaf('have:baselineCount', String(physical)),
            leaf('have:capacityNote', `Bemannet: ${staffed}. Belagt: ${occupied}. Holdt av: ${held}.`),
            leaf('have:availability', WORDS_OF[status].availability),
          ),
    ),
  )
}

const servicesOf = ({ profile }: UnitState, status: LookupStatus): XmlNode | undefined =>
  parent(
    'have:serviceList',
    taxonomy('service'),
    (profile.services ?? SERVICES).map((service) =>
      parent(
        'have:serviceListItem',
        leaf('have:serviceTaxonomyKeyValue', service),
        leaf('have:serviceName', BOKMAL[service]),
        serviceStatus(status),
      ),
    ),
  )

const taxonomy = (name: 'unit-kind' | 'service') => [
  leaf('have:taxonomyURI', `urn:trekkspill:${name}`),
  leaf('have:taxonomyName', 'Trekkspill'),
]
const serviceStatus = (status: LookupStatus) =>
  parent('have:serviceStatus', leaf('have:isAvailable', String(status !== 'stengt')))

const organisationName = (name: string) => parent('xnl:OrganisationName', leaf('xnl:NameElement', name))

/** Latitude first, as the axes of EPSG:4326 have it. An id is one in the whole document, so the point's is not the unit's. */
function point({ unitId, profile }: UnitState): XmlNode | undefined {
  const node = parent('gml:Point', leaf('gml:pos', `${profile.lat} ${profile.lon}`))
  return node && { ...node, attributes: { 'gml:id': `p.${unitId}`, srsName: WGS_84 } }
}

const addressOf = ({ profile: { kommune } }: UnitState) =>
  parent(
    'xpil:Addresses',
    parent(
      'xpil:Address',
      parent('xal:Country', leaf('xal:NameElement', 'Norge')),
      parent('xal:AdministrativeArea', leaf('xal:NameElement', nameOfParty(partyOfKommune(kommune)) ?? kommune)),
    ),
  )
