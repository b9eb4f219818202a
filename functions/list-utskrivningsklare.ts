import { listUtskrivningsklare } from '../lib/usecases/list-utskrivningsklare.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-utskrivningsklare'> = ({ deps, actor, now, query }) =>
  listUtskrivningsklare(deps, { actor, now }, query)
