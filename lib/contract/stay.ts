import * as z from 'zod'
import { REVIEW_OUTCOMES, TEAM_ROLES, UTSKRIVNINGSKLAR_EVENTS } from '../domain/vocabulary.ts'
import { AssessmentInput } from './assessment.ts'
import {
  bedId,
  code,
  count,
  holdId,
  instant,
  kommunenummer,
  listCode,
  needs,
  orgnr,
  orNull,
  osloDate,
  override,
  partyId,
  patientRef,
  reason,
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
  /** Which kommune answers for the patient, where it is not the one that pays. */
  oppholdskommune: orNull(kommunenummer),
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
export const ChangeResponsibilityRequest = z.strictObject({ partyId, service, from: instant, reason })
export const RecordUtskrivningsklarRequest = z.strictObject({
  event: z.enum(UTSKRIVNINGSKLAR_EVENTS),
  at: instant,
  /** Which organisation gave the message; never a person. */
  by: listCode,
  /** Sets or changes which kommune answers for the patient. */
  oppholdskommune: orNull(kommunenummer),
})
export const RecordReviewRequest = z.strictObject({
  at: instant,
  roles: z.array(z.enum(TEAM_ROLES)).min(1).max(TEAM_ROLES.length),
  outcome: z.enum(REVIEW_OUTCOMES),
  nextReviewAt: orNull(instant),
})
export const CorrectStayRequest = z.strictObject({
  changes: z
    .strictObject({
      admittedAt: instant.optional(),
      departedAt: instant.optional(),
      oppholdskommune: kommunenummer.optional(),
      segments: z
        .array(z.strictObject({ from: instant, until: orNull(instant), partyId, service, bedId: bedId.optional() }))
        .min(1)
        .max(200)
        .optional(),
    })
    .refine((changes) => Object.keys(changes).length > 0, { params: { rule: 'missing' } }),
  reason,
})
export const PlanDepartureRequest = z.strictObject({ expectedAt: instant.nullable() })
/** Without `departedAt` the discharge is decided and the patient still in the bed. */
export const DischargePatientRequest = z.strictObject({ departedAt: orNull(instant), dischargedTo: listCode })

const segment = z.object({ partyId: text, service: text, from: text, until: textOrNull, unitId: text, bedId: text })

const duty = z.object({ from: text, until: textOrNull })

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
  utskrivningsklar: z.array(z.object({ event: z.enum(UTSKRIVNINGSKLAR_EVENTS), at: text, by: text })).readonly(),
  /** Which kommune answers: as it was said, or as messages and payers tell it. */
  oppholdskommune: textOrNull,
  /** From which local date the kommune answers for the stay, until which it ended; null where there has been no duty. */
  duty: duty.nullable(),
  /** Every round of duty, oldest first; the last is `duty`. */
  duties: z.array(duty).readonly(),
  reviews: z
    .array(
      z.object({ at: text, roles: z.array(text).readonly(), outcome: z.enum(REVIEW_OUTCOMES), nextReviewAt: text }),
    )
    .readonly(),
  unitVersion: count,
})
export const ListTargetsResponse = z.object({
  stayId: text,
  /** Every other bed of the unit: to move to, or to swap with `otherStayId`. */
  targets: z.array(
    z.object({
      bedId: text,
      otherStayId: textOrNull,
      /** What the move or swap would be refused with, with the room rules it would break and the needs that are given no more; null where it would be done. */
      obstacle: z
        .object({ kind: text, rules: z.array(text).readonly(), missingNeeds: z.array(text).readonly() })
        .nullable(),
    }),
  ),
  unitVersion: count,
})
export const SwapResponse = z.object({ stays: z.array(StayResponse), unitVersion: count })

export const ListUtskrivningsklareQuery = z.strictObject({
  kommune: kommunenummer.optional(),
  hf: orgnr.optional(),
  area: code.optional(),
})
const waitingFor = { hf: textOrNull, kommune: textOrNull }
export const ListUtskrivningsklareResponse = z.object({
  asOf: text,
  area: textOrNull,
  /** Those whom the reader may see one by one; `since` is the local date from which the kommune answers. */
  stays: z.array(z.object({ stayId: text, unitId: text, bedId: text, ...waitingFor, since: text })),
  /** All others, counted. */
  elsewhere: z.object({
    total: z.object({ count: count.nullable(), suppressed: z.boolean() }),
    rows: z.array(z.object({ ...waitingFor, count: count.nullable(), suppressed: z.boolean() })),
    suppressed: z.boolean(),
  }),
})

/** Left out, `fom` is fourteen dates back. */
export const ListDepartedQuery = z.strictObject({ fom: osloDate.optional() })
export const ListDepartedResponse = z.object({
  /** The local date from which departures are listed; never more than 92 dates back. */
  fom: text,
  /** The last to leave first. Bed, party and service as they were at the end. */
  stays: z.array(
    z.object({
      stayId: text,
      bedId: text,
      partyId: text,
      service: text,
      admittedAt: text,
      departedAt: text,
      dischargedTo: textOrNull,
    }),
  ),
  unitVersion: count,
})

export const ListDueResponse = z.object({
  /** Reviews that are due or overdue, soonest first. */
  reviews: z.array(
    z.object({ stayId: text, bedId: text, partyId: text, service: text, reviewDueAt: text, overdue: z.boolean() }),
  ),
  /** Stays in a sykestue that a specialist must assess, or should have: soonest first. */
  specialist: z.array(
    z.object({ stayId: text, bedId: text, partyId: text, service: text, specialistDueAt: text, overdue: z.boolean() }),
  ),
  /** Stays past the unit's mean length for KAD, a warning and never a lock. */
  long: z.array(z.object({ stayId: text, bedId: text, service: text, admittedAt: text, hours: count })),
  /** Patients who wait for a kommunal offer, and since which local date. */
  utskrivningsklare: z.array(z.object({ stayId: text, bedId: text, partyId: text, since: text, lastMessage: text })),
  unitVersion: count,
})
