import * as z from 'zod'
import { OUTGOING_TYPES } from '../domain/outgoing/outgoing-event.ts'
import { DISABLED_REASONS, SUBSCRIPTION_STATES } from '../domain/outgoing/subscription.ts'
import { count, text, textOrNull } from './fields.ts'

export const PutSubscriptionRequest = z.strictObject({
  url: z.url().max(500),
  types: z.array(z.enum(OUTGOING_TYPES)).min(1).max(OUTGOING_TYPES.length),
  /** False holds everything back, without losing any of it; true also takes up one that was disabled. */
  active: z.boolean().default(true),
})
export const RotateSecretRequest = z.strictObject({
  /** How long the secret before it also signs, so that the receiver can change when it suits. */
  overlapHours: z.int().min(0).max(168).default(24),
})
export const RemoveSubscriptionRequest = z.strictObject({})
export const ResendEventRequest = z.strictObject({})

const shown = {
  subscriptionId: text,
  agreementId: text,
  url: text,
  types: z.array(z.enum(OUTGOING_TYPES)).readonly(),
  state: z.enum(SUBSCRIPTION_STATES),
  /** Why nothing is sent any more; null where it is not disabled. */
  disabledReason: z.enum(DISABLED_REASONS).nullable(),
  disabledAt: textOrNull,
  createdAt: text,
  version: count,
}

export const SubscriptionResponse = z.object({
  ...shown,
  /** Shown when it is made, and never again; null otherwise. */
  secret: textOrNull,
  /** Until when the secret before it also signs. */
  earlierSecretUntil: textOrNull,
})

export const ListSubscriptionsResponse = z.object({
  subscriptions: z.array(
    z.object({
      ...shown,
      earlierSecretUntil: textOrNull,
      /** Journals and months that the receiver did not take; null where all is well. */
      failing: z.object({ since: text, feeds: count, nextTryAt: textOrNull }).nullable(),
    }),
  ),
})
export const RemovedSubscriptionResponse = z.object({ subscriptionId: text, removed: z.literal(true) })

const whole = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number)
export const ListDeliveriesQuery = z.strictObject({
  limit: whole.pipe(z.number().min(1).max(200)).default(50),
})
export const ListDeliveriesResponse = z.object({
  /** The newest first; kept for a month. */
  deliveries: z.array(
    z.object({
      eventId: text,
      type: z.enum(OUTGOING_TYPES),
      triedAt: text,
      attempt: count,
      delivered: z.boolean(),
      httpStatus: count.nullable(),
      fault: textOrNull,
    }),
  ),
})
export const ResendEventResponse = z.object({ eventId: text, askedAt: text })
