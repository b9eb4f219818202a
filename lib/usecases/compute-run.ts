import { adjustmentsBy } from '../domain/avregning/adjustments.ts'
import { endOfMonth, startOfMonth } from '../domain/avregning/calendar.ts'
import { closeRun } from '../domain/avregning/close-run.ts'
import { judgeCompleteness } from '../domain/avregning/completeness.ts'
import { computeMonth, type MonthPicture } from '../domain/avregning/compute-month.ts'
import { correctBetalingsplikt, correctMonth } from '../domain/avregning/corrections.ts'
import { evidenceOf, type NightOf } from '../domain/avregning/journal-spans.ts'
import { termsOfLocked } from '../domain/avregning/locked-terms.ts'
import { digestFacts, type FinancedVersion, type MonthFacts, partsOf } from '../domain/avregning/month-facts.ts'
import { payableStayOf } from '../domain/avregning/paying-segments.ts'
import type { Dispute, RunResult } from '../domain/avregning/run.ts'
import { lateNightsOutside, nightsElsewhere, nightsOutside, nightsTold } from '../domain/avregning/told-nights.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import type { UkpRate } from '../domain/stay/ukp-rates.ts'
import { byText } from '../kernel/by-text.ts'
import { hashOf } from '../kernel/hash-of.ts'
import { earliest, type Instant } from '../kernel/instant.ts'
import { type Month, monthOf, plusDates, plusMonths, startOfOsloDate } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { RunHead } from '../store/avregning-codecs.ts'
import { type AgreementBook, getPicture } from '../store/avregning-store.ts'
import { findStaysAndPatients } from '../store/past-store.ts'
import type { Store } from '../store/store-client.ts'
import { listStaysSince, type ReadJournals, readJournals, readStays } from './read-month.ts'

/** A month as the facts give it now, and all that a lock must remember of how it came about. */
export type ComputedRun = {
  readonly result: RunResult
  readonly picture: MonthPicture
  /** The events behind each døgn of the picture, in the picture's order. */
  readonly evidence: readonly (readonly number[])[]
  readonly termsHash: string
  readonly knownSeq: Readonly<Record<string, number>>
  /** The newest version that there was. */
  readonly agreementVersion: number
  /** Earlier months that later facts have changed, with the picture that is right now. */
  readonly corrected: readonly { readonly picture: MonthPicture; readonly termsHash: string }[]
}

/** No avregning without a version that says how the money is shared, on every date that the agreement was in force. */
export type ComputeRefusal = { readonly kind: 'agreement-without-finance' }

type At = {
  readonly month: Month
  readonly now: Instant
  readonly ukpRates: readonly UkpRate[]
}

type Reading = {
  readonly facts: MonthFacts
  readonly ofOnePatient: readonly (readonly StayId[])[]
  readonly told: ReadJournals
  readonly locked: readonly RunHead[]
  readonly units: readonly UnitId[]
  /** The facts of another month, without its stays. */
  readonly bare: (month: Month) => MonthFacts
}

/** What the table knows about one month of one agreement. Journals and stays are read consistently. */
export async function readMonthFacts(
  store: Store,
  book: AgreementBook,
  { month, now, ukpRates }: At,
): Promise<Result<Reading, ComputeRefusal>> {
  const versions = book.versions.flatMap(financed)
  if (versions.length < book.versions.length && lacksFinance(book, month))
    return refused({ kind: 'agreement-without-finance' })
  const disputes = book.disputes.map(({ value }) => value)
  const bare = (each: Month) => factsWithoutStays(book, { month: each, now, ukpRates }, disputes)
  const locked = lockedBefore(book, month)
  const units = unitsOf(book)
  const told = await readJournals(store, units, startOfMonth(month), knownSeqOf(locked))
  const { stays, ofOnePatient } = await findStaysAndPatients(store, [...told.spans.facts.keys()])
  const facts = { ...bare(month), stays: stays.map(payableStayOf) }
  return accepted({ facts, ofOnePatient, told, locked, units, bare })
}

