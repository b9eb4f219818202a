import * as z from 'zod'
import { ASSESSMENT_OUTCOMES } from '../domain/assessment/evaluate.ts'
import type { JournalEvent } from '../domain/pool/events.ts'
import { CANCEL_REASONS, DECLINE_REASONS, TEAM_ROLES } from '../domain/vocabulary.ts'
import {
  bedId,
  count,
  holdId,
  instant,
  journalActor,
  kommunenummer,
  partyId,
  service,
  stayId,
  unitId,
  waitingId,
} from './field-codecs.ts'
import { origin, review, segment, stayRecord, utskrivningsklarMessage } from './stay-codecs.ts'
import {
  adoptedCriteria,
  block,
  datedTerms,
  described,
  hold,
  liveStay,
  onDuty,
  profile,
  unitState,
  waitingEntry,
} from './unit-codecs.ts'

const override = z
  .strictObject({
    reason: z.string(),
    roles: z.array(z.enum(TEAM_ROLES)),
    of: z.array(z.enum(['guarantee', 'room', 'criteria'])),
    criteria: z.array(z.string()),
  })
  .nullable()
const nothing = z.strictObject({})
const corrected = {
  admittedAt: instant,
  departedAt: instant.nullable(),
  segments: z.array(segment),
  oppholdskommune: kommunenummer.nullable(),
}
const assessmentRecord = z.strictObject({
  outcome: z.enum(ASSESSMENT_OUTCOMES),
  criteriaSetId: z.string().nullable(),
  criteriaVersion: z.string().nullable(),
  news2Total: count.nullable(),
})

const { beds, holds, endedHolds, stays, waiting, staffed, staffing, closure, onDutyNow } = unitState.shape
const restoredState = z.strictObject({
  beds: beds.exactOptional(),
  holds: holds.exactOptional(),
  endedHolds: endedHolds.exactOptional(),
  stays: stays.exactOptional(),
  waiting: waiting.exactOptional(),
  staffed: staffed.exactOptional(),
  staffing: staffing.exactOptional(),
  onDuty: onDuty.exactOptional(),
  onDutyNow: onDutyNow.exactOptional(),
  closure: closure.exactOptional(),
})

const envelope = { seq: count, at: instant, actor: journalActor, prevHash: z.string(), hash: z.string().length(64) }
const event = <const Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.strictObject({ ...envelope, type: z.literal(type), data })

export const journalEvent = z.discriminatedUnion('type', [
  event('unit-described', z.strictObject({ profile, staffed: count, beds: z.array(described) })),
  event('agreement-applied', datedTerms),
  event('criteria-adopted', adoptedCriteria),
  event('hold-placed', z.strictObject({ hold })),
  event('hold-accepted', z.strictObject({ holdId, expiresAt: instant })),
  event('hold-alerted', z.strictObject({ holdId })),
  event('hold-passed-on', z.strictObject({ holdId, toUnitId: unitId, toHoldId: holdId })),
  event('hold-declined', z.strictObject({ holdId, reason: z.enum(DECLINE_REASONS), detail: z.string().nullable() })),
  event('hold-cancelled', z.strictObject({ holdId, reason: z.enum(CANCEL_REASONS) })),
  event('hold-expired', z.strictObject({ holdId, reason: z.enum(['unanswered', 'no-show']), expiredAt: instant })),
  event('hold-moved', z.strictObject({ holdId, bedId, reason: z.string() })),
  event(
    'patient-admitted',
    z.strictObject({
      stay: liveStay,
      holdId: holdId.nullable(),
      override,
      origin,
      assessment: assessmentRecord.nullable(),
    }),
  ),
  event('stay-moved', z.strictObject({ stayId, bedId, at: instant, override })),
  event('stays-swapped', z.strictObject({ stayId, otherStayId: stayId, at: instant, override })),
  event('stay-transferred-out', z.strictObject({ stayId, toUnitId: unitId, toStayId: stayId, at: instant })),
  event(
    'stay-transferred-in',
    z.strictObject({
      stay: liveStay,
      fromUnitId: unitId,
      holdId: holdId.nullable(),
      override,
      origin,
      earlierSegments: z.array(segment),
    }),
  ),
  event('responsibility-changed', z.strictObject({ stayId, partyId, service, from: instant, reason: z.string() })),
  event(
    'utskrivningsklar-recorded',
    z.strictObject({ stayId, message: utskrivningsklarMessage, oppholdskommune: kommunenummer.nullable() }),
  ),
  event('review-recorded', review.extend({ stayId })),
  event(
    'stay-corrected',
    z.strictObject({ stayId, ...corrected, before: z.strictObject(corrected), reason: z.string() }),
  ),
  event('departure-planned', z.strictObject({ stayId, expectedAt: instant.nullable() })),
  event('discharge-decided', z.strictObject({ stayId, dischargedTo: z.string() })),
  event('patient-departed', z.strictObject({ stayId, departedAt: instant, dischargedTo: z.string() })),
  event('bed-blocked', block.extend({ bedId })),
  event('bed-opened', z.strictObject({ bedId })),
  event('bed-cleaned', z.strictObject({ bedId })),
  event(
    'staffing-set',
    z.strictObject({
      staffed: count,
      until: instant.nullable(),
      reason: z.string(),
      onDuty: onDuty.exactOptional(),
    }),
  ),
  event('unit-closed', z.strictObject({ reason: z.string(), until: instant })),
  event('unit-opened', nothing),
  event('unit-confirmed', z.strictObject({ capabilities: z.literal(true).exactOptional() })),
  event('waiting-added', z.strictObject({ entry: waitingEntry })),
  event('waiting-promoted', z.strictObject({ waitingId, hold })),
  event(
    'action-undone',
    z.strictObject({
      fromSeq: count,
      toSeq: count,
      undone: z.string(),
      restored: restoredState,
      stays: z.array(z.strictObject({ stayId, before: stayRecord.nullable() })),
    }),
  ),
  event('waiting-removed', z.strictObject({ waitingId, reason: z.string() })),
]) satisfies z.ZodType<JournalEvent>
