import * as z from 'zod'
import {
  type AgreementId,
  type BedId,
  type DisputeId,
  type HoldId,
  type Kommunenummer,
  type LookupId,
  PARTY_ID,
  type PartyId,
  type PatientRef,
  type StayId,
  type SubscriptionId,
  type UnitId,
  type WaitingId,
} from '../domain/ids.ts'
import { DOCTORS_ON_DUTY, SERVICES, TEAM_ROLES } from '../domain/vocabulary.ts'
import { type Instant, parseInstant } from '../kernel/instant.ts'
import { type Month, type OsloDate, parseOsloDate } from '../kernel/oslo-date.ts'

/** A text that passed its pattern becomes the branded value; the one place where wire ids are made. */
const id = <T extends string>(pattern: RegExp) =>
  z.string().regex(pattern) as unknown as z.ZodType<T, string> & z.core.$ZodRecordKey

export const unitId = id<UnitId>(/^unit_[a-z0-9-]{1,60}$/)
export const bedId = id<BedId>(/^bed_[a-z0-9_-]{1,60}$/)
export const holdId = id<HoldId>(/^hold_[a-z0-9-]{1,60}$/)
export const stayId = id<StayId>(/^stay_[a-z0-9-]{1,60}$/)
export const waitingId = id<WaitingId>(/^wait_[a-z0-9-]{1,60}$/)
export const lookupId = id<LookupId>(/^look_[a-z0-9-]{1,60}$/)
export const agreementId = id<AgreementId>(/^agr_[a-z0-9-]{1,60}$/)
export const disputeId = id<DisputeId>(/^disp_[a-z0-9-]{1,60}$/)
export const subscriptionId = id<SubscriptionId>(/^sub_[a-z0-9-]{1,60}$/)
/** The region's own name for a core set of criteria; a unit's variant is named by the unit, and never so. */
export const criteriaSetId = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/)
export const eventId = z.string().regex(/^evt_[a-z0-9_-]{1,100}$/)
/** A type that is none of ours is answered in FHIR's own way, so any word will do here. */
export const resourceType = z.string().regex(/^[A-Za-z]{1,40}$/)
export const resourceId = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)
/** A month is over when the next one begins, so the last year that can be written is none of ours. */
const YEARS = '(?!0000|9999)\\d{4}'
export const month = id<Month>(new RegExp(`^${YEARS}-(0[1-9]|1[0-2])$`))
export const partyId = id<PartyId>(PARTY_ID)
export const kommunenummer = id<Kommunenummer>(/^\d{4}$/)
/** A calendar year; as a path parameter it is text. */
export const year = z
  .string()
  .regex(/^(19|20|21)\d{2}$/)
  .transform(Number)
export const orgnr = z.string().regex(/^\d{9}$/)
/** Opaque: printable text without white space at its ends, and without half characters, which no key can hold. */
export const patientRef = id<PatientRef>(/^(?! )[^\p{Cc}\p{Cs}]{1,100}(?<! )$/u)

export const service = z.enum(SERVICES)
/** A lower-case code of the region's own lists: capabilities, bed features, needs, areas. */
export const code = z.string().regex(/^[a-z0-9-]{1,60}$/)
export const needs = z.array(code).max(20)
/** A short code of a national or local list, such as an age band `80+`. */
export const listCode = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}+_-]{0,39}$/u)
/** Why, in a few words; never about a person. */
export const reason = z.string().trim().min(1).max(200)
export const count = z.int().min(0)
export const minutes = z.int().min(1).max(100_000)

/** RFC 3339 with zone, read to the millisecond and kept as UTC. */
export const instant = z
  .string()
  .transform((text, ctx): Instant => {
    const parsed = parseInstant(text)
    if (parsed) return parsed
    ctx.issues.push({ code: 'invalid_format', format: 'instant', input: text, message: 'not an RFC 3339 instant' })
    return z.NEVER
  })
  .meta({ format: 'date-time' })

const IN_YEARS = new RegExp(`^${YEARS}-`)
export const osloDate = z
  .string()
  .transform((text, ctx): OsloDate => {
    const parsed = parseOsloDate(text)
    if (parsed && IN_YEARS.test(parsed)) return parsed
    if (parsed) {
      ctx.issues.push({ code: 'custom', params: { rule: 'range' }, input: text, message: 'not a year of ours' })
      return z.NEVER
    }
    ctx.issues.push({ code: 'invalid_format', format: 'date', input: text, message: 'not a date' })
    return z.NEVER
  })
  .meta({ format: 'date' })

/** `dryRun=true`: everything is checked and answered as if it were saved, and nothing is. */
export const DryRunQuery = z.strictObject({
  dryRun: z.stringbool({ truthy: ['true'], falsy: ['false'] }).default(false),
})

/** A member that may be left out or null, and is null inside. */
export const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null)

export const override = z.strictObject({
  reason: z.string().trim().min(1).max(500),
  roles: z.array(z.enum(TEAM_ROLES)).min(1).max(5),
})

/** The unit's capability profile, how old that is, and who is on duty now; null where the unit has not said. */
export const careNow = {
  capabilitiesConfirmedAt: z.string(),
  nurse24h: z.boolean().nullable(),
  doctor: z.enum(DOCTORS_ON_DUTY).nullable(),
  onDutyUntil: z.string().nullable(),
}

/** What answers carry: an id, an instant, a code. Answers are made by us, so only their shape is checked. */
export const text = z.string()
export const textOrNull = z.string().nullable()
