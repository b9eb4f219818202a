import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { NamedFault } from '../domain/agreement/agreement.ts'
import { type AssessmentTold, assess, findBlocking, isTold, recordOf } from '../domain/assessment/assess.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { decide, type RefusalOfCommand } from '../domain/pool/decide.ts'
import { findValidHold } from '../domain/pool/hold.ts'
import { validHolds } from '../domain/pool/state.ts'
import { osloDateOf } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { encodeAssessment } from '../store/stored-assessment.ts'
import { stayAnswer } from './answers.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import { contextOf } from './check-criteria.ts'
import { findCriteriaInForce } from './criteria-in-force.ts'
import type { Deps } from './deps.ts'

type Refusal =
  | RefusalOfCommand<'admit-patient'>
  | WriteRefusal
  | { readonly kind: 'patient-already-admitted'; readonly stayId?: StayId }
  | { readonly kind: 'invalid-request'; readonly errors: readonly NamedFault[] }

/**
 * With a hold, in a named bed, or in the best fit. The patient's reference is claimed in the same transaction, so two
 * units can never both have the patient (one-patient-one-bed).
 */
export function admitPatient(
  deps: Deps,
  request: WriteRequest,
  ask: BodyOf<'admit-patient'> & { readonly unitId: UnitId },
): Promise<Result<AnswerOf<'admit-patient'>, Refusal>> {
  const { unitId, patientRef, ageYears, answers, inputs, news2, observedAt } = ask
  const stayId = deps.newId('stay') as StayId
  const told: AssessmentTold = { ageYears, answers, inputs, news2, observedAt }
  return changeUnits<AnswerOf<'admit-patient'>, Refusal>(
    deps,
    request,
    { unitIds: [unitId], patient: { patientRef, unitId }, criteria: isTold(told) },
    async ({ units, activeStay, waitingId, catalogue }) => {
      const unit = units.get(unitId)
      if (!unit) return refused({ kind: 'unit-not-found' })
      // Where the patient is, is told to those who have the patient, and to nobody else.
      if (activeStay)
        return refused({
          kind: 'patient-already-admitted',
          ...(activeStay.unitId === unitId ? { stayId: activeStay.stayId } : {}),
        })
      const named = ask.holdId === null ? undefined : findValidHold(unit, ask.holdId, request.now)
      if (named && !named.ok) return named
      const hold =
        named?.value ??
        validHolds(unit, request.now).find((candidate) => waitingId !== null && candidate.waitingId === waitingId)
      const partyId = ask.partyId ?? hold?.partyId
      const service = ask.service ?? hold?.service
      if (!partyId || !service) {
        const missing = [...(partyId ? [] : ['partyId']), ...(service ? [] : ['service'])]
        return refused({
          kind: 'invalid-request',
          errors: missing.map((name) => ({ pointer: `/${name}`, rule: 'missing' })),
        })
      }
      const admittedAt = ask.admittedAt ?? request.now
      const needs = ask.needs ?? hold?.needs ?? []
      const on = { service, date: osloDateOf(admittedAt) }
      const inForce = isTold(told) ? await findCriteriaInForce(deps, unit, catalogue, on) : undefined
      const context = {
        ...contextOf(unit, needs, partyId, admittedAt),
        hasPlace: true,
        isAdmissionToldElsewhere: ask.admittedAt !== null,
      }
      const assessed = isTold(told) ? assess(inForce?.set, told, context) : accepted(null)
      if (!assessed.ok) return refused({ kind: 'invalid-request', errors: assessed.refusal })
      const assessment = assessed.value
      // Where the outcome does not stop the unit it is advice, and is kept as such.
      const blocking = assessment && inForce?.stopsOn.includes(assessment.outcome) ? findBlocking(assessment) : []
      const { referrer, reasonGroup, ageBand, oppholdskommune, holdId, bedId, expectedDepartureAt, override } = ask
      const decision = decide(
        unit,
        {
          name: 'admit-patient',
          ask: {
            stayId,
            partyId,
            service,
            needs,
            holdId,
            bedId,
            waitingId,
            admittedAt,
            expectedDepartureAt,
            override,
            origin: { referrer, reasonGroup, ageBand, oppholdskommune },
            ...(assessment ? { criteria: { record: recordOf(assessment), blocking } } : {}),
          },
        },
        request,
      )
      if (!decision.ok) return decision
      return accepted({
        units: [{ unitId, events: decision.value }],
        patients: [{ kind: 'claim', patientRef, stayId, unitId }],
        newStays: new Map([
          [stayId, { patientRef, assessment: assessment && encodeAssessment({ service, told, context, assessment }) }],
        ]),
        answer: (after, stays) => stayAnswer(after.get(unitId)?.state ?? unit, stays, stayId),
      })
    },
  )
}
