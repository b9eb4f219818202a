import * as z from 'zod'
import { type Agreement, COUNTING_RULES, KOSTRA_ARTER, VAT_CATEGORIES } from '../domain/agreement/agreement.ts'
import type { UnitId } from '../domain/ids.ts'
import { actor, agreementId, byParty, count, instant, osloDate, partyId, service, unitId } from './field-codecs.ts'

const strictness = z.enum(['hard', 'soft'])
export const rules = z.strictObject({
  holdMinutes: count,
  answerMinutes: count,
  arrivalGraceMinutes: count,
  staleAfterMinutes: count,
  undoMinutes: count,
  reviewAfterDogn: count,
  kadMeanDogn: z.number(),
  specialistAfterDogn: count,
  rooms: z.strictObject({
    isolation: strictness,
    gender: strictness,
    bariatric: strictness,
    companion: strictness,
    shielded: strictness,
  }),
})

const share = z.string()

const partyContact = z.strictObject({
  orgnr: z.string().optional(),
  mvaRegistered: z.boolean().optional(),
  name: z.string().optional(),
  street: z.string().optional(),
  postalCode: z.string().optional(),
  city: z.string().optional(),
  reference: z.string().optional(),
  kid: z.string().optional(),
})
const fixedKey = z.strictObject({
  hfShare: share.optional(),
  key: z.union([
    z.enum(['population', 'equal']),
    z.strictObject({ equal: share, population: share }),
    z.strictObject({ weights: byParty(share) }),
  ]),
})

/** One version of an agreement, as it was saved. */
export const agreementVersion = z.strictObject({
  agreementId,
  version: count,
  savedAt: instant,
  savedBy: actor,
  agreement: z.strictObject({
    name: z.string(),
    host: partyId,
    fom: osloDate,
    units: z.array(unitId),
    parties: z.array(z.strictObject({ partyId, group: z.string(), population: count.optional() })),
    groups: z.array(z.strictObject({ group: z.string(), guaranteed: count, max: count.optional() })),
    guests: z.strictObject({ admitted: z.boolean(), rateOre: count.optional() }).optional(),
    rules,
    finance: z
      .strictObject({
        counting: z.strictObject({ rule: z.enum(COUNTING_RULES), sameDayDogn: share }),
        fixed: fixedKey.extend({ share }),
        emptyBeds: fixedKey.optional(),
        use: z.strictObject({ weights: z.partialRecord(service, share) }),
        lowUse: z.strictObject({ factor: share, standbyShare: share }).optional(),
        onAccount: byParty(z.int()),
        ehf: z
          .strictObject({
            vatCategory: z.enum(VAT_CATEGORIES),
            exemptionReason: z.string().optional(),
            account: z.string().optional(),
            dueDays: count.optional(),
            parties: byParty(partyContact).optional(),
          })
          .optional(),
        kostra: z
          .strictObject({
            ansvar: z.string().optional(),
            art: z.partialRecord(z.enum(KOSTRA_ARTER), z.string()).optional(),
          })
          .optional(),
        utskrivningsklar: z.enum(['moves-payer', 'betalingsplikt']),
        disputeDates: count,
        answerDates: count,
      })
      .optional(),
    places: z.string().optional(),
    travelMinutes: byParty(z.record(unitId as z.ZodType<UnitId> & z.core.$ZodRecordKey, z.number())),
  }) satisfies z.ZodType<Agreement>,
})
export type AgreementVersion = z.infer<typeof agreementVersion>
