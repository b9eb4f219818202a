import { randomUUID } from 'node:crypto'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, inject } from 'vitest'
import { localClient } from '../../infra/local/engine.ts'
import { accessLogBeside, createTable } from '../../lib/store/create-table.ts'
import type { Deps } from '../../lib/usecases/deps.ts'

/** A fresh table on the run's engine, with ids that count up and chance that repeats, so that a failure can be replayed. */
export async function freshTable(): Promise<{
  readonly deps: Deps
  readonly client: DynamoDBClient
  readonly endpoint: string
  readonly tableName: string
}> {
  const endpoint = inject('endpoint')
  const client = localClient(endpoint)
  const tableName = `test-${randomUUID()}`
  await createTable(client, tableName)
  afterAll(() => client.destroy())
  return { deps: testDeps(client, tableName), client, endpoint, tableName }
}

export function testDeps(client: DynamoDBClient, tableName: string, seed = 1): Deps {
  let made = 0
  let state = seed
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  const store = { client, tableName, pause }
  return {
    store,
    accessLog: accessLogBeside(store, 30),
    newId: (prefix) => {
      made += 1
      return `${prefix}_${String(made).padStart(6, '0')}`
    },
    // A linear congruential generator (Numerical Recipes): chance enough for jitter, the same in every run.
    random: () => {
      state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
      return state / 2 ** 32
    },
  }
}
