import * as z from 'zod'
import { COUNTING_RULES } from '../domain/agreement/agreement.ts'
import { CSV_DIALECTS, EXPORT_FORMATS } from '../domain/avregning/export-format.ts'
import { CAUSES, DISPUTE_OUTCOMES, DISPUTE_REASONS, RUN_STATES } from '../domain/avregning/run.ts'
import { FinanceChanges, GuestsInput, monthState, PartiesInput, places, TrialTerms } from './agreement.ts'
import { count, orNull, osloDate, partyId, reason, stayId, text, textOrNull } from './fields.ts'

/** Whole øre; a JSON number holds them exactly up to 90 billion kroner. */
const ore = z.int()
const bookedOre = z.int().min(0).max(100_000_000_000_000)
/** Answers are made by us and are not changed afterwards. */
const list = <T extends z.ZodType>(of: T) => z.array(of).readonly()
/** A decimal or a fraction as text, for a JSON number would round it. */
const exact = text

export const BookCostRequest = z.strictObject({
  costOre: bookedOre,
  guestIncomeOre: bookedOre.default(0),
  note: orNull(reason),
})
export const BookedCostResponse = z.object({
  agreementId: text,
  month: text,
  costOre: ore,
  guestIncomeOre: ore,
  note: textOrNull,
  bookedAt: text,
  /** What was booked before, newest first. */
  before: list(z.object({ costOre: ore, guestIncomeOre: ore, note: textOrNull, bookedAt: text })),
})

export const RunAvregningRequest = z.strictObject({})
/** With the hash of the draft that somebody has looked at, nothing else can be locked in its place. */
export const LockAvregningRequest = z.strictObject({ resultHash: orNull(z.string().regex(/^[0-9a-f]{64}$/)) })
export const ApproveAvregningRequest = z.strictObject({})

const dogn = z.object({
  date: text,
  unitId: text,
  stayId: text,
  partyId: text,
  service: text,
  count: exact,
  weight: exact,
  rule: text,
})
const line = z.object({
  partyId: text,
  guest: z.literal(true).optional(),
  betalingsdogn: exact,
  weightedDogn: exact,
  liggedogn: count,
  fixedOre: ore,
  emptyBedsOre: ore,
  useOre: ore,
  lowUseAdjustmentOre: ore,
  amountOre: ore,
  correctionsOre: ore,
  onAccountOre: ore,
  netOre: ore,
  effectiveDognprisOre: ore.nullable(),
  /** Null where few stays stand behind another party's line. */
  services: list(z.object({ service: text, betalingsdogn: exact, weight: exact, weightedDogn: exact })).nullable(),
})
const cause = z.object({
  cause: z.enum(CAUSES),
  unitId: textOrNull,
  stayId: textOrNull,
  date: textOrNull,
  tom: text.optional(),
  partyId: textOrNull,
})
const foundCause = cause.extend({ bedId: textOrNull })
const correction = z.object({
  month: text,
  partyId: text,
  guest: z.literal(true).optional(),
  beforeOre: ore,
  afterOre: ore,
  deltaOre: ore,
  beforeDogn: exact,
  afterDogn: exact,
  /** Null to others than the party itself and the host. */
  removed: list(dogn).nullable(),
  added: list(dogn).nullable(),
})
const partyWorking = z.object({
  partyId: text,
  weightedDogn: exact,
  fixedFraction: exact,
  emptyBedsFraction: exact,
  useFraction: exact,
  fixed: exact,
  emptyBeds: exact,
  use: exact,
  cap: exact.nullable(),
  lowUseAdjustment: exact,
  exact,
  amountOre: ore,
})
const working = z.object({
  agreementVersion: count,
  fom: text,
  tom: text,
  dates: count,
  rule: z.enum(COUNTING_RULES),
  poolOre: ore,
  fixedSum: exact,
  emptyBedsSum: exact,
  useSum: exact,
  weightedDogn: exact,
  emptyBeds: z.object({ places: exact, bedDogn: exact, occupied: exact }).nullable(),
  lowUse: z.object({ mean: exact, factor: exact, lambda: exact }).nullable(),
  parties: list(partyWorking),
  guests: list(z.object({ partyId: text, betalingsdogn: exact, rateOre: ore, amountOre: ore })),
})
const dispute = z.object({
  disputeId: text,
  month: text,
  partyId: text,
  reason: z.enum(DISPUTE_REASONS),
  detail: text,
  nights: list(z.object({ stayId: text, date: text })),
  raisedAt: text,
  answerBy: text,
  state: z.enum(['open', ...DISPUTE_OUTCOMES]),
  overdue: z.boolean(),
  answer: z.object({ outcome: z.enum(DISPUTE_OUTCOMES), text, payer: textOrNull, at: text }).nullable(),
})

