import type { AnswerOf } from '../contract/routes.ts'
import type { HoldId, UnitId } from '../domain/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findUnit } from '../store/unit-store.ts'
import { findHoldAnswer } from './answers.ts'
import type { Deps } from './deps.ts'

/** Whether the unit has answered; readable for a day after the hold has ended. */
export async function showHold(
  deps: Deps,
  { unitId, holdId }: { readonly unitId: UnitId; readonly holdId: HoldId },
  now: Instant,
): Promise<Result<AnswerOf<'show-hold'>, { readonly kind: 'unit-not-found' | 'hold-not-found' }>> {
  const unit = await findUnit(deps.store, unitId)
  if (!unit) return refused({ kind: 'unit-not-found' })
  const answer = findHoldAnswer(unit, holdId, now)
  return answer ? accepted(answer) : refused({ kind: 'hold-not-found' })
}
