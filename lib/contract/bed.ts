import * as z from 'zod'
import { BED_STATES } from '../domain/pool/bed-state.ts'
import { count, instant, orNull, reason, text, textOrNull } from './fields.ts'

export const BlockBedRequest = z.strictObject({ reason, until: orNull(instant) })
export const OpenBedRequest = z.strictObject({})
export const BedCleanedRequest = z.strictObject({})

const readyToLeave = z.object({
  /** The last message between HF and kommune, and when it was given. */
  event: text,
  at: text,
  /** The local date from which the kommune answers, while it does. */
  dutySince: textOrNull,
})

const occupant = z.object({
  stayId: text.optional(),
  holdId: text.optional(),
  partyId: text,
  service: text,
  since: text,
  reviewDueAt: textOrNull,
  expectedDepartureAt: textOrNull,
  needs: z.array(text).readonly(),
  /** Null where nothing has been said about a departure. */
  utskrivningsklar: readyToLeave.nullable(),
})

export const BoardBed = z.object({
  bedId: text,
  room: text,
  features: z.array(text).readonly(),
  state: z.enum(BED_STATES),
  occupant: occupant.nullable(),
  blocked: z.object({ reason: text, until: textOrNull }).nullable(),
})

export const BedResponse = BoardBed.extend({ unitVersion: count })
