import { removeSubscription } from '../lib/usecases/subscriptions.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'remove-subscription'> = ({ deps, params }) => removeSubscription(deps, params)
