import { osloDate } from '../i18n/time.ts'

/** The first date of the month after the one it is in Oslo. */
export function firstOfNextMonth(ms: number): string {
  const [year = 0, month = 0] = osloDate(ms).split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}
