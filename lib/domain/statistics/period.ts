import type { Instant } from '../../kernel/instant.ts'
import { type OsloDate, plusDates, startOfOsloDate } from '../../kernel/oslo-date.ts'

/** Inclusive local dates. */
export type Period = { readonly fom: OsloDate; readonly tom: OsloDate }

/** A date whose night has been: `endsAt` is the local midnight at which it ended. */
export type EndedDate = { readonly date: OsloDate; readonly endsAt: Instant }

/** The period as half-open instants. */
export type Span = { readonly from: Instant; readonly until: Instant }

export const spanOf = ({ fom, tom }: Period): Span => ({
  from: startOfOsloDate(fom),
  until: startOfOsloDate(plusDates(tom, 1)),
})
export const isIn = ({ from, until }: Span, at: Instant): boolean => from <= at && at < until

/** The dates of the period that have ended by `now`: a night that has not been yet is counted nowhere. */
export function endedDates({ fom, tom }: Period, now: Instant): readonly EndedDate[] {
  const ended: EndedDate[] = []
  for (let date = fom; date <= tom; date = plusDates(date, 1)) {
    const endsAt = startOfOsloDate(plusDates(date, 1))
    if (endsAt > now) break
    ended.push({ date, endsAt })
  }
  return ended
}
