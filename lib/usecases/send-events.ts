import { OutgoingEventBody } from '../contract/outgoing-event.ts'
import type { OutgoingEvent } from '../domain/outgoing/outgoing-event.ts'
import { signWebhook } from '../domain/outgoing/standard-webhook.ts'
import type { Subscription } from '../domain/outgoing/subscription.ts'
import { validSecrets } from '../domain/outgoing/webhook-secret.ts'
import type { Delivery } from '../store/subscription-codecs.ts'
import type { Couriers, Posted } from './couriers.ts'

/** What came of one sending: how many were taken, from the first on, and what stopped it. */
export type Sending = {
  readonly taken: number
  readonly deliveries: readonly Delivery[]
  readonly failure: SendingFailure | null
}
/** `isGone`: the receiver says that it will never take anything more. `askedSeconds`: how long it wants to be left alone. */
export type SendingFailure = { readonly isGone: boolean; readonly askedSeconds: number | null }

/** `failures`: how many times in a row the first of the events has been tried in vain. */
export type SendEvents = (events: readonly OutgoingEvent[], failures: number) => Promise<Sending>

const HTTP_GONE = 410

/** One by one, each when the one before it was taken: whoever numbers them sees no gap that is filled later. */
export const webhookOf =
  (couriers: Couriers, subscription: Subscription): SendEvents =>
  async (events, failures) => {
    const deliveries: Delivery[] = []
    for (const [taken, event] of events.entries()) {
      const attempt = taken === 0 ? failures + 1 : 1
      const triedAt = couriers.clock()
      const posted = await postEvent(couriers, subscription, event)
      const answer =
        'fault' in posted ? { httpStatus: null, ...posted } : { httpStatus: posted.httpStatus, fault: null }
      const delivered = isTaken(posted)
      deliveries.push({ eventId: event.id, type: event.type, triedAt, attempt, delivered, ...answer })
      if (!delivered) return { taken, deliveries, failure: failureOf(posted) }
    }
    return { taken: events.length, deliveries, failure: null }
  }

const isTaken = (posted: Posted): boolean =>
  'httpStatus' in posted && posted.httpStatus >= 200 && posted.httpStatus < 300

const failureOf = (posted: Posted): SendingFailure =>
  'fault' in posted
    ? { isGone: false, askedSeconds: null }
    : { isGone: posted.httpStatus === HTTP_GONE, askedSeconds: posted.retryAfterSeconds }

/** By the schema of the catalogue, which drops whatever it does not name: nothing else can leave. */
const bodyOf = (event: OutgoingEvent): string => JSON.stringify(OutgoingEventBody.parse(event))

function postEvent(couriers: Couriers, subscription: Subscription, event: OutgoingEvent): Promise<Posted> {
  const sentAt = couriers.clock()
  const body = bodyOf(event)
  const secrets = validSecrets(couriers.webhookKey, subscription, sentAt)
  return couriers.post(subscription.url, signWebhook(secrets, { id: event.id, sentAt, body }), body)
}

/** All at once; what comes after the first that was not taken is sent again with it, for the order's sake. */
export const busOf =
  (putOnBus: NonNullable<Couriers['putOnBus']>): SendEvents =>
  async (events) => {
    const entries = events.map((event) => ({
      id: event.id,
      type: event.type,
      at: event.timestamp,
      detail: bodyOf(event),
    }))
    const results = await putOnBus(entries)
    const firstLeft = results.findIndex((isTakenByBus) => !isTakenByBus)
    const taken = firstLeft === -1 ? events.length : firstLeft
    return { taken, deliveries: [], failure: firstLeft === -1 ? null : { isGone: false, askedSeconds: null } }
  }
