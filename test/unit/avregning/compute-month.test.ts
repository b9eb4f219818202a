import { describe, expect, it } from 'vitest'
import { computeMonth } from '../../../lib/domain/avregning/compute-month.ts'
import { agreementOf, factsOf, lineOf, stayOf } from '../../support/avregning-world.ts'

describe('a month', () => {
  it('shares fixed by key and the rest by weighted use, and sums to the pool', () => {
    const facts = factsOf({
      versions: [agreementOf({ fixed: { share: '0.4', hfShare: '0.5', key: 'population' } })],
      stays: [
        stayOf('a', 'k-1804', '2026-10-03T10:00:00Z', '2026-10-06T10:00:00Z'),
        stayOf('b', 'hf-983974910', '2026-10-03T10:00:00Z', '2026-10-04T10:00:00Z'),
      ],
    })
    const month = computeMonth(facts)
    expect(month.poolOre).toBe(1_000_000)
    expect(month.lines.reduce((sum, { amountOre }) => sum + amountOre, 0)).toBe(1_000_000)
    expect(lineOf(month, 'k-1804')).toMatchObject({ betalingsdogn: '3', liggedogn: 3, useOre: 450_000 })
    expect(lineOf(month, 'hf-983974910')).toMatchObject({ fixedOre: 200_000, useOre: 150_000, amountOre: 350_000 })
    expect(lineOf(month, 'k-1841')).toMatchObject({ betalingsdogn: '0', useOre: 0, effectiveDognprisOre: null })
  })

  it('has no price per døgn where a moment of use would make it a number that nothing holds', () => {
    const versions = [agreementOf({ counting: { rule: 'hours', sameDayDogn: '0' } })]
    const stays = [stayOf('a', 'k-1804', '2026-10-03T10:00:00.000Z', '2026-10-03T10:00:00.001Z')]
    const month = computeMonth(factsOf({ versions, stays, cost: { costOre: 10_000_000_000, guestIncomeOre: 0 } }))
    expect(lineOf(month, 'k-1804')).toMatchObject({ betalingsdogn: '1/86400000', effectiveDognprisOre: null })
  })
})
