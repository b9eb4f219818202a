import type { Precondition } from '../contract/precondition.ts'
import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import { OUTGOING_TYPES } from '../domain/outgoing/outgoing-event.ts'
import type { Subscription } from '../domain/outgoing/subscription.ts'
import { type AddressFault, findAddressFault } from '../domain/outgoing/webhook-address.ts'
import { shownSecret } from '../domain/outgoing/webhook-secret.ts'
import { termsAt } from '../domain/pool/state.ts'
import { earliest, type Instant, plusMinutes } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findAgreement } from '../store/agreement-store.ts'
import type { ChannelName } from '../store/keys.ts'
import type { Store } from '../store/store-client.ts'
import {
  feedPart,
  findSubscription,
  listSubscribers,
  removeFeedPart,
  removeResendPart,
  removeSubscriptionPart,
  subscriptionPart,
  type VersionedFeed,
  type VersionedSubscription,
} from '../store/subscription-store.ts'
import { MOST_PARTS, type TxPart, tryCommit } from '../store/tx.ts'
import { findUnits } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'
import { feedFromNow } from './read-turn.ts'

export type WebhookSettings = {
  /** What the secrets are made from; it never leaves the service. */
  readonly webhookKey: Uint8Array
  /** The local run alone may send to its own machine. */
  readonly localToo: boolean
}
type Change = { readonly actor: Actor; readonly now: Instant; readonly precondition: Precondition | null }
type Lost = { readonly kind: 'too-many-at-once'; readonly retryAfterSeconds: number }
type PutRefusal =
  | Lost
  | { readonly kind: 'agreement-not-found' | 'precondition-required' | 'too-many-subscriptions' }
  | { readonly kind: 'version-mismatch'; readonly version: number | null }
  | { readonly kind: 'webhook-address-refused'; readonly reason: AddressFault }

/** Each event is sent to all of them, so their number is what one event costs. */
const MOST_SUBSCRIPTIONS = 10

export async function listSubscriptions(
  { store }: Deps,
  { agreementId }: Pick<ChannelName, 'agreementId'>,
): Promise<Result<AnswerOf<'list-subscriptions'>, never>> {
  const { subscriptions, feeds } = await listSubscribers(store, agreementId)
  return accepted({
    subscriptions: subscriptions.map((known) => ({
      ...shownOf(known),
      failing: failingOf(feeds.get(known.value.subscriptionId) ?? []),
    })),
  })
}

function failingOf(feeds: readonly VersionedFeed[]) {
  const failing = feeds.filter(({ value }) => value.failingSince !== null)
  const instants = (member: 'failingSince' | 'retryAt') => failing.flatMap(({ value }) => value[member] ?? [])
  const since = earliest(instants('failingSince'))
  return since && { since, feeds: failing.length, nextTryAt: earliest(instants('retryAt')) }
}

/** Told from this instant on: a new subscription gets nothing of what has been. */
export async function putSubscription(
  { store }: Deps,
  { actor, now, precondition }: Change,
  { agreementId, subscriptionId }: ChannelName,
  { url, types, active }: BodyOf<'put-subscription'>,
  { webhookKey, localToo }: WebhookSettings,
): Promise<Result<AnswerOf<'put-subscription'>, PutRefusal>> {
  const reason = findAddressFault(url, localToo)
  if (reason) return refused({ kind: 'webhook-address-refused', reason })
  if (precondition === null) return refused({ kind: 'precondition-required' })
  const agreement = await findAgreement(store, agreementId)
  if (!agreement) return refused({ kind: 'agreement-not-found' })
  const { subscriptions } = await listSubscribers(store, agreementId)
  const known = subscriptions.find(({ value }) => value.subscriptionId === subscriptionId)
  const mismatch = { kind: 'version-mismatch', version: known?.version ?? null } as const
  const isMet = precondition.kind === 'absent' ? !known : known?.version === precondition.version
  if (!isMet) return refused(mismatch)
  if (!known && subscriptions.length >= MOST_SUBSCRIPTIONS) return refused({ kind: 'too-many-subscriptions' })
  const next: Subscription = {
    agreementId,
    subscriptionId,
    url,
    types: OUTGOING_TYPES.filter((type) => types.includes(type)),
    state: active ? 'active' : 'paused',
    disabledReason: null,
    disabledAt: null,
    createdAt: known?.value.createdAt ?? now,
    changedBy: actor,
    generation: known?.value.generation ?? 1,
    earlierUntil: known?.value.earlierUntil ?? null,
  }
  const feeds = await feedsAfter(store, next, known, agreement.agreement.units, now)
  const parts = feeds.map((feed) => feedPart({ agreementId, subscriptionId }, feed)).slice(0, MOST_PARTS - 1)
  const { committed } = await tryCommit(store, [subscriptionPart(next, known?.version ?? 0), ...parts])
  if (!committed) return refused({ kind: 'too-many-at-once', retryAfterSeconds: 1 })
  const saved = { value: next, version: (known?.version ?? 0) + 1 }
  return accepted({ ...shownOf(saved), secret: known ? null : shownSecret(webhookKey, next) })
}

