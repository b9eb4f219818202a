import { removeWaiting } from '../lib/usecases/waiting-list.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'remove-waiting'> = ({ deps, write, params, body }) =>
  removeWaiting(deps, write, { ...body, ...params })
