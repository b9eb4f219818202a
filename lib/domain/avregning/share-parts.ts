import { byText } from '../../kernel/by-text.ts'
import {
  addExact,
  type Exact,
  exactOf,
  formatExact,
  multiplyExact,
  roundHalfUp,
  sumExact,
  ZERO,
} from '../../kernel/exact.ts'
import { allocate } from '../../kernel/largest-remainder.ts'
import type { PartyId } from '../ids.ts'
import { type CountedPart, countPart, type PaidDogn } from './count-part.ts'
import { readExact } from './key-fractions.ts'
import { horizonOf, type MonthFacts, type Part, partsOf } from './month-facts.ts'
import { emptyPartOf, type SharedPool, sharePool } from './share-pool.ts'

/** What one guest is charged in one part of the month. */
type GuestCharge = {
  readonly partyId: PartyId
  readonly dogn: Exact
  readonly rateOre: number
  readonly amountOre: bigint
}

/** One part of the month: counted, its guests charged, and its own pool shared. */
export type SharedPart = {
  readonly part: Part
  readonly count: CountedPart
  readonly guests: readonly GuestCharge[]
  readonly poolOre: bigint
  readonly pool: SharedPool
  readonly emptyBeds: ReturnType<typeof measureEmptyBeds>
}

/**
 * The pool is the booked cost less booked guest income less what guests are charged in this very run. It is split by dates
 * among the versions in force, and each part is shared by its own version on its own døgn.
 */
export function shareParts(facts: MonthFacts): { readonly poolOre: bigint; readonly parts: readonly SharedPart[] } {
  const { costOre, guestIncomeOre } = facts.cost ?? { costOre: 0, guestIncomeOre: 0 }
  const stays = [...facts.stays].sort(byText(({ stayId }) => stayId))
  const counted = partsOf(facts).map((part) => {
    const count = countPart(part, stays, facts.adjustments, horizonOf(facts))
    return { part, count, guests: chargeGuests(part, count.dogn) }
  })
  const charges = counted.flatMap(({ guests }) => guests).reduce((sum, { amountOre }) => sum + amountOre, 0n)
  const poolOre = BigInt(costOre) - BigInt(guestIncomeOre) - charges
  const dates = counted.map(({ part }) => exactOf(part.dates.length))
  const pools = counted.length > 0 ? allocate(poolOre, dates) : []
  const parts = counted.map(({ part, count, guests }, i) => {
    const partPoolOre = pools[i] ?? 0n
    const emptyBeds = measureEmptyBeds(part, count)
    const pool = sharePool({
      poolOre: partPoolOre,
      parties: [...part.agreement.parties].sort(byText(({ partyId }) => partyId)),
      finance: part.agreement.finance,
      dogn: weightedByParty(count.dogn),
      emptyPart: emptyBeds?.part ?? null,
    })
    return { part, count, guests, poolOre: partPoolOre, pool, emptyBeds }
  })
  return { poolOre, parts }
}

/** Guests pay by the døgn, rounded half up per guest, and take no part in the keys. */
function chargeGuests({ agreement }: Part, dogn: readonly PaidDogn[]): readonly GuestCharge[] {
  const rateOre = agreement.guests?.rateOre ?? 0
  const guests = Map.groupBy(
    dogn.filter(({ isGuest }) => isGuest),
    ({ partyId }) => partyId,
  )
  return [...guests].sort(byText(([partyId]) => partyId)).map(([partyId, rows]) => {
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
