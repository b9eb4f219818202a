import { showCriteria } from '../lib/usecases/show-criteria.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'show-criteria'> = ({ deps, actor, now, params, query }) =>
  showCriteria(deps, { actor, now }, { ...query, ...params })
