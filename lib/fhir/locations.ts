import { BOKMAL } from '../domain/bokmal.ts'
import { partyOfKommune } from '../domain/ids.ts'
import { nameOfParty } from '../domain/party/party-name.ts'
import { type BedState, type BedView, viewBeds } from '../domain/pool/bed-state.ts'
import { closureAt, type Profile, type UnitState } from '../domain/pool/state.ts'
import type { Instant } from '../kernel/instant.ts'
import { fhirIdOfBed, fhirIdOfKommune, fhirIdOfUnit } from './ids.ts'
import { coded, definitionUrl, type FhirBase, type Identified, KOMMUNENUMMER, ownSystem } from './resource.ts'

const PROFILE = 'http://hl7.no/fhir/StructureDefinition/no-basis-Location'
const BED_STATUS = 'http://terminology.hl7.org/CodeSystem/v2-0116'
const PHYSICAL = 'http://terminology.hl7.org/CodeSystem/location-physical-type'
const ROLE = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode'
const MUNICIPALITY_CODE = 'http://hl7.no/fhir/StructureDefinition/no-basis-municipalitycode'

/** The name of the extension that says until when a bed is held. */
export const HELD_UNTIL = 'bed-held-until'

/**
 * v2-0116 has no word for a held bed. It is neither unoccupied, for nobody else may have it, nor occupied, for nobody
 * lies there: so it has no operational status, and the extension says until when.
 */
const STATUS_OF_BED: Readonly<Record<BedState, readonly [code: string, display: string] | null>> = {
  free: ['U', 'Unoccupied'],
  held: null,
  occupied: ['O', 'Occupied'],
  leaving: ['O', 'Occupied'],
  cleaning: ['H', 'Housekeeping'],
  blocked: ['C', 'Closed'],
  closed: ['C', 'Closed'],
}

/** The unit first, and then its beds. */
export const locationsOf = (base: FhirBase, state: UnitState, at: Instant): readonly Identified[] => [
  unitLocation(state, at),
  ...viewBeds(state, at).map((view) => bedLocation(base, state, view)),
]

function unitLocation(state: UnitState, at: Instant): Identified {
  const { profile } = state
  const isClosed = closureAt(state, at) !== null
  return {
    resourceType: 'Location',
    id: fhirIdOfUnit(state.unitId),
    meta: { profile: [PROFILE] },
    identifier: [{ system: ownSystem('unit'), value: state.unitId }],
    status: isClosed ? 'suspended' : 'active',
    ...(isClosed ? { operationalStatus: coded(BED_STATUS, 'C', 'Closed') } : {}),
    name: profile.name,
    mode: 'instance',
    type: [
      {
        coding: [
          coded(ROLE, profile.kind === 'dps' ? 'PHU' : 'HU'),
          coded(ownSystem('unit-kind'), profile.kind, BOKMAL[profile.kind]),
        ],
        text: BOKMAL[profile.kind],
      },
    ],
    telecom: [{ system: 'phone', value: profile.phone, use: 'work' }],
    address: addressOf(profile),
    physicalType: { coding: [coded(PHYSICAL, 'wa', 'Ward')] },
    position: { longitude: profile.lon, latitude: profile.lat },
    managingOrganization: { reference: `Organization/${fhirIdOfKommune(profile.kommune)}` },
  }
}

function bedLocation(base: FhirBase, { unitId }: UnitState, { bed, state, occupant }: BedView): Identified {
  const status = STATUS_OF_BED[state]
  return {
    resourceType: 'Location',
    id: fhirIdOfBed(unitId, bed.bedId),
    meta: { profile: [PROFILE] },
    ...(occupant?.kind === 'hold'
      ? { extension: [{ url: definitionUrl(base, HELD_UNTIL), valueDateTime: occupant.hold.expiresAt }] }
      : {}),
    identifier: [{ system: ownSystem('bed'), value: `${unitId}/${bed.bedId}` }],
    status: 'active',
    ...(status ? { operationalStatus: coded(BED_STATUS, ...status) } : {}),
    name: `Rom ${bed.room}, ${bed.bedId.slice('bed_'.length)}`,
    mode: 'instance',
    physicalType: { coding: [coded(PHYSICAL, 'bd', 'Bed')] },
    partOf: { reference: `Location/${fhirIdOfUnit(unitId)}` },
  }
}

/** no-basis keeps the kommune in `district`, with its number beside the name. */
function addressOf({ kommune }: Profile): object {
  const name = nameOfParty(partyOfKommune(kommune))?.replace(/ kommune$/, '')
  return {
    use: 'work',
    type: 'physical',
    district: name ?? kommune,
    _district: { extension: [{ url: MUNICIPALITY_CODE, valueCoding: coded(KOMMUNENUMMER, kommune, name) }] },
    country: 'NO',
  }
}
