/** A JSON number holds whole øre up to 90 billion kroner; beyond that nothing is rounded in silence. */
export function wholeOre(ore: bigint): number {
  const number = Number(ore)
  if (!Number.isSafeInteger(number)) throw new RangeError('more øre than a JSON number can hold')
  return number
}
