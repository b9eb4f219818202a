import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { stayAnswer } from './answers.ts'
import { changeStays } from './change-unit.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type At = { readonly unitId: UnitId; readonly stayId: StayId }

/** Two patients change beds in one transaction; a full unit can do it. */
export const swapStays = (
  deps: Deps,
  request: WriteRequest,
  { unitId, stayId, otherStayId, at, override }: At & BodyOf<'swap-stays'>,
) =>
  changeStays(
    deps,
    request,
    { unitId, stayIds: [stayId, otherStayId] },
    { name: 'swap-stays', ask: { stayId, otherStayId, at: at ?? request.now, override } },
    ({ state }, stays): AnswerOf<'swap-stays'> => ({
      stays: [stayId, otherStayId].map((id) => stayAnswer(state, stays, id)),
      unitVersion: state.version,
    }),
  )
