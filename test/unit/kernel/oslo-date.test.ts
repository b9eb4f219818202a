import { describe, expect, it } from 'vitest'
import { instantOf, msBetween, msOf, plusMs } from '../../../lib/kernel/instant.ts'
import { type OsloDate, osloDateOf, parseOsloDate, plusDates, startOfOsloDate } from '../../../lib/kernel/oslo-date.ts'
import { instant } from '../../support/pool-ledger.ts'

const date = (text: string): OsloDate => {
  const parsed = parseOsloDate(text)
  if (!parsed) throw new RangeError(`${text} is no date`)
  return parsed
}

describe('a date in Oslo', () => {
  it.each([
    ['2026-01-01', '2025-12-31T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    // The clock goes forward at 02 on the 29th: the date has 23 hours.
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    // And back at 03 on the 25th: the date has 25 hours.
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['2027-03-28', '2027-03-27T23:00:00.000Z'],
    ['2027-10-31', '2027-10-30T22:00:00.000Z'],
  ])('%s begins at %s', (text, expected) => {
    expect(startOfOsloDate(date(text))).toBe(expected)
  })

  it.each([
    ['2025-12-31T22:59:59.999Z', '2025-12-31'],
    ['2025-12-31T23:00:00.000Z', '2026-01-01'],
    ['2026-03-29T00:59:59.999Z', '2026-03-29'],
    ['2026-03-29T01:00:00.000Z', '2026-03-29'],
    ['2026-10-25T00:30:00.000Z', '2026-10-25'],
    ['2026-10-25T01:30:00.000Z', '2026-10-25'],
    ['2026-10-25T22:59:59.999Z', '2026-10-25'],
    ['2026-10-25T23:00:00.000Z', '2026-10-26'],
  ])('at %s it is %s', (text, expected) => {
    expect(osloDateOf(instant(text))).toBe(expected)
  })

  it('begins where the date before it ends, on every date of twenty years, and has 23, 24 or 25 hours', () => {
    const hours = new Map<number, number>()
    for (let day = date('2020-01-01'); day < '2040-01-01'; day = plusDates(day, 1)) {
      const start = startOfOsloDate(day)
      expect([osloDateOf(start), osloDateOf(plusMs(start, -1))]).toEqual([day, plusDates(day, -1)])
      const length = msBetween(start, startOfOsloDate(plusDates(day, 1))) / 3_600_000
      hours.set(length, (hours.get(length) ?? 0) + 1)
    }
    expect(Object.fromEntries(hours)).toEqual({ 23: 20, 24: 7265, 25: 20 })
  })

  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2027-01-01', -1, '2026-12-31'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-10-24', 2, '2026-10-26'],
    ['2026-01-31', 0, '2026-01-31'],
  ])('%s and %i dates is %s', (text, count, expected) => {
    expect(plusDates(date(text), count)).toBe(expected)
  })

  it.each([
    '2026-02-29',
    '2026-02-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00:00Z',
    '',
    '0000-01-01',
  ])('does not read %s', (text) => {
    expect(parseOsloDate(text)).toBeUndefined()
  })

  it.each(['0001-01-01', '1900-02-28', '2028-02-29', '9999-12-31'])('reads %s, which has a beginning', (text) => {
    expect(msOf(startOfOsloDate(date(text)))).toBeLessThan(Date.parse(`${text}T00:00:00Z`))
    expect(instantOf(msOf(startOfOsloDate(date(text))))).toBe(startOfOsloDate(date(text)))
  })
})
