import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { ACCESS_RESULTS, type AccessRecord, PURPOSES } from '../domain/access/access-record.ts'
import { ROLES } from '../domain/vocabulary.ts'
import { epochSecondsOf, type Instant, plusMinutes } from '../kernel/instant.ts'
import type { OsloDate } from '../kernel/oslo-date.ts'
import { decode, encode } from './codecs.ts'
import { accessLogEnd, accessLogKey, accessLogPartition, accessLogStart } from './keys.ts'
import { marshalKey, queryItems, type Store } from './store-client.ts'

/** The log's own table: whoever writes there can read nothing, and whoever reads can change nothing. */
export type AccessLog = {
  readonly store: Store
  readonly keptDays: number
}

const accessRecord = z.strictObject({
  at: z.string().length(24) as unknown as z.ZodType<Instant>,
  operation: z.string(),
  result: z.enum(ACCESS_RESULTS),
  problem: z.string().nullable(),
  role: z.enum(ROLES).nullable(),
  org: z.string().nullable(),
  purpose: z.enum(PURPOSES).nullable(),
  clientId: z.string().nullable(),
  orgnr: z.string().nullable(),
  subject: z.string().nullable(),
  what: z.record(z.string(), z.string()),
  correlationId: z.string(),
}) satisfies z.ZodType<AccessRecord>

const MINUTES_PER_DAY = 24 * 60

/**
 * Adds one record, and never puts it in another's place. `name` tells two of one instant apart; a name that is there
 * already is the same look, seen by another process.
 */
export async function appendAccess(
  { store, keptDays }: AccessLog,
  record: AccessRecord,
  { at, name }: { readonly at: Instant; readonly name: string },
): Promise<void> {
  try {
    await store.client.send(
      new PutItemCommand({
        TableName: store.tableName,
        Item: {
          ...marshalKey(accessLogKey(at, name)),
          type: { S: 'access-record' },
          body: encode(record),
          ttl: { N: String(epochSecondsOf(plusMinutes(record.at, keptDays * MINUTES_PER_DAY))) },
        },
        ConditionExpression: 'attribute_not_exists(#pk)',
        ExpressionAttributeNames: { '#pk': 'pk' },
      }),
    )
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}

export type AccessRow = { readonly cursor: string; readonly record: AccessRecord }

/** The records of one date (UTC, as the log is filed), in the order of time; `after` goes on where a page ended. */
export async function* queryAccess(
  { store }: AccessLog,
  date: OsloDate,
  after: string | undefined,
): AsyncGenerator<AccessRow> {
  const items = queryItems(store, {
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :until',
    ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
    ExpressionAttributeValues: {
      ':pk': { S: accessLogPartition(date) },
      // The least that sorts after a cursor.
      ':from': { S: after === undefined ? accessLogStart : `${after} ` },
      ':until': { S: accessLogEnd },
    },
    ConsistentRead: true,
  })
  for await (const item of items) yield { cursor: item['sk']?.S ?? '', record: decode(accessRecord, item, 'body') }
}
