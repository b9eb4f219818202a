import { promoteWaiting } from '../lib/usecases/waiting-list.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'promote-waiting'> = ({ deps, write, params }) => promoteWaiting(deps, write, params)
