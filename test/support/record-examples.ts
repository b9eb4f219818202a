import { localClient } from '../../infra/local/engine.ts'
import { startServer, TABLE_NAME } from '../../infra/local/server.ts'
import type { Example, Examples } from '../../lib/contract/openapi/document.ts'
import { type AnswerOf, OPERATIONS, type Operation, rowOf } from '../../lib/contract/routes.ts'
import { instantOf } from '../../lib/kernel/instant.ts'
import { deliverEvents } from '../../lib/usecases/deliver-events.ts'
import { type Api, apiAt, type Send } from './http.ts'
import { found, furnish, HOLD_ASK, type Place, peopleOf, samplesFor } from './http-world.ts'
import { makeReceiver } from './receiver.ts'
import { unitBody } from './region.ts'
import { testDeps } from './table.ts'

const FURNISHED_AT = Date.parse('2026-11-22T10:00:00Z')
/** Late enough for something to have happened, and before any hold has run out. */
const ASKED_AT = FURNISHED_AT + 5 * 60_000

/** A furnished place, and its own people to do things there by the samples, or by something else in a sample's place. */
type World = {
  readonly api: Api
  readonly place: Place
  readonly done: <Op extends Operation>(operation: Op, instead?: Partial<Send>) => Promise<AnswerOf<Op>>
}
/** What must have been done before the operation has anything to answer, and what is then sent in its sample's place. */
type Prepare = (world: World) => Promise<Partial<Send>>

const after =
  (...operations: readonly Operation[]): Prepare =>
  async ({ done }) => {
    for (const operation of operations) await done(operation)
    return {}
  }

const RUN = ['put-agreement', 'book-cost', 'run-avregning'] as const
const JANUARY = '2026-01-10'

/** Somebody who came and went in the month that the samples are about. */
async function stayInJanuary({ done, place: { unitId, freeBedId } }: World) {
  const patient = { ...HOLD_ASK, bedId: freeBedId, patientRef: 'pasient-i-januar', ageBand: '80+' }
  const body = { ...patient, admittedAt: `${JANUARY}T12:00:00Z`, override: undefined }
  const { stayId } = await done('admit-patient', { body })
  const departed = { departedAt: '2026-01-12T12:00:00Z', dischargedTo: 'hjem' }
  await done('discharge-patient', { params: { unitId, stayId }, body: departed })
  return stayId
}

/** A locked month, and what is said against a night of it. */
async function readyForDispute(world: World): Promise<Partial<Send>> {
  const stayId = await stayInJanuary(world)
  for (const operation of RUN) await world.done(operation)
  await world.done('lock-avregning', { body: {} })
  const nights = [{ stayId, date: JANUARY }]
  return { body: { reason: 'not-our-patient', detail: 'bor i nabokommunen', nights } }
}

const PREPARE: Partial<Record<Operation, Prepare>> = {
  'run-avregning': after('put-agreement', 'book-cost'),
  'get-avregning': after(...RUN),
  'lock-avregning': async (world) => ({ ...(await after(...RUN)(world)), body: {} }),
  'explain-line': after(...RUN),
  'explain-night': async (world) => {
    const { agreementId } = world.place
    const stayId = await stayInJanuary(world)
    await after(...RUN)(world)
    return { params: { agreementId, month: '2026-01', partyId: 'k-1804', date: JANUARY, stayId } }
  },
  'list-avregninger': after(...RUN),
  'what-if': after(...RUN),
  'forecast-year': after(...RUN),
  'approve-avregning': async (world) => {
    await after(...RUN)(world)
    await world.done('lock-avregning', { body: {} })
    return {}
  },
  'export-avregning': async (world) => {
    await after(...RUN)(world)
    await world.done('lock-avregning', { body: {} })
    return {}
  },
  'raise-dispute': readyForDispute,
  'answer-dispute': async (world) => {
    const { agreementId } = world.place
    const { disputeId } = await world.done('raise-dispute', await readyForDispute(world))
    return { params: { agreementId, month: '2026-01', disputeId } }
  },
  'undo-action': async ({ done }) => {
    await done('block-bed')
    return { body: { unitVersion: 11 } }
  },
  'promote-waiting': async ({ done, place: { unitId } }) => {
    const waits = { ...HOLD_ASK, needs: [], priority: 1, patientRef: 'pasient-som-venter' }
    const { waitingId } = await done('add-waiting', { body: waits })
    return { params: { unitId, waitingId } }
  },
  'list-subscriptions': after('put-subscription'),
  'rotate-secret': after('put-subscription'),
  'remove-subscription': after('put-subscription'),
  'list-deliveries': async (world) => {
    await sendOne(world)
    return {}
  },
  'resend-event': async (world) => {
    const { agreementId } = world.place
    return { params: { agreementId, subscriptionId: 'sub_prove', eventId: await sendOne(world) } }
  },
  'get-access-list': after('put-access-list'),
  // The area where everything else is would make a document that nobody reads to its end.
  'show-have': async ({ done, place }) => {
    const area = 'salten'
    const services = ['kad-somatikk', 'observasjon']
    await done('put-unit', { params: { unitId: place.unitId }, body: unitBody(8, { cleaning: true, area, services }) })
    return { params: { area } }
  },
}

/** An event that was sent to whoever subscribes here, and taken; its id. */
async function sendOne({ api, done, place: { unitId } }: World): Promise<string> {
  await done('put-subscription')
  await done('close-unit')
  const { couriers, events } = makeReceiver(instantOf(api.now()))
  await deliverEvents(api.deps, couriers)
  const sent = events().find((event) => event.unitId === unitId)
  if (!sent) throw new Error('nothing was sent')
  return sent.id
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
  const done: World['done'] = (before, instead = {}) => personFor(before).ok(before, { ...samples[before], ...instead })
  const { params, query, body, headers }: Send & { params: Record<string, string> } = {
    ...samples[operation],
    ...(await PREPARE[operation]?.({ api, place, done })),
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
