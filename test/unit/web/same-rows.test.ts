import { expect, it } from 'vitest'
import type { Row } from '../../../web/amk/ask.ts'
import { sameRows } from '../../../web/amk/same-rows.ts'

const row = (unitId: string, more: Partial<Row> = {}): Row => ({
  unitId,
  agreementId: null,
  name: unitId,
  kind: 'kad',
  kommune: '1804',
  phone: '+47 00 00 00 00',
  lat: 67,
  lon: 14,
  status: 'ledig',
  bookable: 2,
  entitlement: 'guest',
  physical: 2,
  staffed: 2,
  occupied: 0,
  held: 0,
  confirmedAt: '2026-11-25T02:00:00Z',
  ageSeconds: 10,
  stale: false,
  distanceKm: null,
  travelMinutes: null,
  capabilities: [],
  capabilitiesConfirmedAt: '2026-11-25T02:00:00Z',
  nurse24h: null,
  doctor: null,
  onDutyUntil: null,
  meetsNeeds: true,
  missingNeeds: [],
  nextFreeAt: null,
  reasons: [],
  ...more,
})

it('what says the same is the same, whatever the age of the answer', () => {
  const before = [row('a'), row('b')]
  expect(sameRows(before, [row('a', { ageSeconds: 99 }), row('b')])).toBe(before)
})

it('one row that changed is a new one, and the others stay', () => {
  const before = [row('a'), row('b')]
  const after = sameRows(before, [row('a'), row('b', { bookable: 1 })])
  expect(after[0]).toBe(before[0])
  expect(after[1]).toMatchObject({ unitId: 'b', bookable: 1 })
})

it('another order is another list of the same rows', () => {
  const before = [row('a'), row('b')]
  const after = sameRows(before, [row('b'), row('a')])
  expect(after).not.toBe(before)
  expect(after).toEqual([before[1], before[0]])
  expect(after[0]).toBe(before[1])
})
