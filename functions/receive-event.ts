import { receiveEvent } from '../lib/usecases/receive-event.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'receive-event'> = ({ deps, write, params, body }) =>
  receiveEvent(deps, write, params.unitId, body)
