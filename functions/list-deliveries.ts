import { listDeliveries } from '../lib/usecases/deliveries.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-deliveries'> = ({ deps, params, query }) => listDeliveries(deps, params, query.limit)
