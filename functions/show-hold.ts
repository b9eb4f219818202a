import { showHold } from '../lib/usecases/show-hold.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'show-hold'> = ({ deps, params, now }) => showHold(deps, params, now)
