import { getAvregning } from '../lib/usecases/show-avregning.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'get-avregning'> = ({ deps, actor, now, params }) => getAvregning(deps, { actor, now, ...params })
