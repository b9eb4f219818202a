import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../lib/kernel/canonical-json.ts'

describe('canonical JSON', () => {
  it.each([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ a: undefined, b: null }, '{"b":null}'],
    [[undefined, 1], '[null,1]'],
    [{ a: { d: 1, c: 2 }, B: 0, å: 3, 10: 4, 9: 5 }, '{"10":4,"9":5,"B":0,"a":{"c":2,"d":1},"å":3}'],
    ['æ"\\\n\u2028', JSON.stringify('æ"\\\n\u2028')],
    [{}, '{}'],
    [[], '[]'],
    [-0, '0'],
    [1e21, '1e+21'],
  ])('of %j', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected)
  })

  it('is JSON that says the same, and the same text for the same value in any order', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        const read: unknown = JSON.parse(text)
        expect(read).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(turnedRound(read))).toBe(text)
      }),
    )
  })

  it('keeps a member named like a built-in one', () => {
    const odd: unknown = JSON.parse('{"toString":1,"__proto__":2}')
    expect(canonicalJson(odd)).toBe('{"__proto__":2,"toString":1}')
  })
})

/** The same value with the members of every object in the opposite order. */
function turnedRound(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnedRound)
  if (value === null || typeof value !== 'object') return value
  const turned = Object.create(null)
  for (const [name, member] of Object.entries(value).reverse()) turned[name] = turnedRound(member)
  return turned
}
