import { showStatistics } from '../lib/usecases/show-statistics.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'show-statistics'> = ({ deps, actor, now, query }) => showStatistics(deps, { actor, now }, query)
