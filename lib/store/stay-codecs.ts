import * as z from 'zod'
import type { StayRecord } from '../domain/stay/stay-record.ts'
import { REVIEW_OUTCOMES, TEAM_ROLES, UTSKRIVNINGSKLAR_EVENTS } from '../domain/vocabulary.ts'
import { agreementId, bedId, instant, kommunenummer, partyId, service, stayId, unitId } from './field-codecs.ts'

export const utskrivningsklarMessage = z.strictObject({
  event: z.enum(UTSKRIVNINGSKLAR_EVENTS),
  at: instant,
  by: z.string(),
})
const teamRoles = z.array(z.enum(TEAM_ROLES))
export const review = z.strictObject({
  at: instant,
  roles: teamRoles,
  outcome: z.enum(REVIEW_OUTCOMES),
  nextReviewAt: instant,
})

export const segment = z.strictObject({ from: instant, until: instant.nullable(), partyId, service, unitId, bedId })
export const origin = z.strictObject({
  agreementId: agreementId.nullable(),
  referrer: z.string().nullable(),
  reasonGroup: z.string().nullable(),
  ageBand: z.string().nullable(),
  oppholdskommune: kommunenummer.nullable(),
})
export const stayRecord = origin.extend({
  stayId,
  unitId,
  admittedAt: instant,
  departedAt: instant.nullable(),
  dischargedTo: z.string().nullable(),
  reviewDueAt: instant,
  expectedDepartureAt: instant.nullable(),
  segments: z.array(segment),
  utskrivningsklar: z.array(utskrivningsklarMessage),
  reviews: z.array(review),
}) satisfies z.ZodType<StayRecord>
