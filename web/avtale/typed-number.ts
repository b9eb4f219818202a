import { readKroner } from '../parts/kroner-input.ts'

/**
 * How a number is typed and shown. What cannot be read goes on as it was typed, so that the service says what is wrong with
 * it; nothing is judged here.
 */
export type Typed = { readonly show: (value: unknown) => string; readonly read: (typed: string) => unknown }

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

export const WORDS_AS_TYPED: Typed = { show: textOf, read: (typed) => typed }

export const WHOLE_NUMBER: Typed = {
  show: textOf,
  read: (typed) => (/^\d{1,9}$/.test(bare(typed)) ? Number(bare(typed)) : typed),
}

/** Exact as text, where a number would be rounded: a decimal, or a fraction like 1/3. */
export const EXACT: Typed = {
  show: (value) => textOf(value).replace('.', ','),
  read: (typed) => bare(typed).replace(',', '.'),
}

/** The same as a number, where the contract has one. */
export const EXACT_NUMBER: Typed = {
  show: EXACT.show,
  read: (typed) => (/^\d+([.,]\d+)?$/.test(bare(typed)) ? Number(bare(typed).replace(',', '.')) : typed),
}

/** A share of one, shown and typed as so many of a hundred; a fraction stays one. */
export const PERCENT: Typed = {
  show: (value) => {
    const share = textOf(value)
    return /^-?\d+(\.\d+)?$/.test(share) ? moved(share, 2).replace('.', ',') : share
  },
  read: (typed) => {
    const percent = bare(typed).replace(',', '.')
    return /^-?\d+(\.\d+)?$/.test(percent) ? moved(percent, -2) : percent
  },
}

export const KRONER: Typed = {
  show: (value) => {
    if (typeof value !== 'number') return textOf(value)
    const [whole, ore] = [Math.trunc(value / 100), Math.abs(value % 100)]
    const kroner = String(whole).replace(/\B(?=(\d{3})+$)/g, '\u00a0')
    return ore === 0 ? kroner : `${kroner},${String(ore).padStart(2, '0')}`
  },
  read: (typed) => readKroner(typed) ?? typed,
}

const bare = (typed: string): string => typed.replace(/\s/g, '')

/** The decimal point moved so many places to the right, digit by digit: a division would round. */
function moved(decimal: string, places: number): string {
  const sign = decimal.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.')
  const digits = places > 0 ? whole + fraction.padEnd(places, '0') : whole.padStart(1 - places, '0') + fraction
  const point = places > 0 ? whole.length + places : digits.length - fraction.length + places
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '')
  const right = digits.slice(point).replace(/0+$/, '')
  return `${sign}${left || '0'}${right && `.${right}`}`
}
