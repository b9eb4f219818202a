import type { Instant } from '../../kernel/instant.ts'
import { accepted, refused } from '../../kernel/result.ts'
import type { Kommunenummer, PartyId, StayId } from '../ids.ts'
import type { UtskrivningsklarMessage } from '../stay/utskrivningsklar.ts'
import type { ReviewOutcome, Service, TeamRole } from '../vocabulary.ts'
import type { DecisionContext } from './decide.ts'
import { findServiceObstacle } from './hold.ts'
import { findMisplacedTime, reviewDueAfter } from './live-stay.ts'
import type { Decision } from './refusals.ts'
import { findLiveStay, type UnitState } from './state.ts'

export type ChangeResponsibility = {
  readonly stayId: StayId
  readonly partyId: PartyId
  readonly service: Service
  readonly from: Instant
  readonly reason: string
}

/** Who pays, and for which service, from an instant on: now, or back to the admission; beds stay as they are. */
export function decideChangeResponsibility(
  state: UnitState,
  ask: ChangeResponsibility,
  { now }: DecisionContext,
): Decision<'stay-not-found' | 'time-in-the-future' | 'before-admission' | 'service-not-offered'> {
  const stay = findLiveStay(state, ask.stayId)
  if (!stay) return refused({ kind: 'stay-not-found' })
  const obstacle = findServiceObstacle(state, ask.service)
  if (obstacle) return refused(obstacle)
  const misplaced = findMisplacedTime(stay, ask.from, now, 'from')
  if (misplaced) return refused(misplaced)
  return accepted([{ type: 'responsibility-changed', data: ask }])
}

/** Told as it happened, or in hindsight; the duty that follows is computed, never told. */
export function decideRecordUtskrivningsklar(
  state: UnitState,
  ask: {
    readonly stayId: StayId
    readonly message: UtskrivningsklarMessage
    /** Sets or changes it; null leaves it as it was. */
    readonly oppholdskommune: Kommunenummer | null
  },
  { now }: DecisionContext,
): Decision<'stay-not-found' | 'time-in-the-future' | 'before-admission'> {
  const stay = findLiveStay(state, ask.stayId)
  if (!stay) return refused({ kind: 'stay-not-found' })
  const misplaced = findMisplacedTime(stay, ask.message.at, now, 'at')
  if (misplaced) return refused(misplaced)
  return accepted([{ type: 'utskrivningsklar-recorded', data: ask }])
}

export type RecordReview = {
  readonly stayId: StayId
  readonly at: Instant
  readonly roles: readonly TeamRole[]
  readonly outcome: ReviewOutcome
  /** Null: the agreement's own interval from this review on. */
  readonly nextReviewAt: Instant | null
}

/** At least lege and sykepleier decide together how the stay goes on (Delrapport 5, model B and C). */
export function decideRecordReview(
  state: UnitState,
  { nextReviewAt, ...ask }: RecordReview,
  { now }: DecisionContext,
): Decision<
  'stay-not-found' | 'time-in-the-future' | 'before-admission' | 'time-not-in-the-future' | 'review-needs-joint-team'
> {
  const stay = findLiveStay(state, ask.stayId)
  if (!stay) return refused({ kind: 'stay-not-found' })
  const misplaced = findMisplacedTime(stay, ask.at, now, 'at')
  if (misplaced) return refused(misplaced)
  if (!ask.roles.includes('lege') || !ask.roles.includes('sykepleier'))
    return refused({ kind: 'review-needs-joint-team' })
  if (nextReviewAt !== null && nextReviewAt <= ask.at)
    return refused({ kind: 'time-not-in-the-future', field: 'nextReviewAt' })
  const next = nextReviewAt ?? reviewDueAfter(state, ask.at, now)
  return accepted([{ type: 'review-recorded', data: { ...ask, nextReviewAt: next } }])
}
