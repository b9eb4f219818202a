import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { BedId, UnitId } from '../domain/ids.ts'
import type { Recorded } from '../domain/pool/journal.ts'
import { bedAnswer } from './answers.ts'
import { changeUnit } from './change-unit.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type BedAt = { readonly unitId: UnitId; readonly bedId: BedId }

/** Out of use, with a reason, until an instant or until somebody opens it. */
export const blockBed = (
  deps: Deps,
  request: WriteRequest,
  { unitId, bedId, reason, until }: BedAt & BodyOf<'block-bed'>,
) => changeUnit(deps, request, unitId, { name: 'block-bed', ask: { bedId, reason, until } }, answering(bedId, request))

export const openBed = (deps: Deps, request: WriteRequest, { unitId, bedId }: BedAt) =>
  changeUnit(deps, request, unitId, { name: 'open-bed', ask: { bedId } }, answering(bedId, request))

/** Where the unit cleans, a bed is free only after this. */
export const bedCleaned = (deps: Deps, request: WriteRequest, { unitId, bedId }: BedAt) =>
  changeUnit(deps, request, unitId, { name: 'bed-cleaned', ask: { bedId } }, answering(bedId, request))

const answering =
  (bedId: BedId, { now }: WriteRequest) =>
  ({ state }: Recorded): AnswerOf<'block-bed'> =>
    bedAnswer(state, bedId, now)
