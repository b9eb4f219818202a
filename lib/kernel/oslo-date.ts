import type { Brand } from './brand.ts'
import { type Instant, instantOf, msOf } from './instant.ts'

/** A calendar month `YYYY-MM` in Europe/Oslo. */
export type Month = Brand<string, 'Month'>

/** A calendar date `YYYY-MM-DD` in Europe/Oslo. */
export type OsloDate = Brand<string, 'OsloDate'>

const osloParts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const osloOffset = new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Oslo', timeZoneName: 'longOffset' })

/** The local date in Norway at an instant. */
export const osloDateOf = (instant: Instant): OsloDate => osloParts.format(msOf(instant)) as OsloDate

/** Undefined when the text is no date, or names one that does not exist. The year 0 begins before every instant. */
export function parseOsloDate(text: string): OsloDate | undefined {
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) ? (text as OsloDate) : undefined
}

/** Local midnight at which `date` begins; Norway changes its clocks at 02 and 03, never at midnight. */
export function startOfOsloDate(date: OsloDate): Instant {
  const utcMidnight = Date.parse(`${date}T00:00:00Z`)
  return instantOf(utcMidnight - osloOffsetMs(utcMidnight - 2 * 3_600_000))
}

/** Calendar arithmetic on the date itself: never milliseconds divided by a day. */
export function plusDates(date: OsloDate, count: number): OsloDate {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + count)
  return day.toISOString().slice(0, 10) as OsloDate
}

/**
 * So many dates later, at the same hour on a Norwegian wall. An hour that comes twice is the first of the two; one that is
 * skipped is as much later.
 */
export function plusLocalDates(instant: Instant, count: number): Instant {
  const wall = new Date(msOf(instant) + osloOffsetMs(msOf(instant)))
  wall.setUTCDate(wall.getUTCDate() + count)
  const local = wall.getTime()
  const before = local - osloOffsetMs(local - 3 * 3_600_000)
  const after = local - osloOffsetMs(before)
  const isAfter = after !== before && after + osloOffsetMs(after) === local
  return instantOf(isAfter ? after : before)
}

function osloOffsetMs(ms: number): number {
  const name = osloOffset.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? ['', '+', '00', '00']
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

/** How many dates there are from `from` to before `until`; negative when `until` is the earlier of the two. */
export const countDates = (from: OsloDate, until: OsloDate): number => ordinalOf(until) - ordinalOf(from)

/** The running number of a date in the Gregorian calendar, by whole numbers alone (H. Hinnant, days_from_civil). */
function ordinalOf(date: OsloDate): number {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  // The year begins in March, so that the leap date is its last.
  const shifted = month > 2 ? year : year - 1
  const monthFromMarch = (month + 9) % 12
  const leapDates = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400)
  return 365 * shifted + leapDates + Math.floor((153 * monthFromMarch + 2) / 5) + dayOfMonth
}

export const monthOf = (date: OsloDate): Month => date.slice(0, 'YYYY-MM'.length) as Month
export const firstDateOf = (month: Month): OsloDate => `${month}-01` as OsloDate
/** Negative counts go back. */
export function plusMonths(month: Month, count: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const running = year * 12 + (number - 1) + count
  return `${String(Math.floor(running / 12)).padStart(4, '0')}-${String((((running % 12) + 12) % 12) + 1).padStart(2, '0')}` as Month
}
export const lastDateOf = (month: Month): OsloDate => plusDates(firstDateOf(plusMonths(month, 1)), -1)
