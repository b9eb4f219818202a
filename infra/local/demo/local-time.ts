import { endOfMonth, startOfMonth } from '../../../lib/domain/avregning/calendar.ts'
import { instantOf, msOf } from '../../../lib/kernel/instant.ts'
import {
  type Month,
  monthOf,
  type OsloDate,
  osloDateOf,
  plusDates,
  plusMonths,
  startOfOsloDate,
} from '../../../lib/kernel/oslo-date.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
/** A length of time, never a calendar date. */
export const DOGN = 24 * HOUR

export const dateAt = (ms: number): OsloDate => osloDateOf(instantOf(ms))

/** The instant at which the clock on a Norwegian wall shows `hour` (may be fractional), also on the dates of 23 or 25 hours. */
export function atHour(date: OsloDate, hour: number): number {
  // The clock is moved at 02 and 03, so the small hours are counted from midnight and the rest from the next one.
  if (hour < 2) return msOf(startOfOsloDate(date)) + hour * HOUR
  return msOf(startOfOsloDate(plusDates(date, 1))) - (24 - hour) * HOUR
}

/** The hour on the wall, with its fraction; within the hour that a clock change repeats, the later one. */
export function hourAt(ms: number): number {
  const date = dateAt(ms)
  const sinceMidnight = (ms - msOf(startOfOsloDate(date))) / HOUR
  return sinceMidnight < 2 ? sinceMidnight : 24 - (msOf(startOfOsloDate(plusDates(date, 1))) - ms) / HOUR
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
export const weekdayOf = (date: OsloDate) => WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]

/** The calendar months that lie wholly between two instants, oldest first. */
export function wholeMonthsBetween(startsAt: number, endsAt: number): readonly Month[] {
  const months: Month[] = []
  let month = monthOf(dateAt(startsAt))
  while (msOf(endOfMonth(month)) <= endsAt) {
    if (msOf(startOfMonth(month)) >= startsAt) months.push(month)
    month = plusMonths(month, 1)
  }
  return months
}
