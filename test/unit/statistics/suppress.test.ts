import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../lib/domain/actor.ts'
import type { UnitId } from '../../../lib/domain/ids.ts'
import { isSmall, protectTable, seesSmallNumbers, showTable } from '../../../lib/domain/statistics/suppress.ts'
import { type Table, tabulate } from '../../../lib/domain/statistics/table.ts'
import { foundLedger, START } from '../../support/pool-ledger.ts'

type Key = { readonly code: string }
/** A table of patients, where each number is its own number of stays. */
const tableOf = (counts: readonly number[]): Table<Key> => {
  const sum = counts.reduce((a, b) => a + b, 0)
  return {
    total: { count: sum, behind: sum },
    rows: counts.map((count, i) => ({ key: { code: String.fromCharCode(97 + i) }, count, behind: count })),
  }
}
const shownOf = (counts: readonly number[]) => {
  const { total, rows, suppressed } = protectTable(tableOf(counts))
  return suppressed ? [total.count] : [total.count, ...rows.map((row) => row.count)]
}

describe('small numbers', () => {
  it.each([
    ['nothing is small', [5, 6], [11, 5, 6]],
    ['nothing at all is no secret', [0, 5], [5, 0, 5]],
    ['one small number takes the smallest of the others along', [1, 9, 6], [16, null, 9, null]],
    ['and those that are as small', [1, 6, 9, 6], [22, null, null, 9, null]],
    ['two small numbers hide each other', [2, 3, 9], [14, null, null, 9]],
    ['two ones do not', [1, 1, 9], [11, null, null, null]],
    ['nor two fours', [4, 4, 9, 20], [37, null, null, null, 20]],
    ['a small total takes everything along', [1, 0, 2], [null, null, 0, null]],
    ['where nobody else is left, zeros hide', [1, 1, 1, 1, 1, 0, 0], [5, null, null, null, null, null, null, null]],
    ['where nothing is left, the names go', [1, 1, 1, 1, 1], [5]],
  ])('%s', (_, counts, shown) => {
    expect(shownOf(counts)).toEqual(shown)
  })

  it('are judged by the patients behind them: thirty nights of one patient are one patient', () => {
    const nights = Array.from({ length: 30 }, () => ({ code: 'a', stay: 'one' }))
    const others = Array.from({ length: 6 }, (_, i) => ({ code: 'b', stay: `other-${i}` }))
    const table = tabulate(
      [...nights, ...others],
      ({ code }) => ({ code }),
      ({ stay }) => stay,
    )
    expect(table.rows).toEqual([
      { key: { code: 'a' }, count: 30, behind: 1 },
      { key: { code: 'b' }, count: 6, behind: 6 },
    ])
    expect(protectTable(table).rows.map((row) => row.count)).toEqual([null, null])
    expect(showTable(table).rows.map((row) => row.count)).toEqual([30, 6])
  })

  /**
   * The reader knows the rule, the rows and the total, and tries every table that would have been shown the same way.
   * Whatever was small must then still be open. Exhaustive for three rows of 0 to 13, checked where no candidate is cut off.
   */
  it('cannot be had back by a reader who knows the rule and can add', () => {
    const byShown = new Map<string, number[][]>()
    for (let a = 0; a <= 13; a += 1)
      for (let b = 0; b <= 13; b += 1)
        for (let c = 0; c <= 13; c += 1) {
          const shown = JSON.stringify(protectTable(tableOf([a, b, c])))
          byShown.set(shown, [...(byShown.get(shown) ?? []), [a, b, c]])
        }
    const givenAway = [...byShown.values()].flatMap((candidates) => {
      const [first = []] = candidates
      // Where the names are gone there is nobody whose number it could be.
      if (first.some((count) => count > 9) || protectTable(tableOf(first)).suppressed) return []
      return first.flatMap((count, i) => {
        const isSecret = candidates.some((candidate) => isSmall({ count: 0, behind: candidate[i] ?? 0 }))
        return isSecret && new Set(candidates.map((candidate) => candidate[i])).size === 1 ? [[first, i, count]] : []
      })
    })
    expect(givenAway).toEqual([])
  })
})

describe('who sees small numbers', () => {
  const own = foundLedger({ unitId: 'unit_own', terms: { agreementId: 'agr_own' } }).state
  const other = foundLedger({ unitId: 'unit_other', terms: { agreementId: 'agr_other' } }).state
  const sister = foundLedger({ unitId: 'unit_sister', terms: { agreementId: 'agr_own' } }).state
  const outside = foundLedger({ unitId: 'unit_outside', terms: null }).state
  const scopes = {
    own: [own],
    other: [other],
    agreement: [own, sister],
    region: [own, sister, other],
    outside: [outside],
  }
  const seenBy = (actor: Actor) =>
    Object.entries(scopes).flatMap(([name, units]) => (seesSmallNumbers(actor, units, START) ? [name] : []))

  it.each<[string, Actor, string[]]>([
    ['ward', { role: 'ward', org: 'unit_own' as UnitId }, ['own']],
    ['ward leader', { role: 'ward-leader', org: 'unit_own' }, ['own']],
    ['host finance', { role: 'host-finance', org: 'agr_own' }, ['own', 'agreement']],
    ['admin', { role: 'admin', org: 'agr_own' }, ['own', 'agreement']],
    ['admin of all', { role: 'admin', org: '*' }, ['own', 'other', 'agreement', 'region', 'outside']],
    ['dispatcher', { role: 'dispatcher', org: 'unit_own' }, []],
    ['finance', { role: 'finance', org: 'k-1804' }, []],
    ['auditor', { role: 'auditor', org: 'auditor' }, []],
  ])('%s', (_, actor, seen) => {
    expect(seenBy(actor)).toEqual(seen)
  })
})
