import * as z from 'zod'
import { LOOKUP_OUTCOMES, LOOKUP_REASONS } from '../domain/vocabulary.ts'
import { actor, instant, lookupId, unitId } from './field-codecs.ts'

/** What became of one lookup, as its dispatcher said. */
export type LookupClosing = z.infer<typeof lookupClosing>
export const lookupClosing = z.strictObject({
  lookupId: lookupId,
  outcome: z.enum(LOOKUP_OUTCOMES),
  reason: z.enum(LOOKUP_REASONS).nullable(),
  unitId: unitId.nullable(),
  closedAt: instant,
  closedBy: actor,
})
