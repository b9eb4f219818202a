import type { AnswerOf } from '../../lib/contract/routes.ts'
import { osloDate } from '../i18n/time.ts'

type Row = AnswerOf<'list-avregninger'>['months'][number]

/** The month it is in Oslo. */
export const monthAt = (ms: number): string => osloDate(ms).slice(0, 7)

export function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
}

/** Every month from the first with anything in it to this one, newest first: one that nobody has touched is a task too. */
export function withUntouched(months: readonly Row[], thisMonth: string): readonly Row[] {
  const known = new Map(months.map((row) => [row.month, row]))
  const oldest = [...known.keys(), monthBefore(thisMonth)].sort()[0] ?? thisMonth
  const newest = [...known.keys(), thisMonth].sort().at(-1) ?? thisMonth
  const rows: Row[] = []
  for (let month = newest; month >= oldest; month = monthBefore(month)) rows.push(known.get(month) ?? untouched(month))
  return rows
}

const untouched = (month: string): Row => ({
  month,
  state: 'not-run',
  costOre: null,
  poolOre: null,
  computedAt: null,
  lockedAt: null,
  approvedBy: [],
  openDisputes: 0,
  correctedMonths: [],
})
