import { addWaiting } from '../lib/usecases/waiting-list.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'add-waiting'> = ({ deps, write, params, body }) =>
  addWaiting(deps, write, { ...body, ...params })
