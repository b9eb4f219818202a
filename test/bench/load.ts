import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { localClient } from '../../infra/local/engine.ts'
import { TABLE_NAME } from '../../infra/local/server.ts'
import { type AnswerOf, type Operation, rowOf } from '../../lib/contract/routes.ts'
import { foundMoneyPlace, inMonth, type MoneyPlace } from '../support/avregning-place.ts'
import { type Api, apiAt, type Caller, type Send } from '../support/http.ts'
import { startRun, tempDir } from '../support/http-process.ts'
import { admission, type Founded, found, HOLD_ASK } from '../support/http-world.ts'
import { testDeps } from '../support/table.ts'
import { type Answered, auditJournals } from './load-audit.ts'
import { type Tally, tallyOf } from './load-report.ts'

/**
 * Everybody at once, against a local run in a process of its own: dispatchers poll the lookup, wall screens poll their
 * boards, wards take patients from hold to departure, and finance takes out files. Every tenth command is sent twice at
 * the same moment under one key, as a nervous client does. Then the journals are held against what was answered.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, units: { type: 'string', default: '40' } },
})
const seconds = Number(values.seconds)
const TWICE_EVERY = 10
const DISPATCHERS = 20
const SCREENS = 10
/** Sooner than the browser does, which asks every other second: each line stands for several people. */
const ASKS_PER_SECOND = 5
const WARDS = 8
const TREASURERS = 2
const FORMATS = ['csv', 'xlsx', 'pdf', 'kostra'] as const

const say = (line: string) => process.stderr.write(`${line}\n`)
const endings: (() => void | Promise<void>)[] = []
const answered: Answered[] = []
let commands = 0
const tallies = {
  søk: tallyOf('dispatcher: søk, spør igjen med ETag'),
  tavle: tallyOf('veggskjerm: tavle, spør igjen med ETag'),
  kommando: tallyOf('vakt: hold, ja, innleggelse, utskriving'),
  fil: tallyOf('økonomi: fil av en måned'),
}

try {
  const run = await startRun({ dataDir: tempDir((end) => endings.push(end)), atEnd: (end) => endings.unshift(end) })
  const client = localClient(run.endpoint)
  endings.unshift(() => client.destroy())
  const api = apiAt(run.address, run.endpoint, testDeps(client, TABLE_NAME))
  say(`Bygger ${values.units} enheter og en måned …`)
  const units: Founded[] = []
  for (let i = 0; i < Number(values.units); i += 1) units.push(await found(api, `last-${i}`, { beds: 8 }))
  const money = await month(api)
  say(`Alle på én gang i ${seconds} s …`)
  const until = performance.now() + seconds * 1000
  const amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
  await Promise.all([
    poll(DISPATCHERS, tallies.søk, run.address, [{ path: '/v1/availability?kommune=1804', token: amk.token }]),
    poll(SCREENS, tallies.tavle, run.address, await boards(api, units)),
    ...units.slice(0, WARDS).map((unit) => workWard(api, amk, unit, until)),
    ...Array.from({ length: TREASURERS }, (_, i) => takeFiles(money, until, i)),
  ])
  say('Leser journalene …')
  const auditor = await api.as({ role: 'admin', org: '*' })
  const busy = units.slice(0, WARDS).map(({ unitId }) => unitId)
  const audit = await auditJournals(auditor, busy, answered)
  console.table(Object.values(tallies).map((tally) => tally.line(seconds)))
  const faults = Object.values(tallies).reduce((sum, tally) => sum + tally.faults(), 0)
  say(`${answered.length} kommandoer fikk ja; journalene har ${audit.events} hendelser.`)
  say(
    `Tapt: ${audit.lost.length}. Dobbelt: ${audit.doubled.length}. Journaler som ikke stemmer: ${audit.unsound.length}. Feil: ${faults}.`,
  )
  process.exitCode = audit.lost.length + audit.doubled.length + audit.unsound.length + faults === 0 ? 0 : 1
} finally {
  for (const end of endings) await end()
}

