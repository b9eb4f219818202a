import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { stayAnswer } from './answers.ts'
import { changeStays } from './change-unit.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type At = { readonly unitId: UnitId; readonly stayId: StayId }

/** To another bed of the unit, now or at an earlier instant of the running segment. */
export const moveStay = (
  deps: Deps,
  request: WriteRequest,
  { unitId, stayId, bedId, at, override }: At & BodyOf<'move-stay'>,
) =>
  changeStays(
    deps,
    request,
    { unitId, stayIds: [stayId] },
    { name: 'move-stay', ask: { stayId, bedId, at: at ?? request.now, override } },
    ({ state }, stays): AnswerOf<'move-stay'> => stayAnswer(state, stays, stayId),
  )
