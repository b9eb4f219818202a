import * as z from 'zod'
import {
  COUNTING_RULES,
  DEFAULT_ANSWER_DATES,
  DEFAULT_DISPUTE_DATES,
  DEFAULT_RULES,
  KOSTRA_ARTER,
  VAT_CATEGORIES,
} from '../domain/agreement/agreement.ts'
import { RUN_STATES } from '../domain/avregning/run.ts'
import { count, minutes, orgnr, osloDate, partyId, service, text, textOrNull, unitId } from './fields.ts'

/** Where a month of an agreement stands. */
export const monthState = z.enum(['not-run', ...RUN_STATES])

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
  rules: RulesInput.default(DEFAULT_RULES),
  finance: FinanceInput.optional(),
  /** Financed places; may be a decimal where beds are whole. */
  places: places.optional(),
  travelMinutes: z.record(partyId, z.record(unitId, z.int().min(0).max(2880))).default({}),
})

/** Which saved version to read; the newest where it is left out. */
export const AgreementVersionQuery = z.strictObject({
  version: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number)
    .optional(),
})

/** The saved version as it was given, defaults filled in. */
export const AgreementResponse = z.object({
  ...PutAgreementRequest.shape,
  agreementId: text,
  version: count,
  savedAt: text,
})

export const ListAgreementVersionsResponse = z.object({
  agreementId: text,
  /** Newest first. */
  versions: z
    .array(
      z.object({
        version: count,
        fom: text,
        savedAt: text,
        savedBy: z.object({ role: text, org: text }),
        name: text,
      }),
    )
    .readonly(),
})

/** What a party may count on: its group's guaranteed beds and ceiling. */
const standing = z.object({ group: text, guaranteed: count, max: count.nullable() }).nullable()

/** What saving the body would do. A body that could not be saved is refused as it would be then. */
export const PreviewAgreementResponse = z.object({
  agreementId: text,
  /** The newest saved version, which the preview compares with; null where nothing is saved. */
  version: count.nullable(),
  fom: text,
  beds: z.object({ physical: count, guaranteedBefore: count, guaranteedAfter: count }),
  /** The units of either, as they are now; `inUse` counts patients and holds, who stay where they are. */
  units: z
    .array(
      z.object({
        unitId: text,
        name: text,
        physical: count,
        inUse: count,
        change: z.enum(['joins', 'leaves']).nullable(),
      }),
    )
    .readonly(),
  parties: z.array(z.object({ partyId: text, before: standing, after: standing })).readonly(),
  /** Months with anything in them where the new version would be in force; a locked one is corrected in the next run. */
  months: z.array(z.object({ month: text, state: monthState, lockedAt: textOrNull })).readonly(),
  /** The last month with a booked cost as it is, and as it would have been; null where there is none to compare. */
  money: z
    .object({
      month: text,
      differences: z
        .array(
          z.object({
            partyId: text,
            guest: z.literal(true).optional(),
            beforeOre: z.int(),
            afterOre: z.int(),
            differenceOre: z.int(),
          }),
        )
        .readonly(),
    })
    .nullable(),
  /** A round sum shared by the terms, in a month without use; null where a month can show it, or nothing is shared. */
  example: z
    .object({ costOre: count, lines: z.array(z.object({ partyId: text, amountOre: z.int() })).readonly() })
    .nullable(),
})

/** Every agreement's newest version, for whoever keeps the region. */
export const ListAgreementsResponse = z.object({
  agreements: z
    .array(
      z.object({
        agreementId: text,
        version: count,
        name: text,
        host: text,
        fom: text,
        units: z.array(text).readonly(),
        parties: count,
        /** Whether the newest version says how the cost is shared. */
        hasFinance: z.boolean(),
      }),
    )
    .readonly(),
})

/** The units of an agreement, for whoever must be told what a unit is called and where to ring. */
export const ListUnitsResponse = z.object({
  agreementId: text,
  name: text,
  /** Who runs the months, with what the agreement says of where it is reached. */
  host: z.object({ partyId: text, name: textOrNull, address: textOrNull }),
  units: z
    .array(z.object({ unitId: text, name: text, kommune: text, area: text, phone: text, physical: count }))
    .readonly(),
})
