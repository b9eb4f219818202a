import { byText } from '../../kernel/by-text.ts'
import type { OsloDate } from '../../kernel/oslo-date.ts'
import { type UkpRate, ukpRateOn } from '../stay/ukp-rates.ts'
import type { DutyNight } from './count-part.ts'

import type { BetalingspliktLine } from './run.ts'

/** What kommuner owe HF outside the pool, by kommune and HF, each døgn at the rate of its own year. */
export const accountOf = (nights: readonly DutyNight[], rates: readonly UkpRate[]): readonly BetalingspliktLine[] =>
  [...Map.groupBy(nights, ({ kommune, hf }) => `${kommune} ${hf}`)]
    .sort(byText(([name]) => name))
    .flatMap(([, own]) => {
      const [first] = own
      if (!first) return []
      const rated = own
        .map(({ date, unitId, stayId }) => ({ date, unitId, stayId, rateOre: rateOn(date, rates) }))
        .sort(byText(({ date, stayId }) => `${date} ${stayId}`))
      const amountOre = rated.reduce<number | null>(
        (sum, { rateOre }) => (sum === null || rateOre === null ? null : sum + rateOre),
        0,
      )
      return [{ kommune: first.kommune, hf: first.hf, dogn: rated.length, amountOre, nights: rated }]
    })

/** The first date that a kommune owes for without anybody having said what a døgn costs that year. */
export const findUnpriced = (nights: readonly DutyNight[], rates: readonly UkpRate[]): OsloDate | undefined =>
  nights
    .map(({ date }) => date)
    .sort()
    .find((date) => rateOn(date, rates) === null)

function rateOn(date: OsloDate, rates: readonly UkpRate[]): number | null {
  const rate = ukpRateOn(date, rates)
  return rate.ok ? rate.value.orePerDogn : null
}
