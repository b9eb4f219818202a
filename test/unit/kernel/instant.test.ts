import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  earliest,
  epochSecondsOf,
  FOREVER,
  instantOf,
  later,
  msBetween,
  msOf,
  parseInstant,
  plusMinutes,
  plusMs,
} from '../../../lib/kernel/instant.ts'
import { instant } from '../../support/pool-ledger.ts'

describe('an instant', () => {
  it.each([
    ['2026-11-22T12:00:00Z', '2026-11-22T12:00:00.000Z'],
    ['2026-11-22T12:00Z', '2026-11-22T12:00:00.000Z'],
    ['2026-11-22T12:00:00.1Z', '2026-11-22T12:00:00.100Z'],
    ['2026-11-22T12:00:00.123999Z', '2026-11-22T12:00:00.123Z'],
    ['2026-11-22T12:00:00+01:00', '2026-11-22T11:00:00.000Z'],
    ['2026-01-01T00:30:00+01:00', '2025-12-31T23:30:00.000Z'],
    ['2028-02-29T23:59:59Z', '2028-02-29T23:59:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', FOREVER],
  ])('reads %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected)
  })

  it.each([
    'i går',
    '',
    '2026-11-22',
    '2026-11-22T12:00:00',
    '2026-11-22 12:00:00Z',
    '2026-11-22T12:00:00z',
    '2026-02-29T12:00:00Z',
    '2026-02-31T12:00:00Z',
    '2026-04-31T12:00:00+02:00',
    '2026-13-01T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T12:60:00Z',
    '2026-11-22T12:00:60Z',
    '2026-11-22T12:00:00+24:00',
    '2026-11-22T12:00:00.Z',
    '+12026-11-22T12:00:00Z',
    // The zone would carry these out of the years that keep the strings in order.
    '9999-12-31T23:59:59-01:00',
    '0000-01-01T00:00:00+01:00',
  ])('does not read %s', (text) => {
    expect(parseInstant(text)).toBeUndefined()
  })

  it('orders as text as it orders in time', () => {
    const ms = fc.integer({ min: Date.parse('0000-01-01T00:00:00Z'), max: msOf(FOREVER) })
    fc.assert(fc.property(ms, ms, (a, b) => instantOf(a) < instantOf(b) === a < b))
  })

  it('has no year of five digits, which would break that order', () => {
    expect(() => instantOf(msOf(FOREVER) + 1)).toThrow(RangeError)
    expect(() => plusMs(FOREVER, 1)).toThrow(RangeError)
  })

  it('counts elapsed time, also over the changes of the clock', () => {
    const [march, october] = [instant('2026-03-28T23:00:00Z'), instant('2026-10-24T22:00:00Z')]
    expect(msBetween(march, instant('2026-03-29T22:00:00Z'))).toBe(23 * 3_600_000)
    expect(msBetween(october, instant('2026-10-25T23:00:00Z'))).toBe(25 * 3_600_000)
    expect(plusMinutes(instant('2026-10-25T00:30:00Z'), 60)).toBe('2026-10-25T01:30:00.000Z')
  })

  it('picks the later and the earliest', () => {
    const [a, b] = [instant('2026-01-01T00:00:00Z'), instant('2026-01-01T00:00:00.001Z')]
    expect([later(a, b), later(b, a), later(a, a)]).toEqual([b, b, a])
    expect(earliest([b, a, FOREVER])).toBe(a)
    expect(earliest([])).toBeNull()
  })

  it.each([
    ['2026-01-01T00:00:00.000Z', 1_767_225_600],
    ['2026-01-01T00:00:00.001Z', 1_767_225_601],
    ['2026-01-01T00:00:00.999Z', 1_767_225_601],
    ['2026-01-01T00:00:01.000Z', 1_767_225_601],
  ])('%s as seconds is never early', (text, seconds) => {
    expect(epochSecondsOf(instant(text))).toBe(seconds)
  })
})
