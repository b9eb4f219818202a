import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { TABLE } from '../../lib/store/table.ts'
import type { DataStack } from './data-stack.ts'

export type Access = 'read' | 'write'
export type Data = Pick<DataStack, 'table' | 'key'>

/** One writing row makes a writing function: a Lambda has one role for all its rows. */
export const accessOf = (rows: readonly { readonly table: Access }[]): Access =>
  rows.some((row) => row.table === 'write') ? 'write' : 'read'

/**
 * What a function may do to the table. Written out and not left to CDK's own grants, which would add Scan, UpdateItem
 * and every index by wildcard. A writer reads too, because nothing is written that was not decided on what stands there.
 */
export function tableStatements(access: Access, { table, key }: Data): PolicyStatement[] {
  const indexArns = Object.keys(TABLE.indexes).map((name) => `${table.tableArn}/index/${name}`)
  const read = new PolicyStatement({
    actions: ['dynamodb:BatchGetItem', 'dynamodb:Query'],
    resources: [table.tableArn, ...indexArns],
  })
  // TransactWriteItems has no action of its own: each part of it asks for the action of its kind.
  const write = new PolicyStatement({
    actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
    resources: [table.tableArn],
  })
  // DynamoDB uses the key in the caller's name; the condition keeps the caller from using it for anything else.
  const useKey = new PolicyStatement({
    actions: access === 'write' ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(table).region}.amazonaws.com` } },
  })
  return access === 'write' ? [read, write, useKey] : [read, useKey]
}
