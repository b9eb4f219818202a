import type { AgreementId, SubscriptionId } from '../domain/ids.ts'
import { coverOf } from '../domain/outgoing/cover.ts'
import type { UnitState } from '../domain/pool/state.ts'
import { msBetween, plusMinutes } from '../kernel/instant.ts'
import { listAgreements } from '../store/agreement-store.ts'
import { BUS, type ChannelName } from '../store/keys.ts'
import {
  deliveryPart,
  listSubscribedAgreements,
  listSubscribers,
  removeResendPart,
  type Subscribers,
  type VersionedFeed,
  type VersionedSubscription,
} from '../store/subscription-store.ts'
import { tryCommit } from '../store/tx.ts'
import { listUnits } from '../store/unit-store.ts'
import type { Couriers } from './couriers.ts'
import type { Deps } from './deps.ts'
import { findToldEvent } from './find-told-event.ts'
import { newFeed, openFeed, readMonthsTurn, readUnitTurn } from './read-turn.ts'
import { busOf, webhookOf } from './send-events.ts'
import { type Channel, type FeedOutcome, tellFeed } from './tell-feed.ts'

export type DeliveryReport = {
  /** Events that were taken, each counted once for each who took it. */
  readonly told: number
  /** Journals whose receiver failed; they are tried again later. */
  readonly failing: number
  /** Subscriptions that were given up in this run: somebody must be told. */
  readonly disabled: readonly ChannelName[]
  readonly isBusFailing: boolean
}

/** After that no new turn is begun; the next run goes on where this one was. */
const LONGEST_RUN_MS = 200_000
/** Journals of one receiver that are told at the same time, each in its own order. */
const AT_ONCE = 4
/** A unit that is new to the bus is told from this long ago. */
const BUS_LOOKS_BACK_MINUTES = 7 * 24 * 60

/**
 * Tells what has been committed and not yet been told, to each subscription and to the bus. The journals are the queue, so
 * no command writes anything for this; what was not told today, for whatever reason, is told tomorrow.
 */
export async function deliverEvents(deps: Deps, couriers: Couriers): Promise<DeliveryReport> {
  const startedAt = couriers.clock()
  const hasTime = () => msBetween(startedAt, couriers.clock()) < LONGEST_RUN_MS
  const subscribed = await listSubscribedAgreements(deps.store)
  const bus = couriers.putOnBus
  const units = subscribed.length > 0 || bus ? await listUnits(deps.store) : []
  const run: Run = { deps, couriers, units, hasTime, faults: [] }
  const told = await Promise.all([
    ...subscribed.map((agreementId) => tellSubscribers(run, agreementId)),
    ...(bus ? [tellBus(run, bus)] : []),
  ])
  // One journal that cannot be read keeps nobody else from theirs, and is not kept quiet about.
  if (run.faults.length > 0) throw new AggregateError(run.faults, 'some events could not be told')
  const channels = told.flat()
  const outcomes = channels.flatMap((channel) => channel.outcomes)
  return {
    told: outcomes.reduce((sum, outcome) => sum + outcome.told, 0),
    failing: outcomes.filter(({ isFailing }) => isFailing).length,
    disabled: channels.filter(({ outcomes: own }) => own.some(({ isDisabled }) => isDisabled)).map(({ name }) => name),
    isBusFailing: channels.some(({ name, outcomes: own }) => name === BUS && own.some(({ isFailing }) => isFailing)),
  }
}

type Run = {
  readonly deps: Deps
  readonly couriers: Couriers
  readonly units: readonly UnitState[]
  readonly hasTime: () => boolean
  readonly faults: unknown[]
}
type Told = { readonly name: ChannelName; readonly outcomes: readonly FeedOutcome[] }

async function tellSubscribers(run: Run, agreementId: AgreementId): Promise<readonly Told[]> {
  const subscribers = await listSubscribers(run.deps.store, agreementId)
  const active = subscribers.subscriptions.filter(({ value }) => value.state === 'active')
  return await Promise.all(active.map((subscription) => tellSubscription(run, subscribers, subscription)))
}

