import type { Instant } from '../../kernel/instant.ts'
import type { Month } from '../../kernel/oslo-date.ts'
import type { AgreementId, BedId, HoldId, UnitId } from '../ids.ts'
import type { JournalEvent, PoolEvent } from '../pool/events.ts'
import type { CancelReason, DeclineReason, Service } from '../vocabulary.ts'

/** Everything that is told outside, and nothing else ever is. A word that means something new gets a new name. */
export const OUTGOING_TYPES = [
  'hold-placed',
  'hold-answered',
  'hold-unanswered',
  'hold-ended',
  'bed-occupied',
  'bed-vacated',
  'bed-cleaned',
  'bed-blocked',
  'bed-opened',
  'staffing-set',
  'unit-closed',
  'unit-opened',
  'unit-confirmed',
  'unit-described',
  'agreement-applied',
  'action-undone',
  'avregning-locked',
  'avregning-approved',
] as const
export type OutgoingType = (typeof OUTGOING_TYPES)[number]

/** Raised when a member is added; a member is never taken away and never means something else. */
export const OUTGOING_VERSION = 1

export const HOLD_ANSWERS = ['accepted', 'declined'] as const
export const HOLD_ENDINGS = ['cancelled', 'unanswered', 'no-show', 'passed-on'] as const

/**
 * What happened, without anybody in it: no patient, no stay, no payer, no needs and no free text, so that neither one
 * event nor many of them put together say who lay where, from which kommune and for how long.
 */
export type OutgoingFact =
  | Fact<'hold-placed', { holdId: HoldId; service: Service; answerDueAt: Instant; expiresAt: Instant }>
  | Fact<
      'hold-answered',
      {
        holdId: HoldId
        answer: (typeof HOLD_ANSWERS)[number]
        /** Why not; null for a yes. */
        reason: DeclineReason | null
        /** Until when the bed is kept; null for a no. */
        expiresAt: Instant | null
      }
    >
  | Fact<'hold-unanswered', { holdId: HoldId }>
  | Fact<'hold-ended', { holdId: HoldId; end: (typeof HOLD_ENDINGS)[number]; reason: CancelReason | null }>
  | Fact<'bed-occupied', { holdId: HoldId | null }>
  | Fact<'bed-vacated', Record<never, never>>
  | Fact<'bed-cleaned' | 'bed-opened', { bedId: BedId }>
  | Fact<'bed-blocked', { bedId: BedId; until: Instant | null }>
  | Fact<'staffing-set', { staffed: number; until: Instant | null }>
  | Fact<'unit-closed', { until: Instant }>
  | Fact<'unit-opened' | 'unit-confirmed', Record<never, never>>
  | Fact<'unit-described', { beds: number; staffed: number }>
  | Fact<'agreement-applied', { from: Instant; agreementVersion: number | null }>
  | Fact<'action-undone', { fromSeq: number; toSeq: number }>
  | Fact<'avregning-locked' | 'avregning-approved', { month: Month }>
type Fact<Type extends OutgoingType, Data> = { readonly type: Type; readonly data: Readonly<Data> }

/** The envelope. `id` is made from where the event stands, so the same event has the same id however often it is sent. */
export type OutgoingEvent = OutgoingFact & {
  readonly id: string
  readonly version: typeof OUTGOING_VERSION
  readonly timestamp: Instant
  readonly agreementId: AgreementId | null
  /** Null for what concerns a whole agreement. */
  readonly unitId: UnitId | null
  /** Rises within a unit, with gaps; null for what concerns a whole agreement. */
  readonly seq: number | null
}

