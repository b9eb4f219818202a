import { checkCriteria } from '../lib/usecases/check-criteria.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'check-criteria'> = ({ deps, params, body, now }) =>
  checkCriteria(deps, { ...body, ...params }, now)
