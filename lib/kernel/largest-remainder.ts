import { compareExact, type Exact, exactOf, floorExact, subtractExact, sumExact } from './exact.ts'

/**
 * Whole numbers that sum to `total`, each the floor of its exact value or one more. What the floors leave over goes one by
 * one to the largest remainders; among equal remainders the one that stands first gets it.
 * The exact values must sum to within less than one of `total` for each value; throws RangeError when they do not.
 */
export function roundToSum(values: readonly Exact[], total: bigint): readonly bigint[] {
  const floors = values.map(floorExact)
  const left = total - floors.reduce((sum, floor) => sum + floor, 0n)
  if (left < 0n || left > BigInt(values.length)) throw new RangeError('the values do not sum to the total')
  const remainders = values.map((value, i) => subtractExact(value, exactOf(floors[i] ?? 0n)))
  const order = [...values.keys()].sort((a, b) => compareExact(remainders[b] ?? ZERO, remainders[a] ?? ZERO) || a - b)
  const raised = new Set(order.slice(0, Number(left)))
  return floors.map((floor, i) => (raised.has(i) ? floor + 1n : floor))
}

/**
 * Divides whole øre by weights, to the øre: largest remainder, ties to the one that stands first.
 * Throws RangeError without weights, with a negative one, or when all are zero.
 */
export function allocate(total: bigint, weights: readonly Exact[]): readonly bigint[] {
  const sum = sumExact(weights)
  if (sum.numerator <= 0n || weights.some(({ numerator }) => numerator < 0n))
    throw new RangeError('weights must be 0 or more, and not all 0')
  return roundToSum(
    weights.map((weight) => exactOf(total * weight.numerator * sum.denominator, weight.denominator * sum.numerator)),
    total,
  )
}

const ZERO = exactOf(0n)
