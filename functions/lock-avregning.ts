import { lockAvregning } from '../lib/usecases/run-avregning.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'lock-avregning'> = ({ deps, write, params, body }) =>
  lockAvregning(deps, write, { ...body, ...params })
