import { listDeparted } from '../lib/usecases/list-departed.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-departed'> = ({ deps, params, query, now }) =>
  listDeparted(deps, { ...query, ...params }, now)
