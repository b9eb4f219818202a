import { byText } from '../../kernel/by-text.ts'
import { formatExact, sumExact } from '../../kernel/exact.ts'
import type { Instant } from '../../kernel/instant.ts'
import { datesBetween } from '../avregning/calendar.ts'
import type { CountingRule } from '../avregning/count-dogn.ts'
import { countPart } from '../avregning/count-part.ts'
import type { FinancedVersion } from '../avregning/month-facts.ts'
import { payableStayOf } from '../avregning/paying-segments.ts'
import type { PartyId, UnitId } from '../ids.ts'
import type { StayRecord } from '../stay/stay-record.ts'
import type { EndedDate } from './period.ts'

export type PartyBetalingsdogn = {
  readonly partyId: PartyId
  readonly rule: CountingRule
  /** Exact: a rule may give fractions. */
  readonly betalingsdogn: string
  /** How many stays stand behind it. */
  readonly behind: number
}

/**
 * The betalingsdogn of the units by one agreement version, on the ended dates on which it is in force: the number that
 * stands beside liggedogn, and differs from it where the agreement counts otherwise than SSB. What is charged stands in
 * the avregning, which goes by every version and by won disputes too.
 */
export function countBetalingsdogn(
  { version, agreement }: FinancedVersion,
  stays: readonly StayRecord[],
  units: readonly UnitId[],
  dates: readonly Pick<EndedDate, 'date'>[],
  now: Instant,
): readonly PartyBetalingsdogn[] {
  const inForce = dates.filter(({ date }) => date >= agreement.fom)
  const [first, last] = [inForce[0], inForce.at(-1)]
  if (!first || !last) return []
  const part = {
    version,
    agreement: { ...agreement, units: agreement.units.filter((unitId) => units.includes(unitId)) },
    dates: datesBetween(first.date, last.date),
  }
  const { dogn } = countPart(part, stays.map(payableStayOf), [], now)
  return [...Map.groupBy(dogn, ({ partyId }) => partyId)]
    .sort(byText(([partyId]) => partyId))
    .map(([partyId, rows]) => ({
      partyId,
      rule: agreement.finance.counting.rule,
      betalingsdogn: formatExact(sumExact(rows.map(({ count }) => count))),
      behind: new Set(rows.map(({ stayId }) => stayId)).size,
    }))
}
