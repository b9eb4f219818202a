import { confirmUnit } from '../lib/usecases/change-standing.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'confirm-unit'> = ({ deps, write, params, body }) =>
  confirmUnit(deps, write, { ...body, ...params })
