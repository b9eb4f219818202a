import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { stayAnswer } from './answers.ts'
import { changeStays } from './change-unit.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type At = { readonly unitId: UnitId; readonly stayId: StayId }

/** With `departedAt` the patient is gone, the bed vacated and the patient's reference free for another stay. */
export const dischargePatient = (
  deps: Deps,
  request: WriteRequest,
  { unitId, stayId, departedAt, dischargedTo }: At & BodyOf<'discharge-patient'>,
) =>
  changeStays(
    deps,
    request,
    { unitId, stayIds: [stayId] },
    { name: 'discharge-patient', ask: { stayId, departedAt, dischargedTo } },
    ({ state }, stays): AnswerOf<'discharge-patient'> => stayAnswer(state, stays, stayId),
    {
      patientsAfter: (stays) => {
        const patientRef = stays.get(stayId)?.patientRef
        return departedAt !== null && patientRef ? [{ kind: 'release', patientRef, stayId }] : []
      },
    },
  )
