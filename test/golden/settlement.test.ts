import { describe, expect, it } from 'vitest'
import type { FixedKey } from '../../lib/domain/agreement/agreement.ts'
import { computeMonth } from '../../lib/domain/avregning/compute-month.ts'
import { sharePool } from '../../lib/domain/avregning/share-pool.ts'
import { exactOf } from '../../lib/kernel/exact.ts'
import { allocate } from '../../lib/kernel/largest-remainder.ts'
import { agreementOf, factsOf, party, stayOf } from '../support/avregning-world.ts'
import vectors from './settlement-vectors.json' with { type: 'json' }

/** The reference tables, whose numbers come from the formula alone. `shareOre` is rounded once, on the whole share. */
type Row = {
  readonly kommunenummer: string
  readonly innbyggere: number
  readonly liggedogn?: number
  readonly shareOre: number
  readonly acontoOre?: number
  readonly settlementOre?: number
}

describe.each(vectors.cases)('reference table $id', ({ totalOre, weights, parties: given }) => {
  const rows: readonly Row[] = given
  const partyOf = ({ kommunenummer }: Row) => party(`k-${kommunenummer}`)
  const parties = rows.map((row) => ({ partyId: partyOf(row), group: 'kommuner', population: row.innbyggere }))
  const fixedPercent = weights.equalPercent + weights.populationPercent
  const fraction = (percent: number) => (percent === fixedPercent ? '1' : `${percent}/${fixedPercent}`)
  const key: FixedKey = { equal: fraction(weights.equalPercent), population: fraction(weights.populationPercent) }
  const onAccount = Object.fromEntries(rows.map((row) => [partyOf(row), row.acontoOre ?? 0]))
  const version = agreementOf({ fixed: { share: `${fixedPercent}/100`, key }, onAccount }, { parties })
  const wanted = rows.map((row) => [partyOf(row), row.shareOre])

  it('shares the pool to the øre', () => {
    const dogn = new Map(rows.map((row) => [partyOf(row), exactOf(row.liggedogn ?? 0)]))
    const { finance } = version.agreement
    const { lines } = sharePool({ poolOre: BigInt(totalOre), parties, finance, dogn, emptyPart: null })
    expect(lines.map(({ partyId, amountOre }) => [partyId, Number(amountOre)])).toEqual(wanted)
  })

  it('is what a month with those nights comes to, and what is left when à konto is paid', () => {
    const stays = rows.flatMap((row, r) =>
      inMonths(row.liggedogn ?? 0).map((nights, i) =>
        stayOf(
          `${r}-${i}`,
          partyOf(row),
          '2026-10-01T10:00:00Z',
          `2026-10-${String(1 + nights).padStart(2, '0')}T10:00:00Z`,
        ),
      ),
    )
    const month = computeMonth(factsOf({ versions: [version], stays, cost: { costOre: totalOre, guestIncomeOre: 0 } }))
    expect(month.lines.map(({ partyId, amountOre }) => [partyId, amountOre])).toEqual(wanted)
    expect(month.lines.map(({ amountOre, onAccountOre }) => amountOre - onAccountOre)).toEqual(
      rows.map((row) => row.settlementOre ?? row.shareOre),
    )
    expect(month.lines.map(({ liggedogn }) => liggedogn)).toEqual(rows.map((row) => row.liggedogn ?? 0))
  })
})

it('shares à konto by population to the øre', () => {
  const paid = vectors.cases.flatMap(({ aconto, parties }) => (aconto ? [{ ...aconto, parties }] : []))
  expect(paid).toHaveLength(1)
  for (const { totalOre, parties } of paid) {
    const rows: readonly Row[] = parties
    const population = rows.map(({ innbyggere }) => exactOf(innbyggere))
    expect(allocate(BigInt(totalOre), population).map(Number)).toEqual(rows.map((row) => row.acontoOre))
  }
})

/** Nights in stays of at most thirty. */
const inMonths = (nights: number): readonly number[] =>
  nights === 0 ? [] : nights > 30 ? [30, ...inMonths(nights - 30)] : [nights]
