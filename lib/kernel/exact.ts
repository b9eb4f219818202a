/** An exact rational number in lowest terms, denominator above zero. */
export type Exact = { readonly numerator: bigint; readonly denominator: bigint }

const DECIMAL = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/
const FRACTION = /^(-?\d{1,18})\/(\d{1,18})$/

export const ZERO: Exact = { numerator: 0n, denominator: 1n }
export const ONE: Exact = { numerator: 1n, denominator: 1n }

/** Reads a decimal (`"0.4"`) or a fraction (`"1/3"`); undefined when the text is neither. */
export function parseExact(text: string): Exact | undefined {
  const fraction = FRACTION.exec(text)
  if (fraction?.[1] && fraction[2]) {
    return BigInt(fraction[2]) === 0n ? undefined : reduce(BigInt(fraction[1]), BigInt(fraction[2]))
  }
  const decimal = DECIMAL.exec(text)
  if (!decimal) return undefined
  const [, sign, whole = '0', decimals = ''] = decimal
  const value = reduce(BigInt(whole + decimals), 10n ** BigInt(decimals.length))
  return sign === '-' ? { ...value, numerator: -value.numerator } : value
}

export const addExact = (a: Exact, b: Exact): Exact =>
  reduce(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)

/** Below, equal or above zero as `a` is less than, equal to or greater than `b`. */
export function compareExact(a: Exact, b: Exact): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function reduce(numerator: bigint, denominator: bigint): Exact {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator]
  while (b > 0n) [a, b] = [b, a % b]
  return a === 0n ? { numerator: 0n, denominator: 1n } : { numerator: numerator / a, denominator: denominator / a }
}
