import { listAvregninger } from '../lib/usecases/show-avregning.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-avregninger'> = ({ deps, actor, now, params }) =>
  listAvregninger(deps, { actor, now, ...params })
