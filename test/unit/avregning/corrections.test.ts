import { describe, expect, it } from 'vitest'
import { computeMonth } from '../../../lib/domain/avregning/compute-month.ts'
import { correctBetalingsplikt, correctMonth } from '../../../lib/domain/avregning/corrections.ts'
import type { PayableStay } from '../../../lib/domain/avregning/paying-segments.ts'
import { agreementOf, date, factsOf, party, stayOf } from '../../support/avregning-world.ts'

const GUESTS = { admitted: true, rateOre: 700 }
const night = (id: string, payer: string, day: number, more: Partial<PayableStay> = {}) =>
  stayOf(id, payer, `2026-10-${day}T10:00:00Z`, `2026-10-${day + 1}T10:00:00Z`, more)

describe('what later facts change about a locked month', () => {
  it('is nothing when the facts are the same, in whatever order', () => {
    const stays = [night('a', 'k-1804', 12), night('b', 'k-1841', 13)]
    expect(
      correctMonth(computeMonth(factsOf({ stays })), computeMonth(factsOf({ stays: stays.toReversed() }))),
    ).toEqual([])
  })

  it('names the døgn that came and went on the line of who pays them, and sums to zero', () => {
    const before = computeMonth(factsOf({ stays: [night('a', 'k-1804', 12), night('b', 'k-1804', 13)] }))
    const after = computeMonth(factsOf({ stays: [night('a', 'k-1841', 12), night('b', 'k-1804', 13)] }))
    expect(correctMonth(before, after)).toMatchObject([
      {
        partyId: 'k-1804',
        deltaOre: -500_000,
        removed: [{ stayId: 'stay_a' }],
        added: [],
        beforeDogn: '2',
        afterDogn: '1',
      },
      {
        partyId: 'k-1841',
        deltaOre: 500_000,
        removed: [],
        added: [{ stayId: 'stay_a' }],
        beforeDogn: '0',
        afterDogn: '1',
      },
    ])
  })

  it('keeps a party’s two lines apart, when it was a guest before it joined', () => {
    const outside = agreementOf({}, { guests: GUESTS })
    const without = { ...outside, agreement: { ...outside.agreement, parties: outside.agreement.parties.slice(0, 2) } }
    const joined = agreementOf({}, { version: 2, fom: date('2026-10-16'), guests: GUESTS })
    const versions = [without, joined]
    const member = night('b', 'k-1841', 20)
    const before = computeMonth(factsOf({ versions, stays: [member] }))
    const after = computeMonth(factsOf({ versions, stays: [member, night('a', 'k-1841', 3 + 7)] }))
    const lines = correctMonth(before, after).filter(({ partyId }) => partyId === 'k-1841')
    expect(lines.map(({ guest, added, deltaOre }) => [guest, added.length, deltaOre])).toEqual([
      // What the guest pays is no more in the pool: 700 øre, of which 16 of October's 31 dates are the second version's.
      [false, 0, -361],
      [true, 1, 700],
    ])
  })

  it('takes one of two like rows away, where a date has two of them', () => {
    const versions = [agreementOf({ counting: { rule: 'hours', sameDayDogn: '0' } })]
    // Twice six hours at Bodø's cost on one date, with Fauske's between them.
    const split = (...payers: readonly string[]): PayableStay => {
      const stay = stayOf('a', 'k-1804', '2026-10-11T22:00:00Z', '2026-10-12T22:00:00Z')
      const segments = payers.flatMap((payer, i) =>
        stay.segments.map((segment) => ({
          ...segment,
          partyId: party(payer),
          from: new Date(Date.parse('2026-10-11T22:00:00Z') + i * 21_600_000).toISOString() as typeof segment.from,
          until: new Date(
            Date.parse('2026-10-11T22:00:00Z') + (i + 1) * 21_600_000,
          ).toISOString() as typeof segment.from,
        })),
      )
      return { ...stay, segments }
    }
    const of = (...payers: readonly string[]) => computeMonth(factsOf({ versions, stays: [split(...payers)] }))
    const before = of('k-1804', 'k-1841', 'k-1804', 'k-1841')
    const after = of('k-1804', 'k-1841', 'hf-983974910', 'k-1841')
    const bodo = correctMonth(before, after).find(({ partyId }) => partyId === 'k-1804')
    expect(bodo).toMatchObject({ beforeDogn: '0.5', afterDogn: '0.25', added: [] })
    expect(bodo?.removed.map(({ count }) => count)).toEqual(['0.25'])
  })

  it('is told of betalingsplikt too, kommune by kommune', () => {
    const versions = [agreementOf({ utskrivningsklar: 'betalingsplikt' })]
    const ukpRates = [{ year: 2026, orePerDogn: 600_000, source: 'prøve', state: 'confirmed' as const, setAt: null }]
    const duties = [{ from: date('2026-10-12'), until: null }]
    const of = (kommune: string) =>
      computeMonth(
        factsOf({
          versions,
          ukpRates,
          stays: [night('a', 'hf-983974910', 12, { duties, oppholdskommune: party(kommune) })],
        }),
      )
    expect(correctBetalingsplikt(of('k-1804'), of('k-1841'))).toEqual([
      { month: '2026-10', kommune: 'k-1804', hf: 'hf-983974910', deltaDogn: -1, deltaOre: -600_000 },
      { month: '2026-10', kommune: 'k-1841', hf: 'hf-983974910', deltaDogn: 1, deltaOre: 600_000 },
    ])
    expect(correctBetalingsplikt(of('k-1804'), of('k-1804'))).toEqual([])
  })
})
