import { dognText, kronerText } from './number-text.ts'

const MONTHS = 'januar februar mars april mai juni juli august september oktober november desember'.split(' ')
const NBSP = '\u00a0'
const MINUS = '\u2212'

/** `1 234 567,89` with spaces that do not break, and a real minus. */
export const kroner = (ore: number): string => norwegian(kronerText(ore))

/** Døgn and other exact numbers with a decimal comma. */
export const decimal = (exact: string, places?: number): string => norwegian(dognText(exact, places))

/** `25. november 2026` */
export function longDate(date: string): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number)
  return `${dayOfMonth}.${NBSP}${MONTHS[(month ?? 1) - 1]} ${year}`
}

/** `oktober 2026` */
export function monthText(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return `${MONTHS[(number ?? 1) - 1]} ${year}`
}

/** `25.11.2026` */
export const shortDate = (date: string): string => date.split('-').reverse().join('.')

/** A plain decimal the Norwegian way. */
export function norwegian(text: string): string {
  const [whole = '', decimals] = text.replace('-', '').split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, NBSP)
  return `${text.startsWith('-') ? MINUS : ''}${grouped}${decimals === undefined ? '' : `,${decimals}`}`
}
