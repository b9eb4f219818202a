import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { stayAnswer } from './answers.ts'
import { changeStays } from './change-unit.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type At = { readonly unitId: UnitId; readonly stayId: StayId }

/** When the bed is expected empty; a dispatcher sees it as `nextFreeAt`. */
export const planDeparture = (
  deps: Deps,
  request: WriteRequest,
  { unitId, stayId, expectedAt }: At & BodyOf<'plan-departure'>,
) =>
  changeStays(
    deps,
    request,
    { unitId, stayIds: [stayId] },
    { name: 'plan-departure', ask: { stayId, expectedAt } },
    ({ state }, stays): AnswerOf<'plan-departure'> => stayAnswer(state, stays, stayId),
  )
