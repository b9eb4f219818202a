import type { WebhookSettings } from '../../lib/usecases/subscriptions.ts'

const FEWEST_KEY_CHARACTERS = 32

/**
 * From the environment, at each use. WEBHOOK_KEY comes from Secrets Manager on AWS and from the data directory in the local
 * run; WEBHOOKS_TO_THIS_MACHINE is set by the local run alone, and by no stack.
 */
export function webhookSettings(): WebhookSettings {
  const key = process.env['WEBHOOK_KEY'] ?? ''
  if (key.length < FEWEST_KEY_CHARACTERS) throw new Error('WEBHOOK_KEY is missing or too short')
  return { webhookKey: Buffer.from(key, 'utf8'), localToo: process.env['WEBHOOKS_TO_THIS_MACHINE'] === 'yes' }
}
