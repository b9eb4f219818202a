import type { BedId, Kommunenummer, UnitId } from '../domain/ids.ts'
import { hashOf } from '../kernel/hash-of.ts'

/** FHIR ids have letters, digits, `-` and `.` only, 64 at the most; ours have `_`, and a bed's is unique in its unit alone. */
export const fhirIdOfUnit = (unitId: UnitId): string => `u.${unitId.slice('unit_'.length)}`
export const fhirIdOfBed = (unitId: UnitId, bedId: BedId): string => `b.${hashOf({ unitId, bedId }).slice(0, 32)}`
export const fhirIdOfService = (unitId: UnitId, service: string): string =>
  `s.${hashOf({ unitId, service }).slice(0, 32)}`
export const fhirIdOfKommune = (kommune: Kommunenummer): string => `k-${kommune}`
