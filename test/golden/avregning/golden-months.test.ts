import { describe, expect, it } from 'vitest'
import { type GoldenRun, listGoldenCases, readGoldenCase } from './read-golden-case.ts'
import { runOf } from './run-golden-case.ts'

function expectRun(actual: ReturnType<typeof runOf>, { expected }: GoldenRun) {
  expect(actual.poolOre).toBe(expected.poolOre)
  expect(actual.lines.map(({ partyId, guest }) => [partyId, guest])).toEqual(
    expected.lines.map(({ partyId, guest = false }) => [partyId, guest]),
  )
  for (const [i, line] of expected.lines.entries()) expect(actual.lines[i]).toMatchObject(line)
  expect(actual.completeness.causes.map(({ cause }) => cause)).toEqual(expected.causes ?? [])
  expect(actual.betalingsplikt).toMatchObject(
    (expected.betalingsplikt ?? []).map(({ partyId, toPartyId, dogn, amountOre }) => ({
      kommune: partyId,
      hf: toPartyId,
      dogn: Number(dogn),
      amountOre,
    })),
  )
}

describe('golden months', () => {
  it.each(listGoldenCases())('%s', (name) => {
    const golden = readGoldenCase(name)
    expectRun(runOf(golden), golden)
    if (golden.later) {
      const later = runOf(golden.later, golden)
      expectRun(later, golden.later)
      expect(later.corrections.reduce((sum, { deltaOre }) => sum + deltaOre, 0)).toBe(0)
    }
  })
})
