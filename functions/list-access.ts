import { listAccess } from '../lib/usecases/read-access-log.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-access'> = ({ deps, actor, query }) => listAccess(deps, actor, query)
