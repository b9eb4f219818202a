import type { AnswerOf } from '../contract/routes.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { readUnits } from '../store/unit-store.ts'
import { stayAnswer } from './answers.ts'
import type { Deps } from './deps.ts'

type Refusal = { readonly kind: 'unit-not-found' | 'stay-not-found' }

/** The whole of a stay as it is recorded, also after the patient has left: what a correction begins from. */
export async function showStay(
  { store }: Deps,
  { unitId, stayId }: { readonly unitId: UnitId; readonly stayId: StayId },
): Promise<Result<AnswerOf<'show-stay'>, Refusal>> {
  const { units, stays } = await readUnits(store, { unitIds: [unitId], stayIds: [stayId] })
  const unit = units.get(unitId)
  if (!unit) return refused({ kind: 'unit-not-found' })
  if (stays.get(stayId)?.record.unitId !== unitId) return refused({ kind: 'stay-not-found' })
  return accepted(stayAnswer(unit, stays, stayId))
}
