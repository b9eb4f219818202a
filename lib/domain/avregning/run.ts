import type { Instant } from '../../kernel/instant.ts'
import type { Month, OsloDate } from '../../kernel/oslo-date.ts'
import type { COUNTING_RULES } from '../agreement/agreement.ts'
import type { AgreementId, DisputeId, PartyId, StayId, UnitId } from '../ids.ts'
import type { Service } from '../vocabulary.ts'

/**
 * What an avregning says, as plain data: it is stored, hashed, shown and exported in this shape.
 * Amounts are whole øre. Exact numbers are texts (`"1.5"`, `"5/72"`), because a JSON number would round them.
 */

/** One counted døgn of one stay, and who pays for it. `count` is 1 but for same-date stays and hours. */
export type Dogn = {
  readonly date: OsloDate
  readonly unitId: UnitId
  readonly stayId: StayId
  readonly partyId: PartyId
  readonly service: Service
  readonly count: string
  /** The service's weight in the key; guests are not weighted. */
  readonly weight: string
  readonly rule: (typeof COUNTING_RULES)[number]
}

export type ServiceUse = {
  readonly service: Service
  readonly betalingsdogn: string
  readonly weight: string
  readonly weightedDogn: string
}

/**
 * One party's month. `fixedOre + emptyBedsOre + useOre + lowUseAdjustmentOre = amountOre`, and
 * `netOre = amountOre + correctionsOre - onAccountOre`: above zero an invoice, below zero a credit note.
 */
export type AvregningLine = {
  readonly partyId: PartyId
  /** True for a party outside the agreement, which is charged by the døgn. */
  readonly guest: boolean
  readonly betalingsdogn: string
  readonly weightedDogn: string
  /** SSB: the midnights at which the party held a bed, whatever the agreement's own rule counts. */
  readonly liggedogn: number
  readonly fixedOre: number
  readonly emptyBedsOre: number
  readonly useOre: number
  readonly lowUseAdjustmentOre: number
  readonly amountOre: number
  readonly correctionsOre: number
  readonly onAccountOre: number
  readonly netOre: number
  /** `amountOre / betalingsdogn`, half up; null without døgn. */
  readonly effectiveDognprisOre: number | null
  readonly services: readonly ServiceUse[]
  /** How many stays are behind the døgn: what decides how much of the line others may see. */
  readonly stays: number
}

/** How one party's number came about in one part-run: every step exact, before the one rounding at the end. */
export type PartyWorking = {
  readonly partyId: PartyId
  readonly weightedDogn: string
  /** The party's share of the fixed sum, of the empty-bed sum and of the use sum. */
  readonly fixedFraction: string
  readonly emptyBedsFraction: string
  readonly useFraction: string
  readonly fixed: string
  readonly emptyBeds: string
  readonly use: string
  /** The most that low-use protection lets the party pay; null where it does not apply. */
  readonly cap: string | null
  readonly lowUseAdjustment: string
  /** The sum of the four, in øre, before rounding. */
  readonly exact: string
  readonly amountOre: number
}

/** The part of a month in which one agreement version was in force; a month has one of them, or several. */
export type PartWorking = {
  readonly agreementVersion: number
  readonly fom: OsloDate
  readonly tom: OsloDate
  readonly dates: number
  readonly rule: (typeof COUNTING_RULES)[number]
  readonly poolOre: number
  /** The pool split: exact øre. */
  readonly fixedSum: string
  readonly emptyBedsSum: string
  readonly useSum: string
  readonly weightedDogn: string
  /** The empty part of the beds, where the agreement has a key of its own for it. */
  readonly emptyBeds: { readonly places: string; readonly bedDogn: string; readonly occupied: string } | null
  /** Low-use protection: the pool per døgn, and what is added per døgn to those below their cap. */
  readonly lowUse: { readonly mean: string; readonly factor: string; readonly lambda: string } | null
  readonly parties: readonly PartyWorking[]
  readonly guests: readonly {
    readonly partyId: PartyId
    readonly betalingsdogn: string
    readonly rateOre: number
    readonly amountOre: number
  }[]
}

/**
 * Betalingsplikt for patients who were ready to leave (hol. § 11-4), apart from the pool: what one kommune owes one HF for the
 * month, at the year's rate. A døgn on this account is never on a kommune's line in the pool.
 */
