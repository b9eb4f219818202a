import type { Instant } from '../../kernel/instant.ts'
import {
  firstDateOf,
  lastDateOf,
  type Month,
  type OsloDate,
  plusDates,
  startOfOsloDate,
} from '../../kernel/oslo-date.ts'

/** One local date as half-open instants; 23 or 25 hours long where the clocks change. */
export type CalendarDate = { readonly date: OsloDate; readonly startsAt: Instant; readonly endsAt: Instant }

/** The local dates from `fom` to `tom`, both inclusive: never milliseconds divided by a day. */
export function datesBetween(fom: OsloDate, tom: OsloDate): readonly CalendarDate[] {
  const dates: CalendarDate[] = []
  for (let date = fom, startsAt = startOfOsloDate(fom); date <= tom; ) {
    const next = plusDates(date, 1)
    const endsAt = startOfOsloDate(next)
    dates.push({ date, startsAt, endsAt })
    date = next
    startsAt = endsAt
  }
  return dates
}

export const datesOf = (month: Month): readonly CalendarDate[] => datesBetween(firstDateOf(month), lastDateOf(month))

/** The first instant that is no more of the month. */
export const endOfMonth = (month: Month): Instant => startOfOsloDate(plusDates(lastDateOf(month), 1))
export const startOfMonth = (month: Month): Instant => startOfOsloDate(firstDateOf(month))
