import { expect, it } from 'vitest'
import { countdown } from '../../../web/i18n/time.ts'

it.each([
  [0, '0:00'],
  [-5_000, '0:00'],
  [59_001, '1:00'],
  [247_000, '4:07'],
  [3_599_000, '59:59'],
  [3_600_000, '1:00:00'],
  [7_447_000, '2:04:07'],
])('%i ms left stands as %s', (ms, shown) => {
  expect(countdown(ms)).toBe(shown)
})
