import { exportStays } from '../lib/usecases/export-stays.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'export-stays'> = ({ deps, actor, now, query }) => exportStays(deps, { actor, now }, query)
