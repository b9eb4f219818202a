import { byText } from '../../kernel/by-text.ts'
import { formatExact } from '../../kernel/exact.ts'
import { hashOf } from '../../kernel/hash-of.ts'
import type { Month } from '../../kernel/oslo-date.ts'
import { wholeOre } from '../../kernel/whole-ore.ts'
import type { AgreementId } from '../ids.ts'
import { accountOf, findUnpriced } from './betalingsplikt.ts'
import type { PaidDogn } from './count-part.ts'
import type { NightOf } from './journal-spans.ts'
import { digestFacts, type MonthFacts, type Part } from './month-facts.ts'
import { linesOf, type MonthLine } from './month-lines.ts'
import type { BetalingspliktLine, Cause, Dogn, PartWorking } from './run.ts'
import { type SharedPart, shareParts } from './share-parts.ts'
import { workingOf } from './show-working.ts'

/** What the facts of one month give, with nothing of other months in it: a run is this, and corrections of earlier ones. */
export type MonthPicture = {
  readonly agreementId: AgreementId
  readonly month: Month
  readonly costOre: number
  readonly guestIncomeOre: number
  readonly poolOre: number
  readonly lines: readonly MonthLine[]
  readonly working: readonly PartWorking[]
  readonly betalingsplikt: readonly BetalingspliktLine[]
  readonly dogn: readonly Dogn[]
  /** Nights at midnight by payer, for the gate. */
  readonly charged: readonly NightOf[]
  readonly excused: readonly NightOf[]
  readonly causes: readonly Cause[]
  readonly inputsHash: string
}

/** same-in-same-out: the month's numbers from its facts, pure, whatever order they come in. */
export function computeMonth(facts: MonthFacts): MonthPicture {
  const { agreementId, month, ukpRates } = facts
  const { costOre, guestIncomeOre } = facts.cost ?? { costOre: 0, guestIncomeOre: 0 }
  const { poolOre, parts } = shareParts(facts)
  const dutyNights = parts.flatMap(({ count }) => count.dutyNights)
  const unpriced = findUnpriced(dutyNights, ukpRates)
  return {
    agreementId,
    month,
    costOre,
    guestIncomeOre,
    poolOre: wholeOre(poolOre),
    lines: linesOf(parts),
    working: parts.map(workingOf),
    betalingsplikt: accountOf(dutyNights, ukpRates),
    dogn: parts.flatMap(({ part, count }) => count.dogn.map((row) => dognOf(row, part))).sort(byText(placeOf)),
    charged: parts.flatMap(({ count }) => count.nights.map(nightOf)),
    excused: parts.flatMap(({ count }) => count.excused.map(nightOf)),
    causes: [
      ...parts.flatMap(({ count }) => count.causes),
      ...(unpriced ? [{ ...BARE, cause: 'ukp-rate-missing' as const, date: unpriced }] : []),
      ...parts.flatMap(findGuestsWithoutRate),
    ],
    inputsHash: hashOf(digestFacts(facts)),
  }
}

const BARE = { unitId: null, stayId: null, date: null, partyId: null }

/** Named by the guest's first døgn: the run that names it may be a later month's, which corrects this one. */
const findGuestsWithoutRate = ({ part: { agreement }, count, guests }: SharedPart): readonly Cause[] =>
  agreement.guests?.rateOre !== undefined
    ? []
    : guests.map(({ partyId }) => {
        const dates = count.dogn.filter((row) => row.isGuest && row.partyId === partyId).map(({ date }) => date)
        return { ...BARE, cause: 'guest-rate-missing', date: dates.sort()[0] ?? null, partyId }
      })

const dognOf = ({ date, unitId, stayId, partyId, service, count, weight }: PaidDogn, { agreement }: Part): Dogn => ({
  date,
  unitId,
  stayId,
  partyId,
  service,
  count: formatExact(count),
  weight: formatExact(weight),
  rule: agreement.finance.counting.rule,
})
const placeOf = ({ date, unitId, stayId, partyId, service }: Dogn) =>
  `${date} ${unitId} ${stayId} ${partyId} ${service}`
const nightOf = ({ unitId, stayId, date }: NightOf): NightOf => ({ unitId, stayId, date })
