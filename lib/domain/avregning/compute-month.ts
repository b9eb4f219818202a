import { createHash } from 'node:crypto'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import {
  addExact,
  divideExact,
  type Exact,
  exactOf,
  formatExact,
  isZero,
  multiplyExact,
  roundHalfUp,
  sumExact,
  ZERO,
} from '../../kernel/exact.ts'
import { allocate } from '../../kernel/largest-remainder.ts'
import type { Month, OsloDate } from '../../kernel/oslo-date.ts'
import type { AgreementId, PartyId } from '../ids.ts'
import { type UkpRate, ukpRateOn } from '../stay/ukp-rates.ts'
import { type CountedPart, countPart, type PaidDogn } from './count-part.ts'
import type { NightOf } from './journal-spans.ts'
import { readExact } from './key-fractions.ts'
import { byText, digestFacts, horizonOf, type MonthFacts, type Part, partsOf } from './month-facts.ts'
import type { AvregningLine, BetalingspliktLine, Cause, Dogn, PartWorking, PartyWorking, ServiceUse } from './run.ts'
import { emptyPartOf, type SharedLine, type SharedPool, sharePool } from './share-pool.ts'

/** A line before corrections: what the month itself gives. */
export type MonthLine = Omit<AvregningLine, 'correctionsOre' | 'netOre'>

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

/**
 * same-in-same-out: the month's numbers from its facts, pure, whatever order they come in.
 *
 * The pool is the booked cost less booked guest income less what guests are charged in this very run, and is split by dates
 * among the versions in force. Each part is shared by its own version on its own døgn, and the lines are added.
 */
export function computeMonth(facts: MonthFacts): MonthPicture {
  const { agreementId, month, adjustments } = facts
  const { costOre, guestIncomeOre } = facts.cost ?? { costOre: 0, guestIncomeOre: 0 }
  const parts = partsOf(facts)
  const stays = [...facts.stays].sort(byText(({ stayId }) => stayId))
  const counted = parts.map((part) => {
    const count = countPart(part, stays, adjustments, horizonOf(facts))
    return { part, count, guests: chargeGuests(part, count.dogn) }
  })
  const charges = counted.flatMap(({ guests }) => guests).reduce((sum, { amountOre }) => sum + amountOre, 0n)
  const poolOre = BigInt(costOre) - BigInt(guestIncomeOre) - charges
  const partPools =
    counted.length > 0
      ? allocate(
          poolOre,
          parts.map(({ dates }) => exactOf(dates.length)),
        )
      : []
  const shared = counted.map(({ part, count, guests }, i) => {
    const partPoolOre = partPools[i] ?? 0n
    const emptyBeds = measureEmptyBeds(part, count)
    const pool = sharePool({
      poolOre: partPoolOre,
      parties: [...part.agreement.parties].sort(byText(({ partyId }) => partyId)),
      finance: part.agreement.finance,
      dogn: weightedByParty(count.dogn),
      emptyPart: emptyBeds?.part ?? null,
    })
    return { part, count, guests, pool, emptyBeds, poolOre: partPoolOre }
  })
  return {
    agreementId,
    month,
    costOre,
    guestIncomeOre,
    poolOre: wholeOre(poolOre),
    lines: [...memberLines(shared), ...guestLines(shared)],
    working: shared.map(workingOf),
    betalingsplikt: accountOf(
      counted.flatMap(({ count }) => count.dutyNights),
      facts.ukpRates,
    ),
    dogn: shared.flatMap(({ part, count }) => count.dogn.map((row) => dognOf(row, part))).sort(byText(placeOf)),
    charged: counted.flatMap(({ count }) => count.nights.map(nightOf)),
    excused: counted.flatMap(({ count }) => count.excused.map(nightOf)),
    causes: [...counted.flatMap(({ count }) => count.causes), ...findRateCauses(facts, counted)],
    inputsHash: hashOf(digestFacts(facts, parts)),
  }
}

export const hashOf = (value: object): string => createHash('sha256').update(canonicalJson(value)).digest('hex')

/** A JSON number holds whole øre up to 90 billion kroner; beyond that nothing is rounded in silence. */
export function wholeOre(ore: bigint): number {
  const number = Number(ore)
  if (!Number.isSafeInteger(number)) throw new RangeError('more øre than a JSON number can hold')
  return number
}

type GuestCharge = {
  readonly partyId: PartyId
  readonly dogn: Exact
  readonly rateOre: number
  readonly amountOre: bigint
}
type Counted = { readonly part: Part; readonly count: CountedPart; readonly guests: readonly GuestCharge[] }
type Shared = Counted & {
  readonly pool: SharedPool
  readonly poolOre: bigint
  readonly emptyBeds: ReturnType<typeof measureEmptyBeds>
}

