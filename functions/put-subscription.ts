import { putSubscription } from '../lib/usecases/subscriptions.ts'
import type { Run } from './runtime/serve.ts'
import { webhookSettings } from './runtime/webhook-settings.ts'

export const run: Run<'put-subscription'> = ({ deps, write, params, body }) =>
  putSubscription(deps, write, params, body, webhookSettings())
