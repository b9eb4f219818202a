import type { UnitId } from '../ids.ts'
import { type CalendarDate, datesOf } from './calendar.ts'
import { type JournalSpans, type NightOf, nightsInJournals, type PaidNight, standingAt } from './journal-spans.ts'
import { horizonOf, type MonthFacts, partsOf } from './month-facts.ts'

/** The nights of the journals on the dates and in the units on which the agreement was in force. */
export const nightsTold = (facts: MonthFacts, spans: JournalSpans): readonly PaidNight[] =>
  partsOf(facts).flatMap(({ agreement, dates }) =>
    nightsInJournals(spans, new Set(agreement.units), dates, horizonOf(facts)),
  )

/**
 * every-night-has-one-payer: the nights of the month's units on dates on which neither this agreement nor another had them.
 * No version says who pays for them, so no line would ever show them. A unit that was the agreement's on no date of the month
 * is not this month's matter.
 */
export function nightsOutside(facts: MonthFacts, spans: JournalSpans): readonly NightOf[] {
  const parts = partsOf(facts)
  const units = [...new Set(parts.flatMap(({ agreement }) => agreement.units))].sort()
  return units.flatMap((unitId) => {
    const covered = new Set(
      parts.flatMap(({ agreement, dates }) => (agreement.units.includes(unitId) ? dates.map(({ date }) => date) : [])),
    )
    const isOthers = ({ startsAt }: CalendarDate) => isAnothers(facts, spans, unitId, startsAt)
    const bare = datesOf(facts.month).filter((each) => !covered.has(each.date) && !isOthers(each))
    return nightsInJournals(spans, new Set([unitId]), bare, horizonOf(facts))
  })
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
