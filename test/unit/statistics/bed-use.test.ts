import { describe, expect, it } from 'vitest'
import type { BedId, PartyId, StayId } from '../../../lib/domain/ids.ts'
import type { UnitState } from '../../../lib/domain/pool/state.ts'
import { useOfBeds } from '../../../lib/domain/statistics/bed-use.ts'
import type { Segment, StayRecord } from '../../../lib/domain/stay/stay-record.ts'
import { at } from '../../support/region.ts'

const HOUR = 3_600_000
const hour = (n: number) => at(`2026-11-22T${String(n).padStart(2, '0')}:00:00Z`)
const period = { from: hour(0), until: hour(12) }

const terms = (guaranteed: number) => ({
  groups: [
    { group: 'kommuner', guaranteed, max: null },
    { group: 'hf', guaranteed: 1, max: null },
  ],
  parties: { 'k-1804': 'kommuner', 'k-1839': 'kommuner', 'hf-983974910': 'hf' },
})
const unit = (dated: readonly object[]) => ({ unitId: 'unit_x', terms: dated }) as unknown as UnitState
const plain = unit([{ from: hour(0), terms: terms(1) }])

type Part = readonly [partyId: string, bedId: string, from: number, until: number | null, unitId?: string]
const stay = (stayId: string, ...parts: readonly Part[]): StayRecord =>
  ({
    stayId: stayId as StayId,
    segments: parts.map(
      ([partyId, bedId, from, until, unitId = 'unit_x']) =>
        ({
          partyId: partyId as PartyId,
          bedId: bedId as BedId,
          service: 'kad-somatikk',
          from: hour(from),
          until: until === null ? null : hour(until),
          unitId,
        }) as Segment,
    ),
  }) as unknown as StayRecord

describe('who used the beds', () => {
  it('is told bed by bed, cut to the period, and open while the patient is there', () => {
    const stays = [
      stay('stay_1', ['k-1804', 'bed_a', 0, 3], ['k-1804', 'bed_b', 3, null]),
      stay('stay_2', ['k-1839', 'bed_a', 13, null]),
      stay('stay_3', ['k-1839', 'bed_c', 1, 5, 'unit_elsewhere']),
    ]
    const { spans } = useOfBeds(plain, stays, { from: hour(2), until: hour(12) }, hour(8))
    expect(spans.map(({ bedId, from, until }) => [bedId, from, until])).toEqual([
      ['bed_a', hour(2), hour(3)],
      ['bed_b', hour(3), null],
    ])
  })

  it('counts no time that has not been, and no stay that only touches the period', () => {
    const { parties } = useOfBeds(plain, [stay('stay_1', ['k-1804', 'bed_a', 6, null])], period, hour(8))
    expect(parties).toEqual([{ partyId: 'k-1804', group: 'kommuner', usedMs: 2 * HOUR }])
    const touching = stay('stay_2', ['k-1804', 'bed_a', 0, 4])
    expect(useOfBeds(plain, [touching], { from: hour(4), until: hour(12) }, hour(12)).spans).toEqual([])
  })

  it('holds use against the guarantee hour by hour: an empty hour pays for none of another', () => {
    const stays = [
      stay('stay_1', ['k-1804', 'bed_a', 0, 6]),
      stay('stay_2', ['k-1839', 'bed_b', 4, 6]),
      stay('stay_3', ['k-9999', 'bed_c', 0, 12]),
    ]
    const { groups, parties } = useOfBeds(plain, stays, period, hour(12))
    expect(groups).toEqual([
      { group: 'hf', guaranteedMs: 12 * HOUR, withinMs: 0, beyondMs: 0 },
      { group: 'kommuner', guaranteedMs: 12 * HOUR, withinMs: 6 * HOUR, beyondMs: 2 * HOUR },
    ])
    expect(parties).toContainEqual({ partyId: 'k-9999', group: null, usedMs: 12 * HOUR })
  })

  it('goes by the terms of each hour', () => {
    const changed = unit([
      { from: hour(0), terms: terms(1) },
      { from: hour(6), terms: terms(3) },
      { from: hour(9), terms: null },
    ])
    const stays = [stay('stay_1', ['k-1804', 'bed_a', 0, null]), stay('stay_2', ['k-1839', 'bed_b', 0, null])]
    const { groups } = useOfBeds(changed, stays, period, hour(12))
    expect(groups.find(({ group }) => group === 'kommuner')).toEqual({
      group: 'kommuner',
      guaranteedMs: (6 + 9) * HOUR,
      withinMs: (6 + 6) * HOUR,
      beyondMs: 6 * HOUR,
    })
  })
})
