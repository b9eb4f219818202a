import { listTargets } from '../lib/usecases/list-targets.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-targets'> = ({ deps, actor, now, params }) => listTargets(deps, { actor, now }, params)
