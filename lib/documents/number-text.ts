/** Amounts and døgn as text. Every step is whole numbers: a float would move an øre. */

const EXACT = /^(-?)(\d+)(?:\.(\d+)|\/(\d+))?$/

/** A decimal or fraction of any length, as the run's workings have them. Throws on anything else: the run made it. */
export function readExact(text: string): { readonly numerator: bigint; readonly denominator: bigint } {
  const [, sign, whole, decimals = '', divisor = '1'] = EXACT.exec(text) ?? []
  if (whole === undefined || /^0+$/.test(divisor)) throw new RangeError('not an exact number')
  const numerator = BigInt(whole + decimals)
  return {
    numerator: sign === '-' ? -numerator : numerator,
    denominator: decimals === '' ? BigInt(divisor) : 10n ** BigInt(decimals.length),
  }
}

/** The number with at most `places` decimals, rounded half away from zero, without trailing zeros. */
export function roundedText(numerator: bigint, denominator: bigint, places: number): string {
  const scale = 10n ** BigInt(places)
  const [size, sign] = numerator < 0n ? [-numerator, '-'] : [numerator, '']
  const rounded = (2n * size * scale + denominator) / (2n * denominator)
  const fraction =
    places === 0
      ? ''
      : String(rounded % scale)
          .padStart(places, '0')
          .replace(/0+$/, '')
  const text = `${rounded / scale}${fraction === '' ? '' : `.${fraction}`}`
  return text === '0' ? text : sign + text
}

/** The number with all its decimals where they are `places` or fewer; undefined otherwise. */
export function finiteText(numerator: bigint, denominator: bigint, places: number): string | undefined {
  return (numerator * 10n ** BigInt(places)) % denominator === 0n
    ? roundedText(numerator, denominator, places)
    : undefined
}

/** Døgn with at most `places` decimals; `"5/72"` becomes `0.0694`, because a spreadsheet would read a date. */
export function dognText(exact: string, places = 4): string {
  const { numerator, denominator } = readExact(exact)
  return roundedText(numerator, denominator, places)
}

/** Kroner with two decimals and a point: `-1234.50`. */
export function kronerText(ore: number): string {
  const [size, sign] = ore < 0 ? [-ore, '-'] : [ore, '']
  return `${sign}${Math.trunc(size / 100)}.${String(size % 100).padStart(2, '0')}`
}
