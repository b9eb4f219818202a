import { putCriteriaSet } from '../lib/usecases/save-criteria-set.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'put-criteria-set'> = ({ deps, write, params, body }) =>
  putCriteriaSet(deps, write, params.criteriaSetId, body)
