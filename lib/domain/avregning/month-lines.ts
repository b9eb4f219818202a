import { byText } from '../../kernel/by-text.ts'
import {
  divideExact,
  type Exact,
  exactOf,
  formatExact,
  isZero,
  multiplyExact,
  roundHalfUp,
  sumExact,
} from '../../kernel/exact.ts'
import { wholeOre } from '../../kernel/whole-ore.ts'
import type { PartyId } from '../ids.ts'
import type { PaidDogn } from './count-part.ts'

import type { AvregningLine, ServiceUse } from './run.ts'
import type { SharedPart } from './share-parts.ts'
import type { SharedLine } from './share-pool.ts'

/** A line before corrections: what the month itself gives. */
export type MonthLine = Omit<AvregningLine, 'correctionsOre' | 'netOre'>

/** A party may have two lines, when it joined in the middle of the month: one as a guest, and one as a party. */
export const lineName = ({ partyId, guest }: Pick<MonthLine, 'partyId' | 'guest'>): string =>
  `${guest ? 1 : 0} ${partyId}`

/** The agreement's parties by id, each also without use, and then the guests by id. What the parts give is added. */
export const linesOf = (parts: readonly SharedPart[]): readonly MonthLine[] => [
  ...memberLines(parts),
  ...guestLines(parts),
]

function memberLines(parts: readonly SharedPart[]): readonly MonthLine[] {
  const allDates = parts.reduce((sum, { part }) => sum + part.dates.length, 0)
  const partyIds = new Set(parts.flatMap(({ part }) => part.agreement.parties.map(({ partyId }) => partyId)))
  return [...partyIds].sort().map((partyId) => {
    const rows = parts.flatMap(({ pool }) => pool.lines.filter((line) => line.partyId === partyId))
    const ore = (of: (line: SharedLine) => bigint) => wholeOre(rows.reduce((sum, line) => sum + of(line), 0n))
    // À konto is paid per month: with two versions each counts for its own dates.
    const onAccount = sumExact(
      parts.map(({ part }) =>
        exactOf(BigInt(part.agreement.finance.onAccount[partyId] ?? 0) * BigInt(part.dates.length), allDates),
      ),
    )
    const use = useOf(parts, partyId, false)
    const amountOre = ore((line) => line.amountOre)
    return {
      partyId,
      guest: false,
      ...use.shown,
      fixedOre: ore((line) => line.fixedOre),
      emptyBedsOre: ore((line) => line.emptyBedsOre),
      useOre: ore((line) => line.useOre),
      lowUseAdjustmentOre: ore((line) => line.lowUseAdjustmentOre),
      amountOre,
      effectiveDognprisOre: dognprisOf(amountOre, use.dogn),
      onAccountOre: wholeOre(roundHalfUp(onAccount)),
    }
  })
}

function guestLines(parts: readonly SharedPart[]): readonly MonthLine[] {
  const charges = Map.groupBy(
    parts.flatMap(({ guests }) => guests),
    ({ partyId }) => partyId,
  )
  return [...charges].sort(byText(([partyId]) => partyId)).map(([partyId, own]) => {
    const use = useOf(parts, partyId, true)
    const amountOre = wholeOre(own.reduce((sum, charge) => sum + charge.amountOre, 0n))
    return {
      partyId,
      guest: true,
      ...use.shown,
      fixedOre: 0,
      emptyBedsOre: 0,
      useOre: 0,
      lowUseAdjustmentOre: 0,
      amountOre,
      effectiveDognprisOre: dognprisOf(amountOre, use.dogn),
      onAccountOre: 0,
    }
  })
}

/** The døgn behind a line, and how the line tells of them. */
function useOf(parts: readonly SharedPart[], partyId: PartyId, isGuest: boolean) {
  const rows = parts.flatMap(({ count }) =>
    count.dogn.filter((row) => row.partyId === partyId && row.isGuest === isGuest),
  )
  // Which nights are a guest's is a matter of the version in force, so each part looks at its own parties.
  const liggedogn = parts.reduce((sum, { part, count }) => {
    const isMember = part.agreement.parties.some((party) => party.partyId === partyId)
    return sum + (isMember === isGuest ? 0 : count.nights.filter((night) => night.partyId === partyId).length)
  }, 0)
  const dogn = sumExact(rows.map(({ count }) => count))
  const shown = {
    betalingsdogn: formatExact(dogn),
    weightedDogn: formatExact(weighted(rows)),
    liggedogn,
    services: servicesOf(rows),
    stays: new Set(rows.map(({ stayId }) => stayId)).size,
  }
  return { dogn, shown }
}

const servicesOf = (rows: readonly PaidDogn[]): readonly ServiceUse[] =>
  [...Map.groupBy(rows, ({ service, weight }) => `${service} ${formatExact(weight)}`)]
    .sort(byText(([name]) => name))
    .flatMap(([, own]) => {
      const [first] = own
      return first
        ? {
            service: first.service,
            betalingsdogn: formatExact(sumExact(own.map(({ count }) => count))),
            weight: formatExact(first.weight),
            weightedDogn: formatExact(weighted(own)),
          }
        : []
    })

const weighted = (rows: readonly PaidDogn[]): Exact =>
  sumExact(rows.map(({ count, weight }) => multiplyExact(count, weight)))

/** Half up; null without døgn, and where a moment of use would make it a number that says nothing and no JSON number holds. */
function dognprisOf(amountOre: number, dogn: Exact): number | null {
  const ore = isZero(dogn) ? null : Number(roundHalfUp(divideExact(exactOf(amountOre), dogn)))
  return Number.isSafeInteger(ore) ? ore : null
}
