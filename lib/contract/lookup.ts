import * as z from 'zod'
import { RANK_REASONS } from '../domain/lookup/find-beds.ts'
import { LOOKUP_STATUSES } from '../domain/lookup/standing.ts'
import { ENTITLEMENTS } from '../domain/pool/bookable.ts'
import { LOOKUP_OUTCOMES, LOOKUP_REASONS } from '../domain/vocabulary.ts'
import {
  careNow,
  code,
  count,
  kommunenummer,
  lookupId,
  orgnr,
  orNull,
  service,
  text,
  textOrNull,
  unitId,
} from './fields.ts'

/** Query values are text; a number in a query is a decimal number and nothing else. */
const degrees = (most: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,10})?$/)
    .transform(Number)
    .pipe(z.number().min(-most).max(most))

export const FindBedsQuery = z
  .strictObject({
    kommune: kommunenummer.optional(),
    hf: orgnr.optional(),
    service: service.optional(),
    needs: z
      .string()
      .transform((list) =>
        list
          .split(',')
          .map((need) => need.trim())
          .filter((need) => need !== ''),
      )
      .pipe(z.array(code).max(20))
      .default([]),
    lat: degrees(90).optional(),
    lon: degrees(180).optional(),
    area: code.optional(),
    /** A poll repeats the id that its first answer gave. */
    lookupId: lookupId.optional(),
  })
  .superRefine(({ kommune, hf, lat, lon }, ctx) => {
    const missing = (path: string) => ctx.addIssue({ code: 'custom', path: [path], params: { rule: 'missing' } })
    if (kommune === undefined && hf === undefined) missing('kommune')
    if (lat === undefined && lon !== undefined) missing('lat')
    if (lon === undefined && lat !== undefined) missing('lon')
  })

const row = z.object({
  unitId: text,
  agreementId: textOrNull,
  name: text,
  kind: text,
  kommune: text,
  phone: text,
  lat: z.number(),
  lon: z.number(),
  status: z.enum(LOOKUP_STATUSES),
  bookable: count,
  entitlement: z.enum(ENTITLEMENTS),
  physical: count,
  staffed: count,
  occupied: count,
  held: count,
  confirmedAt: text,
  ageSeconds: count,
  stale: z.boolean(),
  distanceKm: z.number().nullable(),
  travelMinutes: count.nullable(),
  capabilities: z.array(text).readonly(),
  ...careNow,
  meetsNeeds: z.boolean(),
  missingNeeds: z.array(text).readonly(),
  nextFreeAt: textOrNull,
  reasons: z.array(z.enum(RANK_REASONS)).readonly(),
})

export const FindBedsResponse = z.object({ asOf: text, lookupId: text, units: z.array(row).readonly() })

export const CloseLookupRequest = z.strictObject({
  outcome: z.enum(LOOKUP_OUTCOMES),
  reason: orNull(z.enum(LOOKUP_REASONS)),
  unitId: orNull(unitId),
})
export const CloseLookupResponse = z.object({
  lookupId: text,
  outcome: text,
  reason: textOrNull,
  unitId: textOrNull,
  closedAt: text,
})
