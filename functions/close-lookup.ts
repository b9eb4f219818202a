import { closeLookup } from '../lib/usecases/close-lookup.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'close-lookup'> = ({ deps, write, params, body }) =>
  closeLookup(deps, write, { ...body, ...params })
