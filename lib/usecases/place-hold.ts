import type { AnswerOf } from '../contract/routes.ts'
import type { HoldId, UnitId } from '../domain/ids.ts'
import type { PlaceHold } from '../domain/pool/hold.ts'
import { holdAnswer } from './answers.ts'
import { changeUnit } from './change-unit.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

/** A bed is held in two round trips: one read, one transaction. */
export function placeHold(
  deps: Deps,
  request: WriteRequest,
  ask: Omit<PlaceHold, 'holdId' | 'silentUnits' | 'placedBy'> & { readonly unitId: UnitId },
) {
  const holdId = deps.newId('hold') as HoldId
  return changeUnit(
    deps,
    request,
    ask.unitId,
    { name: 'place-hold', ask: { ...ask, holdId } },
    ({ state }): AnswerOf<'place-hold'> => holdAnswer(state, holdId, request.now),
  )
}
