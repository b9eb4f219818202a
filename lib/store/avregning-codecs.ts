import * as z from 'zod'
import { COUNTING_RULES } from '../domain/agreement/agreement.ts'
import type { MonthPicture } from '../domain/avregning/compute-month.ts'
import {
  CAUSES,
  DISPUTE_OUTCOMES,
  DISPUTE_REASONS,
  type Dispute,
  RUN_STATES,
  type RunResult,
} from '../domain/avregning/run.ts'
import type { AgreementId, DisputeId, PartyId, StayId, UnitId } from '../domain/ids.ts'
import { SERVICES } from '../domain/vocabulary.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Month, OsloDate } from '../kernel/oslo-date.ts'

/** A string whose brand was proved when it came in; reading it back checks the shape and trusts the brand. */
const branded = <T extends string>(pattern: RegExp) => z.string().regex(pattern) as unknown as z.ZodType<T>
const instant = branded<Instant>(/^.{24}$/)
const date = branded<OsloDate>(/^\d{4}-\d{2}-\d{2}$/)
const month = branded<Month>(/^\d{4}-\d{2}$/)
const agreementId = branded<AgreementId>(/^agr_/)
const partyId = branded<PartyId>(/^(k|r?hf)-/)
const unitId = branded<UnitId>(/^unit_/)
const stayId = branded<StayId>(/^stay_/)
const service = z.enum(SERVICES)
const exact = z.string()
const count = z.int().min(0)
const ore = z.int()
const hash = z.string().length(64)
const rule = z.enum(COUNTING_RULES)

const dogn = z.strictObject({ date, unitId, stayId, partyId, service, count: exact, weight: exact, rule })
const night = z.strictObject({ unitId, stayId, date })
const monthLine = z.strictObject({
  partyId,
  guest: z.boolean(),
  betalingsdogn: exact,
  weightedDogn: exact,
  liggedogn: count,
  fixedOre: ore,
  emptyBedsOre: ore,
  useOre: ore,
  lowUseAdjustmentOre: ore,
  amountOre: ore,
  onAccountOre: ore,
  effectiveDognprisOre: ore.nullable(),
  services: z.array(z.strictObject({ service, betalingsdogn: exact, weight: exact, weightedDogn: exact })),
  stays: count,
})
const partyWorking = z.strictObject({
  partyId,
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
const working = z.strictObject({
  agreementVersion: count,
  fom: date,
  tom: date,
  dates: count,
  rule,
  poolOre: ore,
  fixedSum: exact,
  emptyBedsSum: exact,
  useSum: exact,
  weightedDogn: exact,
  emptyBeds: z.strictObject({ places: exact, bedDogn: exact, occupied: exact }).nullable(),
  lowUse: z.strictObject({ mean: exact, factor: exact, lambda: exact }).nullable(),
  parties: z.array(partyWorking),
  guests: z.array(z.strictObject({ partyId, betalingsdogn: exact, rateOre: ore, amountOre: ore })),
})
const betalingsplikt = z.strictObject({
  kommune: partyId,
  hf: partyId,
  dogn: count,
  amountOre: ore.nullable(),
  nights: z.array(z.strictObject({ date, unitId, stayId, rateOre: ore.nullable() })),
})
const cause = z.strictObject({
  cause: z.enum(CAUSES),
  unitId: unitId.nullable(),
  stayId: stayId.nullable(),
  date: date.nullable(),
  tom: date.optional(),
  partyId: partyId.nullable(),
})
const sums = { agreementId, month, costOre: ore, guestIncomeOre: ore, poolOre: ore }

export const monthPicture = z.strictObject({
  ...sums,
  lines: z.array(monthLine),
  working: z.array(working),
  betalingsplikt: z.array(betalingsplikt),
  dogn: z.array(dogn),
  charged: z.array(night),
  excused: z.array(night),
  causes: z.array(cause),
  inputsHash: hash,
}) satisfies z.ZodType<MonthPicture>

const runResult = z.strictObject({
  ...sums,
  inputsHash: hash,
  resultHash: hash,
  lines: z.array(monthLine.extend({ correctionsOre: ore, netOre: ore })),
  corrections: z.array(
    z.strictObject({
      month,
      partyId,
      guest: z.boolean(),
      beforeOre: ore,
      afterOre: ore,
      deltaOre: ore,
      beforeDogn: exact,
      afterDogn: exact,
      removed: z.array(dogn),
      added: z.array(dogn),
    }),
  ),
  betalingsplikt: z.array(betalingsplikt),
  betalingspliktCorrections: z.array(
    z.strictObject({ month, kommune: partyId, hf: partyId, deltaDogn: z.int(), deltaOre: ore.nullable() }),
  ),
  completeness: z.strictObject({
    ok: z.boolean(),
    occupiedNights: count,
    charged: exact,
    excused: count,
    causes: z.array(cause),
    notes: z.array(cause).optional(),
  }),
  working: z.array(working),
}) satisfies z.ZodType<RunResult>

/** A month's cost as the host booked it; what was booked before stays under `before`, newest first. */
export const bookedCost = z.strictObject({
  month,
  costOre: ore,
  guestIncomeOre: ore,
  note: z.string().nullable(),
  bookedAt: instant,
  before: z.array(
    z.strictObject({ costOre: ore, guestIncomeOre: ore, note: z.string().nullable(), bookedAt: instant }),
  ),
})
export type CostBooking = z.infer<typeof bookedCost>

/** Where a month's run stands, and which pieces it is made of. The pieces are named by their hash and never change. */
export const runHead = z.strictObject({
  month,
  state: z.enum(RUN_STATES),
  poolOre: ore,
  storedHash: hash,
  resultPieces: count,
  pictureHash: hash,
  picturePieces: count,
  /** All facts but the stays: agreement, keys, won disputes. */
  termsHash: hash,
  /** How far each unit's journal had been taken into account. */
  knownSeq: z.record(z.string(), count),
  /** The newest version of the agreement that there was. Months that were locked before this was kept take every version. */
  agreementVersion: count.optional(),
  /** Which of the agreement's locks this was; 0 for a draft. */
  lockNumber: count,
  /** Earlier months that this run corrects, with the picture that is settled by it; a draft settles nothing. */
  corrected: z.array(
    z.strictObject({
      month,
      settled: z.strictObject({ pictureHash: hash, picturePieces: count, termsHash: hash }).nullable(),
    }),
  ),
  computedAt: instant,
  lockedAt: instant.nullable(),
  approvals: z.array(z.strictObject({ partyId, at: instant })),
})
export type RunHead = z.infer<typeof runHead>

export const dispute = z.strictObject({
  disputeId: branded<DisputeId>(/^disp_/),
  month,
  partyId,
  reason: z.enum(DISPUTE_REASONS),
  detail: z.string(),
  nights: z.array(z.strictObject({ stayId, date })),
  raisedAt: instant,
  answerBy: date,
  answer: z
    .strictObject({
      outcome: z.enum(DISPUTE_OUTCOMES),
      text: z.string(),
      payer: partyId.nullable(),
      at: instant,
    })
    .nullable(),
}) satisfies z.ZodType<Dispute>

/** A result with what only the explanation needs: the events behind each døgn of the picture, in the picture's order. */
export const storedResult = z.strictObject({ result: runResult, evidence: z.array(z.array(count)) })
export type StoredResult = z.infer<typeof storedResult>
