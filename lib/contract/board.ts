import * as z from 'zod'
import { BoardBed } from './bed.ts'
import { careNow, count, instant, text, textOrNull } from './fields.ts'
import { WaitingEntry } from './waiting.ts'

export const ShowBoardQuery = z.strictObject({
  at: instant.optional(),
  /** Tells as well what changed around `at`, so that one can step from change to change. */
  changes: z.literal('true').optional(),
})

export const BoardResponse = z.object({
  unitId: text,
  name: text,
  kind: text,
  kommune: text,
  agreementId: textOrNull,
  unitVersion: count,
  asOf: text,
  confirmedAt: text,
  ...careNow,
  /** How long the unit can take back what it last did, and after how long without a sign of life it is shown as stale. */
  undoMinutes: count,
  staleAfterMinutes: count,
  /** What KAD stays are to last on average, at most. */
  kadMeanDogn: z.number(),
  /** When a staffing that ends by itself does so. */
  staffedUntil: textOrNull,
  /** The parties of the agreement, and the services that the unit offers; null where it offers all. */
  parties: z.array(z.object({ partyId: text, group: text })),
  services: z.array(text).readonly().nullable(),
  closure: z.object({ reason: text, until: text }).nullable(),
  beds: z.array(BoardBed),
  holds: z.array(
    z.object({
      holdId: text,
      bedId: text,
      partyId: text,
      service: text,
      needs: z.array(text).readonly(),
      state: z.enum(['pending', 'accepted']),
      placedAt: text,
      placedBy: text,
      etaAt: textOrNull,
      expiresAt: text,
      /** Null once the unit has answered. */
      answerDueAt: textOrNull,
      alertedAt: textOrNull,
      waitingId: textOrNull,
    }),
  ),
  waiting: z.array(WaitingEntry),
  /** What the journal recorded nearest before and after a past time, oldest first; null where it was not asked for. */
  changes: z.array(z.object({ seq: count, at: text, type: text })).nullable(),
  groups: z.array(
    z.object({ group: text, guaranteed: count, max: count.nullable(), occupied: count, bookable: count }),
  ),
  physical: count,
  staffed: count,
  occupied: count,
  held: count,
  free: count,
})
