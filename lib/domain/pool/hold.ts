import { type Instant, later, plusMinutes } from '../../kernel/instant.ts'
import { accepted, type Result, refused } from '../../kernel/result.ts'
import type { JournalActor } from '../actor.ts'
import type { HoldId, LookupId, PartyId, UnitId } from '../ids.ts'
import type { Position } from '../lookup/distance.ts'
import type { CancelReason, DeclineReason, Service } from '../vocabulary.ts'
import { findBedByRight, noBookableBed } from './bed-by-right.ts'
import type { DecisionContext } from './decide.ts'
import type { Decision, HoldGone, NobodyComesIn, RefusalOf } from './refusals.ts'
import {
  closureAt,
  findHold,
  type Hold,
  isUnanswered,
  isValid,
  type OnSilence,
  passOnAt,
  type Terms,
  termsAt,
  type UnitState,
} from './state.ts'

export type PlaceHold = {
  readonly holdId: HoldId
  readonly partyId: PartyId
  readonly service: Service
  readonly needs: readonly string[]
  readonly etaMinutes: number | null
  readonly lookupId: LookupId | null
  /** Left out: wait for the unit, whatever it takes. */
  readonly onSilence?: OnSilence
  readonly position?: Position | null
  readonly silentUnits?: readonly UnitId[]
  /** Set when the service passes a hold on: it stays the hold of the one who placed it first. */
  readonly placedBy?: JournalActor
}

/** A bed for a party of right, for `holdMinutes` from now; nothing but an acceptance ever moves its end. */
export function decidePlaceHold(
  state: UnitState,
  ask: PlaceHold,
  { now, actor }: DecisionContext,
): Decision<'no-bookable-bed' | NobodyComesIn> {
  const terms = termsAt(state, now)
  const obstacle = findAdmissionObstacle(state, ask.service, terms, now)
  if (obstacle) return refused(obstacle)
  const bed = findBedByRight(state, ask, now)
  if (!terms || !bed) return refused(noBookableBed(state, ask, now))
  const hold: Hold = {
    holdId: ask.holdId,
    bedId: bed.bedId,
    partyId: ask.partyId,
    service: ask.service,
    needs: ask.needs,
    placedAt: now,
    placedBy: ask.placedBy ?? actor,
    etaAt: ask.etaMinutes === null ? null : plusMinutes(now, ask.etaMinutes),
    acceptedAt: null,
    answerDueAt: plusMinutes(now, terms.rules.answerMinutes),
    alertedAt: null,
    onSilence: ask.onSilence ?? 'wait',
    position: ask.position ?? null,
    silentUnits: ask.silentUnits ?? [],
    expiresAt: plusMinutes(now, terms.rules.holdMinutes),
    lookupId: ask.lookupId,
    waitingId: null,
  }
  return accepted([{ type: 'hold-placed', data: { hold } }])
}

/** Why nobody new can come in at all, whatever the numbers say. */
export function findAdmissionObstacle(
  state: UnitState,
  service: Service,
  terms: Terms | null,
  now: Instant,
): RefusalOf<NobodyComesIn> | undefined {
  const closure = closureAt(state, now)
  if (closure) return { kind: 'unit-closed', ...closure }
  if (!terms) return { kind: 'unit-without-agreement' }
  return findServiceObstacle(state, service)
}

export function findServiceObstacle(
  { profile }: UnitState,
  service: Service,
): RefusalOf<'service-not-offered'> | undefined {
  const isOffered = profile.services === null || profile.services.includes(service)
  return isOffered ? undefined : { kind: 'service-not-offered' }
}

/** The unit says yes: the hold now lasts until the later of its own end and ETA + grace, then ends as a no-show. */
export function decideAcceptHold(
  state: UnitState,
  { holdId }: { holdId: HoldId },
  { now }: DecisionContext,
): Decision<HoldGone> {
  const found = findValidHold(state, holdId, now)
  if (!found.ok) return found
  const hold = found.value
  if (hold.acceptedAt !== null) return accepted([])
  const grace = termsAt(state, now)?.rules.arrivalGraceMinutes ?? 0
  const expiresAt = hold.etaAt === null ? hold.expiresAt : later(hold.expiresAt, plusMinutes(hold.etaAt, grace))
  return accepted([{ type: 'hold-accepted', data: { holdId, expiresAt } }])
}

/** The unit has not answered in time and is told once more; a late job tells late, and never twice. */
export function decideAlertHold(state: UnitState, { holdId }: { holdId: HoldId }, { now }: DecisionContext): Decision {
  const hold = findHold(state, holdId)
  const isDue = hold !== undefined && isUnanswered(hold, now) && hold.alertedAt === null && hold.answerDueAt <= now
  return accepted(isDue ? [{ type: 'hold-alerted', data: { holdId } }] : [])
}

export type PassOnHold = { readonly holdId: HoldId; readonly toUnitId: UnitId; readonly toHoldId: HoldId }

/** The old hold's end of passing on; the new hold begins in the same transaction. */
export function decidePassOnHold(
  state: UnitState,
  ask: PassOnHold,
  { now }: DecisionContext,
): Decision<HoldGone | 'hold-not-silent'> {
  const found = findValidHold(state, ask.holdId, now)
  if (!found.ok) return found
  const hold = found.value
  const isSilent = hold.acceptedAt === null && hold.onSilence === 'next-unit' && passOnAt(hold) <= now
  return isSilent ? accepted([{ type: 'hold-passed-on', data: ask }]) : refused({ kind: 'hold-not-silent' })
}

export type DeclineHold = { readonly holdId: HoldId; readonly reason: DeclineReason; readonly detail: string | null }

export function decideDeclineHold(state: UnitState, ask: DeclineHold, { now }: DecisionContext): Decision<HoldGone> {
  const found = findValidHold(state, ask.holdId, now)
  return found.ok ? accepted([{ type: 'hold-declined', data: ask }]) : found
}

/** Only the organisation that placed the hold, or the unit itself, may take it back. */
export function decideCancelHold(
  state: UnitState,
  ask: { readonly holdId: HoldId; readonly reason: CancelReason },
  { now, actor }: DecisionContext,
): Decision<HoldGone | 'not-your-hold'> {
  const found = findValidHold(state, ask.holdId, now)
  if (!found.ok) return found
  const isPlacer = found.value.placedBy.role === actor.role && found.value.placedBy.org === actor.org
  const isUnit = actor.role !== 'dispatcher' && actor.org === state.unitId
  return isPlacer || isUnit ? accepted([{ type: 'hold-cancelled', data: ask }]) : refused({ kind: 'not-your-hold' })
}

/** expiry-is-judged inside every write: a hold that still lies in the state may have ended all the same. */
export function findValidHold(state: UnitState, holdId: HoldId, now: Instant): Result<Hold, RefusalOf<HoldGone>> {
  const hold = findHold(state, holdId)
  if (!hold) return refused(findHoldEnd(state, holdId))
  return isValid(hold, now) ? accepted(hold) : refused({ kind: 'hold-expired', expiredAt: hold.expiresAt })
}

function findHoldEnd(state: UnitState, holdId: HoldId): RefusalOf<HoldGone> {
  const ended = state.endedHolds.find((hold) => hold.holdId === holdId)
  if (!ended) return { kind: 'hold-not-found' }
  return ended.end === 'expired'
    ? { kind: 'hold-expired', expiredAt: ended.endedAt }
    : { kind: 'hold-ended', end: ended.end }
}
