import { createHash } from 'node:crypto'
import type { AgreementId, LookupId, PatientRef, StayId, UnitId } from '../domain/ids.ts'
import { FOREVER, type Instant } from '../kernel/instant.ts'

/** The primary key of one item. */
export type Key = { readonly pk: string; readonly sk: string }

/** The only builder of keys. Each item type has one prefix, so a key tells what it opens. */
export const unitKey = (unitId: UnitId): Key => ({ pk: `UNIT#${unitId}`, sk: 'LIVE' })

const JOURNAL_PREFIX = 'EVENT#'
export const journalKey = (unitId: UnitId, seq: number): Key => ({
  pk: `UNIT#${unitId}`,
  sk: `${JOURNAL_PREFIX}${String(seq).padStart(10, '0')}`,
})
/** Past the last event, for the upper end of a range. */
export const journalEnd = (unitId: UnitId): Key => ({ pk: `UNIT#${unitId}`, sk: `${JOURNAL_PREFIX}~` })

export const stayKey = (stayId: StayId): Key => ({ pk: `STAY#${stayId}`, sk: 'STAY' })

/** one-patient-one-bed: there is one such item per reference, so there is one active stay. */
export const patientKey = (patientRef: PatientRef): Key => ({ pk: `PATIENT#${patientRef}`, sk: 'STAY' })
export const patientWaitingKey = (patientRef: PatientRef, unitId: UnitId): Key => ({
  pk: `PATIENT#${patientRef}`,
  sk: `WAITING#${unitId}`,
})

export const agreementHeadKey = (agreementId: AgreementId): Key => ({ pk: `AGREEMENT#${agreementId}`, sk: 'HEAD' })
export const agreementVersionKey = (agreementId: AgreementId, version: number): Key => ({
  pk: `AGREEMENT#${agreementId}`,
  sk: `VERSION#${String(version).padStart(6, '0')}`,
})

/** The caller's own text is hashed: it may hold anything, and a key must not. */
export const idempotencyKey = (scope: string, key: string): Key => ({
  pk: `IDEMPOTENCY#${createHash('sha256')
    .update(JSON.stringify([scope, key]))
    .digest('hex')}`,
  sk: 'RESULT',
})

export const lookupKey = (lookupId: LookupId): Key => ({ pk: `LOOKUP#${lookupId}`, sk: 'OUTCOME' })

/** GSI1: every unit in one partition, an area in one range of it. */
export const UNITS_BY_AREA = 'UNITS'
export const unitByAreaKey = (area: string, unitId: UnitId) => ({ gsi1pk: UNITS_BY_AREA, gsi1sk: `${area}#${unitId}` })
export const areaPrefix = (area: string): string => `${area}#`

/** GSI2: a unit's stays by their end; open stays sort last, so "ended after" is one range. */
export const stayByEndKey = (unitId: UnitId, stayId: StayId, departedAt: Instant | null) => ({
  gsi2pk: `STAYS#${unitId}`,
  gsi2sk: `${departedAt ?? FOREVER}#${stayId}`,
})
export const stayEndFrom = (unitId: UnitId, endedAfter: Instant) => ({ gsi2pk: `STAYS#${unitId}`, gsi2sk: endedAfter })

/** GSI2: what became of lookups, by the unit they were about. */
export const outcomeByUnitKey = (unitId: UnitId | null, at: Instant, lookupId: LookupId) => ({
  gsi2pk: `OUTCOMES#${unitId ?? 'none'}`,
  gsi2sk: `${at}#${lookupId}`,
})
