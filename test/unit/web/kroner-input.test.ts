import { expect, it } from 'vitest'
import { readKroner } from '../../../web/parts/kroner-input.ts'

it.each([
  ['3 000 000', 300_000_000],
  ['3\u00a0000\u00a0000,5', 300_000_050],
  ['0', 0],
  ['12,07', 1207],
])('%s is %d øre', (typed, ore) => {
  expect(readKroner(typed)).toBe(ore)
})

it.each(['', '1.000', '12,345', '-5', 'tusen', '1e6'])('«%s» is no amount', (typed) => {
  expect(readKroner(typed)).toBeUndefined()
})
