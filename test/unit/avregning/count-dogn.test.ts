import { describe, expect, it } from 'vitest'
import { datesOf } from '../../../lib/domain/avregning/calendar.ts'
import { type CountingRule, countDogn, nightsOf } from '../../../lib/domain/avregning/count-dogn.ts'
import { countedStayOf } from '../../../lib/domain/avregning/paying-segments.ts'
import { formatExact, ONE, sumExact } from '../../../lib/kernel/exact.ts'
import { FOREVER, type Instant, plusMs } from '../../../lib/kernel/instant.ts'
import { plusMonths } from '../../../lib/kernel/oslo-date.ts'
import { at, month, stayOf } from '../../support/avregning-world.ts'

/** What a stay comes to, date by date, over its own month and those beside it. */
function counted(rule: CountingRule, from: string, until: Instant): readonly string[] {
  const stay = countedStayOf(stayOf('a', 'k-1804', from, until), FOREVER)
  const first = month(from.slice(0, 7))
  const dates = [-1, 0, 1].flatMap((i) => datesOf(plusMonths(first, i)))
  return countDogn(rule, stay, dates, ONE).map(({ date, count }) => `${date.date.slice(5)} ${formatExact(count)}`)
}

const fraction = (ms: number) => formatExact({ numerator: BigInt(ms), denominator: 86_400_000n })
const lowest = (ms: number) => {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
  const by = gcd(ms, 86_400_000)
  return formatExact({ numerator: BigInt(ms / by), denominator: BigInt(86_400_000 / by) })
}

describe('a stay that ends a millisecond before, at, or after a local midnight', () => {
  // Each in winter time, in summer time, at a month's end, at a year's end, and after a leap date.
  it.each([
    {
      name: 'winter',
      from: '2026-11-10T11:00:00.000Z',
      midnight: '2026-11-10T23:00:00.000Z',
      dates: ['11-10', '11-11'],
    },
    {
      name: 'summer',
      from: '2026-07-10T10:00:00.000Z',
      midnight: '2026-07-10T22:00:00.000Z',
      dates: ['07-10', '07-11'],
    },
    {
      name: 'month',
      from: '2026-10-31T11:00:00.000Z',
      midnight: '2026-10-31T23:00:00.000Z',
      dates: ['10-31', '11-01'],
    },
    { name: 'year', from: '2026-12-31T11:00:00.000Z', midnight: '2026-12-31T23:00:00.000Z', dates: ['12-31', '01-01'] },
    { name: 'leap', from: '2028-02-29T11:00:00.000Z', midnight: '2028-02-29T23:00:00.000Z', dates: ['02-29', '03-01'] },
  ])('$name', ({ from, midnight, dates: [date, next] }) => {
    const before = plusMs(at(midnight), -1)
    const after = plusMs(at(midnight), 1)
    for (const until of [before, at(midnight), after]) {
      // Before midnight it is a stay of one date, which counts as much here: 1.
      expect(counted('midnight', from, until)).toEqual([`${date} 1`])
      expect(counted('started-24h', from, until)).toEqual([`${date} 1`])
    }
    expect(counted('calendar-day', from, before)).toEqual([`${date} 1`])
    expect(counted('calendar-day', from, at(midnight))).toEqual([`${date} 1`])
    expect(counted('calendar-day', from, after)).toEqual([`${date} 1`, `${next} 1`])
    expect(counted('hours', from, before)).toEqual([`${date} ${lowest(43_200_000 - 1)}`])
    expect(counted('hours', from, at(midnight))).toEqual([`${date} 0.5`])
    expect(counted('hours', from, after)).toEqual([`${date} 0.5`, `${next} ${fraction(1)}`])
  })

  it('has a night only when it lasted until midnight, whatever same-date stays count', () => {
    const nights = (until: Instant) =>
      nightsOf(countedStayOf(stayOf('a', 'k-1804', '2026-11-10T11:00:00Z', until), FOREVER), datesOf(month('2026-11')))
        .length
    const midnight = at('2026-11-10T23:00:00Z')
    expect([plusMs(midnight, -1), midnight, plusMs(midnight, 1)].map(nights)).toEqual([0, 1, 1])
  })
})

