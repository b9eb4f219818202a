import { sealAccessLog } from '../../lib/usecases/seal-access-log.ts'
import { log } from '../runtime/log.ts'
import type { RunJob } from '../runtime/run-jobs.ts'
import { sealKey } from '../runtime/seal-key.ts'

/** More than that at once, and either nobody has sealed for a while or seals are gone. */
const MOST_HOURS_BEHIND = 3

export const run: RunJob = async ({ deps, now }) => {
  const report = await sealAccessLog(deps, sealKey(), now)
  // The alarm hears these lines: a person must look.
  for (const { date, faults } of report.broken) log.error('seal-access-log.broken', { date, faults })
  if (report.sealedHours > MOST_HOURS_BEHIND) log.error('seal-access-log.was-behind', { hours: report.sealedHours })
  if (report.isBegunLate) log.error('seal-access-log.begun-late', {})
  return report
}