async function tellSubscription(run: Run, known: Subscribers, subscription: VersionedSubscription): Promise<Told> {
  const { agreementId, subscriptionId, types, createdAt } = subscription.value
  const name = { agreementId, subscriptionId }
  const channel: Channel = {
    name,
    hearing: { agreementId, wants: (type) => types.includes(type), since: createdAt },
    feeds: feedsOf(known, subscriptionId),
    send: webhookOf(run.couriers, subscription.value),
    subscription,
  }
  for (const { eventId } of known.resends.get(subscriptionId) ?? []) await sendAgain(run, channel, eventId)
  const near = run.units.filter(
    ({ unitId, terms }) =>
      channel.feeds.has(unitId) || coverOf(terms).some((dated) => dated.agreementId === agreementId),
  )
  return { name, outcomes: await tellAll(run, channel, near, [agreementId]) }
}

async function tellBus(run: Run, putOnBus: NonNullable<Couriers['putOnBus']>): Promise<readonly Told[]> {
  const { store } = run.deps
  const known = await listSubscribers(store, BUS.agreementId)
  const since = plusMinutes(run.couriers.clock(), -BUS_LOOKS_BACK_MINUTES)
  const channel: Channel = {
    name: BUS,
    hearing: { agreementId: null, wants: () => true, since },
    feeds: feedsOf(known, BUS.subscriptionId),
    send: busOf(putOnBus),
    subscription: null,
  }
  const agreements = (await listAgreements(store)).map(({ agreementId }) => agreementId)
  return [{ name: BUS, outcomes: await tellAll(run, channel, run.units, agreements) }]
}

const feedsOf = (known: Subscribers, subscriptionId: SubscriptionId): ReadonlyMap<string, VersionedFeed> =>
  new Map((known.feeds.get(subscriptionId) ?? []).map((feed) => [feed.value.source, feed]))

/** Every journal with something new in it, a few at a time; all stop when the receiver is given up. */
async function tellAll(
  { deps, couriers, hasTime, faults }: Run,
  channel: Channel,
  units: readonly UnitState[],
  agreements: readonly AgreementId[],
): Promise<readonly FeedOutcome[]> {
  const { store } = deps
  const { hearing, feeds } = channel
  let isDisabled = false
  const turnsOn = { clock: couriers.clock, hasTime: () => hasTime() && !isDisabled }
  const unitWork = units
    .filter(({ unitId, version }) => (feeds.get(unitId)?.value.after ?? 0) < version)
    .map((unit) => async () => {
      const feed = feeds.get(unit.unitId) ?? { value: await openFeed(store, hearing, unit), version: 0 }
      return await tellFeed(deps, channel, feed, (at) => readUnitTurn(store, hearing, at, unit.unitId), turnsOn)
    })
  const wantsMonths = hearing.wants('avregning-locked') || hearing.wants('avregning-approved')
  const monthWork = (wantsMonths ? agreements : []).map((agreementId) => () => {
    const feed = feeds.get(agreementId) ?? { value: newFeed(agreementId, { after: 0, cover: [] }), version: 0 }
    return tellFeed(deps, channel, feed, (at) => readMonthsTurn(store, hearing, at, agreementId), turnsOn)
  })
  const outcomes: FeedOutcome[] = []
  const left = [...unitWork, ...monthWork]
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const outcome = await next().catch((fault: unknown) => void faults.push(fault))
      if (!outcome) continue
      isDisabled ||= outcome.isDisabled
      outcomes.push(outcome)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return outcomes
}

/** Out of its turn, under the same id, whatever comes of it: the owner reads that, and asks again. */
async function sendAgain({ deps }: Run, channel: Channel, eventId: string): Promise<void> {
  const event = await findToldEvent(deps.store, channel.name.agreementId, eventId)
  const { deliveries } = event ? await channel.send([event], 0) : { deliveries: [] }
  const done = [removeResendPart(channel.name, { eventId })]
  await tryCommit(deps.store, [...done, ...deliveries.map((delivery) => deliveryPart(channel.name, delivery))])
}
