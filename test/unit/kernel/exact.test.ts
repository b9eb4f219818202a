import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addExact, compareExact, type Exact, ONE, parseExact, ZERO } from '../../../lib/kernel/exact.ts'

const exact = (text: string): Exact => {
  const parsed = parseExact(text)
  if (!parsed) throw new RangeError(`${text} is no number`)
  return parsed
}

describe('an exact number', () => {
  it.each([
    ['0', 0n, 1n],
    ['-0', 0n, 1n],
    ['1', 1n, 1n],
    ['007', 7n, 1n],
    ['0.4', 2n, 5n],
    ['-1.50', -3n, 2n],
    ['1/3', 1n, 3n],
    ['-2/4', -1n, 2n],
    ['0/7', 0n, 1n],
    ['6/3', 2n, 1n],
    ['999999999999999999.999999999999999999', 999999999999999999999999999999999999n, 10n ** 18n],
  ])('reads %s', (text, numerator, denominator) => {
    expect(parseExact(text)).toEqual({ numerator, denominator })
  })

  it.each([
    '',
    '.5',
    '1.',
    '1,5',
    '1e3',
    '1/0',
    '1/-3',
    '1/2/3',
    '0.5/2',
    ' 1',
    '+1',
    '--1',
    'NaN',
    '１',
    '1'.repeat(19),
  ])('does not read %j', (text) => {
    expect(parseExact(text)).toBeUndefined()
  })

  it('adds what a floating point number does not', () => {
    expect(compareExact(addExact(exact('0.1'), exact('0.2')), exact('0.3'))).toBe(0)
    expect(addExact(addExact(exact('1/3'), exact('1/3')), exact('1/3'))).toEqual(ONE)
    expect(addExact(exact('1/2'), exact('-1/2'))).toEqual(ZERO)
  })

  it('compares', () => {
    expect(compareExact(exact('1/3'), exact('0.333333333333333333'))).toBe(1)
    expect(compareExact(exact('-1/2'), exact('1/3'))).toBe(-1)
    expect(compareExact(exact('0.50'), exact('1/2'))).toBe(0)
  })

  it('adds in any order to the same lowest terms', () => {
    const any = fc
      .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
      .map(([numerator, denominator]) => exact(`${numerator}/${denominator}`))
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(addExact(addExact(a, b), c)).toEqual(addExact(a, addExact(c, b)))
        const { numerator, denominator } = addExact(a, b)
        expect(numerator * a.denominator * b.denominator).toBe(
          (a.numerator * b.denominator + b.numerator * a.denominator) * denominator,
        )
        expect(denominator > 0n && gcd(numerator, denominator) === 1n).toBe(true)
      }),
    )
  })
})

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b))