/** Guests pay by the døgn, rounded half up per guest, and take no part in the keys. */
function chargeGuests({ agreement }: Part, dogn: readonly PaidDogn[]): readonly GuestCharge[] {
  const rateOre = agreement.guests?.rateOre ?? 0
  const guests = Map.groupBy(
    dogn.filter(({ isGuest }) => isGuest),
    ({ partyId }) => partyId,
  )
  return [...guests].map(([partyId, rows]) => {
    const sum = sumExact(rows.map(({ count }) => count))
    return { partyId, dogn: sum, rateOre, amountOre: roundHalfUp(multiplyExact(sum, exactOf(rateOre))) }
  })
}

function weightedByParty(dogn: readonly PaidDogn[]): ReadonlyMap<PartyId, Exact> {
  const sums = new Map<PartyId, Exact>()
  for (const { partyId, count, weight, isGuest } of dogn) {
    if (!isGuest) sums.set(partyId, addExact(sums.get(partyId) ?? ZERO, multiplyExact(count, weight)))
  }
  return sums
}

/** Null where the agreement has no key of its own for empty beds. Guests fill beds like anybody else. */
function measureEmptyBeds({ agreement, dates }: Part, { nights, excused }: CountedPart) {
  if (!agreement.finance.emptyBeds || agreement.places === undefined) return null
  const places = readExact(agreement.places)
  const occupied = nights.length + excused.length
  return {
    places: agreement.places,
    bedDogn: formatExact(multiplyExact(places, exactOf(dates.length))),
    occupied: String(occupied),
    part: emptyPartOf(places, dates.length, occupied),
  }
}

/** Every party of a version in force has a line, also without use; what the parts give is added. */
function memberLines(shared: readonly Shared[]): readonly MonthLine[] {
  const allDates = shared.reduce((sum, { part }) => sum + part.dates.length, 0)
  const partyIds = [
    ...new Set(shared.flatMap(({ part }) => part.agreement.parties.map(({ partyId }) => partyId))),
  ].sort()
  return partyIds.map((partyId) => {
    const rows = shared.flatMap(({ pool }) => pool.lines.filter((line) => line.partyId === partyId))
    const ore = (of: (line: SharedLine) => bigint) => wholeOre(rows.reduce((sum, line) => sum + of(line), 0n))
    // À konto is paid per month: with two versions each counts for its own dates.
    const onAccount = sumExact(
      shared.map(({ part }) =>
        exactOf(BigInt(part.agreement.finance.onAccount[partyId] ?? 0) * BigInt(part.dates.length), allDates),
      ),
    )
    return {
      partyId,
      guest: false,
      ...useOf(shared, partyId, false),
      fixedOre: ore((line) => line.fixedOre),
      emptyBedsOre: ore((line) => line.emptyBedsOre),
      useOre: ore((line) => line.useOre),
      lowUseAdjustmentOre: ore((line) => line.lowUseAdjustmentOre),
      ...amountOf(
        ore((line) => line.amountOre),
        shared,
        partyId,
        false,
      ),
      onAccountOre: wholeOre(roundHalfUp(onAccount)),
    }
  })
}

function guestLines(shared: readonly Shared[]): readonly MonthLine[] {
  const charges = shared.flatMap(({ guests }) => guests)
  const partyIds = [...new Set(charges.map(({ partyId }) => partyId))].sort()
  return partyIds.map((partyId) => {
    const own = charges.filter((charge) => charge.partyId === partyId)
    const amountOre = wholeOre(own.reduce((sum, charge) => sum + charge.amountOre, 0n))
    return {
      partyId,
      guest: true,
      ...useOf(shared, partyId, true),
      fixedOre: 0,
      emptyBedsOre: 0,
      useOre: 0,
      lowUseAdjustmentOre: 0,
      ...amountOf(amountOre, shared, partyId, true),
      onAccountOre: 0,
    }
  })
}

const rowsOf = ({ count }: Counted, partyId: PartyId, isGuest: boolean) =>
  count.dogn.filter((row) => row.partyId === partyId && row.isGuest === isGuest)
const countOf = (shared: readonly Shared[], partyId: PartyId, isGuest: boolean): Exact =>
  sumExact(shared.flatMap((part) => rowsOf(part, partyId, isGuest).map(({ count }) => count)))

function useOf(shared: readonly Shared[], partyId: PartyId, isGuest: boolean) {
  const rows = shared.flatMap((part) => rowsOf(part, partyId, isGuest))
  const weighted = (of: readonly PaidDogn[]) => sumExact(of.map(({ count, weight }) => multiplyExact(count, weight)))
  // Which nights are a guest's is a matter of the version in force, so each part looks at its own parties.
  const liggedogn = shared.reduce((sum, { part, count }) => {
    const isMember = part.agreement.parties.some((party) => party.partyId === partyId)
    return sum + (isMember === isGuest ? 0 : count.nights.filter((night) => night.partyId === partyId).length)
  }, 0)
  const services = [...Map.groupBy(rows, ({ service, weight }) => `${service} ${formatExact(weight)}`)]
    .sort(byText(([name]) => name))
    .flatMap(([, own]): ServiceUse[] => {
      const [first] = own
      if (!first) return []
      return [
        {
          service: first.service,
          betalingsdogn: formatExact(sumExact(own.map(({ count }) => count))),
          weight: formatExact(first.weight),
          weightedDogn: formatExact(weighted(own)),
        },
      ]
    })
  return {
    betalingsdogn: formatExact(countOf(shared, partyId, isGuest)),
    weightedDogn: formatExact(weighted(rows)),
    liggedogn,
    services,
    stays: new Set(rows.map(({ stayId }) => stayId)).size,
  }
}