/** A month's terms and cost, and what the answers to these disputes have moved. */
export const factsWithoutStays = (book: AgreementBook, at: At, disputes: readonly Dispute[]): MonthFacts => ({
  ...at,
  agreementId: book.agreementId,
  adjustments: adjustmentsBy(disputes),
  versions: versionsFor(book, book.versions.flatMap(financed), at.month),
  cost: book.costs.get(at.month)?.value ?? null,
  stays: [],
})

/**
 * Computes one month of one agreement, and every earlier locked month whose facts have changed since it was settled.
 * Memory follows the months that are computed, not the years behind them.
 */
export async function computeRun(
  store: Store,
  book: AgreementBook,
  at: At,
): Promise<Result<ComputedRun, ComputeRefusal>> {
  const read = await readMonthFacts(store, book, at)
  if (!read.ok) return read
  const { facts, ofOnePatient, told, units } = read.value
  const picture = computeMonth(facts)
  const { changed, lateOutside } = await findChanged(store, book, read.value)
  const result = closeRun({
    picture,
    corrections: changed.flatMap(({ before, after }) => correctMonth(before, after)),
    betalingspliktCorrections: changed.flatMap(({ before, after }) => correctBetalingsplikt(before, after)),
    completeness: judgeCompleteness(
      facts,
      picture,
      {
        nights: nightsTold(facts, told.spans),
        outside: nightsOutside(facts, told.spans),
        elsewhere: [
          ...lateOutside,
          ...nightsElsewhere(facts, told.spans, units),
          ...nightsBeforeFirstMonth(read.value),
        ],
        ofOnePatient,
        dischargeDecidedAt: told.spans.dischargeDecidedAt,
        broken: told.broken,
      },
      changed.flatMap(({ after }) => after.causes),
    ),
  })
  return accepted({
    result,
    picture,
    evidence: picture.dogn.map((row) => evidenceOf(told.spans, row, startOfOsloDate(plusDates(row.date, 1)))),
    termsHash: termsHashOf(facts),
    knownSeq: Object.fromEntries(told.spans.lastSeq),
    agreementVersion: book.versions.at(-1)?.version ?? 0,
    corrected: changed.map(({ after, termsHash }) => ({ picture: after, termsHash })),
  })
}

/** Nobody runs the months before an agreement began; further back than this nobody is asked about either. */
const MOST_MONTHS_BEFORE = 24

/** Of the patients of the agreement's first month, the nights before it, on which no agreement had the unit. */
function nightsBeforeFirstMonth({ facts, told, units, bare }: Reading): readonly NightOf[] {
  const foms = facts.versions.map(({ agreement }) => agreement.fom).toSorted()
  if (!foms[0] || monthOf(foms[0]) !== facts.month) return []
  const began = earliest(facts.stays.flatMap(({ segments }) => segments.map(({ from }) => from)))
  const months: Month[] = []
  for (let back = 1; began !== null && back <= MOST_MONTHS_BEFORE; back += 1) {
    const month = plusMonths(facts.month, -back)
    if (endOfMonth(month) <= began) break
    months.unshift(month)
  }
  return months.flatMap((month) => lateNightsOutside({ ...bare(month), stays: facts.stays }, told.spans, units))
}

const financed = ({ version, agreement }: AgreementBook['versions'][number]): readonly FinancedVersion[] =>
  agreement.finance ? [{ version, agreement: { ...agreement, finance: agreement.finance } }] : []

/** Every version for an open month, and for a locked one those that it was locked on. */
function versionsFor({ runs }: AgreementBook, versions: readonly FinancedVersion[], month: Month) {
  const { state, agreementVersion } = runs.get(month)?.value ?? {}
  return state === undefined || state === 'draft' || agreementVersion === undefined
    ? versions
    : termsOfLocked(versions, month, agreementVersion)
}

/** Whether some date of the month falls to a version that says nothing about money. */
function lacksFinance({ versions }: AgreementBook, month: Month): boolean {
  const all = versions.map(({ version, agreement }) => ({ version, agreement }))
  return partsOf({ month, versions: all }).some(({ agreement }) => agreement.finance === undefined)
}

