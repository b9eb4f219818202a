import { describe, expect, it } from 'vitest'
import { adjustmentsBy } from '../../../lib/domain/avregning/adjustments.ts'
import { computeMonth } from '../../../lib/domain/avregning/compute-month.ts'
import type { Dispute } from '../../../lib/domain/avregning/run.ts'
import type { DisputeId } from '../../../lib/domain/ids.ts'
import { agreementOf, at, date, factsOf, lineOf, month, party, stayId, stayOf } from '../../support/avregning-world.ts'

const NIGHT = { stayId: stayId('stay_a'), date: date('2026-10-03') }
const BODO = party('k-1804')
const FAUSKE = party('k-1841')
const HF = party('hf-983974910')

const won = (
  number: number,
  from = BODO,
  payer: typeof BODO | null = null,
  outcome: 'upheld' | 'rejected' = 'upheld',
) =>
  ({
    disputeId: `disp_${number}` as DisputeId,
    month: month('2026-10'),
    partyId: from,
    reason: 'not-our-patient',
    detail: 'bor et annet sted',
    nights: [NIGHT],
    raisedAt: at('2026-11-03T08:00:00Z'),
    answerBy: date('2026-12-03'),
    answer: { outcome, text: 'enig', payer, at: at(`2026-11-0${number}T08:00:00Z`) },
  }) as Dispute

describe('what won disputes change', () => {
  it('is the night of the party that won, and nothing where it did not', () => {
    expect(adjustmentsBy([won(4, BODO, FAUSKE)])).toEqual([{ ...NIGHT, from: BODO, payer: FAUSKE }])
    expect(adjustmentsBy([won(4, BODO, null, 'rejected'), { ...won(5), answer: null }])).toEqual([])
  })

  it('follows a night from winner to winner, in the order of the answers', () => {
    const chain = [won(5, FAUSKE, null), won(4, BODO, FAUSKE)]
    expect(adjustmentsBy(chain)).toEqual([
      { ...NIGHT, from: BODO, payer: null },
      { ...NIGHT, from: FAUSKE, payer: null },
    ])
    // What Fauske won was its own; what came from Bodø afterwards is another matter.
    expect(adjustmentsBy([won(4, FAUSKE, null), won(5, BODO, FAUSKE)])).toEqual([
      { ...NIGHT, from: FAUSKE, payer: null },
      { ...NIGHT, from: BODO, payer: FAUSKE },
    ])
    expect(adjustmentsBy([won(4, BODO, FAUSKE), won(5, FAUSKE, BODO)])).toEqual([
      { ...NIGHT, from: FAUSKE, payer: BODO },
    ])
  })

  it('leaves what another pays of the same date as it was', () => {
    const stay = stayOf('a', 'k-1804', '2026-10-02T22:00:00Z', '2026-10-03T22:00:00Z')
    const noon = at('2026-10-03T10:00:00Z')
    const segments = stay.segments.flatMap((segment) => [
      { ...segment, until: noon },
      { ...segment, from: noon, partyId: party('k-1841') },
    ])
    const versions = [agreementOf({ counting: { rule: 'hours', sameDayDogn: '0' } })]
    const picture = computeMonth(
      factsOf({ versions, stays: [{ ...stay, segments }], adjustments: adjustmentsBy([won(4, BODO, null)]) }),
    )
    expect(picture.dogn.map(({ partyId, count }) => [partyId, count])).toEqual([['k-1841', '0.5']])
    // At midnight it was Fauske's, who did not dispute it: charged, and not excused.
    expect([picture.charged.length, picture.excused.length]).toEqual([1, 0])
  })

  it('excuses the night, or charges the payer: a guest by the døgn, a party by the key', () => {
    const stays = [stayOf('a', 'k-1804', '2026-10-03T10:00:00Z', '2026-10-04T10:00:00Z')]
    const versions = [agreementOf({}, { guests: { admitted: true, rateOre: 700 } })]
    const of = (payer: string | null) =>
      computeMonth(
        factsOf({
          versions,
          stays,
          adjustments: [{ ...NIGHT, from: party('k-1804'), payer: payer === null ? null : party(payer) }],
        }),
      )
    const excused = of(null)
    expect([excused.excused, excused.charged]).toEqual([[{ ...NIGHT, unitId: 'unit_salten' }], []])
    expect(lineOf(excused, 'k-1804')).toMatchObject({ betalingsdogn: '0', liggedogn: 0 })
    expect(lineOf(of('k-1841'), 'k-1841')).toMatchObject({ betalingsdogn: '1', liggedogn: 1, useOre: 1_000_000 })
    const guest = of('k-0301')
    expect(lineOf(guest, 'k-0301')).toMatchObject({ guest: true, betalingsdogn: '1', amountOre: 700 })
    expect(guest.poolOre).toBe(999_300)
  })
})

describe('a night of somebody who is ready to leave', () => {
  const duties = [{ from: date('2026-10-03'), until: null }]
  const oppholdskommune = party('k-1804')
  const rates = [{ year: 2026, orePerDogn: 600_000, source: 'prøve', state: 'confirmed' as const, setAt: null }]

  it('that the kommune won is the HF’s in the pool, and owed by nobody beside it', () => {
    const stays = [
      stayOf('a', 'hf-983974910', '2026-10-03T10:00:00Z', '2026-10-04T10:00:00Z', { duties, oppholdskommune }),
    ]
    const moved = computeMonth(factsOf({ stays, ukpRates: rates }))
    expect(moved.dogn.map(({ partyId, service }) => [partyId, service])).toEqual([['k-1804', 'utskrivningsklar']])
    const back = computeMonth(
      factsOf({ stays, ukpRates: rates, adjustments: [{ ...NIGHT, from: party('k-1804'), payer: HF }] }),
    )
    expect(back.dogn.map(({ partyId }) => partyId)).toEqual(['hf-983974910'])
    expect(back.betalingsplikt).toEqual([])
  })

  it.each(['started-24h', 'hours'] as const)(
    'is not owed where the kommune pays for a part of that date in the pool, by %s',
    (rule) => {
      const stay = stayOf('a', 'k-1804', '2026-10-03T06:00:00Z', '2026-10-05T05:00:00Z', { duties, oppholdskommune })
      const noon = at('2026-10-03T10:00:00Z')
      const segments = stay.segments.flatMap((segment) => [
        { ...segment, until: noon },
        { ...segment, from: noon, partyId: party('hf-983974910') },
      ])
      const versions = [agreementOf({ counting: { rule, sameDayDogn: '0' }, utskrivningsklar: 'betalingsplikt' })]
      const picture = computeMonth(factsOf({ versions, stays: [{ ...stay, segments }], ukpRates: rates }))
      expect(picture.betalingsplikt.flatMap(({ nights }) => nights.map((night) => night.date))).toEqual(['2026-10-04'])
    },
  )
})

describe('a draft of a month that runs', () => {
  it('counts up to now, and takes nobody who is still there for somebody who left on the same date', () => {
    const stays = [stayOf('a', 'k-1804', '2026-10-03T06:00:00Z', null)]
    const now = at('2026-10-03T12:00:00Z')
    const of = (rule: 'midnight' | 'calendar-day' | 'hours') =>
      computeMonth(factsOf({ now, stays, versions: [agreementOf({ counting: { rule, sameDayDogn: '1' } })] })).dogn.map(
        ({ count }) => count,
      )
    expect([of('midnight'), of('calendar-day'), of('hours')]).toEqual([[], ['1'], ['0.25']])
  })
})
