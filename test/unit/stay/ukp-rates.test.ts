import { describe, expect, it } from 'vitest'
import { findMissingUkpYears, type UkpRate, ukpRateOn, ukpRatesWith } from '../../../lib/domain/stay/ukp-rates.ts'
import { dutiesOf } from '../../../lib/domain/stay/utskrivningsklar.ts'
import { type OsloDate, plusDates } from '../../../lib/kernel/oslo-date.ts'
import vectors from '../../golden/settlement-vectors.json' with { type: 'json' }
import { instant } from '../../support/pool-ledger.ts'

const date = (text: string) => text as OsloDate
const known = ukpRatesWith([])
const set = (year: number, orePerDogn: number): UkpRate => ({
  year,
  orePerDogn,
  source: 'Helsedirektoratet',
  state: 'confirmed',
  setAt: instant('2026-01-15T10:00:00Z'),
})
const oreOn = (day: string, rates = known) => {
  const found = ukpRateOn(date(day), rates)
  return found.ok ? found.value.orePerDogn : found.refusal
}

describe('the rate of a døgn', () => {
  it.each([
    ['2012-01-01', 400_000],
    ['2014-07-01', 425_500],
    ['2019-07-01', 488_500],
    ['2022-12-31', 530_600],
    ['2023-01-01', 550_800],
    ['2024-12-31', 574_500],
    ['2025-01-01', 598_100],
    ['2025-12-31', 598_100],
  ])('%s is its calendar year’s', (day, ore) => {
    expect(oreOn(day)).toBe(ore)
  })

  it.each([
    ['2026-01-01', 'missing'],
    ['2011-12-31', 'missing'],
    ['2003-06-01', 'older-scheme'],
    ['2013-06-01', 'to-be-confirmed'],
  ])('%s has none to charge, and says why', (day, reason) => {
    expect(oreOn(day)).toEqual({ kind: 'no-ukp-rate', year: Number(day.slice(0, 4)), reason })
  })

  it('is the one that an admin has set since, also where one was known', () => {
    const rates = ukpRatesWith([set(2026, 615_000), set(2013, 412_500), set(2025, 598_200)])
    expect(oreOn('2026-01-01', rates)).toBe(615_000)
    expect(oreOn('2013-06-01', rates)).toBe(412_500)
    expect(oreOn('2025-12-31', rates)).toBe(598_200)
    expect(oreOn('2024-12-31', rates)).toBe(574_500)
    expect(rates.map(({ year }) => year)).toEqual([2003, ...Array.from({ length: 15 }, (_, i) => 2012 + i)])
  })

  it('says its source for every year', () => {
    for (const { source } of known) expect(source).not.toBe('')
  })
})

describe('the years that must be asked for', () => {
  it('are those until now that nobody has confirmed, by the local year', () => {
    expect(findMissingUkpYears(known, instant('2025-12-31T22:59:59.999Z'))).toEqual([2013])
    expect(findMissingUkpYears(known, instant('2025-12-31T23:00:00Z'))).toEqual([2013, 2026])
    expect(findMissingUkpYears(known, instant('2027-06-01T12:00:00Z'))).toEqual([2013, 2026, 2027])
    expect(findMissingUkpYears(ukpRatesWith([set(2026, 1), set(2013, 1)]), instant('2026-06-01T12:00:00Z'))).toEqual([])
  })
})

/**
 * Both published sums, recomputed. The report's own price is not its year's: 5 508 kr, by which the national sum was made
 * for 2022 (NTB/Altinget) and which Delrapport 5 calls the price of 2019, is Helsedirektoratet's price of 2023.
 */
describe('published sums', () => {
  const yearOf: Readonly<Record<string, number>> = { 'UKP-namsos-2025': 2025, 'UKP-norge-2022': 2023 }

  it.each(vectors.ukp)('$id', ({ id, days, ratePerDayOre, totalOre, totalKr }) => {
    const rate = ukpRateOn(date(`${yearOf[id]}-06-01`), known)
    const ore = rate.ok ? rate.value.orePerDogn : 0
    expect(ore).toBe(ratePerDayOre)
    expect(days * ore).toBe(totalOre)
    expect(totalOre).toBe(totalKr * 100)
  })

  it('would have been 380 970 800 kr for the døgn of 2022 by the price of 2022', () => {
    expect((71_800 * Number(oreOn('2022-06-01'))) / 100).toBe(380_970_800)
    expect(oreOn('2019-06-01')).not.toBe(550_800)
  })
})

describe('a duty across the new year', () => {
  it('takes each døgn at its own year’s rate, and stops where that is not known', () => {
    const told = [
      { event: 'utskrivningsklar', at: instant('2024-12-30T10:00:00Z'), by: 'hf-983974910' },
      { event: 'melding-sendt', at: instant('2024-12-30T10:05:00Z'), by: 'hf-983974910' },
    ] as const
    const [duty] = dutiesOf(told, instant('2025-01-02T11:00:00Z'))
    const dates = [0, 1, 2].map((n) => plusDates(duty?.from ?? date('2000-01-01'), n))
    expect(dates.map((each) => oreOn(each))).toEqual([574_500, 574_500, 598_100])
    expect(duty?.until).toBe(plusDates(dates[2] ?? date('2000-01-01'), 1))
  })
})
