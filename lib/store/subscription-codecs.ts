import * as z from 'zod'
import { OUTGOING_TYPES } from '../domain/outgoing/outgoing-event.ts'
import { DISABLED_REASONS, SUBSCRIPTION_STATES, type Subscription } from '../domain/outgoing/subscription.ts'
import { actor, agreementId, count, instant, subscriptionId } from './field-codecs.ts'

export const subscription = z.strictObject({
  agreementId,
  subscriptionId,
  url: z.string(),
  types: z.array(z.enum(OUTGOING_TYPES)).readonly(),
  state: z.enum(SUBSCRIPTION_STATES),
  disabledReason: z.enum(DISABLED_REASONS).nullable(),
  disabledAt: instant.nullable(),
  createdAt: instant,
  changedBy: actor,
  generation: count,
  earlierUntil: instant.nullable(),
}) satisfies z.ZodType<Subscription>

/**
 * How far somebody who is told has come in one journal, or with one agreement's months, and how it goes. It is the whole
 * of the queue: what is after it in the journal has not been told.
 */
export const feed = z.strictObject({
  /** The unit's id, or the agreement's for its months. */
  source: z.string(),
  /** The number of the last event in the journal that is done with. */
  after: count,
  /** From when the unit stands under which agreement, as far as the journal has been read. */
  cover: z.array(z.strictObject({ from: instant, agreementId: agreementId.nullable() })).readonly(),
  /** Ids of what has no number in a journal. */
  told: z.array(z.string()).readonly(),
  failures: count,
  failingSince: instant.nullable(),
  retryAt: instant.nullable(),
  /** Somebody is sending, and is left alone until then. */
  leasedUntil: instant.nullable(),
})
export type Feed = z.infer<typeof feed>

/** One try at telling one event, as the owner reads it. */
export const delivery = z.strictObject({
  eventId: z.string(),
  type: z.enum(OUTGOING_TYPES),
  triedAt: instant,
  attempt: count,
  delivered: z.boolean(),
  /** What the receiver answered; null when nothing came. */
  httpStatus: count.nullable(),
  /** Why nothing came, in one of our words. */
  fault: z.string().nullable(),
})
export type Delivery = z.infer<typeof delivery>

/** The owner wants one event once more. */
export const resend = z.strictObject({ eventId: z.string(), askedAt: instant })
export type Resend = z.infer<typeof resend>