describe('a stay that begins a millisecond before, at, or after a local midnight', () => {
  const midnight = at('2026-11-10T23:00:00Z')
  const [before, after] = [plusMs(midnight, -1), plusMs(midnight, 1)]
  const until = at('2026-11-12T11:00:00Z')

  it.each<[CountingRule, readonly [readonly string[], readonly string[], readonly string[]]]>([
    ['midnight', [['11-10 1', '11-11 1'], ['11-11 1'], ['11-11 1']]],
    [
      'calendar-day',
      [
        ['11-10 1', '11-11 1', '11-12 1'],
        ['11-11 1', '11-12 1'],
        ['11-11 1', '11-12 1'],
      ],
    ],
    [
      'started-24h',
      [
        ['11-10 1', '11-11 1'],
        ['11-11 1', '11-12 1'],
        ['11-11 1', '11-12 1'],
      ],
    ],
  ])('%s', (rule, wanted) => {
    expect([before, midnight, after].map((from) => counted(rule, from, until))).toEqual(wanted)
  })

  it('hours', () => {
    expect(counted('hours', before, until)).toEqual([`11-10 ${fraction(1)}`, '11-11 1', '11-12 0.5'])
    expect(counted('hours', midnight, until)).toEqual(['11-11 1', '11-12 0.5'])
    expect(counted('hours', after, until)).toEqual([`11-11 ${lowest(86_399_999)}`, '11-12 0.5'])
  })
})

describe('dates of 23 and 25 hours', () => {
  it.each([
    {
      name: '23 hours',
      from: '2026-03-28T23:00:00.000Z',
      until: '2026-03-29T22:00:00.000Z',
      date: '03-29',
      hours: '23/24',
    },
    {
      name: '25 hours',
      from: '2026-10-24T22:00:00.000Z',
      until: '2026-10-25T23:00:00.000Z',
      date: '10-25',
      hours: '25/24',
    },
  ])('$name are one døgn from midnight to midnight, and as many hours as they have', ({ from, until, date, hours }) => {
    expect(counted('midnight', from, at(until))).toEqual([`${date} 1`])
    expect(counted('calendar-day', from, at(until))).toEqual([`${date} 1`])
    expect(counted('hours', from, at(until))).toEqual([`${date} ${hours}`])
    // The hour that the clock repeats is the first of a second started 24 hours, on the same date.
    expect(counted('started-24h', from, at(until))).toEqual(
      hours === '25/24' ? [`${date} 1`, `${date} 1`] : [`${date} 1`],
    )
  })

  it.each<[CountingRule, string]>([
    ['midnight', '2'],
    ['calendar-day', '3'],
    ['started-24h', '2'],
    ['hours', '47/24'],
  ])('forward, %s: from noon before to noon after is %s', (rule, wanted) => {
    expect(total(rule, '2026-03-28T11:00:00.000Z', '2026-03-30T10:00:00.000Z')).toBe(wanted)
  })

  it.each<[CountingRule, string]>([
    ['midnight', '2'],
    ['calendar-day', '3'],
    ['started-24h', '3'],
    ['hours', '49/24'],
  ])('back, %s: from noon before to noon after is %s', (rule, wanted) => {
    expect(total(rule, '2026-10-24T10:00:00.000Z', '2026-10-26T11:00:00.000Z')).toBe(wanted)
  })

  const total = (rule: CountingRule, from: string, until: string) => {
    const stay = countedStayOf(stayOf('a', 'k-1804', from, until), FOREVER)
    const dates = datesOf(month(from.slice(0, 7)))
    return formatExact(sumExact(countDogn(rule, stay, dates, ONE).map(({ count }) => count)))
  }
})

describe('the payer of a døgn', () => {
  const midnight = at('2026-11-10T23:00:00Z')
  /** Bodø's up to `change`, the HF's from then on. */
  const payers = (rule: CountingRule, change: Instant) => {
    const stay = stayOf('a', 'k-1804', '2026-11-10T11:00:00Z', '2026-11-11T11:00:00Z')
    const segments = stay.segments.flatMap((segment) => [
      { ...segment, until: change },
      { ...segment, from: change, partyId: 'hf-983974910' as typeof segment.partyId },
    ])
    return countDogn(rule, countedStayOf({ ...stay, segments }, FOREVER), datesOf(month('2026-11')), ONE).map(
      ({ date, segment }) => `${date.date.slice(8)} ${segment.partyId.split('-')[0]}`,
    )
  }

  it.each<[CountingRule, readonly [readonly string[], readonly string[], readonly string[]]]>([
    ['midnight', [['10 hf'], ['10 k'], ['10 k']]],
    [
      'calendar-day',
      [
        ['10 hf', '11 hf'],
        ['10 k', '11 hf'],
        ['10 k', '11 hf'],
      ],
    ],
    ['started-24h', [['10 k'], ['10 k'], ['10 k']]],
    [
      'hours',
      [
        ['10 k', '10 hf', '11 hf'],
        ['10 k', '11 hf'],
        ['10 k', '11 k', '11 hf'],
      ],
    ],
  ])('%s: a change a millisecond before midnight, at it, and after', (rule, wanted) => {
    expect([plusMs(midnight, -1), midnight, plusMs(midnight, 1)].map((change) => payers(rule, change))).toEqual(wanted)
  })
})
