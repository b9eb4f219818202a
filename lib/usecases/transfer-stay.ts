import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { decide, type RefusalOfCommand } from '../domain/pool/decide.ts'
import { findLiveStay, termsAt } from '../domain/pool/state.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { readUnits } from '../store/unit-store.ts'
import { stayAnswer } from './answers.ts'
import { findEndedStay, type StayEnded } from './change-unit.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type Refusal = RefusalOfCommand<'transfer-out' | 'transfer-in'> | WriteRefusal | StayEnded

/**
 * Both units' live items change in one transaction: the patient is in one of them at every instant.
 * Within one agreement the stay goes on for counting; between two it ends here and a new one begins there.
 */
export async function transferStay(
  deps: Deps,
  request: WriteRequest,
  ask: BodyOf<'transfer-stay'> & { readonly unitId: UnitId; readonly stayId: StayId },
): Promise<Result<AnswerOf<'transfer-stay'>, Refusal>> {
  const { unitId, stayId, toUnitId } = ask
  const { now } = request
  const at = ask.at ?? now
  const freshId = deps.newId('stay') as StayId
  // Whose stay it is must be known before the patient's place on the other unit's waiting list can be read.
  const { stays: known } = await readUnits(deps.store, { unitIds: [], stayIds: [stayId] })
  const patientRef = known.get(stayId)?.patientRef
  return changeUnits<AnswerOf<'transfer-stay'>, Refusal>(
    deps,
    request,
    {
      unitIds: [unitId, toUnitId],
      stayIds: [stayId],
      patient: patientRef ? { patientRef, unitId: toUnitId } : undefined,
    },
    ({ units, stays, waitingId }) => {
      const [from, to] = [units.get(unitId), units.get(toUnitId)]
      if (!from || !to) return refused({ kind: 'unit-not-found' })
      const ended = findEndedStay(stays, [stayId], unitId)
      if (ended) return refused(ended)
      const live = findLiveStay(from, stayId)
      const stored = stays.get(stayId)
      if (!live || !stored) return refused({ kind: 'stay-not-found' })
      const agreementId = termsAt(from, now)?.agreementId
      const goesOn = agreementId !== undefined && agreementId === termsAt(to, now)?.agreementId
      const toStayId = goesOn ? stayId : freshId
      const out = decide(from, { name: 'transfer-out', ask: { stayId, toUnitId, toStayId, at } }, request)
      if (!out.ok) return out
      const into = decide(
        to,
        {
          name: 'transfer-in',
          ask: {
            stayId: toStayId,
            fromUnitId: unitId,
            from: live,
            record: stored.record,
            service: ask.service ?? live.service,
            holdId: ask.holdId,
            waitingId,
            at,
            override: ask.override,
          },
        },
        request,
      )
      if (!into.ok) return into
      return accepted({
        units: [
          { unitId, events: out.value },
          { unitId: toUnitId, events: into.value },
        ],
        patients: stored.patientRef
          ? [{ kind: 'repoint', patientRef: stored.patientRef, from: stayId, stayId: toStayId, unitId: toUnitId }]
          : [],
        newStays:
          stored.patientRef && !goesOn
            ? new Map([[toStayId, { patientRef: stored.patientRef, assessment: null }]])
            : new Map(),
        answer: (after, touched) => stayAnswer(after.get(toUnitId)?.state ?? to, touched, toStayId),
      })
    },
  )
}
