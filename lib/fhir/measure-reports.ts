import { countPool } from '../domain/pool/bookable.ts'
import type { UnitState } from '../domain/pool/state.ts'
import type { Instant } from '../kernel/instant.ts'
import { fhirIdOfKommune, fhirIdOfUnit } from './ids.ts'
import { coded, type FhirBase, type Identified, ownSystem } from './resource.ts'

export const BED_MEASURE = 'beds'
const SANER_VALUES = 'http://hl7.org/fhir/uv/saner/CodeSystem/MeasuredValues'
const SANER_GROUPS = 'http://hl7.org/fhir/uv/saner/CodeSystem/MeasureGroupSystem'

/** What is counted, in SANER's words where it has them: held and staffed beds are ours. */
export const BED_POPULATIONS = {
  physical: coded(SANER_VALUES, 'numTotBeds', 'Alle senger'),
  occupied: coded(SANER_VALUES, 'numTotBedsOcc', 'Belagte senger'),
  free: coded(SANER_VALUES, 'numTotBedsAvail', 'Ledige senger med bemanning'),
  held: coded(ownSystem('measure-population'), 'held', 'Senger som er holdt av'),
  staffed: coded(ownSystem('measure-population'), 'staffed', 'Senger det er bemanning til'),
} as const
export const BED_GROUP = { coding: [coded(SANER_GROUPS, 'Beds')] }

/** The unit's counts as they are now. They hold from when the unit last said how things are. */
export function measureReportOf(base: FhirBase, state: UnitState, at: Instant): Identified {
  const count = countPool(state, at)
  const kinds = Object.keys(BED_POPULATIONS) as (keyof typeof BED_POPULATIONS)[]
  return {
    resourceType: 'MeasureReport',
    id: fhirIdOfUnit(state.unitId),
    status: 'complete',
    type: 'summary',
    measure: `${base}/Measure/${BED_MEASURE}`,
    subject: { reference: `Location/${fhirIdOfUnit(state.unitId)}` },
    reporter: { reference: `Organization/${fhirIdOfKommune(state.profile.kommune)}` },
    period: { start: state.confirmedAt },
    group: [
      {
        code: BED_GROUP,
        population: kinds.map((kind) => ({ code: { coding: [BED_POPULATIONS[kind]] }, count: count[kind] })),
      },
    ],
  }
}