/** A new one begins where each unit stands; one that was given up is tried again at once. */
async function feedsAfter(
  store: Store,
  { agreementId, subscriptionId }: Subscription,
  known: VersionedSubscription | undefined,
  unitIds: Parameters<typeof findUnits>[1],
  now: Instant,
): Promise<readonly VersionedFeed[]> {
  if (known) {
    const { feeds } = await listSubscribers(store, agreementId)
    const failing = (feeds.get(subscriptionId) ?? []).filter(({ value }) => value.failingSince !== null)
    const well = { failures: 0, failingSince: null, retryAt: null }
    return failing.map(({ value, version }) => ({ value: { ...value, ...well }, version }))
  }
  const units = await findUnits(store, unitIds)
  return [...units.values()]
    .filter((unit) => termsAt(unit, now)?.agreementId === agreementId)
    .map((unit) => ({ value: feedFromNow(unit), version: 0 }))
}

type NotThere = { readonly kind: 'subscription-not-found' }

/** A new secret, shown once; the one before it also signs until the receiver has had time to change. */
export async function rotateSecret(
  { store }: Deps,
  { actor, now }: Pick<Change, 'actor' | 'now'>,
  { agreementId, subscriptionId }: ChannelName,
  { overlapHours }: BodyOf<'rotate-secret'>,
  { webhookKey }: Pick<WebhookSettings, 'webhookKey'>,
): Promise<Result<AnswerOf<'rotate-secret'>, NotThere | Lost>> {
  const known = await findSubscription(store, agreementId, subscriptionId)
  if (!known) return refused({ kind: 'subscription-not-found' })
  const next: Subscription = {
    ...known.value,
    generation: known.value.generation + 1,
    earlierUntil: plusMinutes(now, overlapHours * 60),
    changedBy: actor,
  }
  const { committed } = await tryCommit(store, [subscriptionPart(next, known.version)])
  if (!committed) return refused({ kind: 'too-many-at-once', retryAfterSeconds: 1 })
  return accepted({ ...shownOf({ value: next, version: known.version + 1 }), secret: shownSecret(webhookKey, next) })
}

/** With how far it had come; one of the same name later begins anew, with another secret. */
export async function removeSubscription(
  { store }: Deps,
  { agreementId, subscriptionId }: ChannelName,
): Promise<Result<AnswerOf<'remove-subscription'>, NotThere | Lost>> {
  const { subscriptions, feeds, resends } = await listSubscribers(store, agreementId)
  const known = subscriptions.find(({ value }) => value.subscriptionId === subscriptionId)
  if (!known) return refused({ kind: 'subscription-not-found' })
  const name = { agreementId, subscriptionId }
  const parts: TxPart[] = [
    ...(resends.get(subscriptionId) ?? []).map((asked) => removeResendPart(name, asked)),
    ...(feeds.get(subscriptionId) ?? []).map((feed) => removeFeedPart(name, feed)),
  ]
  // The subscription goes last: until then whoever asks again finds the rest.
  while (parts.length >= MOST_PARTS) await tryCommit(store, parts.splice(0, MOST_PARTS))
  const { committed } = await tryCommit(store, [...parts, removeSubscriptionPart(known.value, known.version)])
  return committed
    ? accepted({ subscriptionId, removed: true })
    : refused({ kind: 'too-many-at-once', retryAfterSeconds: 1 })
}

const shownOf = ({ value, version }: VersionedSubscription) => {
  const { subscriptionId, agreementId, url, types, state, disabledReason, disabledAt, createdAt, earlierUntil } = value
  const shown = { subscriptionId, agreementId, url, types, state, disabledReason, disabledAt, createdAt, version }
  return { ...shown, earlierSecretUntil: earlierUntil }
}
