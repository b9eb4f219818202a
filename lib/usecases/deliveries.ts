import type { AnswerOf } from '../contract/routes.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { ChannelName } from '../store/keys.ts'
import { findDelivery, findSubscription, listTries, resendPart } from '../store/subscription-store.ts'
import { tryCommit } from '../store/tx.ts'
import type { Deps } from './deps.ts'

type NotThere = { readonly kind: 'subscription-not-found' }

/** What was sent, when, and what the receiver said: never what was in it. */
export async function listDeliveries(
  { store }: Deps,
  { agreementId, subscriptionId }: ChannelName,
  limit: number,
): Promise<Result<AnswerOf<'list-deliveries'>, NotThere>> {
  if (!(await findSubscription(store, agreementId, subscriptionId))) return refused({ kind: 'subscription-not-found' })
  return accepted({ deliveries: [...(await listTries(store, { agreementId, subscriptionId }, limit))] })
}

/** Asks for one event once more, under its old id; it is sent within a minute or two, out of its turn. */
export async function resendEvent(
  { store }: Deps,
  now: Instant,
  { eventId, ...name }: ChannelName & { readonly eventId: string },
): Promise<
  Result<
    AnswerOf<'resend-event'>,
    | NotThere
    | { readonly kind: 'event-not-sent' | 'subscription-not-active' }
    | { readonly kind: 'too-many-at-once'; readonly retryAfterSeconds: number }
  >
> {
  const known = await findSubscription(store, name.agreementId, name.subscriptionId)
  if (!known) return refused({ kind: 'subscription-not-found' })
  if (known.value.state !== 'active') return refused({ kind: 'subscription-not-active' })
  // Only what was sent here once: an id can be made up of a unit that is no concern of this agreement's.
  if (!(await findDelivery(store, name, eventId))) return refused({ kind: 'event-not-sent' })
  const { committed } = await tryCommit(store, [resendPart(name, { eventId, askedAt: now })])
  return committed ? accepted({ eventId, askedAt: now }) : refused({ kind: 'too-many-at-once', retryAfterSeconds: 1 })
}
