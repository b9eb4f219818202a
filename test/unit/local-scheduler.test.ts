import { expect, it } from 'vitest'
import { dueAfter } from '../../infra/local/scheduler.ts'

const due = (time: Parameters<typeof dueAfter>[0], text: string) =>
  new Date(dueAfter(time, Date.parse(text))).toISOString()
const MONTHLY = { monthly: { dayOfMonth: 2, hour: 5 } }

it.each([
  ['2026-11-01T23:00:00Z', '2026-11-02T04:00:00.000Z'],
  ['2026-11-02T03:59:59.999Z', '2026-11-02T04:00:00.000Z'],
  // It has just run: not again before the next month.
  ['2026-11-02T04:00:00Z', '2026-12-02T04:00:00.000Z'],
  ['2026-12-31T23:30:00Z', '2027-01-02T04:00:00.000Z'],
  // By the clock on the wall, in winter and in summer.
  ['2027-03-15T12:00:00Z', '2027-04-02T03:00:00.000Z'],
])('a monthly job that last ran at %s runs next at %s', (last, next) => expect(due(MONTHLY, last)).toBe(next))

it('a job with a pace runs so many minutes later', () =>
  expect(due({ everyMinutes: 90 }, '2026-11-02T04:00:00Z')).toBe('2026-11-02T05:30:00.000Z'))
