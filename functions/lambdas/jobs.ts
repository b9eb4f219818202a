import { run as escalateHolds } from '../jobs/escalate-holds.ts'
import { run as reconcileUnits } from '../jobs/reconcile-units.ts'
import { run as runMonth } from '../jobs/run-month.ts'
import { run as tidyUnits } from '../jobs/tidy-units.ts'
import { serveJobs } from '../runtime/run-jobs.ts'

export const handler = serveJobs<'jobs'>({
  'escalate-holds': escalateHolds,
  'tidy-units': tidyUnits,
  'reconcile-units': reconcileUnits,
  'run-month': runMonth,
})
