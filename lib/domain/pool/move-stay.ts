import type { Instant } from '../../kernel/instant.ts'
import { accepted, refused } from '../../kernel/result.ts'
import type { BedId, StayId } from '../ids.ts'
import { findRoomConflicts } from './best-fit.ts'
import type { DecisionContext } from './decide.ts'
import { findBedObstacle } from './find-place.ts'
import { findStayAt } from './live-stay.ts'
import { judgeRoomOverride, type Override } from './override.ts'
import type { BedTaken, Decision, OverrideIncomplete, StayNotThen } from './refusals.ts'
import { type Bed, findBed, type LiveStay, type UnitState } from './state.ts'

export type MoveStay = {
  readonly stayId: StayId
  readonly bedId: BedId
  readonly at: Instant
  readonly override: Override | null
}

/** What stands against the patient in the other bed; what the own bed does not give either is no reason to stay there. */
function conflictsAfter(state: UnitState, { needs, bedId }: LiveStay, to: Bed, now: Instant) {
  const { hard, lacking } = findRoomConflicts(state, to, needs, now)
  const own = findBed(state, bedId)
  const lackedAlready = own ? findRoomConflicts(state, own, needs, now).lacking : []
  return { hard, lacking: lacking.filter((need) => !lackedAlready.includes(need)) }
}

/** To another bed of the same unit; counts and entitlements stay as they are. */
export function decideMoveStay(
  state: UnitState,
  { stayId, bedId, at, override }: MoveStay,
  ctx: DecisionContext,
): Decision<StayNotThen | BedTaken | OverrideIncomplete | 'same-bed'> {
  const found = findStayAt(state, stayId, at, ctx.now)
  if (!found.ok) return found
  const stay = found.value
  if (stay.bedId === bedId) return refused({ kind: 'same-bed' })
  const bed = findBed(state, bedId)
  if (!bed) return refused({ kind: 'bed-not-found' })
  const rest = { ...state, stays: state.stays.filter((other) => other.stayId !== stayId) }
  const obstacle = findBedObstacle(rest, bed, at, ctx.now)
  if (obstacle) return refused(obstacle)
  const judged = judgeRoomOverride(conflictsAfter(rest, stay, bed, ctx.now), override, ctx)
  return judged.ok ? accepted([{ type: 'stay-moved', data: { stayId, bedId, at, override: judged.value } }]) : judged
}

export type SwapStays = {
  readonly stayId: StayId
  readonly otherStayId: StayId
  readonly at: Instant
  readonly override: Override | null
}

/** Two full beds change patients in one stroke: neither is ever free in between. */
export function decideSwapStays(
  state: UnitState,
  { stayId, otherStayId, at, override }: SwapStays,
  ctx: DecisionContext,
): Decision<StayNotThen | 'room-rule-broken' | OverrideIncomplete | 'same-stay'> {
  if (stayId === otherStayId) return refused({ kind: 'same-stay' })
  const one = findStayAt(state, stayId, at, ctx.now)
  if (!one.ok) return one
  const other = findStayAt(state, otherStayId, at, ctx.now)
  if (!other.ok) return other
  const swapped: UnitState = {
    ...state,
    stays: state.stays.map((stay) =>
      stay.stayId === stayId
        ? { ...stay, bedId: other.value.bedId }
        : stay.stayId === otherStayId
          ? { ...stay, bedId: one.value.bedId }
          : stay,
    ),
  }
  const conflicts = [
    { stay: one.value, to: findBed(swapped, other.value.bedId) },
    { stay: other.value, to: findBed(swapped, one.value.bedId) },
  ].flatMap(({ stay, to }) => (to ? [conflictsAfter(swapped, stay, to, ctx.now)] : []))
  const hard = [...new Set(conflicts.flatMap((each) => each.hard))]
  const lacking = [...new Set(conflicts.flatMap((each) => each.lacking))]
  const judged = judgeRoomOverride({ hard, lacking }, override, ctx)
  return judged.ok
    ? accepted([{ type: 'stays-swapped', data: { stayId, otherStayId, at, override: judged.value } }])
    : judged
}
