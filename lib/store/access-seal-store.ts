import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import type { LoggedLine, Seal } from '../domain/access/seal.ts'
import { epochSecondsOf, type Instant, plusMinutes } from '../kernel/instant.ts'
import type { OsloDate } from '../kernel/oslo-date.ts'
import { type AccessLog, MINUTES_PER_DAY } from './access-log-store.ts'
import { instant } from './field-codecs.ts'
import { decode, encode } from './item-codec.ts'
import { ACCESS_SEALS, accessLogPartition, accessSealKey } from './keys.ts'
import { type Item, marshalKey, queryItems } from './store-client.ts'

const seal = z.strictObject({
  hour: instant,
  lines: z.int().min(0),
  digest: z.string().length(64),
  previous: z.string().length(64).nullable(),
  mark: z.string().length(64),
}) satisfies z.ZodType<Seal>

/** Everything that lies under a date, also what no reader of the log would show; in the order of the names. */
export async function listLines({ store }: AccessLog, date: OsloDate, hour?: Instant): Promise<readonly LoggedLine[]> {
  const items = queryItems(store, {
    KeyConditionExpression: hour ? '#pk = :pk AND begins_with(#sk, :hour)' : '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk', ...(hour && { '#sk': 'sk' }) },
    ExpressionAttributeValues: {
      ':pk': { S: accessLogPartition(date) },
      ...(hour && { ':hour': { S: hour.slice(0, HOUR_LENGTH) } }),
    },
    ConsistentRead: true,
  })
  const lines: LoggedLine[] = []
  for await (const item of items) lines.push(lineOf(item))
  return lines
}

/** Of a record's name: the hour it is filed under. */
export const HOUR_LENGTH = 'YYYY-MM-DDTHH'.length

const lineOf = ({ sk, body, ttl }: Item): LoggedLine => ({
  name: sk?.S ?? '',
  text: body?.S ?? '',
  forgetAt: ttl?.N ?? '',
})

/** The seals from one instant until another, oldest first. */
export async function listSeals({ store }: AccessLog, from: Instant, until: Instant): Promise<readonly Seal[]> {
  const items = queryItems(store, {
    ...inSeals('AND #sk BETWEEN :from AND :until', { ':from': { S: from }, ':until': { S: until } }),
    ConsistentRead: true,
  })
  const seals: Seal[] = []
  for await (const item of items) seals.push(decode(seal, item, 'body'))
  return seals
}

/** The last seal before an instant; left out: the last of all. */
export const findLastSeal = (log: AccessLog, before?: Instant): Promise<Seal | undefined> =>
  findSeal(log, { isForward: false, ...(before && { before }) })
export const findFirstSeal = (log: AccessLog): Promise<Seal | undefined> => findSeal(log, { isForward: true })

async function findSeal(
  { store }: AccessLog,
  { isForward, before }: { readonly isForward: boolean; readonly before?: Instant },
): Promise<Seal | undefined> {
  const items = queryItems(store, {
    ...(before ? inSeals('AND #sk < :before', { ':before': { S: before } }) : inSeals('', {})),
    ScanIndexForward: isForward,
    Limit: 1,
    ConsistentRead: true,
  })
  for await (const item of items) return decode(seal, item, 'body')
  return undefined
}

const inSeals = (more: string, values: Readonly<Record<string, { readonly S: string }>>) => ({
  KeyConditionExpression: `#pk = :pk ${more}`,
  ExpressionAttributeNames: { '#pk': 'pk', ...(more !== '' && { '#sk': 'sk' }) },
  ExpressionAttributeValues: { ':pk': { S: ACCESS_SEALS }, ...values },
})

/** Longer than the records under it, so that none of them is ever without. */
const DAYS_LONGER = 2

/** False where the hour has its seal: it is set once, and never anew. */
export async function trySetSeal({ store, keptDays }: AccessLog, made: Seal): Promise<boolean> {
  try {
    await store.client.send(
      new PutItemCommand({
        TableName: store.tableName,
        Item: {
          ...marshalKey(accessSealKey(made.hour)),
          type: { S: 'access-seal' },
          body: encode(made),
          ttl: { N: String(epochSecondsOf(plusMinutes(made.hour, (keptDays + DAYS_LONGER) * MINUTES_PER_DAY))) },
        },
        ConditionExpression: 'attribute_not_exists(#pk)',
        ExpressionAttributeNames: { '#pk': 'pk' },
      }),
    )
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}
