import { createHmac } from 'node:crypto'
import type { Instant } from '../../kernel/instant.ts'
import type { Subscription } from './subscription.ts'

/**
 * A subscription's secret is made from the service's own key when it is needed, and is kept nowhere: no item, backup or
 * export of the table can give it away. Another generation is another secret, and so is a subscription made anew.
 */
const secretOf = (
  key: Uint8Array,
  { agreementId, subscriptionId, createdAt }: Pick<Subscription, 'agreementId' | 'subscriptionId' | 'createdAt'>,
  generation: number,
): Uint8Array =>
  createHmac('sha256', key)
    .update(JSON.stringify(['webhook', agreementId, subscriptionId, createdAt, generation]))
    .digest()

/** As Standard Webhooks writes it, to be shown once. */
export const shownSecret = (key: Uint8Array, subscription: Subscription): string =>
  `whsec_${Buffer.from(secretOf(key, subscription, subscription.generation)).toString('base64')}`

/** The newest secret, and the one before it as long as the receiver has to take up the new one. */
export function validSecrets(key: Uint8Array, subscription: Subscription, at: Instant): readonly Uint8Array[] {
  const { generation, earlierUntil } = subscription
  const isEarlierValid = generation > 1 && earlierUntil !== null && at < earlierUntil
  return [generation, ...(isEarlierValid ? [generation - 1] : [])].map((each) => secretOf(key, subscription, each))
}
