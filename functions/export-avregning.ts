import { exportAvregning } from '../lib/usecases/export-avregning.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'export-avregning'> = ({ deps, actor, now, params, query }) =>
  exportAvregning(deps, { actor, now, ...params, ...query })
