import { expect, it } from 'vitest'
import { canHold } from '../../../web/amk/ask.ts'

const open = { bookable: 1, meetsNeeds: true, status: 'fa' } as const

it.each([
  ['a bookable bed that gives what is needed', {}, true],
  ['one whose fact is old', { status: 'ma-ringes' }, true],
  ['no bookable bed', { bookable: 0, status: 'full' }, false],
  ['a bed that lacks what is needed', { meetsNeeds: false }, false],
  ['a closed unit', { status: 'stengt' }, false],
] as const)('%s: held from the desk %s', (_, more, expected) => {
  expect(canHold({ ...open, ...more })).toBe(expected)
})
