import type { AgreementId, SubscriptionId } from '../domain/ids.ts'
import type { Subscription } from '../domain/outgoing/subscription.ts'
import { epochSecondsOf, plusMinutes } from '../kernel/instant.ts'
import { decode, encode, readText } from './item-codec.ts'
import {
  type ChannelName,
  deliveryKey,
  deliveryPartition,
  feedKey,
  type Key,
  resendKey,
  SUBSCRIPTIONS,
  subscriptionByAgreementKey,
  subscriptionKey,
  subscriptionPartition,
} from './keys.ts'
import { getItems, type Item, marshalKey, queryItems, type Store } from './store-client.ts'
import { type Delivery, delivery, type Feed, feed, type Resend, resend, subscription } from './subscription-codecs.ts'
import { ABSENT, hasVersion, put, remove, type TxPart } from './tx.ts'

/** An item and the version that the next write of it is conditioned on; 0 where there is none yet. */
type Versioned<T> = { readonly value: T; readonly version: number }

export type VersionedSubscription = Versioned<Subscription>
export type VersionedFeed = Versioned<Feed>

/** All that there is about those who are told of one agreement's events: one Query. */
export type Subscribers = {
  readonly subscriptions: readonly VersionedSubscription[]
  readonly feeds: ReadonlyMap<SubscriptionId, readonly VersionedFeed[]>
  readonly resends: ReadonlyMap<SubscriptionId, readonly Resend[]>
}

/** The agreements that somebody is told about. Index reads lag a little: a new one is told a minute later. */
export async function listSubscribedAgreements(store: Store): Promise<readonly AgreementId[]> {
  const query = queryItems(store, {
    IndexName: 'gsi1',
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'gsi1pk' },
    ExpressionAttributeValues: { ':pk': { S: SUBSCRIPTIONS } },
  })
  const found = new Set<AgreementId>()
  for await (const item of query) found.add(decode(subscription, item, 'state').agreementId)
  return [...found]
}

export async function listSubscribers(store: Store, agreementId: AgreementId): Promise<Subscribers> {
  const subscriptions: VersionedSubscription[] = []
  const feeds = new Map<SubscriptionId, VersionedFeed[]>()
  const resends = new Map<SubscriptionId, Resend[]>()
  for await (const item of queryPartition(store, subscriptionPartition(agreementId))) {
    switch (readText(item, 'type')) {
      case 'subscription':
        subscriptions.push({ value: decode(subscription, item, 'state'), version: versionOf(item) })
        break
      case 'feed':
        append(feeds, channelOf(item), { value: decode(feed, item, 'body'), version: versionOf(item) })
        break
      case 'resend':
        append(resends, channelOf(item), decode(resend, item, 'body'))
        break
    }
  }
  return { subscriptions, feeds, resends }
}

export async function findSubscription(
  store: Store,
  agreementId: AgreementId,
  subscriptionId: SubscriptionId,
): Promise<VersionedSubscription | undefined> {
  const [item] = await getItems(store, [subscriptionKey(agreementId, subscriptionId)])
  return item && { value: decode(subscription, item, 'state'), version: versionOf(item) }
}

const channelOf = (item: Item): SubscriptionId => readText(item, 'subscriptionId') as SubscriptionId
const versionOf = (item: Item): number => Number(item['version']?.N ?? Number.NaN)

function append<T>(map: Map<SubscriptionId, T[]>, key: SubscriptionId, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

const queryPartition = (store: Store, pk: string) =>
  queryItems(store, {
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: pk } },
    ConsistentRead: true,
  })

const standsAt = (version: number) => (version === 0 ? ABSENT : hasVersion(version))
const versioned = (key: Key, type: string, version: number): Item => ({
  ...marshalKey(key),
  type: { S: type },
  version: { N: String(version) },
})

export const subscriptionPart = (next: Subscription, version: number): TxPart => {
  const { agreementId, subscriptionId } = next
  const { gsi1pk, gsi1sk } = subscriptionByAgreementKey(agreementId, subscriptionId)
  const item = {
    ...versioned(subscriptionKey(agreementId, subscriptionId), 'subscription', version + 1),
    gsi1pk: { S: gsi1pk },
    gsi1sk: { S: gsi1sk },
    state: encode(next),
  }
  return put('subscription', item, standsAt(version))
}

export const removeSubscriptionPart = (
  { agreementId, subscriptionId }: Pick<Subscription, 'agreementId' | 'subscriptionId'>,
  version: number,
): TxPart => remove('subscription', subscriptionKey(agreementId, subscriptionId), hasVersion(version))

/** Whose feed it is: a subscription of an agreement, or the bus, which is told everything. */
export const feedPart = (channel: ChannelName, { value, version }: VersionedFeed): TxPart =>
  put(
    'feed',
    {
      ...versioned(feedKey(channel, value.source), 'feed', version + 1),
      subscriptionId: { S: channel.subscriptionId },
      body: encode(value),
    },
    standsAt(version),
  )
export const removeFeedPart = (channel: ChannelName, { value }: VersionedFeed): TxPart =>
  remove('feed', feedKey(channel, value.source))

export const resendPart = (channel: ChannelName, asked: Resend): TxPart =>
  put('resend', {
    ...marshalKey(resendKey(channel, asked.eventId)),
    type: { S: 'resend' },
    subscriptionId: { S: channel.subscriptionId },
    body: encode(asked),
  })
export const removeResendPart = (channel: ChannelName, { eventId }: Pick<Resend, 'eventId'>): TxPart =>
  remove('resend', resendKey(channel, eventId))

/** The journal has what happened for ever; how it was told is of no use after a month. */
const DELIVERY_KEPT_MINUTES = 30 * 24 * 60

export const deliveryPart = (channel: ChannelName, tried: Delivery): TxPart =>
  put('delivery', {
    ...marshalKey(deliveryKey(channel, tried)),
    type: { S: 'delivery' },
    body: encode(tried),
    ttl: { N: String(epochSecondsOf(plusMinutes(tried.triedAt, DELIVERY_KEPT_MINUTES))) },
  })

/** What was tried, the newest first, as it comes. */
async function* streamTries(store: Store, channel: ChannelName, limit?: number): AsyncGenerator<Delivery> {
  const query = queryItems(store, {
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: deliveryPartition(channel) } },
    ScanIndexForward: false,
    ConsistentRead: true,
    ...(limit === undefined ? {} : { Limit: limit }),
  })
  for await (const item of query) yield decode(delivery, item, 'body')
}

export async function listTries(store: Store, channel: ChannelName, limit: number): Promise<readonly Delivery[]> {
  const found: Delivery[] = []
  for await (const tried of streamTries(store, channel, limit)) {
    found.push(tried)
    if (found.length === limit) break
  }
  return found
}

export async function findDelivery(store: Store, channel: ChannelName, eventId: string): Promise<Delivery | undefined> {
  for await (const tried of streamTries(store, channel)) if (tried.eventId === eventId) return tried
  return undefined
}