function amountOf(amountOre: number, shared: readonly Shared[], partyId: PartyId, isGuest: boolean) {
  const dogn = countOf(shared, partyId, isGuest)
  const effectiveDognprisOre = isZero(dogn) ? null : wholeOre(roundHalfUp(divideExact(exactOf(amountOre), dogn)))
  return { amountOre, effectiveDognprisOre }
}

function workingOf({ part, pool, guests, emptyBeds, poolOre }: Shared): PartWorking {
  const { finance } = part.agreement
  const [first, last] = [part.dates[0], part.dates.at(-1)]
  if (!first || !last) throw new RangeError('a part of a month has dates')
  return {
    agreementVersion: part.version,
    fom: first.date,
    tom: last.date,
    dates: part.dates.length,
    rule: finance.counting.rule,
    poolOre: wholeOre(poolOre),
    fixedSum: formatExact(pool.fixedSum),
    emptyBedsSum: formatExact(pool.emptyBedsSum),
    useSum: formatExact(pool.useSum),
    weightedDogn: formatExact(pool.dognSum),
    emptyBeds: emptyBeds && { places: emptyBeds.places, bedDogn: emptyBeds.bedDogn, occupied: emptyBeds.occupied },
    lowUse: pool.protection && {
      mean: formatExact(pool.protection.mean),
      factor: finance.lowUse?.factor ?? '1',
      lambda: formatExact(pool.protection.lambda),
    },
    parties: pool.lines.map(partyWorking),
    guests: guests.map(({ partyId, dogn, rateOre, amountOre }) => ({
      partyId,
      betalingsdogn: formatExact(dogn),
      rateOre,
      amountOre: wholeOre(amountOre),
    })),
  }
}

const partyWorking = ({ partyId, amountOre, steps }: SharedLine): PartyWorking => ({
  partyId,
  weightedDogn: formatExact(steps.dogn),
  fixedFraction: formatExact(steps.fixedFraction),
  emptyBedsFraction: formatExact(steps.emptyBedsFraction),
  useFraction: formatExact(steps.useFraction),
  fixed: formatExact(steps.fixed),
  emptyBeds: formatExact(steps.emptyBeds),
  use: formatExact(steps.use),
  cap: steps.cap && formatExact(steps.cap),
  lowUseAdjustment: formatExact(steps.lowUseAdjustment),
  exact: formatExact(steps.amount),
  amountOre: wholeOre(amountOre),
})

function rateOn(date: OsloDate, rates: readonly UkpRate[]): number | null {
  const rate = ukpRateOn(date, rates)
  return rate.ok ? rate.value.orePerDogn : null
}

/** Betalingsplikt by kommune and HF, each døgn at the rate of its own year. */
function accountOf(nights: CountedPart['dutyNights'], rates: readonly UkpRate[]): readonly BetalingspliktLine[] {
  return [...Map.groupBy(nights, ({ kommune, hf }) => `${kommune} ${hf}`)]
    .sort(byText(([name]) => name))
    .flatMap(([, own]) => {
      const [first] = own
      if (!first) return []
      const rated = own
        .map(({ date, unitId, stayId }) => ({ date, unitId, stayId, rateOre: rateOn(date, rates) }))
        .sort(byText(({ date, stayId }) => `${date} ${stayId}`))
      const amountOre = rated.reduce<number | null>(
        (sum, { rateOre }) => (sum === null || rateOre === null ? null : sum + rateOre),
        0,
      )
      return [{ kommune: first.kommune, hf: first.hf, dogn: rated.length, amountOre, nights: rated }]
    })
}

function findRateCauses({ ukpRates }: MonthFacts, counted: readonly Counted[]): readonly Cause[] {
  const bare = { unitId: null, stayId: null, date: null, partyId: null }
  const unpriced = counted.flatMap(({ count }) => count.dutyNights).find(({ date }) => rateOn(date, ukpRates) === null)
  return [
    ...(unpriced ? [{ ...bare, cause: 'ukp-rate-missing' as const, date: unpriced.date }] : []),
    ...counted
      .filter(({ part }) => part.agreement.guests?.rateOre === undefined)
      .flatMap(({ guests }) =>
        guests.map(({ partyId }) => ({ ...bare, cause: 'guest-rate-missing' as const, partyId })),
      ),
  ]
}

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
