import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { DataStack } from './data-stack.ts'
import { type KeyGrants, LOGGED, PARTITIONS, type Partition, PROOFS, SEALS } from './key-grants.ts'

export type Data = Pick<DataStack, 'table' | 'key' | 'accessLog' | 'webhookKey' | 'sealKey'>

/**
 * What a function may do to the table, action by action and key by key. Written out and not left to CDK's own grants,
 * which would add Scan, UpdateItem, every index by wildcard, and every item of the table to each.
 *
 * TransactWriteItems has no action of its own: each part of it asks for the action of its kind.
 */
export function tableStatements(
  { reads, puts, removes, checks, queries }: KeyGrants,
  { table, key }: Pick<Data, 'table' | 'key'>,
): PolicyStatement[] {
  const onItems = (actions: readonly string[], partitions: readonly Partition[]) =>
    partitions.length === 0
      ? []
      : [
          new PolicyStatement({
            actions: actions.map((action) => `dynamodb:${action}`),
            resources: [table.tableArn],
            conditions: {
              'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions.map((each) => PARTITIONS[each]) },
            },
          }),
        ]
  const onIndexes =
    queries.length === 0
      ? []
      : [
          new PolicyStatement({
            actions: ['dynamodb:Query'],
            resources: queries.map((name) => `${table.tableArn}/index/${name}`),
          }),
        ]
  const isWriter = [puts, removes, checks].some((partitions) => partitions.length > 0)
  return [
    ...onItems(['BatchGetItem', 'Query'], reads),
    ...onItems(['PutItem'], puts),
    ...onItems(['DeleteItem'], removes),
    ...onItems(['ConditionCheckItem'], checks),
    ...onIndexes,
    useKey({ table, key }, isWriter),
  ]
}

/**
 * What every function behind the API may do, whatever its rows: keep who came in the access log, and remember a proof of
 * a key. It can read neither the log nor anybody's proofs. `readsLog`: the one that serves the auditor.
 */
export function doorStatements(data: Data, readsLog: boolean): PolicyStatement[] {
  const remember = putAlone(data.table, PROOFS)
  return [...keepStatements(data), remember, ...(readsLog ? [readLog(data.accessLog)] : [])]
}

/** Keeps in the access log whoever came, and can read nothing there: also where people sign in. */
export const keepStatements = ({ table, key, accessLog }: Data): PolicyStatement[] => [
  putAlone(accessLog, LOGGED),
  useKey({ table, key }, true),
]

/** Reads the log and sets seals on it; it can add no record. */
export const sealStatements = ({ table, key, accessLog }: Data): PolicyStatement[] => [
  putAlone(accessLog, SEALS),
  readLog(accessLog),
  useKey({ table, key }, true),
]

const readLog = ({ tableArn }: Data['accessLog']): PolicyStatement =>
  new PolicyStatement({ actions: ['dynamodb:Query'], resources: [tableArn] })

/** To put, and not to be told what lay there before: whoever could would read by writing. */
const putAlone = ({ tableArn }: Data['accessLog'], partition: string): PolicyStatement =>
  new PolicyStatement({
    actions: ['dynamodb:PutItem'],
    resources: [tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [partition] },
      StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
    },
  })

/** DynamoDB uses the key in the caller's name; the condition keeps the caller from using it for anything else. */
const useKey = ({ table, key }: Pick<Data, 'table' | 'key'>, isWriter: boolean): PolicyStatement =>
  new PolicyStatement({
    actions: isWriter ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(table).region}.amazonaws.com` } },
  })
