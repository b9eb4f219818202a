import { listCriteriaSets } from '../lib/usecases/save-criteria-set.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-criteria-sets'> = ({ deps, now }) => listCriteriaSets(deps, now)
