import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Ledger, openLedger } from '../../infra/local/demo/ledger.ts'
import { writeHistory } from '../../infra/local/demo/write-history.ts'
import { localClient } from '../../infra/local/engine.ts'
import { inTurnsOf } from '../../infra/local/in-turns.ts'
import type { AgreementId, BedId, PartyId, PatientRef, StayId, UnitId } from '../../lib/domain/ids.ts'
import { instantOf, msOf } from '../../lib/kernel/instant.ts'
import type { Month } from '../../lib/kernel/oslo-date.ts'
import { findBook } from '../../lib/store/avregning-store.ts'
import { createTable } from '../../lib/store/create-table.ts'
import { journalEnd, journalKey, stayKey, UKP_RATES } from '../../lib/store/keys.ts'
import { getManyItems, queryItems, type Store } from '../../lib/store/store-client.ts'
import { tryCommit } from '../../lib/store/tx.ts'
import { findUnit } from '../../lib/store/unit-store.ts'
import { bookCost } from '../../lib/usecases/book-cost.ts'
import { computeRun } from '../../lib/usecases/compute-run.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { FINANCE } from '../support/avregning-place.ts'
import { at, foundUnit, wardOf } from '../support/region.ts'
import { testDeps } from '../support/table.ts'
import { type Row, takeTurns } from './paired.ts'

const MONTH = '2026-10' as Month
const NOW = at('2026-11-02T04:00:00Z')
const OCTOBER = msOf(at('2026-10-01T08:00:00Z'))
const HOUR = 3_600_000

type House = { readonly unitId: UnitId; readonly agreementId: AgreementId; readonly stayIds: readonly StayId[] }
type Visit = { readonly bed: number; readonly fromMs: number; readonly untilMs: number; readonly partyId: PartyId }

/** One agreement of one unit, with the stays that are given, written as a demo region is: in memory first, then at once. */
async function foundHouse(deps: Deps, name: string, beds: number, visits: readonly Visit[], more: object = {}) {
  const began = instantOf(Math.min(OCTOBER, ...visits.map((visit) => visit.fromMs)) - HOUR)
  const agreement = { finance: FINANCE, fom: '2025-01-01', ...more }
  const unitId = await foundUnit(deps, name, { beds, now: began, agreement })
  const state = await findUnit(deps.store, unitId)
  if (!state) throw new Error('no unit')
  const ledger = openLedger([state])
  const acts = visits.flatMap((visit, i) => {
    const stayId = `stay_${name}-${i}` as StayId
    return [
      { atMs: visit.fromMs, act: () => admit(ledger, unitId, stayId, visit) },
      { atMs: visit.untilMs, act: () => depart(ledger, unitId, stayId, visit) },
    ]
  })
  for (const { act } of acts.sort((a, b) => a.atMs - b.atMs)) act()
  const { parts, liveParts } = ledger.closeBooks(NOW)
  await writeHistory(deps.store, parts, () => {})
  if (!(await tryCommit(deps.store, liveParts)).committed) throw new Error('the unit was changed')
  const agreementId = `agr_${name}` as AgreementId
  const cost = { costOre: 300_000_000, guestIncomeOre: 0, note: null }
  await bookCost(deps, { actor: wardOf(unitId), now: NOW }, { agreementId, month: MONTH, ...cost })
  return { unitId, agreementId, stayIds: visits.map((_, i) => `stay_${name}-${i}` as StayId) }
}

function admit(ledger: Ledger, unitId: UnitId, stayId: StayId, { bed, fromMs, partyId }: Visit): void {
  const { beds } = ledger.stateOf(unitId)
  const patientRef = `ref-${stayId}` as PatientRef
  const now = instantOf(fromMs)
  const ask = {
    stayId,
    partyId,
    service: 'kad-somatikk' as const,
    needs: [],
    holdId: null,
    bedId: beds[bed]?.bedId as BedId,
    waitingId: null,
    admittedAt: now,
    expectedDepartureAt: null,
    override: null,
    origin: { referrer: 'legevakt', reasonGroup: 'luftveier', ageBand: '80-89', oppholdskommune: null },
  }
  const told = ledger.tell(
    unitId,
    { name: 'admit-patient', ask },
    { actor: wardOf(unitId), now },
    {
      newStays: new Map([[stayId, { patientRef, assessment: null }]]),
    },
  )
  if (!told.ok) throw new Error(`${stayId}: ${told.refusal.kind}`)
}

function depart(ledger: Ledger, unitId: UnitId, stayId: StayId, { untilMs }: Visit): void {
  const now = instantOf(untilMs)
  const ask = { stayId, departedAt: now, dischargedTo: 'hjem' }
  const told = ledger.tell(unitId, { name: 'discharge-patient', ask }, { actor: wardOf(unitId), now })
  if (!told.ok) throw new Error(`${stayId}: ${told.refusal.kind}`)
}

/** In every bed one stay after the other, 20 hours each, a stay a døgn. */
const oneADogn = (beds: number, dogn: number): readonly Visit[] =>
  Array.from({ length: beds * dogn }, (_, i) => {
    const [bed, night] = [i % beds, Math.floor(i / beds)]
    const fromMs = OCTOBER + night * 24 * HOUR + bed * 60_000
    return { bed, fromMs, untilMs: fromMs + 20 * HOUR, partyId: (i % 3 === 0 ? 'k-1839' : 'k-1804') as PartyId }
  })

const SIZES = [1, 10, 100]
const DOGN = 30

