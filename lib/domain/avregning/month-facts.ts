import { byText } from '../../kernel/by-text.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Month, OsloDate } from '../../kernel/oslo-date.ts'
import type { Agreement, Finance } from '../agreement/agreement.ts'
import type { AgreementId, PartyId, StayId } from '../ids.ts'
import type { UkpRate } from '../stay/ukp-rates.ts'
import { type CalendarDate, datesOf, endOfMonth, startOfMonth } from './calendar.ts'
import { joinSegments, type PayableStay } from './paying-segments.ts'

/** An agreement version that says how the money is shared. */
export type FinancedVersion = {
  readonly version: number
  readonly agreement: Agreement & { readonly finance: Finance }
}

export type BookedCost = { readonly costOre: number; readonly guestIncomeOre: number }

/** What won disputes changed about one night of one party: another pays, or nobody does. Others' døgn of that date stand. */
export type NightAdjustment = {
  readonly stayId: StayId
  readonly date: OsloDate
  readonly from: PartyId
  readonly payer: PartyId | null
}

/** All that a month's numbers are made of, and nothing else: the same facts give the same bytes, in whatever order. */
export type MonthFacts = {
  readonly agreementId: AgreementId
  readonly month: Month
  /** Stays that go on are counted up to here, or to the end of the month. */
  readonly now: Instant
  /** Every saved version; which of them is in force on a date is found here. */
  readonly versions: readonly FinancedVersion[]
  /** Null while nothing has been booked. */
  readonly cost: BookedCost | null
  /** Every stay that was in one of the units in the month; others do no harm. */
  readonly stays: readonly PayableStay[]
  readonly adjustments: readonly NightAdjustment[]
  /** What a døgn of betalingsplikt costs, by year; a year without a confirmed rate is asked for. */
  readonly ukpRates: readonly UkpRate[]
}

type AnyVersion = { readonly version: number; readonly agreement: Agreement }
/** The dates of a month on which one version was in force. */
type PartOf<Version extends AnyVersion> = Version & { readonly dates: readonly CalendarDate[] }
export type Part = PartOf<FinancedVersion>

/** On each date the version that begins last counts, and of those that begin on one date the one that was saved last. */
export function partsOf<Version extends AnyVersion>({
  month,
  versions,
}: {
  readonly month: Month
  readonly versions: readonly Version[]
}): readonly PartOf<Version>[] {
  const parts: { version: Version; dates: CalendarDate[] }[] = []
  for (const date of datesOf(month)) {
    const version = versions.reduce<Version | undefined>(
      (best, next) => (next.agreement.fom <= date.date && (!best || isLater(next, best)) ? next : best),
      undefined,
    )
    if (!version) continue
    const last = parts.at(-1)
    if (last?.version === version) last.dates.push(date)
    else parts.push({ version, dates: [date] })
  }
  return parts.map(({ version, dates }) => ({ ...version, dates }))
}

const isLater = (a: AnyVersion, b: AnyVersion): boolean =>
  a.agreement.fom > b.agreement.fom || (a.agreement.fom === b.agreement.fom && a.version > b.version)

/** Where the count of stays that go on is cut. */
export function horizonOf({ month, now }: Pick<MonthFacts, 'month' | 'now'>): Instant {
  const end = endOfMonth(month)
  return now < end ? now : end
}

/**
 * The facts that the month rests on, in one order and cut to the month, for the inputs' hash: what happens after the month
 * does not change it, and neither does the order in which things were read.
 */
export function digestFacts(facts: MonthFacts): object {
  const { agreementId, month, cost, stays, adjustments, ukpRates } = facts
  const parts = partsOf(facts)
  const [opens, horizon] = [startOfMonth(month), horizonOf(facts)]
  const units = new Set(parts.flatMap(({ agreement }) => agreement.units))
  const lastDate = parts.at(-1)?.dates.at(-1)?.date ?? ''
  const cutStays = stays
    .map(({ stayId, segments, duties, oppholdskommune }) => ({
      stayId,
      segments: joinSegments(segments)
        .filter(({ from }) => from <= horizon)
        .map(({ until, ...segment }) => ({ ...segment, until: until === null || until > horizon ? null : until })),
      // A duty that ends after the month is, to this month, one that goes on.
      duties: duties
        .filter(({ from }) => from <= lastDate)
        .map(({ from, until }) => ({ from, until: until !== null && until <= lastDate ? until : null })),
      oppholdskommune,
    }))
    .filter(({ segments }) =>
      segments.some(({ unitId, until }) => units.has(unitId) && (until === null || until >= opens)),
    )
    .sort(byText(({ stayId }) => stayId))
  return {
    agreementId,
    month,
    horizon,
    cost,
    versions: parts.map(({ version, dates, agreement: { parties, units: inForce, guests, finance, places } }) => ({
      version,
      dates: dates.map(({ date }) => date),
      parties: parties.toSorted(byText(({ partyId }) => partyId)),
      units: inForce.toSorted(),
      guests,
      finance,
      places,
    })),
    stays: cutStays,
    adjustments: adjustments
      .filter(({ date }) => date.startsWith(month))
      .sort(byText(({ stayId, date, from }) => `${stayId} ${date} ${from}`)),
    ukpRates: parts.some(({ agreement }) => agreement.finance.utskrivningsklar === 'betalingsplikt')
      ? ukpRates
          .filter(({ year }) => month.startsWith(String(year)))
          .map(({ orePerDogn, state }) => ({ orePerDogn, state }))
      : [],
  }
}
