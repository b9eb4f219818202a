import type { AnswerOf } from '../contract/routes.ts'
import type { HoldId, UnitId } from '../domain/ids.ts'
import type { Recorded } from '../domain/pool/journal.ts'
import type { CancelReason, DeclineReason } from '../domain/vocabulary.ts'
import { holdAnswer } from './answers.ts'
import { changeUnit } from './change-unit.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type HoldAt = { readonly unitId: UnitId; readonly holdId: HoldId }

/** The unit says yes. Saying it twice is once. */
export const acceptHold = (deps: Deps, request: WriteRequest, { unitId, holdId }: HoldAt) =>
  changeUnit(deps, request, unitId, { name: 'accept-hold', ask: { holdId } }, answering(holdId, request))

/** The unit says no, and why. */
export const declineHold = (
  deps: Deps,
  request: WriteRequest,
  { unitId, holdId, reason, detail }: HoldAt & { readonly reason: DeclineReason; readonly detail: string | null },
) =>
  changeUnit(
    deps,
    request,
    unitId,
    { name: 'decline-hold', ask: { holdId, reason, detail } },
    answering(holdId, request),
  )

/** The one who asked, or the unit, takes the hold back. */
export const cancelHold = (
  deps: Deps,
  request: WriteRequest,
  { unitId, holdId, reason }: HoldAt & { readonly reason: CancelReason },
) => changeUnit(deps, request, unitId, { name: 'cancel-hold', ask: { holdId, reason } }, answering(holdId, request))

const answering =
  (holdId: HoldId, { now }: WriteRequest) =>
  ({ state }: Recorded): AnswerOf<'accept-hold'> =>
    holdAnswer(state, holdId, now)
