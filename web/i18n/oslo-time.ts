import { sayIn } from './say-in.ts'

const sayParts = sayIn('sv-SE', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})
const MINUTE_MS = 60_000
/** What the clocks in Norway have been ahead of UTC since 1946, in minutes: summer first, as it comes first on the night in October. */
const OFFSETS = [120, 60] as const

/** `2026-11-25T14:05`, what the clock on a Norwegian wall showed; the form that a date and time field takes. */
export const localOf = (instant: string): string => sayParts(new Date(instant)).replace(' ', 'T')

/**
 * The instants, as UTC, at which a Norwegian wall clock showed this: one, except that on the night in October an hour
 * comes twice, and on the night in March one never comes.
 */
export function instantsOf(local: string): readonly string[] {
  const asUtc = Date.parse(`${local}Z`)
  if (Number.isNaN(asUtc)) return []
  return OFFSETS.map((minutes) => new Date(asUtc - minutes * MINUTE_MS).toISOString()).filter(
    (instant) => localOf(instant) === local.slice(0, 'YYYY-MM-DDTHH:MM'.length),
  )
}