/** Null for what stays inside. */
export function factOf({ type, data }: PoolEvent): OutgoingFact | null {
  switch (type) {
    case 'hold-placed':
    case 'waiting-promoted': {
      const { holdId, service, answerDueAt, expiresAt } = data.hold
      return { type: 'hold-placed', data: { holdId, service, answerDueAt, expiresAt } }
    }
    case 'hold-accepted':
      return {
        type: 'hold-answered',
        data: { holdId: data.holdId, answer: 'accepted', reason: null, expiresAt: data.expiresAt },
      }
    case 'hold-declined':
      return {
        type: 'hold-answered',
        data: { holdId: data.holdId, answer: 'declined', reason: data.reason, expiresAt: null },
      }
    case 'hold-alerted':
      return { type: 'hold-unanswered', data: { holdId: data.holdId } }
    case 'hold-cancelled':
      return { type: 'hold-ended', data: { holdId: data.holdId, end: 'cancelled', reason: data.reason } }
    case 'hold-expired':
      return { type: 'hold-ended', data: { holdId: data.holdId, end: data.reason, reason: null } }
    case 'hold-passed-on':
      return { type: 'hold-ended', data: { holdId: data.holdId, end: 'passed-on', reason: null } }
    case 'patient-admitted':
    case 'stay-transferred-in':
      return { type: 'bed-occupied', data: { holdId: data.holdId } }
    case 'patient-departed':
    case 'stay-transferred-out':
      return { type: 'bed-vacated', data: {} }
    case 'bed-cleaned':
    case 'bed-opened':
      return { type, data: { bedId: data.bedId } }
    case 'bed-blocked':
      return { type, data: { bedId: data.bedId, until: data.until } }
    case 'staffing-set':
      return { type, data: { staffed: data.staffed, until: data.until } }
    case 'unit-closed':
      return { type, data: { until: data.until } }
    case 'unit-opened':
    case 'unit-confirmed':
      return { type, data: {} }
    case 'unit-described':
      return { type, data: { beds: data.beds.length, staffed: data.staffed } }
    case 'agreement-applied':
      return { type, data: { from: data.from, agreementVersion: data.terms?.agreementVersion ?? null } }
    case 'action-undone':
      return { type, data: { fromSeq: data.fromSeq, toSeq: data.toSeq } }
    case 'criteria-adopted':
    case 'hold-moved':
    case 'stay-moved':
    case 'stays-swapped':
    case 'responsibility-changed':
    case 'utskrivningsklar-recorded':
    case 'review-recorded':
    case 'stay-corrected':
    case 'departure-planned':
    case 'discharge-decided':
    case 'waiting-added':
    case 'waiting-removed':
      return null
  }
}

export const unitEventId = (unitId: UnitId, seq: number): string => `evt_${unitId}_${seq}`
/** Where an event of a unit stands; undefined for the id of anything else. */
export function placeOfEvent(id: string): { readonly unitId: UnitId; readonly seq: number } | undefined {
  const [, unitId, seq] = /^evt_(unit_[a-z0-9-]+)_(\d{1,10})$/.exec(id) ?? []
  return unitId === undefined ? undefined : { unitId: unitId as UnitId, seq: Number(seq) }
}

/** An event of a unit's journal as it is told; null for what stays inside. */
export function tellUnitEvent(
  unitId: UnitId,
  agreementId: AgreementId | null,
  event: JournalEvent,
): OutgoingEvent | null {
  const fact = factOf(event)
  if (fact === null) return null
  const { seq, at: timestamp } = event
  return { id: unitEventId(unitId, seq), ...fact, version: OUTGOING_VERSION, timestamp, agreementId, unitId, seq }
}

/** A month that was locked, and later approved by all its parties. Neither is ever taken back. */
export type MonthMark = {
  readonly month: Month
  readonly lockedAt: Instant | null
  readonly approvedAt: Instant | null
}

export function tellMonths(agreementId: AgreementId, months: readonly MonthMark[]): readonly OutgoingEvent[] {
  const events = months.flatMap(({ month, lockedAt, approvedAt }) => [
    ...(lockedAt ? [monthEvent(agreementId, 'avregning-locked', month, lockedAt)] : []),
    ...(approvedAt ? [monthEvent(agreementId, 'avregning-approved', month, approvedAt)] : []),
  ])
  return events.sort((a, b) => (a.timestamp + a.id < b.timestamp + b.id ? -1 : 1))
}

const monthEvent = (
  agreementId: AgreementId,
  type: 'avregning-locked' | 'avregning-approved',
  month: Month,
  timestamp: Instant,
): OutgoingEvent => ({
  id: `evt_${agreementId}_${month}_${type.slice('avregning-'.length)}`,
  type,
  data: { month },
  version: OUTGOING_VERSION,
  timestamp,
  agreementId,
  unitId: null,
  seq: null,
})
