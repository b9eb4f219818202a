import * as z from 'zod'
import { HOLD_ENDS, ON_SILENCE } from '../domain/pool/state.ts'
import { CANCEL_REASONS, DECLINE_REASONS } from '../domain/vocabulary.ts'
import { count, lookupId, needs, orNull, partyId, reason, service, text, textOrNull } from './fields.ts'

export const PlaceHoldRequest = z.strictObject({
  partyId,
  service,
  needs: needs.default([]),
  etaMinutes: orNull(z.int().min(0).max(2880)),
  lookupId: orNull(lookupId),
  /** `next-unit`: when the unit stays silent, the service offers the patient to the next one in the ranking. */
  onSilence: z.enum(ON_SILENCE).default('wait'),
  /** Where the patient is, for choosing that unit. */
  position: orNull(z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })),
})

export const AcceptHoldRequest = z.strictObject({})
export const DeclineHoldRequest = z.strictObject({ reason: z.enum(DECLINE_REASONS), detail: orNull(reason) })
export const CancelHoldRequest = z.strictObject({ reason: z.enum(CANCEL_REASONS) })

export const HoldResponse = z.object({
  holdId: text,
  unitId: text,
  bedId: text,
  state: z.enum(['pending', 'accepted', ...HOLD_ENDS]),
  /** When the unit should have answered; null once it has, or the hold has ended. */
  answerDueAt: textOrNull,
  answerOverdue: z.boolean(),
  /** Where to look on, when the hold was passed on. */
  next: z.object({ unitId: text, holdId: text }).nullable(),
  /** Null once the hold has ended. */
  expiresAt: textOrNull,
  endedAt: textOrNull,
  reason: textOrNull,
  unitVersion: count,
})
