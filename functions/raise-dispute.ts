import { raiseDispute } from '../lib/usecases/disputes.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'raise-dispute'> = ({ deps, write, params, body }) =>
  raiseDispute(deps, write, { ...body, ...params })
