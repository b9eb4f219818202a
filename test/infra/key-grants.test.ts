import { beforeAll, describe, expect, test } from 'vitest'
import { KEY_GRANTS, PARTITION_OF, PARTITIONS, type Partition } from '../../infra/aws/key-grants.ts'
import { bundleText, FUNCTION_NAMES, type FunctionName } from '../../infra/bundle.ts'
import { JOB_NAMES, JOBS } from '../../lib/contract/jobs.ts'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'
import { TABLE } from '../../lib/store/table.ts'
import { codeOf } from '../support/source-files.ts'

const isPart = (name: string): name is keyof typeof PARTITION_OF => Object.hasOwn(PARTITION_OF, name)
const partitionsOf = (names: readonly string[]): readonly Partition[] =>
  [...new Set(names.filter(isPart).map((name) => PARTITION_OF[name]))].toSorted()

/** What is left of the program when all that a function cannot reach is taken away. */
describe.each(FUNCTION_NAMES)('the bundle of %s', (name: FunctionName) => {
  let text = ''
  let keys = ''
  beforeAll(async () => {
    text = await bundleText(name)
    // In as many pieces as the bundler likes.
    keys = [...text.matchAll(/\/\/ lib\/store\/keys\.ts\n.*?(?=\n\/\/ )/gs)].join('\n')
  })
  const named = (call: 'put' | 'remove' | 'check') =>
    [...text.matchAll(new RegExp(`\\b${call}\\d*\\(\\s*"([\\w-]+)"`, 'g'))].map(([, part = '']) => part)
  const { reads, puts, removes, checks, queries } = KEY_GRANTS[name]

  test('writes where it is granted to, and nowhere else', () => {
    expect({
      puts: partitionsOf(named('put')),
      removes: partitionsOf(named('remove')),
      checks: partitionsOf(named('check')),
    }).toEqual({ puts, removes, checks })
  })

  test('knows the keys of what it is granted to read, and no others', () => {
    const known = Object.entries(PARTITIONS).filter(([, pattern]) =>
      new RegExp(`["'\`]${pattern.replace(/\*$/, '')}`).test(keys),
    )
    expect(known.map(([partition]) => partition).toSorted()).toEqual(reads)
  })

  test('asks the indexes that it is granted, and no others', () => {
    const asked = Object.keys(TABLE.indexes).filter((index) => text.includes(`IndexName: "${index}"`))
    expect(asked).toEqual(queries)
  })

  test('writes something if a row of its says so, and else nothing', () => {
    const rows = [...JOB_NAMES.map((job) => JOBS[job]), ...OPERATIONS.map(rowOf)].filter((row) => row.lambda === name)
    expect(puts.length + removes.length > 0).toBe(rows.some((row) => row.table === 'write'))
  })
})

test('every part of a transaction is named where it is made', () => {
  const stores = [
    'access',
    'agreement',
    'avregning',
    'criteria',
    'lookup',
    'past',
    'subscription',
    'ukp-rate',
    'unit',
  ].map((store) => codeOf(`lib/store/${store}-store.ts`))
  const calls = [...stores, codeOf('lib/store/idempotency.ts')].flatMap((code) => [
    ...code.matchAll(/\b(?:put|remove|check)\(\s*(\S)/g),
  ])
  expect(calls.length).toBeGreaterThan(20)
  for (const [call, first] of calls) expect(`${call} ${first}`).toMatch(/'$/)
})
