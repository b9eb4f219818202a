import * as z from 'zod'
import { CANCEL_REASONS, DECLINE_REASONS } from '../domain/vocabulary.ts'
import { count, lookupId, needs, orNull, partyId, reason, service, text, textOrNull } from './fields.ts'

export const PlaceHoldRequest = z.strictObject({
  partyId,
  service,
  needs: needs.default([]),
  etaMinutes: orNull(z.int().min(0).max(2880)),
  lookupId: orNull(lookupId),
})

export const AcceptHoldRequest = z.strictObject({})
export const DeclineHoldRequest = z.strictObject({ reason: z.enum(DECLINE_REASONS), detail: orNull(reason) })
export const CancelHoldRequest = z.strictObject({ reason: z.enum(CANCEL_REASONS) })

export const HoldResponse = z.object({
  holdId: text,
  unitId: text,
  bedId: text,
  state: z.enum(['pending', 'accepted', 'declined', 'cancelled', 'expired', 'used']),
  /** Null once the hold has ended. */
  expiresAt: textOrNull,
  endedAt: textOrNull,
  reason: textOrNull,
  unitVersion: count,
})
