import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { HoldId, UnitId, WaitingId } from '../domain/ids.ts'
import { decide, type RefusalOfCommand } from '../domain/pool/decide.ts'
import { inTurn, viewWaiting } from '../domain/pool/waiting.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findUnit } from '../store/unit-store.ts'
import { holdAnswer } from './answers.ts'
import { changeUnit } from './change-unit.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type At = { readonly unitId: UnitId; readonly waitingId: WaitingId }

export async function listWaiting(
  deps: Deps,
  unitId: UnitId,
  now: Instant,
): Promise<Result<AnswerOf<'list-waiting'>, { readonly kind: 'unit-not-found' }>> {
  const unit = await findUnit(deps.store, unitId)
  return unit
    ? accepted({ waiting: [...viewWaiting(unit, now)], unitVersion: unit.version })
    : refused({ kind: 'unit-not-found' })
}

/** The patient's reference is kept beside the list, not in it: the journal never learns who waits. */
export function addWaiting(
  deps: Deps,
  request: WriteRequest,
  { unitId, patientRef, ...ask }: BodyOf<'add-waiting'> & { readonly unitId: UnitId },
): Promise<Result<AnswerOf<'add-waiting'>, RefusalOfCommand<'add-waiting'> | WriteRefusal>> {
  const waitingId = deps.newId('wait') as WaitingId
  return changeUnits<AnswerOf<'add-waiting'>, RefusalOfCommand<'add-waiting'> | WriteRefusal>(
    deps,
    request,
    { unitIds: [unitId] },
    ({ units }) => {
      const unit = units.get(unitId)
      if (!unit) return refused({ kind: 'unit-not-found' })
      const decision = decide(unit, { name: 'add-waiting', ask: { ...ask, waitingId } }, request)
      if (!decision.ok) return decision
      return accepted({
        units: [{ unitId, events: decision.value }],
        patients: [{ kind: 'wait', patientRef, waitingId, unitId }],
        answer: (after) => {
          const state = after.get(unitId)?.state ?? unit
          const position = inTurn(state.waiting).findIndex((entry) => entry.waitingId === waitingId) + 1
          return { ...ask, waitingId, addedAt: request.now, missingNeeds: [], position, unitVersion: state.version }
        },
      })
    },
  )
}

/** Out of turn, by the unit's choice: the entry becomes a hold. */
export const promoteWaiting = (deps: Deps, request: WriteRequest, { unitId, waitingId }: At) =>
  changeUnit(
    deps,
    request,
    unitId,
    { name: 'promote-waiting', ask: { waitingId } },
    ({ state, events }): AnswerOf<'promote-waiting'> => {
      const promoted = events.findLast(
        (event) => event.type === 'waiting-promoted' && event.data.waitingId === waitingId,
      )
      const holdId = promoted?.type === 'waiting-promoted' ? promoted.data.hold.holdId : ('hold_none' as HoldId)
      return holdAnswer(state, holdId, request.now)
    },
  )

export const removeWaiting = (
  deps: Deps,
  request: WriteRequest,
  { unitId, waitingId, reason }: At & BodyOf<'remove-waiting'>,
) =>
  changeUnit(
    deps,
    request,
    unitId,
    { name: 'remove-waiting', ask: { waitingId, reason } },
    ({ state }): AnswerOf<'remove-waiting'> => ({
      waitingId,
      unitVersion: state.version,
    }),
  )
