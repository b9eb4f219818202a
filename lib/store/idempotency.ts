import * as z from 'zod'
import { epochSecondsOf, type Instant, plusMinutes } from '../kernel/instant.ts'
import { decode, readText } from './item-codec.ts'
import { idempotencyKey, type Key } from './keys.ts'
import { getItems, type Item, marshalKey, type Store } from './store-client.ts'
import { ABSENT, put, type TxPart } from './tx.ts'

/** One caller's key for one request. `fingerprint` covers operation, path and body, so another request is told apart. */
export type Idempotency = {
  readonly scope: string
  readonly key: string
  readonly fingerprint: string
  /** How long the answer is kept, for callers that may come again later than others. */
  readonly keptMinutes?: number
}

/** What the first request with the key answered. */
export type Replay = { readonly fingerprint: string; readonly answer: unknown }

/** Longer than any client retries, so that an answer lost on the road is found again the day after. */
const KEPT_MINUTES = 48 * 60

export const idempotencyItemKey = ({ scope, key }: Idempotency): Key => idempotencyKey(scope, key)

export const readReplay = (item: Item | undefined): Replay | null =>
  item ? { fingerprint: readText(item, 'fingerprint'), answer: decode(z.unknown(), item, 'answer') } : null

/** For changes that read nothing else with it. */
export async function findReplay(store: Store, idempotency: Idempotency): Promise<Replay | null> {
  const [item] = await getItems(store, [idempotencyItemKey(idempotency)])
  return readReplay(item)
}

/** Goes into the same transaction as the change: both stand, or neither. */
export const idempotencyPart = (idempotency: Idempotency, answer: unknown, at: Instant): TxPart =>
  put(
    'idempotency',
    {
      ...marshalKey(idempotencyItemKey(idempotency)),
      type: { S: 'idempotency' },
      fingerprint: { S: idempotency.fingerprint },
      answer: { S: JSON.stringify(answer) },
      ttl: { N: String(epochSecondsOf(plusMinutes(at, idempotency.keptMinutes ?? KEPT_MINUTES))) },
    },
    ABSENT,
  )
