import { type Instant, plusMinutes } from '../../kernel/instant.ts'
import { accepted, refused } from '../../kernel/result.ts'
import { SYSTEM_ACTOR } from '../actor.ts'
import type { HoldId, WaitingId } from '../ids.ts'
import { findBedByRight, findNeverGiven, noBookableBed } from './bed-by-right.ts'
import type { DecisionContext } from './decide.ts'
import type { PoolEvent } from './events.ts'
import { applyEvent } from './evolve.ts'
import { findAdmissionObstacle, findServiceObstacle } from './hold.ts'
import type { Decision, NobodyComesIn } from './refusals.ts'
import { termsAt, type UnitState, type WaitingEntry } from './state.ts'

export type AddWaiting = Omit<WaitingEntry, 'addedAt'>

/** A longer line than the largest unit has beds helps nobody, and the unit's item must stay small. */
export const MOST_WAITING = 80

export function decideAddWaiting(
  state: UnitState,
  ask: AddWaiting,
  { now }: DecisionContext,
): Decision<'service-not-offered' | 'needs-not-offered' | 'unit-without-agreement' | 'waiting-list-full'> {
  const obstacle = termsAt(state, now)
    ? findServiceObstacle(state, ask.service)
    : { kind: 'unit-without-agreement' as const }
  if (obstacle) return refused(obstacle)
  const missingNeeds = findNeverGiven(state, ask, now)
  if (missingNeeds.length > 0) return refused({ kind: 'needs-not-offered', missingNeeds })
  if (state.waiting.length >= MOST_WAITING) return refused({ kind: 'waiting-list-full', most: MOST_WAITING })
  return accepted([{ type: 'waiting-added', data: { entry: { ...ask, addedAt: now } } }])
}

/** Out of turn, by the unit's own choice; the same gate as any other hold. */
export function decidePromoteWaiting(
  state: UnitState,
  { waitingId }: { waitingId: WaitingId },
  ctx: DecisionContext,
): Decision<'waiting-not-found' | 'no-bookable-bed' | NobodyComesIn> {
  const entry = state.waiting.find((candidate) => candidate.waitingId === waitingId)
  if (!entry) return refused({ kind: 'waiting-not-found' })
  const obstacle = findAdmissionObstacle(state, entry.service, termsAt(state, ctx.now), ctx.now)
  if (obstacle) return refused(obstacle)
  const event = promote(state, entry, ctx)
  return event ? accepted([event]) : refused(noBookableBed(state, entry, ctx.now))
}

export function decideRemoveWaiting(
  state: UnitState,
  ask: { readonly waitingId: WaitingId; readonly reason: string },
  _ctx: DecisionContext,
): Decision<'waiting-not-found'> {
  return state.waiting.some((entry) => entry.waitingId === ask.waitingId)
    ? accepted([{ type: 'waiting-removed', data: ask }])
    : refused({ kind: 'waiting-not-found' })
}

/** First by priority, then by who asked first. */
export const inTurn = (waiting: readonly WaitingEntry[]): readonly WaitingEntry[] =>
  [...waiting].sort(
    (a, b) =>
      a.priority - b.priority ||
      (a.addedAt < b.addedAt ? -1 : a.addedAt > b.addedAt ? 1 : a.waitingId < b.waitingId ? -1 : 1),
  )

/** Who waits, in turn, each with what the unit can no longer give since they came on the list. */
export const viewWaiting = (state: UnitState, at: Instant): readonly WaitingView[] =>
  inTurn(state.waiting).map((entry) => ({ ...entry, missingNeeds: findNeverGiven(state, entry, at) }))
export type WaitingView = WaitingEntry & { readonly missingNeeds: readonly string[] }

/**
 * Gives every bed that can be given to those who wait, in turn.
 * One who cannot be helped (no right, no fitting bed) keeps the place in the line and holds nobody else up.
 */
export function promoteWaiting(state: UnitState, ctx: DecisionContext): readonly PoolEvent[] {
  const events: PoolEvent[] = []
  let current = state
  for (const entry of inTurn(state.waiting)) {
    if (events.length === MOST_PROMOTED_AT_ONCE) break
    const isOpen = findAdmissionObstacle(current, entry.service, termsAt(current, ctx.now), ctx.now) === undefined
    const event = isOpen ? promote(current, entry, ctx) : undefined
    if (!event) continue
    events.push(event)
    current = applyEvent(current, event, { at: ctx.now, actor: ctx.actor }, state.unitId)
  }
  return events
}

/** A transaction takes 100 items; whoever is left over is next in turn at the next change or tidying. */
const MOST_PROMOTED_AT_ONCE = 30

/** The hold belongs to the unit itself, so it needs no acceptance; it ends like any other if nobody comes. */
function promote(state: UnitState, entry: WaitingEntry, { now }: DecisionContext): PoolEvent | undefined {
  const terms = termsAt(state, now)
  const bed = findBedByRight(state, entry, now)
  if (!terms || !bed) return undefined
  const { waitingId, partyId, service, needs } = entry
  const hold = {
    // One promotion per entry, so the entry's own id names the hold and the decision needs no randomness.
    holdId: `hold_${waitingId.slice('wait_'.length)}` as HoldId,
    bedId: bed.bedId,
    partyId,
    service,
    needs,
    placedAt: now,
    placedBy: SYSTEM_ACTOR,
    etaAt: null,
    acceptedAt: now,
    answerDueAt: now,
    alertedAt: null,
    onSilence: 'wait' as const,
    position: null,
    silentUnits: [],
    expiresAt: plusMinutes(now, terms.rules.holdMinutes),
    lookupId: null,
    waitingId,
  }
  return { type: 'waiting-promoted', data: { waitingId, hold } }
}
