import { osloDate } from '../i18n/time.ts'

export const PERIODS = ['this-month', 'last-month', 'quarter', 'year', 'own'] as const
export type PeriodChoice = (typeof PERIODS)[number]
export type Period = { readonly fom: string; readonly tom: string }

/** The first and the last date of a period, both counted, as seen from an instant. */
export function periodOf(choice: Exclude<PeriodChoice, 'own'>, nowMs: number): Period {
  const today = osloDate(nowMs)
  const [year = 0, month = 0] = today.split('-').map(Number)
  switch (choice) {
    case 'this-month':
      return { fom: firstOf(year, month), tom: today }
    case 'last-month':
      return { fom: firstOf(year, month - 1), tom: lastBefore(year, month) }
    case 'quarter':
      return { fom: firstOf(year, month - 3), tom: lastBefore(year, month) }
    case 'year':
      return { fom: `${year}-01-01`, tom: today }
  }
}

/** Months may be counted below one: that is the year before. */
const firstOf = (year: number, month: number): string =>
  new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10)
const lastBefore = (year: number, month: number): string =>
  new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10)
