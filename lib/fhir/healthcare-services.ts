import { BOKMAL } from '../domain/bokmal.ts'
import { standingOf } from '../domain/lookup/standing.ts'
import { countPool } from '../domain/pool/bookable.ts'
import { closureAt, type UnitState } from '../domain/pool/state.ts'
import { SERVICES } from '../domain/vocabulary.ts'
import type { Instant } from '../kernel/instant.ts'
import { fhirIdOfKommune, fhirIdOfService, fhirIdOfUnit } from './ids.ts'
import { coded, definitionUrl, type FhirBase, type Identified, ownSystem } from './resource.ts'

export const CAPACITY = 'service-capacity'

/**
 * One for each service that the unit offers. The numbers are the unit's, which its services share, and nobody's in
 * particular: what a party may book is less where the agreement keeps beds for others, and the lookup says it.
 */
export function healthcareServicesOf(base: FhirBase, state: UnitState, at: Instant): readonly Identified[] {
  const { unitId, profile } = state
  const { free } = countPool(state, at)
  const closure = closureAt(state, at)
  const status = standingOf(state, free, at).status
  return (profile.services ?? SERVICES).map((service) => ({
    resourceType: 'HealthcareService',
    id: fhirIdOfService(unitId, service),
    extension: [
      {
        url: definitionUrl(base, CAPACITY),
        extension: [
          { url: 'status', valueCode: status },
          { url: 'free', valueUnsignedInt: free },
          { url: 'confirmedAt', valueDateTime: state.confirmedAt },
        ],
      },
    ],
    identifier: [{ system: ownSystem('service'), value: `${unitId}/${service}` }],
    active: true,
    providedBy: { reference: `Organization/${fhirIdOfKommune(profile.kommune)}` },
    type: [{ coding: [coded(ownSystem('service'), service, BOKMAL[service])], text: BOKMAL[service] }],
    location: [{ reference: `Location/${fhirIdOfUnit(unitId)}` }],
    name: `${BOKMAL[service]}, ${profile.name}`,
    telecom: [{ system: 'phone', value: profile.phone, use: 'work' }],
    ...(closure ? { notAvailable: [{ description: 'Stengt', during: { end: closure.until } }] } : {}),
  }))
}
