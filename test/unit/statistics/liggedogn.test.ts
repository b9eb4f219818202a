import { describe, expect, it } from 'vitest'
import { countLiggedogn, listNights } from '../../../lib/domain/statistics/liggedogn.ts'
import { endedDates } from '../../../lib/domain/statistics/period.ts'
import { plusMs } from '../../../lib/kernel/instant.ts'
import { countDates, type OsloDate, plusDates, startOfOsloDate } from '../../../lib/kernel/oslo-date.ts'
import golden from '../../golden/day-count-vectors.json' with { type: 'json' }
import { stayOf } from '../../support/nights.ts'
import { instant } from '../../support/pool-ledger.ts'

const date = (text: string) => text as OsloDate
const LATER = instant('2030-01-01T00:00:00Z')
const datesOf = (fom: string, tom: string, now = LATER) => endedDates({ fom: date(fom), tom: date(tom) }, now)

describe('liggedogn', () => {
  it.each(golden.vectors)('$id: $note', ({ admittedAt, dischargedAt, liggedogn, liggedognByMonth }) => {
    expect(countLiggedogn(instant(admittedAt), instant(dischargedAt))).toBe(liggedogn)
    const stay = stayOf('stay_1', [{ from: admittedAt }], dischargedAt)
    const byMonth: Record<string, number> = {}
    for (const night of listNights(stay, datesOf('2026-01-01', '2027-01-31'))) {
      const month = night.date.slice(0, 7)
      byMonth[month] = (byMonth[month] ?? 0) + 1
    }
    expect(byMonth).toEqual(liggedognByMonth)
  })

  // Local midnight of 2 November 2026 is 23:00 UTC on the first.
  const MIDNIGHT = instant('2026-11-01T23:00:00Z')

  it.each([
    [-1, ['2026-11-01']],
    [0, []],
    [1, []],
  ])('an admission %i ms from midnight has the night before it or not', (ms, nights) => {
    const stay = stayOf('stay_1', [{ from: plusMs(MIDNIGHT, ms) }], '2026-11-02T12:00:00Z')
    expect(listNights(stay, datesOf('2026-11-01', '2026-11-30')).map((night) => night.date)).toEqual(nights)
  })

  it.each([
    [-1, []],
    [0, ['2026-11-01']],
    [1, ['2026-11-01']],
  ])('a departure %i ms from midnight has the night before it or not', (ms, nights) => {
    const stay = stayOf('stay_1', [{ from: '2026-11-01T12:00:00Z' }], plusMs(MIDNIGHT, ms))
    expect(listNights(stay, datesOf('2026-11-01', '2026-11-30')).map((night) => night.date)).toEqual(nights)
    expect(countLiggedogn(stay.admittedAt, plusMs(MIDNIGHT, ms))).toBe(nights.length)
  })

  it.each([
    [-1, 'hf-983974910'],
    [0, 'k-1804'],
    [1, 'k-1804'],
  ])('whoever held the last moment pays: a change %i ms from midnight', (ms, payer) => {
    const change = { from: plusMs(MIDNIGHT, ms), partyId: 'hf-983974910', service: 'utskrivningsklar' as const }
    const stay = stayOf('stay_1', [{ from: '2026-11-01T12:00:00Z' }, change], '2026-11-02T12:00:00Z')
    expect(listNights(stay, datesOf('2026-11-01', '2026-11-30')).map((night) => night.partyId)).toEqual([payer])
  })

  it.each([
    ['the night into 23 hours', '2026-03-28', '2026-03-28T22:59:59.999Z', '2026-03-28T23:00:00Z'],
    ['the night into 25 hours', '2026-10-24', '2026-10-24T21:59:59.999Z', '2026-10-24T22:00:00Z'],
    ['the night after 23 hours', '2026-03-29', '2026-03-29T21:59:59.999Z', '2026-03-29T22:00:00Z'],
    ['the night after 25 hours', '2026-10-25', '2026-10-25T22:59:59.999Z', '2026-10-25T23:00:00Z'],
    ['the last of a year', '2026-12-31', '2026-12-31T22:59:59.999Z', '2026-12-31T23:00:00Z'],
    ['the last of a short February', '2027-02-28', '2027-02-28T22:59:59.999Z', '2027-02-28T23:00:00Z'],
    ['the leap date', '2028-02-29', '2028-02-29T22:59:59.999Z', '2028-02-29T23:00:00Z'],
  ])('%s takes one millisecond on each side', (_, night, from, until) => {
    const stay = stayOf('stay_1', [{ from }], until)
    expect(listNights(stay, datesOf('2026-01-01', '2028-12-31')).map((each) => each.date)).toEqual([night])
  })

  it('an open stay has the nights that have been, and no other', () => {
    const stay = stayOf('stay_1', [{ from: '2026-11-01T12:00:00Z' }], null)
    const nightsAt = (now: string) => listNights(stay, datesOf('2026-11-01', '2026-11-30', instant(now))).length
    expect([nightsAt('2026-11-01T22:59:59.999Z'), nightsAt('2026-11-01T23:00:00Z')]).toEqual([0, 1])
    expect(nightsAt('2027-01-01T00:00:00Z')).toBe(30)
  })

  it('a stay that ended the instant it began has no night, wherever it stood', () => {
    const stay = stayOf('stay_1', [{ from: MIDNIGHT }], MIDNIGHT)
    expect(listNights(stay, datesOf('2026-10-01', '2026-11-30'))).toEqual([])
  })

  it('dates are counted like a calendar that is leafed through', () => {
    let expected = 0
    for (let to = date('2023-12-30'); to < '2029-03-02'; to = plusDates(to, 1)) {
      expect(countDates(date('2023-12-30'), to)).toBe(expected)
      expect(countDates(to, date('2023-12-30'))).toBe(0 - expected)
      expected += 1
    }
    expect(countDates(date('1999-12-31'), date('2100-03-01'))).toBe(36_585)
  })
})

describe('ended dates', () => {
  it.each([
    [-1, 29],
    [0, 30],
    [1, 30],
  ])('a month is whole %i ms from its end', (ms, count) => {
    const now = plusMs(startOfOsloDate(date('2026-12-01')), ms)
    expect(datesOf('2026-11-01', '2026-11-30', now)).toHaveLength(count)
  })

  it.each([
    ['2026-02-01', '2026-02-28', 28],
    ['2028-02-01', '2028-02-29', 29],
    ['2026-10-25', '2026-10-25', 1],
    ['2026-12-31', '2027-01-01', 2],
  ])('%s to %s is %i dates, each ending where the next begins', (fom, tom, count) => {
    const dates = datesOf(fom, tom)
    expect(dates).toHaveLength(count)
    for (const each of dates) expect(each.endsAt).toBe(startOfOsloDate(plusDates(each.date, 1)))
  })
})
