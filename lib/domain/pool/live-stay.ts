import type { Instant } from '../../kernel/instant.ts'
import { plusLocalDates } from '../../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../../kernel/result.ts'
import { DEFAULT_RULES } from '../agreement/agreement.ts'
import type { StayId } from '../ids.ts'
import type { RefusalOf, StayNotThen } from './refusals.ts'
import { findLiveStay, type LiveStay, termsAt, type UnitState } from './state.ts'

type NewLiveStay = Omit<LiveStay, 'reviewDueAt' | 'leaving' | 'utskrivningsklar'>

/** As it stands when it begins. */
export function liveStay(state: UnitState, ask: NewLiveStay, now: Instant): LiveStay {
  return {
    stayId: ask.stayId,
    bedId: ask.bedId,
    partyId: ask.partyId,
    service: ask.service,
    needs: ask.needs,
    admittedAt: ask.admittedAt,
    segmentFrom: ask.segmentFrom,
    reviewDueAt: reviewDueAfter(state, ask.admittedAt, now),
    expectedDepartureAt: ask.expectedDepartureAt,
    leaving: false,
    utskrivningsklar: [],
  }
}

/** When a review is due that counts from an instant, by the agreement's own interval now: the same hour, so many dates later. */
export const reviewDueAfter = (state: UnitState, from: Instant, now: Instant): Instant =>
  plusLocalDates(from, termsAt(state, now)?.rules.reviewAfterDogn ?? DEFAULT_RULES.reviewAfterDogn)

/** The stay, if `at` lies in its running segment and not in the future. */
export function findStayAt(
  state: UnitState,
  stayId: StayId,
  at: Instant,
  now: Instant,
  field = 'at',
): Result<LiveStay, RefusalOf<StayNotThen>> {
  const stay = findLiveStay(state, stayId)
  if (!stay) return refused({ kind: 'stay-not-found' })
  if (at > now) return refused({ kind: 'time-in-the-future', field })
  if (at < stay.segmentFrom) return refused({ kind: 'before-segment-began', field, began: stay.segmentFrom })
  return accepted(stay)
}

/** What is wrong with a time at which something is said to have become of the stay. */
export function findMisplacedTime(
  { admittedAt }: LiveStay,
  at: Instant,
  now: Instant,
  field: string,
): RefusalOf<'time-in-the-future' | 'before-admission'> | undefined {
  if (at > now) return { kind: 'time-in-the-future', field }
  return at < admittedAt ? { kind: 'before-admission', field, admittedAt } : undefined
}
