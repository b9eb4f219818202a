let collator: Intl.Collator | undefined

/** As a Norwegian register sorts names; what that takes is looked up when something is first sorted. */
export function inNorwegianOrder(a: string, b: string): number {
  collator ??= new Intl.Collator('nb')
  return collator.compare(a, b)
}
