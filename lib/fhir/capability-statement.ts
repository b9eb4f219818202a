import type { FhirBase, Resource } from './resource.ts'
import { FHIR_TYPES, SEARCH_PARAMETERS } from './search.ts'

const PROFILES: Readonly<Record<string, string>> = {
  Location: 'http://hl7.no/fhir/StructureDefinition/no-basis-Location',
  Organization: 'http://hl7.no/fhir/StructureDefinition/no-basis-Organization',
}

export const capabilityStatement = (base: FhirBase): Resource => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-11-25',
  kind: 'instance',
  implementation: { description: 'Trekkspill: senger i felles døgnenheter og KAD', url: base },
  fhirVersion: '4.0.1',
  format: ['application/fhir+json'],
  rest: [
    {
      mode: 'server',
      documentation: 'Bare lesing. Ingenting om pasienter.',
      security: {
        service: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'OAuth' }] },
        ],
        description: 'Token fra HelseID i hodet Authorization, for alt annet enn denne ressursen.',
      },
      resource: FHIR_TYPES.map((type) => ({
        type,
        ...(PROFILES[type] === undefined ? {} : { supportedProfile: [PROFILES[type]] }),
        interaction: [{ code: 'read' }, { code: 'search-type' }],
        versioning: 'no-version',
        searchParam: SEARCH_PARAMETERS[type].map(({ name, type: kind, documentation }) => ({
          name,
          type: kind,
          documentation,
        })),
      })),
    },
  ],
})
