import { setStaffing } from '../lib/usecases/change-standing.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'set-staffing'> = ({ deps, write, params, body }) =>
  setStaffing(deps, write, { ...body, ...params })
