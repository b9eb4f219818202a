import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { epochSecondsOf, type Instant } from '../kernel/instant.ts'
import { proofKey } from './keys.ts'
import { marshalKey, type Store } from './store-client.ts'

/**
 * True the first time, false for every other until it is forgotten: one write decides it for all processes. What is past
 * its time may be there still, because TTL only tidies, and then counts as gone.
 */
export async function trySpendProof(
  store: Store,
  { boundTo, id }: { readonly boundTo: string; readonly id: string },
  now: Instant,
  forgetAt: Instant,
): Promise<boolean> {
  try {
    await store.client.send(
      new PutItemCommand({
        TableName: store.tableName,
        Item: {
          ...marshalKey(proofKey(boundTo, id)),
          type: { S: 'proof' },
          forgetAt: { S: forgetAt },
          ttl: { N: String(epochSecondsOf(forgetAt)) },
        },
        ConditionExpression: 'attribute_not_exists(#pk) OR #forgetAt <= :now',
        ExpressionAttributeNames: { '#pk': 'pk', '#forgetAt': 'forgetAt' },
        ExpressionAttributeValues: { ':now': { S: now } },
      }),
    )
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}
