import { type DisabledReason, isGivenUp, nextTryAt, type Subscription } from '../domain/outgoing/subscription.ts'
import { type Instant, plusMinutes } from '../kernel/instant.ts'
import type { ChannelName } from '../store/keys.ts'
import type { Feed } from '../store/subscription-codecs.ts'
import {
  deliveryPart,
  feedPart,
  subscriptionPart,
  type VersionedFeed,
  type VersionedSubscription,
} from '../store/subscription-store.ts'
import { tryCommit } from '../store/tx.ts'
import type { Deps } from './deps.ts'
import type { Hearing, Turn } from './read-turn.ts'
import type { SendEvents, SendingFailure } from './send-events.ts'

/** One who is told, and the way to them. */
export type Channel = {
  readonly name: ChannelName
  readonly hearing: Hearing
  readonly feeds: ReadonlyMap<string, VersionedFeed>
  readonly send: SendEvents
  /** Null for the bus, which is never given up. */
  readonly subscription: VersionedSubscription | null
}

export type FeedOutcome = {
  readonly told: number
  readonly isFailing: boolean
  readonly isDisabled: boolean
}

/** Longer than any turn of slow receivers, and than a sender lives. */
const LEASE_MINUTES = 5

/**
 * Tells one journal to one receiver, turn by turn, until there is no more, the receiver fails, or time is up. How far it
 * came is written after each turn: whoever dies in between sends that turn again, and leaves nothing out.
 */
export async function tellFeed(
  deps: Deps,
  channel: Channel,
  begun: VersionedFeed,
  readTurn: (feed: Feed) => Promise<Turn | undefined>,
  { clock, hasTime }: { readonly clock: () => Instant; readonly hasTime: () => boolean },
): Promise<FeedOutcome> {
  let { value: feed, version } = begun
  let told = 0
  const outcome = (more: Partial<FeedOutcome> = {}) => ({ told, isFailing: false, isDisabled: false, ...more })
  const write = async (next: Feed, alongside: Parameters<typeof tryCommit>[1] = []) => {
    const parts = [feedPart(channel.name, { value: next, version }), ...alongside]
    if (!(await tryCommit(deps.store, parts)).committed) return false
    feed = next
    version += 1
    return true
  }
  while (hasTime() && isFree(feed, clock())) {
    const turn = await readTurn(feed)
    if (!turn) return outcome()
    if (turn.events.length === 0) {
      if (!(await write({ ...feed, ...turn.progressAt(0) }))) return outcome()
      continue
    }
    // A lost race means that somebody else is telling this very journal.
    if (!(await write({ ...feed, leasedUntil: plusMinutes(clock(), LEASE_MINUTES) }))) return outcome()
    const { taken, deliveries, failure } = await channel.send(turn.events, feed.failures)
    const now = clock()
    const next = failure ? failedFeed(feed, failure, taken, now, deps.random()) : WELL
    const end = failure && channel.subscription && endOf(failure, next.failingSince, now)
    const disabled = end ? [disabledPart(channel.subscription, end, now)] : []
    const tried = deliveries.map((delivery) => deliveryPart(channel.name, delivery))
    const isWritten = await write({ ...feed, ...turn.progressAt(taken), ...next, leasedUntil: null }, [
      ...tried,
      ...disabled,
    ])
    // Not written: the lease ran out or the owner changed the subscription meanwhile, and it is sent again.
    if (!isWritten) return outcome()
    told += taken
    if (failure) return outcome({ isFailing: true, isDisabled: disabled.length > 0 })
  }
  return outcome()
}

const isFree = ({ leasedUntil, retryAt }: Feed, now: Instant): boolean =>
  (leasedUntil === null || leasedUntil <= now) && (retryAt === null || retryAt <= now)

type Health = Pick<Feed, 'failures' | 'failingSince' | 'retryAt'>
const WELL: Health = { failures: 0, failingSince: null, retryAt: null }

/** A receiver that took some and then failed has begun to fail anew. */
function failedFeed(feed: Feed, failure: SendingFailure, taken: number, now: Instant, chance: number): Health {
  const failures = taken > 0 ? 1 : feed.failures + 1
  const failingSince = taken > 0 ? now : (feed.failingSince ?? now)
  return { failures, failingSince, retryAt: nextTryAt(now, failures, { chance, askedSeconds: failure.askedSeconds }) }
}

function endOf({ isGone }: SendingFailure, failingSince: Instant | null, now: Instant): DisabledReason | null {
  if (isGone) return 'receiver-gone'
  return failingSince && isGivenUp(failingSince, now) ? 'receiver-silent' : null
}

function disabledPart({ value, version }: VersionedSubscription, disabledReason: DisabledReason, disabledAt: Instant) {
  const next: Subscription = { ...value, state: 'disabled', disabledReason, disabledAt }
  return subscriptionPart(next, version)
}
