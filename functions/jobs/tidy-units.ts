import { tidyUnits } from '../../lib/usecases/tidy-units.ts'
import type { RunJob } from '../runtime/run-jobs.ts'

export const run: RunJob = ({ deps, now }) => tidyUnits(deps, now)
