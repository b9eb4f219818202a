import { rotateSecret } from '../lib/usecases/subscriptions.ts'
import type { Run } from './runtime/serve.ts'
import { webhookSettings } from './runtime/webhook-settings.ts'

export const run: Run<'rotate-secret'> = ({ deps, actor, now, params, body }) =>
  rotateSecret(deps, { actor, now }, params, body, webhookSettings())
