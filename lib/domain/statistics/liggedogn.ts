import { FOREVER, type Instant } from '../../kernel/instant.ts'
import { countDates, type OsloDate, osloDateOf } from '../../kernel/oslo-date.ts'
import type { PartyId, StayId, UnitId } from '../ids.ts'
import type { StayRecord } from '../stay/stay-record.ts'
import type { Service } from '../vocabulary.ts'
import type { EndedDate } from './period.ts'

/**
 * SSB vardok 2561: the local date of departure less that of admission; in and out on one date is 0.
 * Whole liggedogn, never elapsed time: neither 23- and 25-hour dates nor a stay of two minutes make a fraction.
 */
export const countLiggedogn = (admittedAt: Instant, departedAt: Instant): number =>
  countDates(osloDateOf(admittedAt), osloDateOf(departedAt))

/** One occupied bed-night: it belongs to the date it begins on, and to whoever held the last moment before midnight. */
export type Night = {
  readonly date: OsloDate
  readonly stayId: StayId
  readonly unitId: UnitId
  readonly partyId: PartyId
  readonly service: Service
}

/**
 * The stay's nights among the dates: each midnight `m` with `from < m ≤ until` of the segment that held it.
 * Segments tile the stay, so every night has one payer (every-night-has-one-payer), and the nights of all dates of an
 * ended stay are its liggedogn. `dates` must follow each other without a gap.
 */
export function listNights({ stayId, segments }: StayRecord, dates: readonly EndedDate[]): readonly Night[] {
  const nights: Night[] = []
  for (const { from, until, partyId, service, unitId } of segments) {
    for (let i = firstAfter(dates, from); i < dates.length; i += 1) {
      const night = dates[i]
      if (!night || night.endsAt > (until ?? FOREVER)) break
      nights.push({ date: night.date, stayId, unitId, partyId, service })
    }
  }
  return nights
}

/** The index of the first date that ends after an instant. */
function firstAfter(dates: readonly EndedDate[], at: Instant): number {
  let [low, high] = [0, dates.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((dates[middle]?.endsAt ?? FOREVER) > at) high = middle
    else low = middle + 1
  }
  return low
}
