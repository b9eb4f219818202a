import { cancelHold } from '../lib/usecases/answer-hold.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'cancel-hold'> = ({ deps, write, params, body }) =>
  cancelHold(deps, write, { ...body, ...params })
