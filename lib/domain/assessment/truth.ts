/** Three-valued logic: what is not known is never taken for yes. */
export type Truth = 'true' | 'false' | 'unknown'

export const truthOf = (value: boolean): Truth => (value ? 'true' : 'false')
export const not = (truth: Truth): Truth => (truth === 'unknown' ? 'unknown' : truthOf(truth === 'false'))

export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes('false')) return 'false'
  return truths.includes('unknown') ? 'unknown' : 'true'
}

export const anyOf = (truths: readonly Truth[]): Truth => not(allOf(truths.map(not)))

/** False only when the unknown ones cannot bring it up to `least` any more. */
export function atLeast(truths: readonly Truth[], least: number): Truth {
  const sure = truths.filter((truth) => truth === 'true').length
  const open = truths.filter((truth) => truth === 'unknown').length
  if (sure >= least) return 'true'
  return sure + open < least ? 'false' : 'unknown'
}
