import * as z from 'zod'
import { AssessmentInput } from './assessment.ts'
import {
  bedId,
  count,
  holdId,
  instant,
  listCode,
  needs,
  orNull,
  override,
  partyId,
  patientRef,
  service,
  stayId,
  text,
  textOrNull,
  unitId,
} from './fields.ts'

export const AdmitPatientRequest = AssessmentInput.extend({
  /** Taken from the hold where they are left out. */
  partyId: orNull(partyId),
  service: orNull(service),
  needs: orNull(needs),
  holdId: orNull(holdId),
  bedId: orNull(bedId),
  patientRef,
  admittedAt: orNull(instant),
  expectedDepartureAt: orNull(instant),
  referrer: orNull(listCode),
  reasonGroup: orNull(listCode),
  ageBand: orNull(listCode),
  override: orNull(override),
})

export const MoveStayRequest = z.strictObject({ bedId, at: orNull(instant), override: orNull(override) })
export const SwapStaysRequest = z.strictObject({ otherStayId: stayId, at: orNull(instant), override: orNull(override) })
export const TransferStayRequest = z.strictObject({
  toUnitId: unitId,
  service: orNull(service),
  holdId: orNull(holdId),
  at: orNull(instant),
  override: orNull(override),
})
export const PlanDepartureRequest = z.strictObject({ expectedAt: instant.nullable() })
/** Without `departedAt` the discharge is decided and the patient still in the bed. */
export const DischargePatientRequest = z.strictObject({ departedAt: orNull(instant), dischargedTo: listCode })

const segment = z.object({ partyId: text, service: text, from: text, until: textOrNull, unitId: text, bedId: text })

export const StayResponse = z.object({
  stayId: text,
  unitId: text,
  bedId: text,
  state: z.enum(['active', 'leaving', 'departed']),
  admittedAt: text,
  departedAt: textOrNull,
  dischargedTo: textOrNull,
  reviewDueAt: text,
  expectedDepartureAt: textOrNull,
  segments: z.array(segment),
  unitVersion: count,
})
export const SwapResponse = z.object({ stays: z.array(StayResponse), unitVersion: count })
