import { accepted, type Result, refused } from '../../kernel/result.ts'
import type { RoomRule } from '../agreement/agreement.ts'
import type { BedId, StayId } from '../ids.ts'
import { viewBeds } from './bed-state.ts'
import type { DecisionContext } from './decide.ts'
import { decideMoveStay, decideSwapStays } from './move-stay.ts'
import type { RefusalKind, RefusalOf } from './refusals.ts'
import { findLiveStay, type UnitState } from './state.ts'

type Obstacle = {
  readonly kind: RefusalKind
  readonly rules: readonly RoomRule[]
  readonly missingNeeds: readonly string[]
}

/** One bed that a patient might be given instead, and whom the patient would change beds with, where somebody lies there. */
export type Target = {
  readonly bedId: BedId
  readonly otherStayId: StayId | null
  /** What the very move or swap would be refused with now; null where it would be done. */
  readonly obstacle: Obstacle | null
}

/** Every other bed of the unit, judged by the decisions themselves, so that what is promised here is what they do. */
export function findTargets(
  state: UnitState,
  stayId: StayId,
  ctx: DecisionContext,
): Result<readonly Target[], RefusalOf<'stay-not-found'>> {
  const own = findLiveStay(state, stayId)
  if (!own) return refused({ kind: 'stay-not-found' })
  const at = { at: ctx.now, override: null }
  const others = viewBeds(state, ctx.now).filter(({ bed }) => bed.bedId !== own.bedId)
  return accepted(
    others.map(({ bed: { bedId }, occupant }): Target => {
      const otherStayId = occupant?.kind === 'stay' ? occupant.stay.stayId : null
      const decision =
        otherStayId === null
          ? decideMoveStay(state, { ...at, stayId, bedId }, ctx)
          : decideSwapStays(state, { ...at, stayId, otherStayId }, ctx)
      return { bedId, otherStayId, obstacle: decision.ok ? null : obstacleOf(decision.refusal) }
    }),
  )
}

const obstacleOf = ({ kind, rules = [], missingNeeds = [] }: Partial<Obstacle> & Pick<Obstacle, 'kind'>): Obstacle => ({
  kind,
  rules,
  missingNeeds,
})
