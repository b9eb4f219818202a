import { expect, it } from 'vitest'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'
import { recordExamples } from '../support/record-examples.ts'
import { readSource } from '../support/source-files.ts'

it('every example in the documentation is what a running service says (npm run docs)', async () => {
  const examples = await recordExamples()
  expect(examples).toEqual(JSON.parse(readSource('docs/generated/examples.json')))
  const refused = OPERATIONS.filter((operation) => examples[operation].status !== rowOf(operation).success)
  // For each of these somebody must first have done what no sample does; it may only become shorter.
  expect(refused).toEqual([
    'promote-waiting',
    'get-access-list',
    'explain-night',
    'raise-dispute',
    'answer-dispute',
    'resend-event',
  ])
})
