import { createHmac } from 'node:crypto'
import { type Instant, msOf } from '../../kernel/instant.ts'

/** The headers of Standard Webhooks 1.0.0 (standardwebhooks.com); names in lower case, as HTTP/2 has them. */
export type WebhookHeaders = {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

/**
 * Signs one sending of one event. The id stays the same however often it is sent, the time is that of this sending, and
 * there is one signature for each secret that is valid now.
 */
export function signWebhook(
  secrets: readonly Uint8Array[],
  { id, sentAt, body }: { readonly id: string; readonly sentAt: Instant; readonly body: string },
): WebhookHeaders {
  const timestamp = String(Math.floor(msOf(sentAt) / 1000))
  const sign = (secret: Uint8Array) =>
    `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map(sign).join(' '),
  }
}
