import { listUnitsOf } from '../lib/usecases/list-units.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-units'> = ({ deps, actor, now, params }) => listUnitsOf(deps, { actor, now, ...params })
