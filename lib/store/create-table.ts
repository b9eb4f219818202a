import {
  type AttributeDefinition,
  CreateTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb'
import type { AccessLog } from './access-log-store.ts'
import { ACCESS_LOG_TABLE } from './access-log-table.ts'
import type { Store } from './store-client.ts'
import { TABLE } from './table.ts'

type Keys = { readonly partitionKey: string; readonly sortKey: string }
type Description = Keys & { readonly indexes: Readonly<Record<string, Keys & { readonly include: readonly string[] }>> }

/** The service's table and, beside it, its access log's, where the service runs without CDK. Says whether they are new. */
export async function createTable(client: DynamoDBClient, tableName: string): Promise<'made' | 'already-there'> {
  await make(client, accessLogNameOf(tableName), ACCESS_LOG_TABLE)
  return make(client, tableName, TABLE)
}

/** The log that `createTable` makes beside a table. */
export const accessLogBeside = (store: Store, keptDays: number): AccessLog => ({
  store: { ...store, tableName: accessLogNameOf(store.tableName) },
  keptDays,
})

export const accessLogNameOf = (tableName: string): string => `${tableName}-access-log`

/** Leaves one that is there alone. */
async function make(
  client: DynamoDBClient,
  tableName: string,
  description: Description,
): Promise<'made' | 'already-there'> {
  const indexes = Object.entries(description.indexes)
  const names = [description, ...Object.values(description.indexes)].flatMap((keys) => [
    keys.partitionKey,
    keys.sortKey,
  ])
  try {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: names.map((name): AttributeDefinition => ({ AttributeName: name, AttributeType: 'S' })),
        KeySchema: keySchema(description),
        ...(indexes.length === 0
          ? {}
          : {
              GlobalSecondaryIndexes: indexes.map(([name, index]) => ({
                IndexName: name,
                KeySchema: keySchema(index),
                Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.include] },
              })),
            }),
      }),
    )
    return 'made'
  } catch (error) {
    if (error instanceof ResourceInUseException) return 'already-there'
    throw error
  }
}

const keySchema = (keys: Keys): KeySchemaElement[] => [
  { AttributeName: keys.partitionKey, KeyType: 'HASH' },
  { AttributeName: keys.sortKey, KeyType: 'RANGE' },
]
