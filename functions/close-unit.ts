import { closeUnit } from '../lib/usecases/change-standing.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'close-unit'> = ({ deps, write, params, body }) => closeUnit(deps, write, params.unitId, body)
