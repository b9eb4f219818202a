import { divideExact, exactOf, roundHalfUp, sumExact } from '../../kernel/exact.ts'
import { wholeOre } from '../../kernel/whole-ore.ts'
import type { PartyId } from '../ids.ts'

/** One party's amounts of the months so far, corrections included; a month without a line counts 0. */
export type PartyYear = { readonly partyId: PartyId; readonly guest: boolean; readonly monthsOre: readonly number[] }

export type PartyForecast = {
  readonly partyId: PartyId
  readonly guest: boolean
  readonly soFarOre: number
  readonly forecastOre: number
  /** Four years in five should end between these; null where fewer than three months are known. */
  readonly lowOre: number | null
  readonly highOre: number | null
}

const FEWEST_MONTHS = 3
/** The 90th percentile of the normal distribution: a tenth of the years end above it, a tenth below its mirror. */
const TENTH = 1.2816

/**
 * What the year will come to if the months that are left are like those that were: the sum so far and as many times the
 * mean. The spread is that of a sum of `n` new months around a mean that is itself only known from `m` old ones,
 * `s · √(n · (1 + n/m))`, with `s` the standard deviation of the months so far. No season is assumed.
 */
export function forecastYear({ partyId, guest, monthsOre }: PartyYear, remaining: number): PartyForecast {
  const known = monthsOre.length
  const sum = sumExact(monthsOre.map((ore) => exactOf(ore)))
  const soFarOre = wholeOre(roundHalfUp(sum))
  const rest = known === 0 ? 0n : roundHalfUp(divideExact(exactOf(sum.numerator * BigInt(remaining)), exactOf(known)))
  const forecastOre = soFarOre + wholeOre(rest)
  if (known < FEWEST_MONTHS) return { partyId, guest, soFarOre, forecastOre, lowOre: null, highOre: null }
  const mean = soFarOre / known
  const variance = monthsOre.reduce((total, ore) => total + (ore - mean) ** 2, 0) / (known - 1)
  const spread = Math.round(TENTH * Math.sqrt(variance * remaining * (1 + remaining / known)))
  return { partyId, guest, soFarOre, forecastOre, lowOre: forecastOre - spread, highOre: forecastOre + spread }
}

export const FORECAST_DEFINITION =
  'Månedene så langt, med rettinger, og resten av året som et gjennomsnitt av dem. Spennet er 80 %: fire av fem år skal ende innenfor, om månedene varierer som før. Sesong er ikke med. Færre enn tre måneder gir ikke noe spenn.'
