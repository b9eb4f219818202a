import { type Exact, exactOf, ONE } from '../../kernel/exact.ts'
import { type Instant, later, msBetween, msOf, plusMs } from '../../kernel/instant.ts'
import type { COUNTING_RULES } from '../agreement/agreement.ts'
import type { StayId } from '../ids.ts'
import type { Segment } from '../stay/stay-record.ts'
import type { CalendarDate } from './calendar.ts'

export type CountingRule = (typeof COUNTING_RULES)[number]

/** What is paid for: a segment's party, service and unit; in which bed makes no difference. */
export type PayingSegment = Omit<Segment, 'bedId' | 'until'> & { readonly until: Instant }

/**
 * A stay as far as it can be counted: its segments tile `[from, until)`. A stay that goes on is cut at the horizon of the
 * count, and `hasEnded` says that it was, so that nobody takes the cut for a departure.
 */
export type CountedStay = {
  readonly stayId: StayId
  readonly segments: readonly PayingSegment[]
  readonly hasEnded: boolean
}

/** One counted døgn, or a part of one, on the local date that it belongs to. */
export type CountedDogn = { readonly date: CalendarDate; readonly segment: PayingSegment; readonly count: Exact }

type Count = (stay: CountedStay, dates: readonly CalendarDate[], sameDayDogn: Exact) => readonly CountedDogn[]

const MS_PER_24_HOURS = 24 * 60 * 60_000

/** The døgn of a stay that belong to the given dates. Over the dates of all its months they add up to the stay. */
export const countDogn = (
  rule: CountingRule,
  stay: CountedStay,
  dates: readonly CalendarDate[],
  sameDayDogn: Exact,
): readonly CountedDogn[] => COUNTS[rule](stay, dates, sameDayDogn)

/**
 * `midnight`: one døgn for each local midnight `m` with `from < m <= until` of the stay. The payer is the segment that held
 * the last moment before `m`, and the døgn belongs to the date that ended at `m`. A stay that begins and ends on one local
 * date counts `sameDayDogn` (0, ½ or 1) for that date, paid by its last segment.
 */
const countMidnights: Count = (stay, dates, sameDayDogn) => {
  const nights = nightsOf(stay, dates)
  if (nights.length > 0 || sameDayDogn.numerator === 0n || !stay.hasEnded) return nights
  const [first, last] = [stay.segments[0], stay.segments.at(-1)]
  if (!first || !last) return []
  // `until` at midnight belongs to the next date, so a stay up to midnight has a night and is none of these.
  const date = dates.find(({ startsAt, endsAt }) => startsAt <= first.from && last.until < endsAt)
  return date && last.until >= date.startsAt ? [{ date, segment: last, count: sameDayDogn }] : []
}

/** `calendar-day`: each local date that the stay overlaps for a positive time counts one, paid by the last segment of that date. */
const countCalendarDates: Count = ({ segments }, dates) =>
  dates.flatMap((date) => {
    const segment = segments.findLast(({ from, until }) => later(from, date.startsAt) < earlier(until, date.endsAt))
    return segment ? [{ date, segment, count: ONE }] : []
  })

/**
 * `started-24h`: each started period of 24 elapsed hours from admission counts one, on the local date on which it starts,
 * paid by the segment that holds at that instant. The clocks' change makes no difference.
 */
const countStarted24Hours: Count = ({ segments }, dates) => {
  const [first, last] = [segments[0], segments.at(-1)]
  const [opens, closes] = [dates[0]?.startsAt, dates.at(-1)?.endsAt]
  if (!first || !last || !opens || !closes) return []
  const skipped = Math.max(0, Math.ceil(msBetween(first.from, opens) / MS_PER_24_HOURS))
  const counted: CountedDogn[] = []
  let at = plusMs(first.from, skipped * MS_PER_24_HOURS)
  let i = 0
  for (; at < last.until && at < closes; at = plusMs(at, MS_PER_24_HOURS)) {
    while (dates[i] && at >= (dates[i]?.endsAt ?? at)) i += 1
    const [date, segment] = [dates[i], segments.find(({ from, until }) => from <= at && at < until)]
    if (date && segment) counted.push({ date, segment, count: ONE })
  }
  return counted
}

/**
 * `hours`: the elapsed time of each segment in units of 24 hours, an exact rational. It is cut at local midnights so that
 * every part belongs to a date; the parts of a month add up to the segment's time in it.
 */
const countHours: Count = ({ segments }, dates) =>
  dates.flatMap((date) =>
    segments.flatMap((segment) => {
      const ms = msOf(earlier(segment.until, date.endsAt)) - msOf(later(segment.from, date.startsAt))
      return ms > 0 ? [{ date, segment, count: exactOf(ms, MS_PER_24_HOURS) }] : []
    }),
  )

const COUNTS = {
  midnight: countMidnights,
  'calendar-day': countCalendarDates,
  'started-24h': countStarted24Hours,
  hours: countHours,
} as const satisfies Record<CountingRule, Count>

/** SSB's liggedogn: the midnights at which the stay held a bed. What statistics and the completeness gate count, whatever the rule. */
export const nightsOf = (stay: CountedStay, dates: readonly CalendarDate[]): readonly CountedDogn[] => {
  const [first, last] = [stay.segments[0], stay.segments.at(-1)]
  if (!first || !last) return []
  return dates.flatMap((date) => {
    if (!(first.from < date.endsAt && date.endsAt <= last.until)) return []
    const segment = stay.segments.find(({ from, until }) => from < date.endsAt && date.endsAt <= until)
    return segment ? [{ date, segment, count: ONE }] : []
  })
}

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)
