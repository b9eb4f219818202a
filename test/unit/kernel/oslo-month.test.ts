import { expect, it } from 'vitest'
import { firstDateOf, lastDateOf, type Month, plusMonths } from '../../../lib/kernel/oslo-date.ts'

it.each([
  ['2026-02', '2026-02-01', '2026-02-28', '2026-03'],
  ['2028-02', '2028-02-01', '2028-02-29', '2028-03'],
  ['2026-12', '2026-12-01', '2026-12-31', '2027-01'],
])('the month %s goes from %s to %s, and %s is next', (month, first, last, next) => {
  expect([firstDateOf(month as Month), lastDateOf(month as Month), plusMonths(month as Month, 1)]).toEqual([
    first,
    last,
    next,
  ])
  expect(plusMonths(next as Month, -1)).toBe(month)
})
