import { listDue } from '../lib/usecases/follow-stay.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-due'> = ({ deps, params, now }) => listDue(deps, params.unitId, now)
