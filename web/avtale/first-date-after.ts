import { serviceTime } from '../api/service-clock.ts'
import { osloDate } from '../i18n/time.ts'

const DAY_MS = 86_400_000

/** Criteria have one version a date, and dates only go forward: the first that another version can begin on, not before today. */
export function firstDateAfter(validFrom: string): string {
  const dayAfter = new Date(Date.parse(`${validFrom}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
  const today = osloDate(serviceTime(Date.now()))
  return dayAfter > today ? dayAfter : today
}
