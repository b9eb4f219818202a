import { putVariant } from '../lib/usecases/save-variant.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'put-variant'> = ({ deps, write, query, params, body }) =>
  putVariant(deps, { ...write, ...query }, params, body)