/** A month with stays and a cost, run and ready to be taken out. */
async function month(api: Api): Promise<MoneyPlace> {
  const place = await foundMoneyPlace(api, 'penger')
  for (let day = 10; day < 26; day += 1) {
    await place.admit('k-1804', `2026-10-${day}T10:00:00Z`, `2026-10-${day + 2}T09:00:00Z`)
    await place.admit('k-1839', `2026-10-${day}T11:00:00Z`, `2026-10-${day + 1}T09:00:00Z`)
  }
  await place.host.ok('book-cost', { ...inMonth(place), body: { costOre: 300_000_000 } })
  await place.host.ok('run-avregning', inMonth(place))
  return place
}

type Ask = { readonly path: string; readonly token: string | undefined }

function boards(api: Api, units: readonly Founded[]): Promise<Ask[]> {
  return Promise.all(
    units.slice(0, WARDS).map(async ({ unitId }) => ({
      path: `/v1/units/${unitId}/board`,
      token: (await api.as({ role: 'ward', unit: unitId })).token,
    })),
  )
}

/** Many who ask the same again and again, each with the ETag of its own last answer. */
async function poll(connections: number, tally: Tally, url: string, asks: readonly Ask[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const cannon = autocannon(
      {
        url,
        connections,
        duration: seconds,
        overallRate: connections * ASKS_PER_SECOND,
        setupClient: (client) => client.setRequests(conditional(asks)),
      },
      (fault) => (fault ? reject(fault) : resolve()),
    )
    cannon.on('response', (_client, status, _bytes, ms) => tally.record(status, ms))
    cannon.on('reqError', () => tally.record(0, 0))
  })
}

function conditional(asks: readonly Ask[]): autocannon.Request[] {
  const etags = new Map<string, string>()
  return asks.map(({ path, token }) => ({
    method: 'GET',
    path,
    setupRequest: (request) => {
      const etag = etags.get(path)
      const headers = { authorization: `Bearer ${token}`, ...(etag ? { 'if-none-match': etag } : {}) }
      return { ...request, headers }
    },
    onResponse: (_status, _body, _context, headers) => {
      const etag = headers?.['etag']
      if (typeof etag === 'string') etags.set(path, etag)
    },
  }))
}

/** One ward and its dispatcher: patient after patient, until the time is up. Every one who came in also leaves. */
async function workWard(api: Api, amk: Caller, { unitId }: Founded, until: number): Promise<void> {
  const ward = await api.as({ role: 'ward', unit: unitId })
  const at = { unitId }
  while (performance.now() < until) {
    const hold = await command(amk, 'place-hold', { params: at, body: HOLD_ASK })
    if (!hold) continue
    answered.push({ unitId, type: 'hold-placed', id: hold.holdId })
    if (!(await command(ward, 'accept-hold', { params: { ...at, holdId: hold.holdId }, body: {} }))) continue
    answered.push({ unitId, type: 'hold-accepted', id: hold.holdId })
    const stay = await command(ward, 'admit-patient', { params: at, body: admission({ holdId: hold.holdId }) })
    if (!stay) continue
    answered.push({ unitId, type: 'patient-admitted', id: stay.stayId })
    const departure = { departedAt: new Date().toISOString(), dischargedTo: 'hjem' }
    const gone = await command(ward, 'discharge-patient', { params: { ...at, stayId: stay.stayId }, body: departure })
    if (gone) answered.push({ unitId, type: 'patient-departed', id: stay.stayId })
  }
}

/** What the operation answered, or undefined when it was refused; sometimes sent twice at once under the same key. */
async function command<Op extends Operation>(by: Caller, operation: Op, send: Send): Promise<AnswerOf<Op> | undefined> {
  commands += 1
  const keyed = { ...send, headers: { 'idempotency-key': randomUUID() } }
  const began = performance.now()
  const answers = await Promise.all(
    Array.from({ length: commands % TWICE_EVERY === 0 ? 2 : 1 }, () => by.call(operation, keyed)),
  )
  for (const { status } of answers) tallies.kommando.record(status, performance.now() - began)
  const good = answers.find(({ status }) => status === rowOf(operation).success)
  return good?.json as AnswerOf<Op> | undefined
}

async function takeFiles(place: MoneyPlace, until: number, first: number): Promise<void> {
  for (let turn = first; performance.now() < until; turn += 1) {
    const format = FORMATS[turn % FORMATS.length] ?? 'csv'
    const began = performance.now()
    const { status } = await place.host.call('export-avregning', { ...inMonth(place), query: { format } })
    tallies.fil.record(status, performance.now() - began)
    await sleep(200)
  }
}
