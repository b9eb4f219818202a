import * as z from 'zod'
import { HOLD_ENDS, ON_SILENCE, type UnitState } from '../domain/pool/state.ts'
import { DOCTORS_ON_DUTY, UNIT_KINDS } from '../domain/vocabulary.ts'
import { rules } from './agreement-codecs.ts'
import {
  agreementId,
  bedId,
  byParty,
  count,
  holdId,
  instant,
  journalActor,
  kommunenummer,
  lookupId,
  needs,
  osloDate,
  partyId,
  service,
  stayId,
  unitId,
  waitingId,
} from './field-codecs.ts'
import { utskrivningsklarMessage } from './stay-codecs.ts'

export const profile = z.strictObject({
  name: z.string(),
  kind: z.enum(UNIT_KINDS),
  kommune: kommunenummer,
  area: z.string(),
  phone: z.string(),
  lat: z.number(),
  lon: z.number(),
  cleaning: z.boolean(),
  capabilities: z.array(z.string()),
  services: z.array(service).nullable(),
})
const terms = z.strictObject({
  agreementId: agreementId,
  agreementVersion: count,
  groups: z.array(z.strictObject({ group: z.string(), guaranteed: count, max: count.nullable() })),
  parties: byParty(z.string()),
  guestsAdmitted: z.boolean(),
  rules,
  travelMinutes: byParty(z.number()),
})
export const datedTerms = z.strictObject({ from: instant, terms: terms.nullable() })
export const hold = z.strictObject({
  holdId,
  bedId,
  partyId,
  service,
  needs,
  placedAt: instant,
  placedBy: journalActor,
  etaAt: instant.nullable(),
  acceptedAt: instant.nullable(),
  answerDueAt: instant,
  alertedAt: instant.nullable(),
  onSilence: z.enum(ON_SILENCE),
  position: z.strictObject({ lat: z.number(), lon: z.number() }).nullable(),
  silentUnits: z.array(unitId),
  expiresAt: instant,
  lookupId: lookupId.nullable(),
  waitingId: waitingId.nullable(),
})
export const liveStay = z.strictObject({
  stayId,
  bedId,
  partyId,
  service,
  needs,
  admittedAt: instant,
  segmentFrom: instant,
  reviewDueAt: instant,
  expectedDepartureAt: instant.nullable(),
  leaving: z.boolean(),
  utskrivningsklar: z.array(utskrivningsklarMessage),
})
export const waitingEntry = z.strictObject({ waitingId, partyId, service, needs, priority: z.int(), addedAt: instant })
export const described = z.strictObject({ bedId, room: z.string(), features: z.array(z.string()) })
export const block = z.strictObject({ reason: z.string(), until: instant.nullable() })
const bed = described.extend({
  blocked: block.nullable(),
  cleaningSince: instant.nullable(),
  vacatedAt: instant.nullable(),
})

export const onDuty = z.strictObject({ nurse24h: z.boolean().nullable(), doctor: z.enum(DOCTORS_ON_DUTY).nullable() })
export const adoptedCriteria = z.strictObject({
  service,
  version: count,
  validFrom: osloDate,
  core: z.strictObject({ criteriaSetId: z.string(), criteriaVersion: z.string() }),
  requireAssessment: z.boolean(),
  binds: z.boolean(),
})

export const unitState = z.strictObject({
  unitId,
  version: count,
  lastHash: z.string(),
  profile,
  descriptionVersion: count,
  staffed: count,
  staffing: z.strictObject({ staffed: count, until: instant, reason: z.string() }).nullable(),
  closure: z.strictObject({ reason: z.string(), until: instant }).nullable(),
  confirmedAt: instant,
  capabilitiesConfirmedAt: instant,
  onDuty,
  onDutyNow: onDuty.extend({ until: instant }).nullable(),
  terms: z.array(datedTerms),
  beds: z.array(bed),
  formerBeds: z.array(bed),
  holds: z.array(hold),
  endedHolds: z.array(
    z.strictObject({
      holdId,
      bedId,
      end: z.enum(HOLD_ENDS),
      reason: z.string().nullable(),
      endedAt: instant,
      next: z.strictObject({ unitId, holdId }).nullable(),
    }),
  ),
  stays: z.array(liveStay),
  waiting: z.array(waitingEntry),
  criteria: z.array(adoptedCriteria).optional(),
}) satisfies z.ZodType<UnitState>
