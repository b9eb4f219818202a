import * as crypto from 'node:crypto'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Deps } from '../../lib/usecases/deps.ts'
import { makeTurns } from '../../lib/usecases/turns.ts'
import { wanted } from './env.ts'

let deps: Deps | undefined

/** The side effects of a real run, made once per process at the first request: TABLE_NAME and the SDK's own settings. */
export function realDeps(): Deps {
  deps ??= makeDeps(wanted('TABLE_NAME'), wanted('ACCESS_LOG_TABLE_NAME'), Number(wanted('ACCESS_LOG_DAYS')))
  return deps
}

function makeDeps(tableName: string, accessLogName: string, keptDays: number): Deps {
  const client = new DynamoDBClient({ maxAttempts: 4 })
  // The SDK walks every item of every answer for a logger that nobody gave it: a twentieth of a lookup's time.
  client.middlewareStack.remove('loggerMiddleware')
  const pause = (ms: number) => sleep(ms)
  return {
    store: { client, tableName, pause },
    accessLog: { store: { client, tableName: accessLogName, pause }, keptDays },
    newId: (prefix) => `${prefix}_${sortableUuid()}`,
    random: Math.random,
    inTurn: makeTurns(),
    knownCriteria: new Map(),
  }
}

/** Node 24.16 and later know UUID version 7; an older one gives ids that are as unique, but do not sort by time. */
const sortableUuid: () => string =
  'randomUUIDv7' in crypto && typeof crypto.randomUUIDv7 === 'function'
    ? (crypto.randomUUIDv7 as () => string)
    : randomUUID
