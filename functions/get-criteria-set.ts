import { getCriteriaSet } from '../lib/usecases/save-criteria-set.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'get-criteria-set'> = ({ deps, params, query }) => getCriteriaSet(deps, { ...query, ...params })
