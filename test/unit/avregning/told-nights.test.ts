import { describe, expect, it } from 'vitest'
import { noSpans, takeEvent } from '../../../lib/domain/avregning/journal-spans.ts'
import { nightsOutside } from '../../../lib/domain/avregning/told-nights.ts'
import type { JournalEvent } from '../../../lib/domain/pool/events.ts'
import { AGREEMENT, agreementOf, at, date, factsOf, stayId, UNIT } from '../../support/avregning-world.ts'

const applied = (from: string, agreementId: string | null) => ({
  type: 'agreement-applied',
  data: { from: at(from), terms: agreementId && { agreementId } },
})
const FROM_MIDDLE = applied('2026-10-15T22:00:00Z', AGREEMENT)

/** The dates that no agreement had the unit on, of a stay from the 10th to the 18th. */
function outside(...standing: readonly ReturnType<typeof applied>[]) {
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
  const facts = factsOf({ versions: [agreementOf({}, { fom: date('2026-10-16') })], stays: [] })
  return nightsOutside(facts, spans).map((night) => night.date.slice(8))
}

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
