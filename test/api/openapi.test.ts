import { expect, it } from 'vitest'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'
import { recordExamples } from '../support/record-examples.ts'
import { readSource } from '../support/source-files.ts'

it('every example in the documentation is what a running service says (npm run docs)', async () => {
  const examples = await recordExamples()
  expect(examples).toEqual(JSON.parse(readSource('docs/generated/examples.json')))
  for (const operation of OPERATIONS)
    expect([operation, examples[operation].status]).toEqual([operation, rowOf(operation).success])
})