export const AvregningResponse = z.object({
  agreementId: text,
  month: text,
  state: z.enum(RUN_STATES),
  costOre: ore,
  guestIncomeOre: ore,
  poolOre: ore,
  inputsHash: text,
  resultHash: text,
  computedAt: text,
  lockedAt: textOrNull,
  lines: list(line),
  corrections: list(correction),
  betalingsplikt: list(
    z.object({
      kommune: text,
      hf: text,
      dogn: count,
      /** Null until somebody has said what a døgn costs in the year. */
      amountOre: ore.nullable(),
      /** Null to others than the two and the host. */
      nights: list(z.object({ date: text, unitId: text, stayId: text, rateOre: ore.nullable() })).nullable(),
    }),
  ),
  betalingspliktCorrections: list(
    z.object({ month: text, kommune: text, hf: text, deltaDogn: z.int(), deltaOre: ore.nullable() }),
  ),
  completeness: z.object({
    ok: z.boolean(),
    occupiedNights: count,
    charged: exact,
    excused: count,
    /** With the bed that the unit knows a named stay by. */
    causes: list(foundCause),
    /** Nights that nobody pays for and that this month cannot mend; they hinder no lock. */
    notes: list(foundCause).optional(),
  }),
  /** How each number came about, part by part of the month: enough to do it again by hand. */
  working: list(working),
  approvals: list(z.object({ partyId: text, at: text })),
  disputes: list(dispute),
})

export const ListAvregningerResponse = z.object({
  months: list(
    z.object({
      month: text,
      state: monthState,
      costOre: ore.nullable(),
      poolOre: ore.nullable(),
      computedAt: textOrNull,
      lockedAt: textOrNull,
      approvedBy: list(text),
      openDisputes: count,
      correctedMonths: list(text),
    }),
  ),
})

export const ExplainLineResponse = z.object({
  agreementId: text,
  month: text,
  partyId: text,
  state: z.enum(RUN_STATES),
  resultHash: text,
  line: line.nullable(),
  nights: list(
    dogn.omit({ partyId: true }).extend({
      /** The stay's name in this run alone, as exports give it. */
      stayRef: text,
      /** Numbers of the events in the unit's journal that the døgn rests on. */
      events: list(count),
      disputed: z.boolean(),
    }),
  ),
  corrections: list(correction),
})
export const ExplainNightResponse = z.object({
  date: text,
  unitId: text,
  stayId: text,
  service: text,
  events: list(z.object({ seq: count, type: text, at: text, actor: z.object({ role: text, org: text }), hash: text })),
})

export const ExportAvregningQuery = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  /** How CSV and KOSTRA are written; the other formats have one way only. */
  dialect: z.enum(CSV_DIALECTS).default('excel'),
  party: orNull(partyId),
})

export const RaiseDisputeRequest = z.strictObject({
  reason: z.enum(DISPUTE_REASONS),
  detail: z.string().trim().min(1).max(1000),
  /** The døgn that the party does not want to pay for; none for a dispute about the line as a whole. */
  nights: z
    .array(z.strictObject({ stayId, date: osloDate }))
    .max(500)
    .default([]),
})
export const AnswerDisputeRequest = z.strictObject({
  outcome: z.enum(DISPUTE_OUTCOMES),
  text: z.string().trim().min(1).max(1000),
  /** Who pays for the disputed døgn instead; left out: nobody, and they are excused. */
  payer: orNull(partyId),
})
export const DisputeResponse = dispute
export const ListDisputesResponse = z.object({ disputes: list(dispute) })

export const WhatIfRequest = z.strictObject({
  costOre: bookedOre.optional(),
  guestIncomeOre: bookedOre.optional(),
  parties: PartiesInput.optional(),
  guests: GuestsInput.optional(),
  places: places.optional(),
  finance: FinanceChanges.optional(),
})
export const WhatIfResponse = z.object({
  month: text,
  /** `terms`: what the agreement says at the end of the month, for a trial to begin from; null where none does. */
  before: z.object({ poolOre: ore, lines: list(line), terms: TrialTerms.nullable() }),
  after: z.object({ poolOre: ore, lines: list(line), working: list(working) }),
  differences: list(
    z.object({ partyId: text, guest: z.literal(true).optional(), beforeOre: ore, afterOre: ore, differenceOre: ore }),
  ),
})

export const ForecastQuery = z.strictObject({ year: z.string().regex(/^20\d{2}$/) })
export const ForecastResponse = z.object({
  year: text,
  /** Months with a run, and how many are left. */
  months: list(z.object({ month: text, state: z.enum(RUN_STATES) })),
  remaining: count,
  parties: list(
    z.object({
      partyId: text,
      guest: z.literal(true).optional(),
      soFarOre: ore,
      forecastOre: ore,
      /** Four years in five should end between these; null where fewer than three months are known. */
      lowOre: ore.nullable(),
      highOre: ore.nullable(),
    }),
  ),
  definition: text,
})
