import { expect, it } from 'vitest'
import { type Change, keepSteps, stepAt, stepsOf } from '../../../web/enhet/history/change-steps.ts'
import { exactMoment } from '../../../web/enhet/history/exact-moment.ts'

const change = (seq: number, minute: number): Change => ({
  seq,
  at: `2026-11-25T10:${String(minute).padStart(2, '0')}:00.000Z`,
  type: 'bed-opened',
})
const steps = [1, 2, 3, 4, 5, 6, 7].map((n) => change(n, n))
const at = (minute: number) => change(0, minute).at

it('what happened at one instant is one step, named by the last of it', () => {
  expect(stepsOf([change(1, 1), change(2, 1), change(3, 2)]).map(({ seq }) => seq)).toEqual([2, 3])
})

it.each([
  [0, -1],
  [1, 0],
  [4, 3],
  [59, 6],
])('at minute %d one stands on step %d', (minute, step) => {
  expect(stepAt(steps, at(minute))).toBe(step)
})

it('the steps stay while one moves in the middle of them, and are changed towards the ends', () => {
  const next = [change(8, 8)]
  expect(keepSteps(steps, next, at(4))).toBe(steps)
  expect(keepSteps(steps, next, at(1))).toBe(next)
  expect(keepSteps(steps, next, at(6))).toBe(next)
  expect(keepSteps([], next, at(4))).toBe(next)
})

it.each([
  ['2026-10-25T00:30:00.000Z', 'sommertid'],
  ['2026-10-25T01:30:00.000Z', 'normaltid'],
])('on the night in October %s says which of the two hours it was: %s', (instant, says) => {
  expect(exactMoment(instant)).toMatch(new RegExp(`02:30 \\(${says}\\)$`))
})

it('on any other night the clock is enough', () => {
  expect(exactMoment('2026-11-25T10:00:00.000Z')).toMatch(/11:00$/)
})
