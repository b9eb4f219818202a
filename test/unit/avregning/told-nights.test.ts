import { describe, expect, it } from 'vitest'
import { noSpans, takeEvent } from '../../../lib/domain/avregning/journal-spans.ts'
import { lateNightsOutside, nightsElsewhere, nightsOutside } from '../../../lib/domain/avregning/told-nights.ts'
import type { JournalEvent } from '../../../lib/domain/pool/events.ts'
import { AGREEMENT, agreementOf, at, date, factsOf, stayId, stayOf, UNIT, unit } from '../../support/avregning-world.ts'

const applied = (from: string, agreementId: string | null) => ({
  type: 'agreement-applied',
  data: { from: at(from), terms: agreementId && { agreementId } },
})
const FROM_MIDDLE = applied('2026-10-15T22:00:00Z', AGREEMENT)

/** What the unit's journal tells of a stay from the 10th to the 18th. */
function toldBy(standing: readonly ReturnType<typeof applied>[]) {
  const stay = {
    ...{ stayId: stayId('stay_a'), segmentFrom: at('2026-10-10T10:00:00Z') },
    ...{ partyId: 'k-1804', service: 'observasjon' },
  }
  const events = [
    ...standing,
    { type: 'patient-admitted', data: { stay } },
    { type: 'patient-departed', data: { stayId: stay.stayId, departedAt: at('2026-10-18T10:00:00Z') } },
  ].map((event, i) => ({ ...event, at: at('2026-10-20T10:00:00Z'), seq: i + 1 })) as unknown as readonly JournalEvent[]
  const spans = noSpans()
  for (const event of events) takeEvent(spans, UNIT, event, at('2026-09-30T22:00:00Z'))
  return spans
}

const FROM_16TH = factsOf({ versions: [agreementOf({}, { fom: date('2026-10-16') })] })
const datesOf = (nights: readonly { readonly date: string }[]) => nights.map((night) => night.date.slice(8))
/** The dates that no agreement had the unit on. */
const outside = (...standing: readonly ReturnType<typeof applied>[]) =>
  datesOf(nightsOutside(FROM_16TH, toldBy(standing)))

describe('the nights of a unit before its agreement began', () => {
  it('are nobody’s, and named', () => {
    expect(outside(FROM_MIDDLE)).toEqual(['10', '11', '12', '13', '14', '15'])
  })

  it('are another’s where another agreement had the unit', () => {
    expect(outside(applied('2026-01-01T00:00:00Z', 'agr_lofoten'), FROM_MIDDLE)).toEqual([])
    const left = applied('2026-10-12T22:00:00Z', null)
    expect(outside(applied('2026-01-01T00:00:00Z', 'agr_lofoten'), left, FROM_MIDDLE)).toEqual(['13', '14', '15'])
  })
})

describe('nights that the month cannot mend', () => {
  it('are those in a unit that was the agreement’s on no date of it, and another’s where another had it', () => {
    const facts = factsOf({ versions: [agreementOf({}, { units: [unit('unit_other')] })] })
    const inUnits = (...standing: readonly ReturnType<typeof applied>[]) =>
      datesOf(nightsElsewhere(facts, toldBy(standing), [UNIT, unit('unit_other')]))
    expect(inUnits()).toEqual(['10', '11', '12', '13', '14', '15', '16', '17'])
    expect(inUnits(applied('2026-10-11T22:00:00Z', 'agr_lofoten'))).toEqual(['10', '11'])
    expect(nightsElsewhere(FROM_16TH, toldBy([FROM_MIDDLE]), [UNIT])).toEqual([])
  })

  it('are those before the agreement began that were told of after the month was locked', () => {
    const late = { ...FROM_16TH, stays: [stayOf('a', 'k-1804', '2026-10-14T10:00:00Z', '2026-10-18T10:00:00Z')] }
    const told = (...standing: readonly ReturnType<typeof applied>[]) =>
      datesOf(lateNightsOutside(late, toldBy(standing), [UNIT]))
    expect(told(FROM_MIDDLE)).toEqual(['14', '15'])
    expect(told(applied('2026-01-01T00:00:00Z', 'agr_lofoten'), FROM_MIDDLE)).toEqual([])
  })
})
