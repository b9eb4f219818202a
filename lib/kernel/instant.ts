import type { Brand } from './brand.ts'

/**
 * A UTC instant as `YYYY-MM-DDTHH:mm:ss.sssZ`, always with three decimals.
 * The fixed width makes the order of the strings the order in time, so `<` is safe between two instants.
 */
export type Instant = Brand<string, 'Instant'>

/** DynamoDB's TTL attribute wants whole seconds since 1970, never milliseconds. */
export type EpochSeconds = Brand<number, 'EpochSeconds'>

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
const MS_PER_MINUTE = 60_000

/** The end of open-ended things: later than every instant that the service meets. */
export const FOREVER = '9999-12-31T23:59:59.999Z' as Instant

/** @throws RangeError when `ms` is no time between the years 0 and 9999 (a five-digit year would break the order). */
export function instantOf(ms: number): Instant {
  const iso = new Date(ms).toISOString()
  if (iso.length !== 24) throw new RangeError('instant outside the years 0 to 9999')
  return iso as Instant
}

/** Reads an RFC 3339 date-time with zone; undefined when the text is none, or names a date that does not exist. */
export function parseInstant(text: string): Instant | undefined {
  if (!RFC_3339.test(text)) return undefined
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) return undefined
  const wall = new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`))
  // Date.parse rolls 31 February over into March: the date written must be the date meant.
  if (wall.toISOString().slice(0, 10) !== text.slice(0, 10)) return undefined
  // A zone can carry the first or last hours of the calendar out of the years 0 to 9999.
  const iso = new Date(ms).toISOString()
  return iso.length === 24 ? (iso as Instant) : undefined
}

export const msOf = (instant: Instant): number => Date.parse(instant)
export const plusMs = (instant: Instant, ms: number): Instant => instantOf(msOf(instant) + ms)
export const plusMinutes = (instant: Instant, minutes: number): Instant => plusMs(instant, minutes * MS_PER_MINUTE)
export const msBetween = (from: Instant, until: Instant): number => msOf(until) - msOf(from)
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)
export const latest = (instants: readonly Instant[]): Instant | null =>
  instants.reduce<Instant | null>((found, each) => (found === null || each > found ? each : found), null)
export const earliest = (instants: readonly Instant[]): Instant | null =>
  instants.reduce<Instant | null>((first, next) => (first === null || next < first ? next : first), null)

/** Whole seconds, rounded up, so that TTL never removes what is still valid. */
export const epochSecondsOf = (instant: Instant): EpochSeconds => Math.ceil(msOf(instant) / 1000) as EpochSeconds
