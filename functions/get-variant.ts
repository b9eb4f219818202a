import { getVariant } from '../lib/usecases/save-variant.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'get-variant'> = ({ deps, actor, now, params, query }) =>
  getVariant(deps, { actor, now }, { ...query, ...params })
