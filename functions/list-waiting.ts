import { listWaiting } from '../lib/usecases/waiting-list.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-waiting'> = ({ deps, params, now }) => listWaiting(deps, params.unitId, now)
