import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { ACCESS_RESULTS, type AccessRecord, PURPOSES, sameLook } from '../domain/access/access-record.ts'
import { ROLES } from '../domain/vocabulary.ts'
import { hashOf } from '../kernel/hash-of.ts'
import { epochSecondsOf, type Instant, plusMinutes } from '../kernel/instant.ts'
import type { OsloDate } from '../kernel/oslo-date.ts'
import { instant } from './field-codecs.ts'
import { decode, encode } from './item-codec.ts'
import { accessLogEnd, accessLogKey, accessLogPartition, accessLogStart } from './keys.ts'
import { marshalKey, queryItems, type Store } from './store-client.ts'

/** The log's own table: whoever writes there can read nothing, and whoever reads can change nothing. */
export type AccessLog = {
  readonly store: Store
  readonly keptDays: number
}

const accessRecord = z.strictObject({
  at: instant,
  operation: z.string(),
  result: z.enum(ACCESS_RESULTS),
  problem: z.string().nullable(),
  // Left out by whoever wrote before it was kept.
  cause: z.string().nullable().default(null),
  role: z.enum(ROLES).nullable(),
  org: z.string().nullable(),
  purpose: z.enum(PURPOSES).nullable(),
  clientId: z.string().nullable(),
  orgnr: z.string().nullable(),
  subject: z.string().nullable(),
  what: z.record(z.string(), z.string()),
  correlationId: z.string(),
}) satisfies z.ZodType<AccessRecord>

export const MINUTES_PER_DAY = 24 * 60

/** Under the name of a record lies another look. Nobody names two looks the same, so somebody has been at it. */
export class AccessNameTakenFault extends Error {
  override readonly name = 'AccessNameTakenFault'
}

/**
 * Adds one record, and never puts it in another's place. `name` tells two of one instant apart; a name that is there
 * already is the same look, seen by another process, or this very write whose answer was lost.
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
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    const kept = error.Item && decode(accessRecord, error.Item, 'body')
    if (!kept || hashOf(sameLook(kept)) !== hashOf(sameLook(record)))
      throw new AccessNameTakenFault('another look lies under the name of a record')
  }
}

/** The date under which an instant is filed: that of UTC. */
export const filedDateOf = (at: Instant): OsloDate => at.slice(0, 'YYYY-MM-DD'.length) as OsloDate

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
