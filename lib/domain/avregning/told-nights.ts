import type { UnitId } from '../ids.ts'
import { type CalendarDate, datesOf } from './calendar.ts'
import { nightsOf } from './count-dogn.ts'
import { type JournalSpans, type NightOf, nightsInJournals, type PaidNight, standingAt } from './journal-spans.ts'
import { horizonOf, type MonthFacts, partsOf } from './month-facts.ts'
import { countedStayOf } from './paying-segments.ts'

/** The nights of the journals on the dates and in the units on which the agreement was in force. */
export const nightsTold = (facts: MonthFacts, spans: JournalSpans): readonly PaidNight[] =>
  partsOf(facts).flatMap(({ agreement, dates }) =>
    nightsInJournals(spans, new Set(agreement.units), dates, horizonOf(facts)),
  )

/**
 * every-night-has-one-payer: the nights of the month's units on dates on which neither this agreement nor another had them.
 * No version says who pays for them, so no line would ever show them.
 */
export const nightsOutside = (facts: MonthFacts, spans: JournalSpans): readonly NightOf[] =>
  nightsOnBareDates(facts, spans, unitsInForce(facts))

/**
 * The same in those of the units that were the agreement's on no date of the month: before they came to it, or after they
 * left. Whoever ran them then pays, outside the agreement; here they are told of, and no more.
 */
export function nightsElsewhere(facts: MonthFacts, spans: JournalSpans, units: readonly UnitId[]): readonly NightOf[] {
  const inForce = new Set(unitsInForce(facts))
  return nightsOnBareDates(
    facts,
    spans,
    units.filter((unitId) => !inForce.has(unitId)),
  )
}

const nightsOnBareDates = (facts: MonthFacts, spans: JournalSpans, units: readonly UnitId[]): readonly NightOf[] =>
  units.flatMap((unitId) =>
    nightsInJournals(spans, new Set([unitId]), bareDates(facts, spans, unitId), horizonOf(facts)),
  )

/**
 * The same of a month that is locked, by the stays that were told of since: the terms that it was locked on have no payer for
 * them, and no new version can give it one (locked-is-locked). The journals are no longer remembered so far back.
 */
export const lateNightsOutside = (
  facts: MonthFacts,
  spans: JournalSpans,
  units: readonly UnitId[],
): readonly NightOf[] =>
  units.flatMap((unitId) =>
    facts.stays.flatMap((stay) =>
      nightsOf(countedStayOf(stay, horizonOf(facts)), bareDates(facts, spans, unitId))
        .filter(({ segment }) => segment.unitId === unitId)
        .map(({ date: { date } }) => ({ unitId, stayId: stay.stayId, date })),
    ),
  )

const unitsInForce = (facts: MonthFacts): readonly UnitId[] =>
  [...new Set(partsOf(facts).flatMap(({ agreement }) => agreement.units))].sort()

/** The dates of the month on which neither this agreement nor another had the unit. */
function bareDates(facts: MonthFacts, spans: JournalSpans, unitId: UnitId): readonly CalendarDate[] {
  const covered = new Set(
    partsOf(facts).flatMap(({ agreement, dates }) =>
      agreement.units.includes(unitId) ? dates.map(({ date }) => date) : [],
    ),
  )
  return datesOf(facts.month).filter(
    ({ date, startsAt }) => !covered.has(date) && !isAnothers(facts, spans, unitId, startsAt),
  )
}

function isAnothers(
  { agreementId }: MonthFacts,
  spans: JournalSpans,
  unitId: UnitId,
  at: CalendarDate['startsAt'],
): boolean {
  const standing = standingAt(spans, unitId, at)
  return standing !== null && standing !== agreementId
}
