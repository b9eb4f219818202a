import {
  type AttributeDefinition,
  CreateTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb'
import { TABLE } from './table.ts'

/** Makes the table where the service runs without CDK; leaves one that is there alone. Says which it was. */
export async function createTable(client: DynamoDBClient, tableName: string): Promise<'made' | 'already-there'> {
  const indexes = Object.entries(TABLE.indexes)
  const names = [TABLE, ...Object.values(TABLE.indexes)].flatMap((keys) => [keys.partitionKey, keys.sortKey])
  try {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: names.map((name): AttributeDefinition => ({ AttributeName: name, AttributeType: 'S' })),
        KeySchema: keySchema(TABLE),
        GlobalSecondaryIndexes: indexes.map(([name, index]) => ({
          IndexName: name,
          KeySchema: keySchema(index),
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.include] },
        })),
      }),
    )
    return 'made'
  } catch (error) {
    if (error instanceof ResourceInUseException) return 'already-there'
    throw error
  }
}

const keySchema = (keys: { partitionKey: string; sortKey: string }): KeySchemaElement[] => [
  { AttributeName: keys.partitionKey, KeyType: 'HASH' },
  { AttributeName: keys.sortKey, KeyType: 'RANGE' },
]
