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

/** The finite decimal where one exists (`"1.5"`), else the fraction in lowest terms (`"5/72"`). */
export function formatExact({ numerator, denominator }: Exact): string {
  let [rest, twos, fives] = [denominator, 0, 0]
  for (; rest % 2n === 0n; rest /= 2n) twos += 1
  for (; rest % 5n === 0n; rest /= 5n) fives += 1
  if (rest !== 1n) return `${numerator}/${denominator}`
  const decimals = Math.max(twos, fives)
  const digits = String((abs(numerator) * 10n ** BigInt(decimals)) / denominator).padStart(decimals + 1, '0')
  const point = digits.length - decimals
  const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`
  return numerator < 0n ? `-${text}` : text
}

/** A whole number, or a quotient of two; throws RangeError on a division by zero. */
export function exactOf(numerator: bigint | number, denominator: bigint | number = 1n): Exact {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)]
  if (bottom === 0n) throw new RangeError('division by zero')
  return bottom < 0n ? reduce(-top, -bottom) : reduce(top, bottom)
}

export const addExact = (a: Exact, b: Exact): Exact =>
  a.denominator === b.denominator
    ? reduce(a.numerator + b.numerator, a.denominator)
    : reduce(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
export const subtractExact = (a: Exact, b: Exact): Exact => addExact(a, { ...b, numerator: -b.numerator })
export const multiplyExact = (a: Exact, b: Exact): Exact =>
  reduce(a.numerator * b.numerator, a.denominator * b.denominator)
/** Throws RangeError when `b` is zero. */
export const divideExact = (a: Exact, b: Exact): Exact =>
  exactOf(a.numerator * b.denominator, a.denominator * b.numerator)
export const sumExact = (values: readonly Exact[]): Exact => values.reduce(addExact, ZERO)

/** Below, equal or above zero as `a` is less than, equal to or greater than `b`. */
export function compareExact(a: Exact, b: Exact): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
export const isZero = ({ numerator }: Exact): boolean => numerator === 0n
export const leastOf = (a: Exact, b: Exact): Exact => (compareExact(a, b) <= 0 ? a : b)
export const greatestOf = (a: Exact, b: Exact): Exact => (compareExact(a, b) >= 0 ? a : b)

/** The greatest whole number that is not above the value. */
export function floorExact({ numerator, denominator }: Exact): bigint {
  const quotient = numerator / denominator
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient
}
/** To the nearest whole number; a half goes up, also below zero. */
export const roundHalfUp = (value: Exact): bigint => floorExact(addExact(value, exactOf(1n, 2n)))

const abs = (value: bigint): bigint => (value < 0n ? -value : value)

function reduce(numerator: bigint, denominator: bigint): Exact {
  if (denominator === 1n) return { numerator, denominator }
  let [a, b] = [abs(numerator), denominator]
  while (b > 0n) [a, b] = [b, a % b]
  return a === 0n ? ZERO : { numerator: numerator / a, denominator: denominator / a }
}
