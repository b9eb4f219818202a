import { getUnit } from '../lib/usecases/describe-unit.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'get-unit'> = ({ deps, actor, now, params }) => getUnit(deps, { actor, now }, params.unitId)
