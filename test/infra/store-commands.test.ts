import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// The local engines ask for no permissions, so a call without its grant would first fail after a deploy.
const sources = globSync('{lib,functions}/**/*.ts').filter((path) => path !== 'lib/store/create-table.ts')
const found = (pattern: RegExp) =>
  new Set(sources.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(pattern)].map((match) => match[1])))

test('the code sends only what the functions are granted', () => {
  expect(found(/\bnew (\w+)Command\(/g)).toEqual(new Set(['BatchGetItem', 'Query', 'TransactWriteItems', 'PutItem']))
})

test('the parts of a transaction are only those that the functions are granted', () => {
  expect(found(/\b(Put|Delete|ConditionCheck|Update): \{/g)).toEqual(new Set(['Put', 'Delete', 'ConditionCheck']))
})
