import * as z from 'zod'
import {
  COUNTING_RULES,
  DEFAULT_ANSWER_DATES,
  DEFAULT_DISPUTE_DATES,
  DEFAULT_RULES,
  KOSTRA_ARTER,
  VAT_CATEGORIES,
} from '../domain/agreement/agreement.ts'
import { count, minutes, orgnr, osloDate, partyId, service, text, unitId } from './fields.ts'

/** A decimal or a fraction as text: exact, where a JSON number would not be. */
const exactNumber = z.string().regex(/^(-?\d{1,18}(\.\d{1,18})?|-?\d{1,18}\/\d{1,18})$/)
const dates = z.int().min(1).max(366)
const strictness = z.enum(['hard', 'soft'])
const { rooms } = DEFAULT_RULES

const RulesInput = z.strictObject({
  holdMinutes: minutes.default(DEFAULT_RULES.holdMinutes),
  answerMinutes: minutes.default(DEFAULT_RULES.answerMinutes),
  arrivalGraceMinutes: minutes.default(DEFAULT_RULES.arrivalGraceMinutes),
  staleAfterMinutes: minutes.default(DEFAULT_RULES.staleAfterMinutes),
  undoMinutes: minutes.default(DEFAULT_RULES.undoMinutes),
  reviewAfterDogn: z.int().min(1).max(365).default(DEFAULT_RULES.reviewAfterDogn),
  kadMeanDogn: z.number().min(0.1).max(365).default(DEFAULT_RULES.kadMeanDogn),
  specialistAfterDogn: z.int().min(1).max(365).default(DEFAULT_RULES.specialistAfterDogn),
  rooms: z
    .strictObject({
      isolation: strictness.default(rooms.isolation),
      gender: strictness.default(rooms.gender),
      bariatric: strictness.default(rooms.bariatric),
      companion: strictness.default(rooms.companion),
      shielded: strictness.default(rooms.shielded),
    })
    .default(rooms),
})

/** One line of text, as an address has it. */
const line = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
  .trim()
  .min(1)
  .max(120)
const PartyContactInput = z.strictObject({
  orgnr: orgnr.optional(),
  mvaRegistered: z.boolean().optional(),
  name: line.optional(),
  street: line.optional(),
  postalCode: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  city: line.optional(),
  reference: line.optional(),
  kid: z
    .string()
    .regex(/^\d{1,24}[\d-]$/)
    .optional(),
})

const key = z.union([
  z.enum(['population', 'equal']),
  z.strictObject({ equal: exactNumber, population: exactNumber }),
  z.strictObject({ weights: z.record(partyId, exactNumber) }),
])

const FinanceInput = z.strictObject({
  counting: z.strictObject({ rule: z.enum(COUNTING_RULES), sameDayDogn: exactNumber.default('0') }),
  fixed: z.strictObject({ share: exactNumber, hfShare: exactNumber.optional(), key }),
  emptyBeds: z.strictObject({ hfShare: exactNumber.optional(), key }).optional(),
  use: z.strictObject({ weights: z.partialRecord(service, exactNumber).default({}) }).default({ weights: {} }),
  lowUse: z.strictObject({ factor: exactNumber, standbyShare: exactNumber }).optional(),
  onAccount: z.record(partyId, z.int().min(0)).default({}),
  ehf: z
    .strictObject({
      vatCategory: z.enum(VAT_CATEGORIES).default('E'),
      exemptionReason: z.string().max(300).optional(),
      account: z
        .string()
        .regex(/^(NO\d{13}|\d{11})$/)
        .optional(),
      dueDays: z.int().min(1).max(365).optional(),
      parties: z.record(partyId, PartyContactInput).optional(),
    })
    .optional(),
  kostra: z
    .strictObject({
      ansvar: z
        .string()
        .regex(/^[A-Za-z0-9]{1,12}$/)
        .optional(),
      art: z.partialRecord(z.enum(KOSTRA_ARTER), z.string().regex(/^\d{3,4}$/)).optional(),
    })
    .optional(),
  utskrivningsklar: z.enum(['moves-payer', 'betalingsplikt']).default('moves-payer'),
  disputeDates: dates.default(DEFAULT_DISPUTE_DATES),
  answerDates: dates.default(DEFAULT_ANSWER_DATES),
})

/** What a trial may set otherwise, part by part; a null takes the part away. */
export const FinanceChanges = z.strictObject({
  counting: FinanceInput.shape.counting.optional(),
  fixed: FinanceInput.shape.fixed.optional(),
  emptyBeds: FinanceInput.shape.emptyBeds.unwrap().nullable().optional(),
  use: z.strictObject({ weights: z.partialRecord(service, exactNumber) }).optional(),
  lowUse: FinanceInput.shape.lowUse.unwrap().nullable().optional(),
  onAccount: z.record(partyId, z.int().min(0)).optional(),
  utskrivningsklar: z.enum(['moves-payer', 'betalingsplikt']).optional(),
})

const group = z.string().regex(/^[a-z0-9-]{1,40}$/)

export const PartiesInput = z
  .array(z.strictObject({ partyId, group, population: count.optional() }))
  .min(1)
  .max(400)
export const GuestsInput = z.strictObject({ admitted: z.boolean(), rateOre: z.int().min(0).optional() })
/** The terms of sharing that a trial turns on, as they stand in the agreement. */
export const TrialTerms = z.object({
  fixed: FinanceInput.shape.fixed,
  lowUse: FinanceInput.shape.lowUse.unwrap().nullable(),
  guests: GuestsInput.nullable(),
})

export const places = z.string().regex(/^\d{1,4}(\.\d{1,2})?$/)

export const PutAgreementRequest = z.strictObject({
  name: z.string().trim().min(1).max(120),
  host: partyId,
  fom: osloDate,
  units: z.array(unitId).min(1).max(20),
  parties: PartiesInput,
  groups: z
    .array(z.strictObject({ group, guaranteed: count, max: count.optional() }))
    .min(1)
    .max(100),
  guests: GuestsInput.optional(),
  rules: RulesInput.default(RulesInput.parse({})),
  finance: FinanceInput.optional(),
  /** Financed places; may be a decimal where beds are whole. */
  places: places.optional(),
  travelMinutes: z.record(partyId, z.record(unitId, z.int().min(0).max(2880))).default({}),
})

/** The saved version as it was given, defaults filled in. */
export const AgreementResponse = z.object({
  ...PutAgreementRequest.shape,
  agreementId: text,
  version: count,
  savedAt: text,
})
