/** `3 000 000,50` as øre; undefined for what is no amount of kroner. A point is refused: it could mean either. */
export function readKroner(typed: string): number | undefined {
  const [, whole, decimals = ''] = /^(\d{1,11})(?:,(\d{1,2}))?$/.exec(typed.replace(/\s/g, '')) ?? []
  return whole === undefined ? undefined : Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
}
