import { exportAccess } from '../lib/usecases/read-access-log.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'export-access'> = ({ deps, actor, query }) => exportAccess(deps, actor, query)
