import { putCriteriaSet } from '../lib/usecases/save-criteria-set.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'put-criteria-set'> = ({ deps, write, query, params, body }) =>
  putCriteriaSet(deps, { ...write, ...query }, params.criteriaSetId, body)
