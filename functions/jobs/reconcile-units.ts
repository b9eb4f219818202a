import { reconcileUnits } from '../../lib/usecases/reconcile-units.ts'
import type { RunJob } from '../runtime/run-jobs.ts'

export const run: RunJob = ({ deps, now }) => reconcileUnits(deps, now)
