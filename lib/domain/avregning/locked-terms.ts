import { lastDateOf, type Month } from '../../kernel/oslo-date.ts'
import type { FinancedVersion } from './month-facts.ts'

/**
 * locked-is-locked, for terms: a locked month is shared by the versions that stood when it was locked, however early a later
 * one begins. A new date for the population, or other shares, never redistributes what is settled; late stays still come.
 * One thing may be agreed afterwards: what a guest pays where nobody had said it. It moves no amount that was locked, and
 * without it a guest's late night could be charged to nobody.
 */
export function termsOfLocked(
  versions: readonly FinancedVersion[],
  month: Month,
  newest: number,
): readonly FinancedVersion[] {
  const rateOre = versions
    .filter(({ version, agreement }) => version > newest && agreement.fom <= lastDateOf(month))
    .findLast(({ agreement }) => agreement.guests?.rateOre !== undefined)?.agreement.guests?.rateOre
  return versions
    .filter(({ version }) => version <= newest)
    .map(({ version, agreement }) => {
      const { admitted = false, rateOre: agreed = rateOre } = agreement.guests ?? {}
      return agreed === agreement.guests?.rateOre
        ? { version, agreement }
        : { version, agreement: { ...agreement, guests: { admitted, rateOre: agreed } } }
    })
}
