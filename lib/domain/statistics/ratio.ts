/** `numerator / denominator` with so many decimals, half up, by whole numbers; null where there is nothing to divide by. */
export function ratioOf(numerator: number, denominator: number, decimals: number): number | null {
  if (denominator === 0) return null
  const scale = 10n ** BigInt(decimals)
  const [top, bottom] = [BigInt(numerator) * scale, BigInt(denominator)]
  return Number((2n * top + bottom) / (2n * bottom)) / Number(scale)
}

/** With one decimal: 264 of 360 is 73.3. */
export const percentOf = (numerator: number, denominator: number): number | null =>
  ratioOf(100 * numerator, denominator, 1)
