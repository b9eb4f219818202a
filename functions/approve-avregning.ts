import { approveAvregning } from '../lib/usecases/approve-avregning.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'approve-avregning'> = ({ deps, write, params }) => approveAvregning(deps, write, params)