export type BetalingspliktLine = {
  readonly kommune: PartyId
  readonly hf: PartyId
  readonly dogn: number
  /** Null where a year's rate has not been entered: nothing is guessed. */
  readonly amountOre: number | null
  readonly nights: readonly {
    readonly date: OsloDate
    readonly unitId: UnitId
    readonly stayId: StayId
    readonly rateOre: number | null
  }[]
}

/** What a later fact did to a month that was locked: a line of the run in which it was found. */
export type Correction = {
  readonly month: Month
  readonly partyId: PartyId
  readonly guest: boolean
  /** What stood before (the lock, and corrections since) and what the facts say now. */
  readonly beforeOre: number
  readonly afterOre: number
  readonly deltaOre: number
  readonly beforeDogn: string
  readonly afterDogn: string
  /** The døgn that left and came, so that the amount can be followed to the nights; both empty for changed keys. */
  readonly removed: readonly Dogn[]
  readonly added: readonly Dogn[]
}

/** What a later fact did to a locked month's betalingsplikt; null where the year's rate is still missing. */
export type BetalingspliktCorrection = {
  readonly month: Month
  readonly kommune: PartyId
  readonly hf: PartyId
  readonly deltaDogn: number
  readonly deltaOre: number | null
}

export const CAUSES = [
  'cost-not-booked',
  'month-not-ended',
  'no-agreement-in-month',
  'night-without-agreement',
  'stay-without-departure',
  'stay-and-journal-differ',
  'journal-broken',
  'beds-overlap',
  'patient-in-two-beds',
  'oppholdskommune-unknown',
  'party-unknown',
  'guest-rate-missing',
  'ukp-rate-missing',
] as const
/** Why a month cannot be locked, with what a person needs to find and mend it. */
export type Cause = {
  readonly cause: (typeof CAUSES)[number]
  readonly unitId: UnitId | null
  readonly stayId: StayId | null
  readonly date: OsloDate | null
  /** The last of several nights that begin with `date`. */
  readonly tom?: OsloDate | undefined
  readonly partyId: PartyId | null
}

export type Completeness = {
  readonly ok: boolean
  /** Occupied bed-nights at midnight by the units' journals, guests included. */
  readonly occupiedNights: number
  readonly charged: string
  readonly excused: number
  readonly causes: readonly Cause[]
  /** What nobody is to overlook, though it hinders nothing: nights that no part of this month can give a payer, a patient in two beds. */
  readonly notes?: readonly Cause[] | undefined
}

export const RUN_STATES = ['draft', 'locked', 'approved'] as const
export type RunState = (typeof RUN_STATES)[number]

export type Approval = { readonly partyId: PartyId; readonly at: Instant }

/** What one month of one agreement comes to: the same facts give the same bytes, whoever computes it and when. */
export type RunResult = {
  readonly agreementId: AgreementId
  readonly month: Month
  readonly costOre: number
  readonly guestIncomeOre: number
  readonly poolOre: number
  readonly inputsHash: string
  readonly resultHash: string
  readonly lines: readonly AvregningLine[]
  readonly corrections: readonly Correction[]
  readonly betalingsplikt: readonly BetalingspliktLine[]
  readonly betalingspliktCorrections: readonly BetalingspliktCorrection[]
  readonly completeness: Completeness
  readonly working: readonly PartWorking[]
}

/** A result and where it stands. Only this changes after the lock. */
export type AvregningRun = RunResult & {
  readonly state: RunState
  readonly computedAt: Instant
  readonly lockedAt: Instant | null
  readonly approvals: readonly Approval[]
}

export const DISPUTE_REASONS = ['not-our-patient', 'wrong-dates', 'wrong-service', 'wrong-key', 'other'] as const
export type DisputeReason = (typeof DISPUTE_REASONS)[number]
export const DISPUTE_OUTCOMES = ['upheld', 'rejected', 'withdrawn'] as const
export type DisputeOutcome = (typeof DISPUTE_OUTCOMES)[number]

/** A party's objection to a line or some nights of it; it lives on beside the run, and shows on every export. */
export type Dispute = {
  readonly disputeId: DisputeId
  readonly month: Month
  readonly partyId: PartyId
  readonly reason: DisputeReason
  readonly detail: string
  readonly nights: readonly { readonly stayId: StayId; readonly date: OsloDate }[]
  readonly raisedAt: Instant
  /** The host should have answered by the end of this date. */
  readonly answerBy: OsloDate
  readonly answer: {
    readonly outcome: DisputeOutcome
    readonly text: string
    /** Who pays for the disputed nights instead; null with `upheld` excuses them: nobody does. */
    readonly payer: PartyId | null
    readonly at: Instant
  } | null
}
