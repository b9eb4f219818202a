import { runAvregning } from '../lib/usecases/run-avregning.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'run-avregning'> = ({ deps, write, params }) => runAvregning(deps, write, params)
