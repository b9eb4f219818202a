import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { UnitId } from '../domain/ids.ts'
import type { Recorded } from '../domain/pool/journal.ts'
import { standingAnswer } from './answers.ts'
import { changeUnit } from './change-unit.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type At = { readonly unitId: UnitId }

/** How many patients the staff on duty can take; for good, or until an instant. */
export function setStaffing(
  deps: Deps,
  request: WriteRequest,
  { unitId, nurse24h, doctor, ...staffing }: At & BodyOf<'set-staffing'>,
) {
  const onDuty = { nurse24h: nurse24h ?? null, doctor: doctor ?? null }
  const ask = nurse24h === undefined && doctor === undefined ? staffing : { ...staffing, onDuty }
  return changeUnit(deps, request, unitId, { name: 'set-staffing', ask }, answering(request))
}

/** Nobody new until an instant, or open again. Those who are there stay, and holds already given stand. */
export const closeUnit = (deps: Deps, request: WriteRequest, unitId: UnitId, ask: BodyOf<'close-unit'>) =>
  changeUnit(deps, request, unitId, { name: 'close-unit', ask }, answering(request))

/** One tap: "stemmer". */
export const confirmUnit = (
  deps: Deps,
  request: WriteRequest,
  { unitId, capabilities }: At & { readonly capabilities?: true | undefined },
) =>
  changeUnit(
    deps,
    request,
    unitId,
    { name: 'confirm-unit', ask: capabilities ? { capabilities } : {} },
    answering(request),
  )

const answering =
  ({ now }: WriteRequest) =>
  ({ state }: Recorded): AnswerOf<'confirm-unit'> =>
    standingAnswer(state, now)
