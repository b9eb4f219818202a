import { describe, expect, it } from 'vitest'
import { containsIdentityNumber } from '../../../lib/domain/person/identity-number.ts'

/** Synthetic numbers only (reference/norway.md section 8). */
const VALID = {
  fodselsnummer: ['13097248022', '29029648784', '29020075838', '15021951940'],
  dNummer: ['53097248016'],
  hNummer: ['13527248013'],
  testNummer: ['10915596784'],
  dAndH: ['68467038838'],
  fhNummer: ['88888888831'],
}
const NUMBERS = Object.values(VALID).flat()
const FNR = '13097248022'
const K1 = [3, 7, 6, 1, 8, 9, 4, 5, 2]
const K2 = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

/** A made-up number whose first check digit leaves `remainder`: 0 before 2032, also 1, 2 and 3 from then on. */
function numberWithRemainder(nine: string, remainder: number): string | undefined {
  const sum = (digits: string, weights: readonly number[]) =>
    weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  const first = (11 - (sum(nine, K1) % 11) + remainder) % 11
  if (first === 10) return undefined
  const second = (11 - (sum(nine + first, K2) % 11)) % 11
  return second === 10 ? undefined : `${nine}${first}${second}`
}

describe('an identity number', () => {
  it.each(Object.entries(VALID).flatMap(([kind, numbers]) => numbers.map((number) => [kind, number] as const)))(
    '%s %s is found',
    (_, number) => {
      expect(containsIdentityNumber(number)).toBe(true)
    },
  )

  it.each(['13097248032', '13097248023', '29020112345', '98019800546', '13057444850', '00000000000', '88888888832'])(
    '%s is none',
    (number) => {
      expect(containsIdentityNumber(number)).toBe(false)
    },
  )

  it.each(NUMBERS)('%s is found however it is set apart', (number) => {
    const [date, rest] = [number.slice(0, 6), number.slice(6)]
    const writings = [
      `${date} ${rest}`,
      `${date}-${rest}`,
      `${date} - ${rest}`,
      `${date}\u2013${rest}`,
      `${date}\u2212${rest}`,
      `${date}\u00A0${rest}`,
      `${date}\n${rest}`,
      number.split('').join(' '),
      number.split('').join('-'),
      `pasient ${number}.`,
      `(${number})`,
      `ref:${number}/2`,
      `"${number}"`,
      `id=${number}&x`,
      `2 ${number}`,
      `${number} 2`,
      `2026-11-22 ${number}`,
    ]
    expect(writings.filter((text) => !containsIdentityNumber(text))).toEqual([])
  })

  it.each([
    ['full-width digits', [...FNR].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')],
    ['mathematical digits', [...FNR].map((digit) => String.fromCodePoint(0x1d7ce + Number(digit))).join('')],
    ['Arabic-Indic digits', [...FNR].map((digit) => String.fromCharCode(0x660 + Number(digit))).join('')],
    ['Devanagari digits', [...FNR].map((digit) => String.fromCharCode(0x966 + Number(digit))).join('')],
    [
      'circled digits',
      [...FNR].map((digit) => (digit === '0' ? '\u24EA' : String.fromCharCode(0x245f + Number(digit)))).join(''),
    ],
    ['zero-width spaces', [...FNR].join('\u200B')],
    ['zero-width joiners', [...FNR].join('\u200D')],
    ['soft hyphens', [...FNR].join('\u00AD')],
    ['word joiners', [...FNR].join('\u2060')],
    ['byte order marks', `\uFEFF${FNR}`],
    ['directions', `\u202A${FNR.slice(0, 6)}\u202C${FNR.slice(6)}`],
    ['invisible operators', [...FNR].join('\u2062')],
    ['variation selectors', [...FNR].join('\uFE0F')],
  ])('is found in %s', (_, text) => {
    expect(containsIdentityNumber(text)).toBe(true)
  })

  it.each([
    ['a letter before', `x${FNR}`],
    ['a letter after', `${FNR}x`],
    ['æ before', `æ${FNR}`],
    ['a digit before', `1${FNR}`],
    ['a digit after', `${FNR}1`],
    ['a raised digit after', `${FNR}²`],
    ['another mark between its digits', '130972.48022'],
    ['a letter between its digits', '130972x48022'],
  ])('is not seen in what has %s', (_, text) => {
    expect(containsIdentityNumber(text)).toBe(false)
  })

  it.each([
    '',
    'pasient 4711',
    '1309724802',
    '2026-11-22T12:00:00.000Z',
    'hf-983974910',
    '+47 00 00 00 01',
    'unit_01JD0000000000000000000000',
  ])('is not seen in %j', (text) => {
    expect(containsIdentityNumber(text)).toBe(false)
  })

  it('is found by the rule of 2032: first check digits that leave 0, 1, 2 or 3, and no others', () => {
    for (const remainder of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      const numbers = Array.from({ length: 40 }, (_, i) => numberWithRemainder(`010199${String(i + 100)}`, remainder))
      const made = numbers.filter((number) => number !== undefined)
      expect(made.length).toBeGreaterThan(10)
      expect(made.filter(containsIdentityNumber)).toEqual(remainder <= 3 ? made : [])
    }
  })

  it('is looked for in long texts to the end', () => {
    expect(containsIdentityNumber(`${'1 '.repeat(20_000)}x`)).toBe(false)
    expect(containsIdentityNumber(`${'x'.repeat(100_000)} ${FNR}`)).toBe(true)
  })
})
