import { expect, it } from 'vitest'
import { nearestChanges } from '../../../web/avtale/nearest-changes.ts'

const units = ['unit_b', 'unit_a']

it('tells for whom another unit becomes the nearest, ties as the lookup has them', () => {
  const before = { units, travelMinutes: { 'k-1804': { unit_a: 10, unit_b: 20 }, 'k-1839': { unit_a: 10 } } }
  const travelMinutes = {
    'k-1804': { unit_a: 30, unit_b: 20 },
    'k-1839': { unit_a: 10, unit_b: 10 },
    'k-1841': { unit_b: 5 },
  }
  expect(nearestChanges(before, { units, travelMinutes })).toEqual([
    { partyId: 'k-1804', before: 'unit_a', after: 'unit_b' },
    { partyId: 'k-1841', before: undefined, after: 'unit_b' },
  ])
  expect(nearestChanges(before, before)).toEqual([])
})
