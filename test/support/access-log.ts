import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb'
import type { AccessRecord } from '../../lib/domain/access/access-record.ts'
import { instantOf } from '../../lib/kernel/instant.ts'
import type { AccessLog } from '../../lib/store/access-log-store.ts'
import { accessLogKey } from '../../lib/store/keys.ts'
import { marshalKey } from '../../lib/store/store-client.ts'

/** Somebody in a ward saw something. */
export const LOOK: Omit<AccessRecord, 'at' | 'correlationId'> = {
  operation: 'show-stay',
  result: 'answered',
  problem: null,
  cause: null,
  role: 'ward',
  org: 'unit_a',
  purpose: 'helsehjelp',
  clientId: null,
  orgnr: null,
  subject: null,
  what: {},
}
const MOST_IN_A_BATCH = 25

/** So many records on a date, past the API. */
export async function fillAccessLog({ store }: AccessLog, date: string, count: number): Promise<void> {
  const items = Array.from({ length: count }, (_, i) => {
    const at = instantOf(Date.parse(`${date}T00:00:00Z`) + i)
    return {
      ...marshalKey(accessLogKey(at, 'mange')),
      body: { S: JSON.stringify({ ...LOOK, at, correlationId: 'mange' }) },
    }
  })
  for (let from = 0; from < items.length; from += MOST_IN_A_BATCH) {
    const batch = items.slice(from, from + MOST_IN_A_BATCH).map((Item) => ({ PutRequest: { Item } }))
    await store.client.send(new BatchWriteItemCommand({ RequestItems: { [store.tableName]: batch } }))
  }
}
