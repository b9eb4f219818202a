import { describe, expect, it } from 'vitest'
import type { BedId, StayId } from '../../../lib/domain/ids.ts'
import type { JournalEvent, OverrideRecord, PoolEvent } from '../../../lib/domain/pool/events.ts'
import { isCounted } from '../../../lib/domain/statistics/counted-events.ts'
import { compileFigures } from '../../../lib/domain/statistics/figures.ts'
import type { Instant } from '../../../lib/kernel/instant.ts'
import type { OsloDate } from '../../../lib/kernel/oslo-date.ts'
import { stayOf } from '../../support/nights.ts'
import { BODO, foundLedger, HF, instant, plainRooms, START } from '../../support/pool-ledger.ts'

const UNIT = foundLedger({ rooms: plainRooms(4) }).state
const figuresOf = (stays: Parameters<typeof compileFigures>[0]['stays'], events: readonly JournalEvent[] = []) =>
  compileFigures({
    units: [{ unit: UNIT, standings: [] }],
    stays,
    events,
    closings: [],
    parties: [BODO, HF],
    period: { fom: '2026-11-01' as OsloDate, tom: '2026-11-30' as OsloDate },
    now: instant('2026-12-15T12:00:00Z'),
  })

const moved = (of: OverrideRecord['of'] | null): PoolEvent => ({
  type: 'stay-moved',
  data: {
    stayId: 'stay_1' as StayId,
    bedId: 'bed_101a' as BedId,
    at: START,
    override: of && { reason: 'ingen annen seng', roles: ['lege', 'sykepleier'], of, criteria: [] },
  },
})
const recorded = (event: PoolEvent, at: Instant, seq: number): JournalEvent => ({
  ...event,
  seq,
  at,
  actor: { role: 'ward-leader', org: UNIT.unitId },
  prevHash: '',
  hash: `hash-${seq}`,
})

describe('figures', () => {
  it('count an override once, and under everything that it set aside', () => {
    const october = instant('2026-10-31T22:59:59.999Z')
    const november = instant('2026-10-31T23:00:00Z')
    const { overrides } = figuresOf(
      [],
      [
        recorded(moved(['room']), october, 1),
        recorded(moved(['room', 'guarantee']), november, 2),
        recorded(moved(['room']), instant('2026-11-30T22:59:59.999Z'), 3),
        recorded(moved(['criteria']), instant('2026-11-30T23:00:00Z'), 4),
      ],
    )
    expect(overrides.total.count).toBe(2)
    expect(overrides.rows.map(({ key, count }) => [key.of, count])).toEqual([
      ['guarantee', 1],
      ['room', 2],
    ])
  })

  it('are told of events by the store only where they count them', () => {
    expect([isCounted(moved(['room'])), isCounted(moved(null))]).toEqual([true, false])
    expect(isCounted({ type: 'unit-confirmed', data: {} })).toBe(false)
    expect(
      isCounted({ type: 'hold-expired', data: { holdId: 'h' as never, reason: 'no-show', expiredAt: START } }),
    ).toBe(true)
  })

  it('list a party of the agreement for whom nobody came, and a guest who did', () => {
    const guest = stayOf('stay_1', [{ from: '2026-11-02T12:00:00Z', partyId: 'k-0301' }], null)
    const { admissions } = figuresOf([guest])
    expect(admissions.byParty.rows.map(({ key, count }) => [key.partyId, count])).toEqual([
      [HF, 0],
      ['k-0301', 1],
      [BODO, 0],
    ])
  })

  it.each([
    ['2026-10-31T22:59:59.999Z', 0],
    ['2026-10-31T23:00:00Z', 1],
    ['2026-11-30T22:59:59.999Z', 1],
    ['2026-11-30T23:00:00Z', 0],
  ])('an admission or a departure at %s is in November %i times', (when, count) => {
    const came = figuresOf([stayOf('stay_1', [{ from: when }], null)])
    const left = figuresOf([stayOf('stay_1', [{ from: '2026-10-01T12:00:00Z' }], when)])
    expect([came.admissions.byService.total.count, left.departures.byDischargedTo.total.count]).toEqual([count, count])
  })
})
