import { expect, it } from 'vitest'
import { datesOf, periodAt } from '../../../web/enhet/use/periods.ts'

it.each([
  ['2026-11-25T23:30:00Z', '1', 0, '2026-11-26', '2026-11-26'],
  ['2026-11-25T12:00:00Z', '7', 0, '2026-11-19', '2026-11-25'],
  ['2026-11-25T12:00:00Z', '7', 1, '2026-11-12', '2026-11-18'],
  ['2026-03-29T12:00:00Z', '1', 1, '2026-03-28', '2026-03-28'],
  ['2026-10-26T00:00:00Z', '31', 0, '2026-09-26', '2026-10-26'],
] as const)('at %s the last %s days, %d periods back, are %s to %s', (now, length, back, fom, tom) => {
  expect(periodAt(Date.parse(now), length, back)).toEqual({ fom, tom })
})

it('has every date of the period, also over the nights when the clocks are changed', () => {
  expect(datesOf({ fom: '2026-10-24', tom: '2026-10-26' })).toEqual(['2026-10-24', '2026-10-25', '2026-10-26'])
})
