import { describe, expect, it } from 'vitest'
import { PutAgreementRequest } from '../../../lib/contract/agreement.ts'
import { findAgreementFaults } from '../../../lib/domain/agreement/agreement.ts'
import type { AgreementId } from '../../../lib/domain/ids.ts'
import { parseInstant } from '../../../lib/kernel/instant.ts'
import { type GoldenLine, type GoldenRun, listGoldenCases, readGoldenCase } from './read-golden-case.ts'

const AGREEMENT = 'agr_golden' as AgreementId
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

const inKroner = (ore: number) => {
  const [kroner, rest] = (Math.abs(ore) / 100).toFixed(2).split('.')
  return `${kroner?.replace(/\B(?=(\d{3})+$)/g, ' ')},${rest}`
}

const orderOf = ({ guest, partyId }: GoldenLine) => `${guest ? 1 : 0} ${partyId}`

/** The golden months are facts for other tests; here they must agree with themselves, whatever computes them. */
describe.each(listGoldenCases().map(readGoldenCase))('golden month $name', (golden) => {
  const runs = Object.entries({ month: golden, later: golden.later }).flatMap(([name, run]): [string, GoldenRun][] =>
    run ? [[name, run]] : [],
  )

  it.each(runs)('%s: sums to the øre, down and across', (_, { month, expected: { poolOre, lines } }) => {
    const parties = lines.filter((line) => !line.guest)
    expect(sum(parties.map((line) => line.amountOre))).toBe(poolOre)
    expect(sum(lines.map((line) => line.amountOre)) + month.guestIncomeOre).toBe(month.costOre)
    expect(sum(lines.map((line) => line.correctionsOre ?? 0))).toBe(0)
    for (const line of lines) {
      const parts = line.fixedOre + (line.emptyBedsOre ?? 0) + line.useOre + line.lowUseAdjustmentOre
      expect(parts).toBe(line.guest ? 0 : line.amountOre)
      expect(line.netOre).toBe(line.amountOre + (line.correctionsOre ?? 0) - line.onAccountOre)
    }
  })

  it.each(runs)('%s: one line for each party and each guest, in order', (_, { agreements, expected: { lines } }) => {
    const order = lines.map(orderOf)
    expect(order).toEqual([...new Set(order)].sort())
    const parties = agreements.flatMap(({ agreement }) => PutAgreementRequest.parse(agreement).parties)
    const known = [...new Set(parties.map(({ partyId }): string => partyId))].sort()
    expect(lines.filter((line) => !line.guest).map(({ partyId }) => partyId)).toEqual(known)
  })

  it.each(runs)('%s: agreements that may be saved', (_, { agreements }) => {
    for (const { agreement } of agreements) {
      const parsed = PutAgreementRequest.parse(agreement)
      const units = new Map(parsed.units.map((unitId) => [unitId, { physical: 40, agreementId: AGREEMENT }]))
      expect(findAgreementFaults(AGREEMENT, parsed, units)).toEqual([])
    }
  })

  it.each(runs)('%s: segments that tile their stay', (_, { stays }) => {
    for (const { segments } of stays) {
      expect(segments.slice(1).map((segment) => segment.from)).toEqual(segments.slice(0, -1).map(({ until }) => until))
      for (const { from, until } of segments) {
        expect(parseInstant(from)).toBe(from)
        if (until !== null) expect(parseInstant(until) === until && from < until).toBe(true)
      }
    }
  })

  it('why.md names every amount', () => {
    const amounts = runs.flatMap(([, { expected }]) =>
      expected.lines.flatMap((line) => [line.amountOre, line.netOre, line.correctionsOre ?? 0]),
    )
    expect(amounts.filter((ore) => ore !== 0 && !golden.why.includes(inKroner(ore)))).toEqual([])
  })
})
