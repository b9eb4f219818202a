import * as z from 'zod'
import { count, needs, partyId, patientRef, reason, service, text } from './fields.ts'

export const AddWaitingRequest = z.strictObject({
  partyId,
  service,
  needs: needs.default([]),
  priority: z.int().min(1).max(9).default(5),
  patientRef,
})
export const PromoteWaitingRequest = z.strictObject({})
export const RemoveWaitingRequest = z.strictObject({ reason })

export const WaitingEntry = z.object({
  waitingId: text,
  partyId: text,
  service: text,
  needs: z.array(text).readonly(),
  priority: z.int(),
  addedAt: text,
  /** What the unit can no longer give, whoever leaves: nobody comes further by waiting for it. */
  missingNeeds: z.array(text).readonly(),
})
export const WaitingAddedResponse = WaitingEntry.extend({ position: count, unitVersion: count })
export const WaitingListResponse = z.object({ waiting: z.array(WaitingEntry), unitVersion: count })
export const WaitingRemovedResponse = z.object({ waitingId: text, unitVersion: count })
