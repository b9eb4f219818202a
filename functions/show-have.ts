import { showHave } from '../lib/usecases/show-have.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'show-have'> = ({ deps, now, params }) => showHave(deps, params, now)
