import { expect, it } from 'vitest'
import { monthAt, monthBefore, withUntouched } from '../../../web/okonomi/months.ts'

it('a month begins at midnight in Oslo', () => {
  expect(monthAt(Date.parse('2026-10-31T22:59:59Z'))).toBe('2026-10')
  expect(monthAt(Date.parse('2026-10-31T23:00:00Z'))).toBe('2026-11')
})

it('January comes after December of the year before', () => {
  expect(monthBefore('2027-01')).toBe('2026-12')
  expect(monthBefore('2026-10')).toBe('2026-09')
})

it('months that nobody has touched stand between those that somebody has, the newest first', () => {
  const [known] = withUntouched([], '2026-08').map((row) => ({ ...row, state: 'locked' as const }))
  expect(known?.month).toBe('2026-08')
  const rows = withUntouched(known ? [known] : [], '2026-10')
  expect(rows.map(({ month, state }) => [month, state])).toEqual([
    ['2026-10', 'not-run'],
    ['2026-09', 'not-run'],
    ['2026-08', 'locked'],
  ])
})
