import { listSubscriptions } from '../lib/usecases/subscriptions.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-subscriptions'> = ({ deps, params }) => listSubscriptions(deps, params)
