import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb'
import type { Key } from './keys.ts'

/** What every function of the store needs to reach the table. */
export type Store = {
  readonly client: DynamoDBClient
  readonly tableName: string
  /** Waits before another try; an argument so that tests need not sleep. */
  readonly pause: (ms: number) => Promise<void>
}

export type Item = Record<string, AttributeValue>

/** An item that is not what its key says. Thrown, never defaulted: a wrong bed is worse than no answer. */
export class CorruptItemFault extends Error {
  override readonly name = 'CorruptItemFault'
  constructor(key: Key, cause: unknown) {
    super(`the item ${key.pk} ${key.sk} does not match its codec`, { cause })
  }
}

/** DynamoDB gave back part of a batch again and again. */
export class StoreBusyFault extends Error {
  override readonly name = 'StoreBusyFault'
}

const MOST_BATCH_TRIES = 8

/** Reads up to 100 base items in one consistent round trip; the result is in the order of the keys, with gaps. */
export async function getItems(store: Store, keys: readonly Key[]): Promise<readonly (Item | undefined)[]> {
  const found = new Map<string, Item>()
  let wanted: Record<string, AttributeValue>[] = [...new Map(keys.map((key) => [nameOf(key), key])).values()].map(
    marshalKey,
  )
  for (let tries = 0; wanted.length > 0; tries += 1) {
    if (tries === MOST_BATCH_TRIES) throw new StoreBusyFault('DynamoDB left keys unprocessed')
    if (tries > 0) await store.pause(10 * 2 ** tries)
    const { Responses, UnprocessedKeys } = await store.client.send(
      new BatchGetItemCommand({ RequestItems: { [store.tableName]: { Keys: wanted, ConsistentRead: true } } }),
    )
    for (const item of Responses?.[store.tableName] ?? []) {
      found.set(`${item['pk']?.S} ${item['sk']?.S}`, item)
    }
    wanted = UnprocessedKeys?.[store.tableName]?.Keys ?? []
  }
  return keys.map((key) => found.get(nameOf(key)))
}

const MOST_BATCH_KEYS = 100

/** The items that are there, in the order of the keys, however many keys; a round trip per hundred. */
export async function getManyItems(store: Store, keys: readonly Key[]): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let from = 0; from < keys.length; from += MOST_BATCH_KEYS) {
    const found = await getItems(store, keys.slice(from, from + MOST_BATCH_KEYS))
    items.push(...found.filter((item) => item !== undefined))
  }
  return items
}

/** Every page of a Query, as they come; a reader that stops early reads no further page. */
export async function* queryItems(store: Store, query: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<Item> {
  let startKey: QueryCommandInput['ExclusiveStartKey']
  do {
    const page = await store.client.send(
      new QueryCommand({ ...query, TableName: store.tableName, ...(startKey ? { ExclusiveStartKey: startKey } : {}) }),
    )
    yield* page.Items ?? []
    startKey = page.LastEvaluatedKey
  } while (startKey)
}

export const marshalKey = ({ pk, sk }: Key) => ({ pk: { S: pk }, sk: { S: sk } })

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`
