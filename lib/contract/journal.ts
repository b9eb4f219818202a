import * as z from 'zod'

/** What an entry of the journal may tell, by its type: a client has words for each. */
export type { PoolEvent, PoolEventType } from '../domain/pool/events.ts'

import { count, text } from './fields.ts'

const whole = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)

export const ReadJournalQuery = z.strictObject({
  after: whole.default(0),
  limit: whole.pipe(z.number().min(1).max(1000)).default(1000),
})

export const JournalResponse = z.object({
  events: z.array(
    z.object({
      seq: count,
      type: text,
      at: text,
      actor: z.object({ role: text, org: text }),
      data: z.looseObject({}),
      prevHash: text,
      hash: text,
    }),
  ),
  /** Ask again with `after` set to this; null when nothing more is there. */
  nextAfter: count.nullable(),
})

export const VerifyJournalResponse = z.object({
  ok: z.boolean(),
  events: count,
  stateMatches: z.boolean(),
  /** The first event that does not follow from the one before it. */
  brokenAt: count.nullable(),
})
