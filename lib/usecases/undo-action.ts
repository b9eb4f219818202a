import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { decide, type RefusalOfCommand } from '../domain/pool/decide.ts'
import { type JournalEvent, stayIdsOf } from '../domain/pool/events.ts'
import { findLastAction } from '../domain/pool/undo.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { listJournal, type PatientChange, readUnits, type StoredStay } from '../store/unit-store.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type Refusal = RefusalOfCommand<'undo-action'> | WriteRefusal | { readonly kind: 'patient-already-admitted' }

/**
 * Takes back what the unit last did. How it was before is folded from the journal; what follows for the patient's
 * reference is written in the same transaction: an undone admission lets it go, an undone departure takes it again, and
 * is refused where the patient lies in another bed by now.
 */
export async function undoAction(
  deps: Deps,
  request: WriteRequest,
  { unitId, unitVersion }: BodyOf<'undo-action'> & { readonly unitId: UnitId },
): Promise<Result<AnswerOf<'undo-action'>, Refusal>> {
  const journal = await listJournal(deps.store, unitId)
  const last = findLastAction(journal)
  const stayIds = last ? stayIdsOf(last.action) : []
  // Whose stay it was must be known before it can be seen whether the patient has another one.
  const { stays: known } = await readUnits(deps.store, { unitIds: [], stayIds })
  const patientRef = last?.action.type === 'patient-departed' ? known.get(last.action.data.stayId)?.patientRef : null
  return changeUnits<AnswerOf<'undo-action'>, Refusal>(
    deps,
    request,
    { unitIds: [unitId], stayIds, patient: patientRef ? { patientRef, unitId } : undefined },
    ({ units, stays, activeStay }) => {
      const unit = units.get(unitId)
      if (!unit) return refused({ kind: 'unit-not-found' })
      // The journal was read first; only if the unit has stood still since is its last action the unit's.
      const isWhole = unit.version === unitVersion && journal.at(-1)?.seq !== unitVersion
      if (isWhole) return refused({ kind: 'too-many-at-once', retryAfterSeconds: 1 })
      const records = new Map([...stays].map(([stayId, { record }]) => [stayId, record]))
      const decision = decide(unit, { name: 'undo-action', ask: { unitVersion, journal, records } }, request)
      if (!decision.ok) return decision
      if (activeStay) return refused({ kind: 'patient-already-admitted' })
      return accepted({
        units: [{ unitId, events: decision.value }],
        patients: last ? patientsAfter(last.action, unitId, stays) : [],
        answer: (after) => ({
          unitId,
          undone: last?.action.type ?? '',
          fromSeq: last?.fromSeq ?? 0,
          toSeq: last?.toSeq ?? 0,
          unitVersion: after.get(unitId)?.state.version ?? unit.version,
        }),
      })
    },
  )
}

function patientsAfter(
  action: JournalEvent,
  unitId: UnitId,
  stays: ReadonlyMap<StayId, StoredStay>,
): readonly PatientChange[] {
  const [stayId] = stayIdsOf(action)
  const patientRef = stayId && stays.get(stayId)?.patientRef
  if (!patientRef) return []
  if (action.type === 'patient-admitted') return [{ kind: 'release', patientRef, stayId }]
  return action.type === 'patient-departed' ? [{ kind: 'claim', patientRef, stayId, unitId }] : []
}
