import { putUnit } from '../lib/usecases/describe-unit.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'put-unit'> = ({ deps, write, query, params, body }) =>
  putUnit(deps, { ...write, ...query }, { ...body, ...params })
