import { transferStay } from '../lib/usecases/transfer-stay.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'transfer-stay'> = ({ deps, write, params, body }) =>
  transferStay(deps, write, { ...body, ...params })
