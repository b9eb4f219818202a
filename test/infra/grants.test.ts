import { App } from 'aws-cdk-lib'
import { expect, test } from 'vitest'
import { DataStack } from '../../infra/aws/data-stack.ts'
import { tableStatements } from '../../infra/aws/grants.ts'
import type { KeyGrants } from '../../infra/aws/key-grants.ts'
import { SETTINGS } from '../../infra/aws/settings.ts'

const settings = SETTINGS.test
const data = new DataStack(new App({ outdir: '.build/test-grants' }), 'data', { env: settings, settings })
const NOTHING: KeyGrants = { reads: [], puts: [], removes: [], checks: [], queries: [] }
const actionsFor = (grants: Partial<KeyGrants>) =>
  tableStatements({ ...NOTHING, ...grants }, data).flatMap(({ actions }) => actions)

test('what is granted nothing can do nothing to the table', () => {
  expect(actionsFor({})).toEqual(['kms:Decrypt'])
})

test('what only reads cannot write, nor use the key to', () => {
  expect(actionsFor({ reads: ['unit'], queries: ['gsi1'] })).toEqual([
    'dynamodb:BatchGetItem',
    'dynamodb:Query',
    'dynamodb:Query',
    'kms:Decrypt',
  ])
})

test.each([
  ['puts', 'dynamodb:PutItem'],
  ['removes', 'dynamodb:DeleteItem'],
  ['checks', 'dynamodb:ConditionCheckItem'],
] as const)('%s is one action, on the partitions that are named', (kind, action) => {
  const [statement] = tableStatements({ ...NOTHING, [kind]: ['unit', 'stay'] }, data)
  expect(statement?.actions).toEqual([action])
  expect(statement?.conditions).toEqual({
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['UNIT#*', 'STAY#*'] },
  })
  expect(actionsFor({ [kind]: ['unit'] })).toContain('kms:GenerateDataKey')
})