/** Earlier months that are locked, oldest first. */
const lockedBefore = ({ runs }: AgreementBook, month: Month): readonly RunHead[] =>
  [...runs.values()]
    .map(({ value }) => value)
    .filter((head) => head.state !== 'draft' && head.month < month)
    .sort(byText((head) => head.month))

/**
 * The units of every version, also of those that came in or went out in other months: a patient who lay in one of the
 * month's units may have been transferred to one of them since, and the stay is told of, and filed, where it went.
 */
const unitsOf = ({ versions }: AgreementBook): readonly UnitId[] =>
  [...new Set(versions.flatMap(({ agreement }) => agreement.units))].sort()

/**
 * How far each journal has been taken into account by every locked month: the latest lock looks at all that came before it,
 * and a month that was locked late may not hide from another what happened in between.
 */
function knownSeqOf(locked: readonly RunHead[]): Readonly<Record<string, number>> {
  const known: Record<string, number> = {}
  const later: Record<string, number> = {}
  for (const { knownSeq } of locked.toReversed()) {
    for (const [unitId, seq] of Object.entries(knownSeq)) later[unitId] = Math.max(later[unitId] ?? 0, seq)
    for (const [unitId, seq] of Object.entries(later)) known[unitId] = Math.min(known[unitId] ?? seq, seq)
  }
  return known
}

/** All facts but the stays. */
const termsHashOf = (facts: MonthFacts): string => hashOf(digestFacts({ ...facts, stays: [] }))

type Changed = { readonly before: MonthPicture; readonly after: MonthPicture; readonly termsHash: string }
type Found = {
  readonly changed: readonly Changed[]
  /** Nights that were told of since in a locked month, on dates on which no agreement had the unit. */
  readonly lateOutside: readonly NightOf[]
}

/**
 * The locked months whose facts are no longer those that they were settled on. Looked at are those that new events or a won
 * dispute can have touched; what comes out the same is none.
 */
async function findChanged(store: Store, book: AgreementBook, { locked, units, told, bare }: Reading): Promise<Found> {
  const nothing: Found = { changed: [], lateOutside: [] }
  // Nothing is settled yet, so nothing can have changed; and all stays there ever were would count as new.
  if (locked.length === 0) return nothing
  const touchedFrom = await told.touchedFrom()
  const suspects = locked.flatMap(({ month }) => {
    const settled = settledOf(book, month)
    const isTouched = touchedFrom !== null && touchedFrom < endOfMonth(month)
    const termsHash = termsHashOf(bare(month))
    return settled && (isTouched || settled.termsHash !== termsHash) ? [{ month, settled, termsHash }] : []
  })
  const [first] = suspects
  if (!first) return nothing
  const stays = await listStaysSince(store, units, startOfMonth(first.month), told.touchedStays)
  const late = stays.filter(({ stayId }) => told.touchedStays.has(stayId))
  const changed: Changed[] = []
  for (const { month, settled, termsHash } of suspects) {
    const before = await getPicture(store, book.agreementId, settled)
    // The index may lag, and what the month was settled on must not be missed for that.
    const known = new Set(stays.map(({ stayId }) => stayId))
    const missing = [...before.charged, ...before.excused, ...before.dogn].flatMap(({ stayId }) =>
      known.has(stayId) ? [] : stayId,
    )
    const whole = [...stays, ...(await readStays(store, [...new Set(missing)]))]
    const after = computeMonth({ ...bare(month), stays: whole })
    if (after.inputsHash !== before.inputsHash) changed.push({ before, after, termsHash })
  }
  const lateOutside = suspects.flatMap(({ month }) =>
    lateNightsOutside({ ...bare(month), stays: late }, told.spans, units),
  )
  return { changed, lateOutside }
}

/** How a locked month stands: by the last locked run that corrected it, else by its own. */
function settledOf({ runs }: AgreementBook, month: Month) {
  const heads = [...runs.values()].map(({ value }) => value).filter(({ state }) => state !== 'draft')
  const corrections = heads
    .toSorted((a, b) => a.lockNumber - b.lockNumber)
    .flatMap(({ corrected }) => corrected.flatMap((each) => (each.month === month && each.settled ? each.settled : [])))
  return corrections.at(-1) ?? heads.find((head) => head.month === month)
}
