import { showStay } from '../lib/usecases/show-stay.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'show-stay'> = ({ deps, params }) => showStay(deps, params)
