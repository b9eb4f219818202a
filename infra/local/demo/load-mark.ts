import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { type Instant, parseInstant } from '../../../lib/kernel/instant.ts'
import { getItems, marshalKey, type Store } from '../../../lib/store/store-client.ts'

/** The local run's own note, beside the service's items and known to nobody else. */
const MARK = { pk: 'LOCAL#demo-region', sk: 'LOAD' }

/** When this table's demo region was begun, by the service's clock: its history ends at that instant. */
export async function findLoadBegun(store: Store): Promise<Instant | undefined> {
  const [item] = await getItems(store, [MARK])
  return parseInstant(item?.['begunAt']?.S ?? '')
}

/** False when somebody else has begun in the meantime. */
export async function tryMarkLoadBegun(store: Store, begunAt: Instant): Promise<boolean> {
  const Item = { ...marshalKey(MARK), type: { S: 'local' }, begunAt: { S: begunAt } }
  const ConditionExpression = 'attribute_not_exists(#pk)'
  try {
    await store.client.send(
      new PutItemCommand({
        TableName: store.tableName,
        Item,
        ConditionExpression,
        ExpressionAttributeNames: { '#pk': 'pk' },
      }),
    )
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}
