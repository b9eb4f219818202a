import {
  addExact,
  divideExact,
  type Exact,
  exactOf,
  greatestOf,
  isZero,
  multiplyExact,
  ONE,
  subtractExact,
  sumExact,
  ZERO,
} from '../../kernel/exact.ts'
import { roundToSum } from '../../kernel/largest-remainder.ts'
import type { Agreement, Finance } from '../agreement/agreement.ts'
import type { PartyId } from '../ids.ts'
import { keyFractions, readExact } from './key-fractions.ts'
import { type Protection, protectLowUse } from './low-use.ts'

/** Whole øre, and the four parts they are made of. */
export type SharedLine = {
  readonly partyId: PartyId
  readonly amountOre: bigint
  readonly fixedOre: bigint
  readonly emptyBedsOre: bigint
  readonly useOre: bigint
  readonly lowUseAdjustmentOre: bigint
  readonly steps: Steps
}

/** The exact øre of each step for one party. */
export type Steps = {
  readonly dogn: Exact
  readonly fixedFraction: Exact
  readonly emptyBedsFraction: Exact
  readonly useFraction: Exact
  readonly fixed: Exact
  readonly emptyBeds: Exact
  readonly use: Exact
  readonly cap: Exact | null
  readonly lowUseAdjustment: Exact
  readonly amount: Exact
}

export type SharedPool = {
  readonly fixedSum: Exact
  readonly emptyBedsSum: Exact
  readonly useSum: Exact
  readonly dognSum: Exact
  readonly protection: Pick<Protection, 'mean' | 'lambda'> | null
  readonly lines: readonly SharedLine[]
}

type Ask = {
  readonly poolOre: bigint
  /** Sorted by party id: the order in which ties are settled. */
  readonly parties: Agreement['parties']
  readonly finance: Finance
  /** Weighted betalingsdogn by party; 0 where left out. */
  readonly dogn: ReadonlyMap<PartyId, Exact>
  /** The empty part of the places, 0..1; null where the agreement has no key for it. */
  readonly emptyPart: Exact | null
}

/**
 * sums-to-the-ore: one pool among the parties of one agreement version, exact to the last step, rounded once.
 *
 * The empty beds' part of the pool goes first, where it has a key of its own. Of the rest, `fixed.share` goes by the fixed
 * key and what is left by weighted betalingsdogn; in a month without use that follows the fixed key too. Then low-use
 * protection moves what is disproportionate. The amounts are rounded down the column by largest remainder, ties to the
 * lower party id, and each amount's parts across its line in the same way, ties in their own order.
 */
export function sharePool({ poolOre, parties, finance, dogn, emptyPart }: Ask): SharedPool {
  const pool = exactOf(poolOre)
  const emptyBedsSum = multiplyExact(pool, emptyPart ?? ZERO)
  const rest = subtractExact(pool, emptyBedsSum)
  const fixedSum = multiplyExact(rest, readExact(finance.fixed.share))
  const useSum = subtractExact(rest, fixedSum)
  const fixedFractions = keyFractions(parties, finance.fixed)
  const emptyFractions = finance.emptyBeds ? keyFractions(parties, finance.emptyBeds) : new Map<PartyId, Exact>()
  const dognOf = (partyId: PartyId) => dogn.get(partyId) ?? ZERO
  const dognSum = sumExact(parties.map(({ partyId }) => dognOf(partyId)))

  const unprotected = parties.map(({ partyId }) => {
    const fixedFraction = fixedFractions.get(partyId) ?? ZERO
    const emptyBedsFraction = emptyFractions.get(partyId) ?? ZERO
    const useFraction = isZero(dognSum) ? fixedFraction : divideExact(dognOf(partyId), dognSum)
    const fixed = multiplyExact(fixedSum, fixedFraction)
    const emptyBeds = multiplyExact(emptyBedsSum, emptyBedsFraction)
    const use = multiplyExact(useSum, useFraction)
    const standby = addExact(fixed, emptyBeds)
    const base = addExact(standby, use)
    return {
      dogn: dognOf(partyId),
      fixedFraction,
      emptyBedsFraction,
      useFraction,
      fixed,
      emptyBeds,
      use,
      standby,
      base,
    }
  })
  const isProtected = finance.lowUse !== undefined && poolOre > 0n && !isZero(dognSum)
  const protection =
    finance.lowUse && isProtected
      ? protectLowUse(pool, unprotected, {
          factor: readExact(finance.lowUse.factor),
          standbyShare: readExact(finance.lowUse.standbyShare),
        })
      : null
  const steps = unprotected.map(({ standby: _standby, base, ...row }, i): Steps => {
    const { amount = base, cap = null } = protection?.amounts[i] ?? {}
    return { ...row, cap, amount, lowUseAdjustment: subtractExact(amount, base) }
  })
  const amounts = roundToSum(
    steps.map(({ amount }) => amount),
    poolOre,
  )
  const lines = parties.map(({ partyId }, i) => lineOf(partyId, amounts[i] ?? 0n, steps[i] ?? NO_STEPS))
  return { fixedSum, emptyBedsSum, useSum, dognSum, protection, lines }
}

/** How much of the places stood empty, 0..1: `1 - occupied nights / (places * dates)`. */
export const emptyPartOf = (places: Exact, dates: number, occupiedNights: number): Exact =>
  greatestOf(ZERO, subtractExact(ONE, divideExact(exactOf(occupiedNights), multiplyExact(places, exactOf(dates)))))

function lineOf(partyId: PartyId, amountOre: bigint, steps: Steps): SharedLine {
  const { fixed, emptyBeds, use, lowUseAdjustment } = steps
  const [fixedOre = 0n, emptyBedsOre = 0n, useOre = 0n, lowUseAdjustmentOre = 0n] = roundToSum(
    [fixed, emptyBeds, use, lowUseAdjustment],
    amountOre,
  )
  return { partyId, amountOre, fixedOre, emptyBedsOre, useOre, lowUseAdjustmentOre, steps }
}

const NO_STEPS: Steps = {
  dogn: ZERO,
  fixedFraction: ZERO,
  emptyBedsFraction: ZERO,
  useFraction: ZERO,
  fixed: ZERO,
  emptyBeds: ZERO,
  use: ZERO,
  cap: null,
  lowUseAdjustment: ZERO,
  amount: ZERO,
}
