import type { StayId, UnitId } from '../domain/ids.ts'
import { type Command, type CommandName, decide, type RefusalOfCommand } from '../domain/pool/decide.ts'
import type { Recorded } from '../domain/pool/journal.ts'
import type { UnitState } from '../domain/pool/state.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { TxPart } from '../store/tx.ts'
import type { PatientChange, StoredStay } from '../store/unit-store.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

/** One command on one unit that touches no stay: the shape of most changes. */
export function changeUnit<Name extends CommandName, Answer>(
  deps: Deps,
  request: WriteRequest,
  unitId: UnitId,
  command: Command<Name>,
  answer: (after: Recorded) => Answer,
): Promise<Result<Answer, RefusalOfCommand<Name> | WriteRefusal>> {
  return changeUnits<Answer, RefusalOfCommand<Name> | WriteRefusal>(
    deps,
    request,
    { unitIds: [unitId] },
    ({ units }) => {
      const unit = units.get(unitId)
      if (!unit) return refused({ kind: 'unit-not-found' })
      const decision = decide(unit, command, request)
      if (!decision.ok) return decision
      return accepted({
        units: [{ unitId, events: decision.value }],
        answer: (after) => answer(after.get(unitId) ?? { events: [], state: unit }),
      })
    },
  )
}

/** The stay stood here and is over: a late tap, not a wrong id. */
export type StayEnded = { readonly kind: 'stay-ended'; readonly departedAt: Instant }

type Stays = ReadonlyMap<StayId, StoredStay>

/** One command on stays of one unit; their records are read and written along with the unit. */
export function changeStays<Name extends CommandName, Answer, Standing = never>(
  deps: Deps,
  request: WriteRequest,
  { unitId, stayIds }: { readonly unitId: UnitId; readonly stayIds: readonly StayId[] },
  command: Command<Name>,
  answer: (after: Recorded, stays: Stays) => Answer,
  {
    patientsAfter = () => [],
    alongside = () => accepted([]),
  }: {
    readonly patientsAfter?: (stays: Stays) => readonly PatientChange[]
    /** What else must stand as it was read, or stands in the way, once the command itself has been let through. */
    readonly alongside?: (
      unit: UnitState,
      stays: Stays,
    ) => Result<readonly TxPart[], Standing> | Promise<Result<readonly TxPart[], Standing>>
  } = {},
): Promise<Result<Answer, RefusalOfCommand<Name> | WriteRefusal | StayEnded | Standing>> {
  return changeUnits<Answer, RefusalOfCommand<Name> | WriteRefusal | StayEnded | Standing>(
    deps,
    request,
    { unitIds: [unitId], stayIds },
    async ({ units, stays }) => {
      const unit = units.get(unitId)
      if (!unit) return refused({ kind: 'unit-not-found' })
      const ended = findEndedStay(stays, stayIds, unitId)
      if (ended) return refused(ended)
      const decision = decide(unit, command, request)
      if (!decision.ok) return decision
      const standing = await alongside(unit, stays)
      if (!standing.ok) return standing
      return accepted({
        units: [{ unitId, events: decision.value }],
        patients: patientsAfter(stays),
        alongside: standing.value,
        answer: (after, touched) =>
          answer(after.get(unitId) ?? { events: [], state: unit }, new Map([...stays, ...touched])),
      })
    },
  )
}

/** Only for those who could have known the stay: it must have ended in this very unit. */
export function findEndedStay(
  stays: ReadonlyMap<StayId, StoredStay>,
  stayIds: readonly StayId[],
  unitId: UnitId,
): StayEnded | undefined {
  for (const stayId of stayIds) {
    const record = stays.get(stayId)?.record
    if (record?.unitId === unitId && record.departedAt !== null)
      return { kind: 'stay-ended', departedAt: record.departedAt }
  }
  return undefined
}
