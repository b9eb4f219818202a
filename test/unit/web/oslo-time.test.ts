import { expect, it } from 'vitest'
import { instantsOf, localOf } from '../../../web/i18n/oslo-time.ts'

it.each([
  ['2026-11-25T14:05', ['2026-11-25T13:05:00.000Z']],
  ['2026-07-01T00:30', ['2026-06-30T22:30:00.000Z']],
  ['2026-03-29T01:59', ['2026-03-29T00:59:00.000Z']],
  ['2026-03-29T02:30', []],
  ['2026-03-29T03:00', ['2026-03-29T01:00:00.000Z']],
  ['2026-10-25T01:59', ['2026-10-24T23:59:00.000Z']],
  ['2026-10-25T02:00', ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z']],
  ['2026-10-25T02:59', ['2026-10-25T00:59:00.000Z', '2026-10-25T01:59:00.000Z']],
  ['2026-10-25T03:00', ['2026-10-25T02:00:00.000Z']],
  ['', []],
])('a wall clock in Norway showed %s at %j', (local, instants) => {
  expect(instantsOf(local)).toEqual(instants)
  for (const instant of instants) expect(localOf(instant)).toBe(local)
})
