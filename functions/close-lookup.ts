import { closeLookup } from '../lib/usecases/close-lookup.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'close-lookup'> = ({ deps, actor, now, params, body }) =>
  closeLookup(deps, { actor, now }, { ...body, ...params })
