import type { Instant } from '../../kernel/instant.ts'
import { DEFAULT_RULES } from '../agreement/agreement.ts'
import type { StayId, UnitId } from '../ids.ts'
import { hasSpecialist, specialistDueAt } from '../stay/specialist.ts'
import type { StayRecord } from '../stay/stay-record.ts'
import { findBed, type LiveStay, termsAt, type UnitState } from './state.ts'

export const PHANTOM_KINDS = [
  'occupied-without-stay',
  'stay-without-bed',
  'stay-record-differs',
  'stay-beyond-review',
  'stay-without-specialist',
  'two-in-one-bed',
] as const

/** Something on the board that cannot be so; named for a person to look at, never mended by a job. */
export type Phantom = {
  readonly kind: (typeof PHANTOM_KINDS)[number]
  readonly unitId: UnitId
  readonly subject: string
}

/**
 * Holds the live state against the stay records of the same unit.
 * `openRecords` are the records that say their patient is in this unit now.
 */
export function findPhantoms(
  state: UnitState,
  openRecords: ReadonlyMap<StayId, StayRecord>,
  now: Instant,
): readonly Phantom[] {
  const { unitId } = state
  const live = new Set(state.stays.map((stay) => stay.stayId))
  const rules = termsAt(state, now)?.rules ?? DEFAULT_RULES
  const lacksSpecialist = (stay: LiveStay, record: StayRecord | undefined): boolean => {
    const dueAt = specialistDueAt(stay, rules)
    return dueAt !== null && dueAt < now && !hasSpecialist(record?.reviews ?? [], dueAt)
  }
  const phantom = (kind: Phantom['kind'], subject: string): Phantom => ({ kind, unitId, subject })
  return [
    ...state.stays.flatMap((stay) => {
      const record = openRecords.get(stay.stayId)
      const bedTaken = state.stays.some((other) => other !== stay && other.bedId === stay.bedId)
      return [
        ...(record ? [] : [phantom('occupied-without-stay', stay.stayId)]),
        ...(findBed(state, stay.bedId) ? [] : [phantom('stay-without-bed', stay.stayId)]),
        ...(record && record.segments.at(-1)?.bedId !== stay.bedId
          ? [phantom('stay-record-differs', stay.stayId)]
          : []),
        ...(bedTaken ? [phantom('two-in-one-bed', stay.stayId)] : []),
        ...(lacksSpecialist(stay, record) ? [phantom('stay-without-specialist', stay.stayId)] : []),
        ...(stay.reviewDueAt < now ? [phantom('stay-beyond-review', stay.stayId)] : []),
      ]
    }),
    ...[...openRecords.keys()].flatMap((stayId) => (live.has(stayId) ? [] : [phantom('stay-without-bed', stayId)])),
  ]
}
