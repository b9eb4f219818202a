import { declineHold } from '../lib/usecases/answer-hold.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'decline-hold'> = ({ deps, write, params, body }) =>
  declineHold(deps, write, { ...body, ...params })
