import { localOf } from '../../i18n/oslo-time.ts'

export const LENGTHS = ['1', '7', '31'] as const
export type Length = (typeof LENGTHS)[number]
export type Period = { readonly fom: string; readonly tom: string }

const DAY_MS = 86_400_000

/** Calendar arithmetic on the dates themselves, whatever the clocks do in between. */
const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length)

/** The last so many local dates, today with them; `back` counts whole periods. */
export function periodAt(nowMs: number, length: Length, back: number): Period {
  const today = localOf(new Date(nowMs).toISOString()).slice(0, 'YYYY-MM-DD'.length)
  const tom = plusDays(today, -back * Number(length))
  return { fom: plusDays(tom, 1 - Number(length)), tom }
}

/** The dates of a period, each with its own beginning in Norway looked up by whoever draws it. */
export function datesOf({ fom, tom }: Period): readonly string[] {
  const dates: string[] = []
  for (let date = fom; date <= tom; date = plusDays(date, 1)) dates.push(date)
  return dates
}
