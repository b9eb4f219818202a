import { localClient } from '../../infra/local/engine.ts'
import { startServer, TABLE_NAME } from '../../infra/local/server.ts'
import type { Example, Examples } from '../../lib/contract/openapi/document.ts'
import { OPERATIONS, type Operation, rowOf } from '../../lib/contract/routes.ts'
import { type Api, apiAt, type Send } from './http.ts'
import { found, furnish, type Place, peopleOf, samplesFor } from './http-world.ts'
import { unitBody } from './region.ts'
import { testDeps } from './table.ts'

const FURNISHED_AT = Date.parse('2026-11-22T10:00:00Z')
/** Late enough for something to have happened, and before any hold has run out. */
const ASKED_AT = FURNISHED_AT + 5 * 60_000

/** What must have been done before the operation has anything to answer. */
const RUN = ['put-agreement', 'book-cost', 'run-avregning'] as const
const BEFORE: Partial<Record<Operation, readonly Operation[]>> = {
  'run-avregning': ['put-agreement', 'book-cost'],
  'get-avregning': RUN,
  'lock-avregning': RUN,
  'explain-line': RUN,
  'list-avregninger': RUN,
  'what-if': RUN,
  'forecast-year': RUN,
  'approve-avregning': [...RUN, 'lock-avregning'],
  'export-avregning': [...RUN, 'lock-avregning'],
  'undo-action': ['block-bed'],
  'list-subscriptions': ['put-subscription'],
  'rotate-secret': ['put-subscription'],
  'remove-subscription': ['put-subscription'],
  'list-deliveries': ['put-subscription'],
  'resend-event': ['put-subscription'],
  'show-have': ['put-unit'],
}
/** Where the sample of the other tests would rightly be refused. */
const INSTEAD: Partial<Record<Operation, Partial<Send>>> = {
  'lock-avregning': { body: {} },
  'undo-action': { body: { unitVersion: 11 } },
  // The area where everything else is would make a document that nobody reads to its end.
  'put-unit': { body: unitBody(8, { cleaning: true, area: 'salten', services: ['kad-somatikk', 'observasjon'] }) },
  'show-have': { params: { area: 'salten' } },
}

/**
 * Sends every operation's sample to a furnished place of its own, by a clock that stands still, and writes down what came
 * back. Ids and hashes are numbered as they come, so that two recordings are the same byte for byte.
 */
export async function recordExamples(): Promise<Examples> {
  let nowMs = FURNISHED_AT
  const clock = { nowMs: () => nowMs, offsetSeconds: () => 0, move: () => {} }
  const server = await startServer({ port: 0, dataDir: null, clock })
  const client = localClient(server.engine.endpoint)
  const api: Api = {
    ...apiAt(server.address, server.engine.endpoint, testDeps(client, TABLE_NAME)),
    now: () => nowMs,
  }
  try {
    const { unitId: toUnitId } = await found(api, 'bodo-kad')
    const examples: Partial<Record<Operation, Example>> = {}
    for (const [i, operation] of OPERATIONS.entries()) {
      nowMs = FURNISHED_AT
      const name = `eksempel-${i}`
      const place = await furnish(api, name)
      nowMs = ASKED_AT
      examples[operation] = plain(await record(api, operation, place, toUnitId), name)
    }
    return examples as Examples
  } finally {
    client.destroy()
    await server.stop()
  }
}

async function record(api: Api, operation: Operation, place: Place, toUnitId: string): Promise<Example> {
  const samples = samplesFor(place, { toUnitId, at: new Date(ASKED_AT).toISOString().replace('.000', '') })
  const personFor = await peopleOf(api, place)
  for (const before of BEFORE[operation] ?? [])
    await personFor(before).ok(before, { ...samples[before], ...INSTEAD[before] })
  const { params, query, body, headers }: Send & { params: Record<string, string> } = {
    ...samples[operation],
    ...INSTEAD[operation],
  }
  const asked = { params, ...(query ? { query } : {}), ...(headers ? { headers } : {}) }
  const answer = await personFor(operation).call(operation, { ...asked, ...(body === undefined ? {} : { body }) })
  const { answers } = rowOf(operation)
  return {
    params,
    ...(typeof query === 'object' ? { query } : {}),
    ...(body === undefined ? {} : { body }),
    status: answer.status,
    ...(answers === 'file' && answer.status < 300 ? {} : { answer: answers === 'xml' ? answer.text : answer.json }),
  }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const HASH = /\b[0-9a-f]{64}\b/g
/** A secret is another in each run, and has no business in a document. */
const SECRET = /whsec_[A-Za-z0-9+/=]+/g

function plain(example: Example, name: string): Example {
  const text = JSON.stringify(example)
    .replaceAll(name, 'salten-felles-dogn')
    .replace(SECRET, 'whsec_...')
    .replace(/http:\/\/localhost:\d+/g, 'https://trekkspill.example')
  const ids = numbered(text, UUID, (n) => `01a20000-0000-7000-8000-${String(n).padStart(12, '0')}`)
  return JSON.parse(numbered(ids, HASH, (n) => String(n).padStart(64, '0')))
}

function numbered(text: string, pattern: RegExp, nameOf: (n: number) => string): string {
  const seen = new Map<string, string>()
  return text.replace(pattern, (found) => {
    const name = seen.get(found) ?? nameOf(seen.size + 1)
    seen.set(found, name)
    return name
  })
}
