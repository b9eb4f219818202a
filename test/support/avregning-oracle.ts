import type { COUNTING_RULES } from '../../lib/domain/agreement/agreement.ts'

/**
 * The counting rules a second time, with nothing of lib/domain in it: instants are milliseconds, Norwegian time is the EU's
 * rule about the last Sundays of March and October, and a date is the number of whole days on the wall clock.
 */
export type Slice = { readonly from: number; readonly until: number; readonly payer: string }
export type OracleDogn = { readonly month: string; readonly payer: string; readonly ms: number }

export const DAY = 86_400_000
const HOUR = 3_600_000

/** The last Sunday of a month at 01:00 UTC, when Europe's clocks change. */
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0))
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1)
}
export function offsetAt(ms: number): number {
  const year = new Date(ms).getUTCFullYear()
  return ms >= lastSunday(year, 2) && ms < lastSunday(year, 9) ? 2 * HOUR : HOUR
}
/** The running number of the date on the wall clock. */
export const wallDate = (ms: number): number => Math.floor((ms + offsetAt(ms)) / DAY)
export function midnightOf(date: number): number {
  const summer = date * DAY - 2 * HOUR
  return offsetAt(summer) === 2 * HOUR ? summer : date * DAY - HOUR
}
const monthOfDate = (date: number): string => new Date(date * DAY).toISOString().slice(0, 7)
export const dateText = (date: number): string => new Date(date * DAY).toISOString().slice(0, 10)

const holding = (slices: readonly Slice[], ms: number) => slices.find(({ from, until }) => from <= ms && ms < until)

/** All døgn of a stay, each in thousandths of a second of a døgn, so that every rule gives whole numbers. */
export function countByHand(
  rule: (typeof COUNTING_RULES)[number],
  slices: readonly Slice[],
  hasEnded: boolean,
  sameDay: number,
): readonly OracleDogn[] {
  const [first, last] = [slices[0], slices.at(-1)]
  if (!first || !last) return []
  const [from, until] = [first.from, last.until]
  const one = (date: number, payer: string, ms = DAY) => ({ month: monthOfDate(date), payer, ms })
  const dates = Array.from({ length: wallDate(until) - wallDate(from) + 1 }, (_, i) => wallDate(from) + i)
  switch (rule) {
    case 'midnight': {
      const nights = dates.filter((date) => midnightOf(date + 1) <= until)
      if (nights.length === 0) return hasEnded && sameDay > 0 ? [one(wallDate(from), last.payer, sameDay * DAY)] : []
      return nights.map((date) => one(date, holding(slices, midnightOf(date + 1) - 1)?.payer ?? '?'))
    }
    case 'calendar-day':
      return dates
        .filter((date) => Math.max(from, midnightOf(date)) < Math.min(until, midnightOf(date + 1)))
        .map((date) => one(date, holding(slices, Math.min(until, midnightOf(date + 1)) - 1)?.payer ?? '?'))
    case 'started-24h': {
      const counted: OracleDogn[] = []
      for (let at = from; at < until; at += DAY) counted.push(one(wallDate(at), holding(slices, at)?.payer ?? '?'))
      return counted
    }
    case 'hours':
      return slices.flatMap((slice) =>
        dates.flatMap((date) => {
          const ms = Math.min(slice.until, midnightOf(date + 1)) - Math.max(slice.from, midnightOf(date))
          return ms > 0 ? [one(date, slice.payer, ms)] : []
        }),
      )
  }
}

/** What a whole stay comes to, straight from its two ends: the sum that its months must add up to. */
export function wholeStay(rule: (typeof COUNTING_RULES)[number], from: number, until: number, sameDay: number): number {
  switch (rule) {
    case 'midnight':
      return wallDate(from) === wallDate(until) ? sameDay * DAY : (wallDate(until) - wallDate(from)) * DAY
    case 'calendar-day':
      return until > from ? (wallDate(until - 1) - wallDate(from) + 1) * DAY : 0
    case 'started-24h':
      return Math.ceil((until - from) / DAY) * DAY
    case 'hours':
      return until - from
  }
}
