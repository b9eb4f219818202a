import { type Instant, msBetween, plusMs } from '../../kernel/instant.ts'
import type { Actor } from '../actor.ts'
import type { AgreementId, SubscriptionId } from '../ids.ts'
import type { OutgoingType } from './outgoing-event.ts'

export const SUBSCRIPTION_STATES = ['active', 'paused', 'disabled'] as const
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number]

/** Why nothing is sent any more: nobody answered for days, or the receiver said that it is gone. */
export const DISABLED_REASONS = ['receiver-silent', 'receiver-gone'] as const
export type DisabledReason = (typeof DISABLED_REASONS)[number]

/** Whom an agreement's events are told to, which of them, and with which secret they are signed. */
export type Subscription = {
  readonly agreementId: AgreementId
  readonly subscriptionId: SubscriptionId
  readonly url: string
  readonly types: readonly OutgoingType[]
  readonly state: SubscriptionState
  readonly disabledReason: DisabledReason | null
  readonly disabledAt: Instant | null
  readonly createdAt: Instant
  readonly changedBy: Actor
  /** Which secret is the newest, counted from 1. */
  readonly generation: number
  /** Until when the secret before it also signs. */
  readonly earlierUntil: Instant | null
}

const MS_PER_MINUTE = 60_000
const LONGEST_PAUSE_MS = 6 * 60 * MS_PER_MINUTE
const MOST_JITTER = 0.1

/** Twice as long after each failure, from a minute to six hours; a little more by chance, so that not all come at once. */
export function nextTryAt(
  now: Instant,
  failures: number,
  { chance, askedSeconds }: { readonly chance: number; readonly askedSeconds: number | null },
): Instant {
  const pause = Math.min(LONGEST_PAUSE_MS, MS_PER_MINUTE * 2 ** (failures - 1))
  const asked = Math.min(LONGEST_PAUSE_MS, (askedSeconds ?? 0) * 1000)
  return plusMs(now, Math.round(Math.max(pause, asked) * (1 + MOST_JITTER * chance)))
}

/** After so long without an answer the subscription is disabled; what was not sent waits in the journal. */
const GIVEN_UP_AFTER_MS = 5 * 24 * 60 * MS_PER_MINUTE
export const isGivenUp = (failingSince: Instant, now: Instant): boolean =>
  msBetween(failingSince, now) >= GIVEN_UP_AFTER_MS
