import { describe, expect, it } from 'vitest'
import { type Instant, instantOf, msBetween, msOf, plusMs } from '../../../lib/kernel/instant.ts'
import {
  type OsloDate,
  osloDateOf,
  parseOsloDate,
  plusDates,
  plusLocalDates,
  startOfOsloDate,
} from '../../../lib/kernel/oslo-date.ts'
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
    ['into winter time', '2026-10-20T10:00:00.000Z', '2026-10-30T11:00:00.000Z'],
    ['into summer time', '2026-03-25T11:00:00.000Z', '2026-04-04T10:00:00.000Z'],
    ['to the hour that is skipped', '2026-03-19T01:30:00.000Z', '2026-03-29T01:30:00.000Z'],
    ['to the hour after it', '2026-03-19T02:00:00.000Z', '2026-03-29T01:00:00.000Z'],
    ['to the hour that comes twice', '2026-10-15T00:30:00.000Z', '2026-10-25T00:30:00.000Z'],
    ['to the hour after both', '2026-10-15T01:00:00.000Z', '2026-10-25T02:00:00.000Z'],
    ['from the second of the two', '2026-10-25T01:30:00.000Z', '2026-11-04T01:30:00.000Z'],
  ])('ten dates later, %s, is at the same hour', (_, from, expected) => {
    expect(plusLocalDates(instant(from), 10)).toBe(expected)
  })

  it('at the same hour, so many dates later or earlier, whatever the hour of the year', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', timeStyle: 'short' })
    const wall = (at: Instant) => clock.format(msOf(at))
    let skipped = 0
    for (let hour = 0; hour < 365 * 24; hour += 1) {
      const from = plusMs(instant('2026-01-01T00:30:00.000Z'), hour * 3_600_000)
      for (const count of [-1, 1, 14]) {
        const to = plusLocalDates(from, count)
        expect(osloDateOf(to)).toBe(plusDates(osloDateOf(from), count))
        if (wall(to) !== wall(from)) skipped += 1
      }
    }
    // Half past two on 29 March, from the date before, the one after, and a fortnight before.
    expect(skipped).toBe(3)
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
