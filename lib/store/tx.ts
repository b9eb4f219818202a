import {
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import type { Key } from './keys.ts'
import { type Item, marshalKey, type Store } from './store-client.ts'

/** What a transaction's part is called, so that a failed condition is read by name and not by position. */
export type PartName =
  | 'unit'
  | 'standing'
  | 'journal'
  | 'stay'
  | 'patient'
  | 'waiting'
  | 'idempotency'
  | 'agreement'
  | 'criteria'
  | 'outcome'
  | 'ukp-rate'
  | 'cost'
  | 'run'
  | 'locks'
  | 'dispute'
  | 'piece'
  | 'subscription'
  | 'feed'
  | 'resend'
  | 'delivery'
  | 'access'
  | 'access-list'

export type TxPart = { readonly name: PartName; readonly write: (tableName: string) => TransactWriteItem }

/** A condition in words, with its names and values: reserved words never meet the expression. */
export type Condition = {
  readonly expression: string
  readonly names: Readonly<Record<string, string>>
  readonly values?: Item
}

export const ABSENT: Condition = { expression: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' } }
export const hasVersion = (version: number): Condition => ({
  expression: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': { N: String(version) } },
})

export const put = (name: PartName, item: Item, condition?: Condition): TxPart => ({
  name,
  write: (TableName) => ({ Put: { TableName, Item: item, ...conditionOf(condition) } }),
})

export const remove = (name: PartName, key: Key, condition?: Condition): TxPart => ({
  name,
  write: (TableName) => ({ Delete: { TableName, Key: marshalKey(key), ...conditionOf(condition) } }),
})

/** Writes nothing, and lets nothing be written unless the condition holds. */
export const check = (name: PartName, key: Key, condition: Condition): TxPart => ({
  name,
  write: (TableName) => {
    const { ConditionExpression = '', ...rest } = conditionOf(condition)
    return { ConditionCheck: { TableName, Key: marshalKey(key), ConditionExpression, ...rest } }
  },
})

/** DynamoDB takes no more in one transaction. */
export const MOST_PARTS = 100

/** Nothing was written. `lost` names the parts whose condition failed; none where another transaction was in the way. */
export type LostRace = { readonly committed: false; readonly lost: ReadonlySet<PartName> }

/**
 * All parts or none. A failed condition or a conflict is a lost race, for the caller to read again and decide again;
 * everything else is a fault.
 */
export async function tryCommit(
  store: Store,
  parts: readonly TxPart[],
): Promise<{ readonly committed: true } | LostRace> {
  if (parts.length > MOST_PARTS) throw new RangeError(`a transaction of ${parts.length} parts`)
  try {
    await store.client.send(
      new TransactWriteItemsCommand({ TransactItems: parts.map((part) => part.write(store.tableName)) }),
    )
    return { committed: true }
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : []
    const codes = new Set(reasons.map((reason) => reason.Code ?? 'None'))
    codes.delete('None')
    const isRace = codes.size > 0 && [...codes].every((code) => RACE_CODES.has(code))
    if (!isRace) throw error
    const lost = parts.filter((_, i) => reasons[i]?.Code === 'ConditionalCheckFailed').map((part) => part.name)
    return { committed: false, lost: new Set(lost) }
  }
}

/** Codes after which another try makes sense, because nothing was written and the world may have moved. */
const RACE_CODES: ReadonlySet<string> = new Set([
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
])

type WrittenCondition = {
  ConditionExpression?: string
  ExpressionAttributeNames?: Record<string, string>
  ExpressionAttributeValues?: Item
}

const conditionOf = (condition: Condition | undefined): WrittenCondition =>
  condition
    ? {
        ConditionExpression: condition.expression,
        ExpressionAttributeNames: { ...condition.names },
        ...(condition.values ? { ExpressionAttributeValues: condition.values } : {}),
      }
    : {}
