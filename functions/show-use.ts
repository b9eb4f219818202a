import { showUse } from '../lib/usecases/show-use.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'show-use'> = ({ deps, params, query, now }) => showUse(deps, { ...query, ...params }, now)
