import { HELSEFORETAK, KOMMUNER } from '../domain/party/party-name.ts'
import { ENH, type Identified, KOMMUNENUMMER } from './resource.ts'

/** The kommuner and HF that we know. A kommune's orgnr is not among our facts, so it goes by its kommunenummer. */
export const ORGANIZATIONS: readonly Identified[] = [
  ...KOMMUNER.map(({ kommunenummer, name }) => ({
    resourceType: 'Organization',
    id: `k-${kommunenummer}`,
    meta: { profile: ['http://hl7.no/fhir/StructureDefinition/no-basis-Organization'] },
    identifier: [{ system: KOMMUNENUMMER, value: kommunenummer }],
    active: true,
    name: `${name} kommune`,
  })),
  ...HELSEFORETAK.map(({ orgnr, name }) => ({
    resourceType: 'Organization',
    id: `hf-${orgnr}`,
    meta: { profile: ['http://hl7.no/fhir/StructureDefinition/no-basis-Organization'] },
    identifier: [{ system: ENH, value: orgnr }],
    active: true,
    name,
  })),
]
