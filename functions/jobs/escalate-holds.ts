import { escalateHolds } from '../../lib/usecases/escalate-holds.ts'
import type { RunJob } from '../runtime/run-jobs.ts'

export const run: RunJob = ({ deps, now }) => escalateHolds(deps, now)
