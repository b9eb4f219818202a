import { App } from 'aws-cdk-lib'
import { expect, test } from 'vitest'
import { DataStack } from '../../infra/aws/data-stack.ts'
import { type Access, accessOf, tableStatements } from '../../infra/aws/grants.ts'
import { SETTINGS } from '../../infra/aws/settings.ts'

// Every Lambda of today has a row that writes; the first that has none must not be given more than it reads.
const settings = SETTINGS.test
const data = new DataStack(new App({ outdir: '.build/test-grants' }), 'data', { env: settings, settings })
const actionsFor = (...tables: readonly Access[]) =>
  tableStatements(accessOf(tables.map((table) => ({ table }))), data).flatMap(({ actions }) => actions)

const READER = ['dynamodb:BatchGetItem', 'dynamodb:Query', 'kms:Decrypt']

test('rows that only read make a function that only reads', () => {
  expect(actionsFor('read', 'read')).toEqual(READER)
})

test('a function without rows can write nothing', () => {
  expect(actionsFor()).toEqual(READER)
})

test('one row that writes is enough, whatever its place', () => {
  expect(actionsFor('read', 'write', 'read')).toContain('dynamodb:PutItem')
})