/** A month's computation against reading the very items and doing nothing, for more and more stays. */
export async function benchMonth(endpoint: string, rounds: number): Promise<readonly Row[]> {
  const client = localClient(endpoint)
  await createTable(client, 'bench-month')
  const deps = testDeps(client, 'bench-month')
  const houses: House[] = []
  for (const beds of SIZES) houses.push(await foundHouse(deps, `maaned-${beds}`, beds, oneADogn(beds, DOGN)))
  const [one] = houses
  if (!one) throw new Error('no house')
  const rows: Row[] = []
  for (const [i, house] of houses.entries()) {
    const times = SIZES[i] ?? 1
    const turns = [Math.max(7, Math.round(rounds / times)), Math.max(3, Math.round(rounds / 2 / times))] as const
    const against = (bare: () => Promise<unknown>) =>
      takeTurns(
        turns[0],
        () => compute(deps.store, house),
        bare,
        async () => {},
        turns[1],
      )
    const stays = house.stayIds.length
    rows.push({
      what: `måned med ${stays} opphold / bare lese de samme postene`,
      aim: '≤ 2',
      ...(await against(() => readOnly(deps.store, house))),
    })
    if (times === 1) continue
    const growth = await against(async () => {
      for (let turn = 0; turn < times; turn += 1) await compute(deps.store, one)
    })
    rows.push({
      what: `måned med ${stays} opphold / ${times} måneder med ${one.stayIds.length}`,
      aim: '≤ 1',
      ...growth,
    })
  }
  client.destroy()
  return rows
}

async function compute(store: Store, { agreementId }: House): Promise<void> {
  const book = await findBook(store, agreementId)
  if (!book) throw new Error('no agreement')
  const computed = await computeRun(store, book, { month: MONTH, now: NOW, ukpRates: [] })
  if (!computed.ok || !computed.value.result.completeness.ok) throw new Error('the month is not whole')
}

/** The same pages and batches from the engine, and nothing made of them. */
async function readOnly(store: Store, { agreementId, unitId, stayIds }: House): Promise<void> {
  await drain(store, `AGREEMENT#${agreementId}`)
  await drain(store, UKP_RATES)
  const events = queryItems(store, {
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
    ExpressionAttributeValues: {
      ':pk': { S: journalKey(unitId, 0).pk },
      ':from': { S: journalKey(unitId, 1).sk },
      ':to': { S: journalEnd(unitId).sk },
    },
    ConsistentRead: true,
  })
  for await (const _ of events);
  await getManyItems(store, stayIds.map(stayKey))
}

async function drain(store: Store, partition: string): Promise<void> {
  const query = queryItems(store, {
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: partition } },
    ConsistentRead: true,
  })
  for await (const _ of query);
}

const COUNTRY = 'bench-country'
const KOMMUNER = 356
const AGREEMENTS = 300
const STAYS_A_YEAR = 35_000

/** The country's month as the command line runs it, after a year of stays: how long, and whether memory grows with the tasks. */
export async function benchCountry(endpoint: string, isQuick: boolean, say: (line: string) => void) {
  const client = localClient(endpoint)
  await createTable(client, COUNTRY)
  const deps = testDeps(client, COUNTRY)
  const agreements = isQuick ? 30 : AGREEMENTS
  const each = Math.round(STAYS_A_YEAR / AGREEMENTS)
  say(`Bygger landet: ${agreements} avtaler, ${agreements * each} opphold på et år …`)
  await inTurnsOf(
    2,
    Array.from({ length: agreements }, (_, i) => i),
    (i) => foundCountryHouse(deps, i, each),
  )
  client.destroy()
  const [first, again] = [runCountry(endpoint), runCountry(endpoint)]
  const rows: Row[] = [
    {
      what: `landets måned, minne etter siste / etter første tidel av ${first.tasks} avtaler`,
      ratio: first.endMB / first.startMB,
      aim: '≤ 1,1',
      ours: `${Math.round(first.endMB)} MB (topp ${Math.round(first.peakMB)} MB av maskinen)`,
      bare: `${Math.round(first.startMB)} MB`,
    },
    {
      what: 'landets måned en gang til, uten nye fakta / første gang',
      ratio: again.seconds / first.seconds,
      ours: `${again.seconds.toFixed(1)} s`,
      bare: `${first.seconds.toFixed(1)} s`,
    },
  ]
  return rows
}

async function foundCountryHouse(deps: Deps, i: number, stays: number): Promise<void> {
  const parties = [0, 1, 2].map((step) => `k-${String(1000 + ((i + step * 119) % KOMMUNER))}` as PartyId)
  const [host = '' as PartyId] = parties
  const gapMs = (365 * 24 * HOUR) / stays
  const visits = Array.from({ length: stays }, (_, n): Visit => {
    const fromMs = msOf(NOW) - 365 * 24 * HOUR + n * gapMs
    return { bed: n % 2, fromMs, untilMs: fromMs + gapMs * 1.3, partyId: parties[n % 3] ?? host }
  }).filter(({ untilMs }) => untilMs < msOf(NOW))
  await foundHouse(deps, `land-${i}`, 2, visits, {
    host,
    parties: [
      { partyId: 'hf-983974910', group: 'hf' },
      ...parties.map((partyId) => ({ partyId, group: 'kommuner', population: 5000 })),
    ],
    finance: { ...FINANCE, onAccount: {} },
  })
}

type CountryRun = {
  readonly tasks: number
  readonly seconds: number
  readonly startMB: number
  readonly endMB: number
  /** The most that the process took of the machine, engine not counted. */
  readonly peakMB: number
}

function runCountry(endpoint: string): CountryRun {
  const script = fileURLToPath(new URL('./country-run.ts', import.meta.url))
  const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', script, endpoint, COUNTRY, NOW], {
    encoding: 'utf8',
  })
  if (!stdout.startsWith('{')) throw new Error(stderr)
  return JSON.parse(stdout) as CountryRun
}
