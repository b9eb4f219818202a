import { tryWhatIf } from '../lib/usecases/what-if.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'what-if'> = ({ deps, actor, now, params, body }) =>
  tryWhatIf(deps, { actor, now, ...params, changes: body })
