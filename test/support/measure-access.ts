import type { DynamoDBClient, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb'
import { PutAgreementRequest } from '../../lib/contract/agreement.ts'
import { CheckCriteriaRequest } from '../../lib/contract/assessment.ts'
import { PutCriteriaSetRequest } from '../../lib/contract/criteria.ts'
import { SearchFhirQuery } from '../../lib/contract/fhir.ts'
import { ReceiveEventRequest } from '../../lib/contract/incoming-event.ts'
import { FindBedsQuery } from '../../lib/contract/lookup.ts'
import type { Precondition } from '../../lib/contract/precondition.ts'
import { PutSubscriptionRequest } from '../../lib/contract/subscription.ts'
import type { AccessRecord } from '../../lib/domain/access/access-record.ts'
import type {
  AgreementId,
  BedId,
  HoldId,
  PartyId,
  PatientRef,
  StayId,
  SubscriptionId,
  UnitId,
} from '../../lib/domain/ids.ts'
import { OUTGOING_TYPES } from '../../lib/domain/outgoing/outgoing-event.ts'
import { plusMinutes, plusMs } from '../../lib/kernel/instant.ts'
import { type Month, plusDates } from '../../lib/kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../../lib/kernel/result.ts'
import { appendAccess, filedDateOf } from '../../lib/store/access-log-store.ts'
import { accessLogBeside, createTable } from '../../lib/store/create-table.ts'
import { trySpendProof } from '../../lib/store/proof-store.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import { acceptHold } from '../../lib/usecases/answer-hold.ts'
import { bookCost } from '../../lib/usecases/book-cost.ts'
import { confirmUnit } from '../../lib/usecases/change-standing.ts'
import { checkCriteria } from '../../lib/usecases/check-criteria.ts'
import { deliverEvents } from '../../lib/usecases/deliver-events.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { dischargePatient } from '../../lib/usecases/discharge-patient.ts'
import { explainLine } from '../../lib/usecases/explain-line.ts'
import { searchFhir } from '../../lib/usecases/fhir.ts'
import { findBeds } from '../../lib/usecases/find-beds.ts'
import { readJournal, verifyJournal } from '../../lib/usecases/journal.ts'
import { moveStay } from '../../lib/usecases/move-stay.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { receiveEvent } from '../../lib/usecases/receive-event.ts'
import { replayAssessment } from '../../lib/usecases/replay-assessment.ts'
import { lockAvregning, runAvregning } from '../../lib/usecases/run-avregning.ts'
import { putAgreement } from '../../lib/usecases/save-agreement.ts'
import { putCriteriaSet } from '../../lib/usecases/save-criteria-set.ts'
import { sealAccessLog, verifyAccessLog } from '../../lib/usecases/seal-access-log.ts'
import { getAvregning } from '../../lib/usecases/show-avregning.ts'
import { showBoard } from '../../lib/usecases/show-board.ts'
import { showHave } from '../../lib/usecases/show-have.ts'
import { showHold } from '../../lib/usecases/show-hold.ts'
import { putSubscription } from '../../lib/usecases/subscriptions.ts'
import { swapStays } from '../../lib/usecases/swap-stays.ts'
import { transferStay } from '../../lib/usecases/transfer-stay.ts'
import { addWaiting } from '../../lib/usecases/waiting-list.ts'
import { FINANCE } from './avregning-place.ts'
import { CRITERIA_SET } from './criteria-bodies.ts'
import { fitting } from './fitting-patients.ts'
import { makeReceiver, WEBHOOK_KEY } from './receiver.ts'
import { ADMIN, AMK, AREA, agreementBody, at, foundUnit, leaderOf, NOON, wardOf } from './region.ts'

/** What one operation costs at the table, as the engine itself counted it. */
export type AccessRow = {
  readonly operation: string
  /** What there was to read or write. */
  readonly on: string
  readonly roundTrips: number
  /** Read and write units, table and indexes together. */
  readonly readUnits: number
  readonly writeUnits: number
}

type Capacity = { readonly CapacityUnits?: number }
type Asked = { ReturnConsumedCapacity?: ReturnConsumedCapacity }
type Told = { readonly ConsumedCapacity?: Capacity | readonly Capacity[] }

const METER = 'meter'
const SMALL_UNITS = 60

/**
 * Runs each operation once against an empty table and gives what it cost. The same every time: fixed clock, fixed ids as
 * long as real ones, fixed names. The engines count the indexes a little differently, so a table of these is of one engine.
 */
export async function measureAccess({
  client,
  tableName,
}: {
  readonly client: DynamoDBClient
  readonly tableName: string
}): Promise<AccessRow[]> {
  const deps = fixedDeps(client, tableName)
  const meter = attachMeter(client)
  const rows: AccessRow[] = []
  async function measure<T>(operation: string, on: string, run: () => Promise<Result<T, unknown>>): Promise<T> {
    meter.reset()
    const outcome = await run()
    if (!outcome.ok) throw new Error(`${operation} was refused: ${JSON.stringify(outcome.refusal)}`)
    rows.push({ operation, on, ...meter.read() })
    return outcome.value
  }
  try {
    const names = Array.from({ length: SMALL_UNITS - 1 }, (_, i) => `liten-${String(i + 1).padStart(2, '0')}`)
    await Promise.all(names.map((name) => foundUnit(deps, name, { beds: 2 })))
    const unitId = await foundUnit(deps, 'maalt', { beds: 4 })
    const other = 'unit_liten-01' as UnitId
    const ward = { actor: wardOf(unitId), now: NOON }
    let keys = 0
    /** As clients write: under a key. */
    const keyed = <Request extends object>(request: Request) => {
      keys += 1
      const fingerprint = 'f'.repeat(64)
      return { ...request, idempotency: { scope: `ward ${unitId}`, key: `nokkel-${keys}`, fingerprint } }
    }
    const unit = 'one unit of 4 beds'

    const query = FindBedsQuery.parse({ kommune: '1804', service: 'kad-somatikk', lat: '67.28', lon: '14.4' })
    await measure('find-beds', `${SMALL_UNITS} units of 2–4 beds`, () => findBeds(deps, query, NOON))
    const services = { resourceType: 'HealthcareService' }
    const page = SearchFhirQuery.parse({ 'capacity-status': 'ledig,fa' })
    const fhir = { base: 'https://trekkspill.example/fhir/R4', now: NOON, isStrict: false }
    await measure('search-fhir', `${SMALL_UNITS} units of 2–4 beds`, () => searchFhir(deps, fhir, services, page))
    await measure('show-have', `${SMALL_UNITS} units of 2–4 beds, one area`, () => showHave(deps, { area: AREA }, NOON))
    const hold = await measure('place-hold', unit, () =>
      placeHold(deps, keyed({ actor: AMK, now: NOON }), { ...ASK, unitId }),
    )
    const holdId = hold.holdId as HoldId
    await measure('show-hold', unit, () => showHold(deps, { unitId, holdId }, NOON))
    await measure('accept-hold', unit, () => acceptHold(deps, keyed(ward), { unitId, holdId }))
    const admit = (more: object) =>
      admitPatient(deps, keyed(ward), { ...ADMISSION, patientRef: `ref-${keys}` as PatientRef, unitId, ...more })
    const told = CheckCriteriaRequest.parse({ service: 'kad-somatikk', ageYears: 81 })
    await measure('check-criteria', unit, () => checkCriteria(deps, { ...told, unitId }, NOON))
    const { stayId: one } = await measure('admit-patient', `${unit}, from a hold`, () => admit({ holdId }))
    const { stayId: two } = await measure('admit-patient', `${unit}, best fit`, () => admit({ bedId: 'bed_102b' }))
    const [stayId, otherStayId] = [one as StayId, two as StayId]
    const at = null
    const bedId = 'bed_102a' as BedId
    await measure('move-stay', unit, () => moveStay(deps, keyed(ward), { unitId, stayId, bedId, at, override: null }))
    await measure('swap-stays', unit, () =>
      swapStays(deps, keyed(ward), { unitId, stayId, otherStayId, at, override: null }),
    )
    await measure('transfer-stay', 'two units, two agreements', () =>
      transferStay(deps, keyed(ward), { ...TRANSFER, unitId, stayId, toUnitId: other }),
    )
    await measure('discharge-patient', unit, () =>
      dischargePatient(deps, keyed(ward), { unitId, stayId: otherStayId, departedAt: NOON, dischargedTo: 'hjem' }),
    )
    await measure('confirm-unit', unit, () => confirmUnit(deps, keyed(ward), { unitId }))
    await measure('add-waiting', unit, () => addWaiting(deps, keyed(ward), { ...WAITING, unitId }))
    const agreement = PutAgreementRequest.parse(agreementBody([unitId]))
    await measure('put-agreement', 'one agreement of one unit', () =>
      putAgreement(
        deps,
        keyed({ actor: ADMIN, now: NOON, precondition: { kind: 'version', version: 1 } as const }),
        'agr_maalt' as AgreementId,
        agreement,
      ),
    )

    const content = PutCriteriaSetRequest.parse(CRITERIA_SET)
    const saveSet = (precondition: Precondition, set: typeof content) =>
      putCriteriaSet(deps, keyed({ actor: ADMIN, now: NOON, precondition }), 'maalt', set)
    // One version is there already, for the engines do not agree on what it costs to find nothing.
    await saveSet({ kind: 'absent' }, content)
    const later = { ...content, validFrom: plusDates(content.validFrom, 1) }
    await measure('put-criteria-set', 'the second version of a small set', () =>
      saveSet({ kind: 'version', version: 1 }, later),
    )
    await measure('replay-assessment', 'a stay assessed on a set that came with the service', () =>
      replayAssessment(deps, { unitId, stayId: otherStayId }),
    )

    const leader = { actor: leaderOf(unitId), now: plusMinutes(NOON, 1) }
    const events = 'a journal of 14 events'
    await measure('show-board', unit, () => showBoard(deps, { unitId }, NOON))
    await measure('show-board', `${events}, at a past instant`, () => showBoard(deps, { unitId, at: NOON }, leader.now))
    await measure('read-journal', events, () => readJournal(deps, leader, { unitId, after: 0, limit: 1000 }))
    const { events: counted } = await measure('verify-journal', events, () => verifyJournal(deps, leader, unitId))
    if (!events.includes(` ${counted} `)) throw new Error(`the journal has ${counted} events`)

    const epj = await foundUnit(deps, 'epj', { beds: 12 })
    const tell = (eventId: string, more: object) => {
      const event = ReceiveEventRequest.parse({ source: 'dips', eventId, patientRef: 'ref-epj', ...more })
      return receiveEvent(deps, { actor: wardOf(epj), now: NOON }, epj, event)
    }
    const comes = { type: 'patient-admitted', partyId: 'k-1804', service: 'kad-somatikk', admittedAt: NOON }
    await measure('receive-event', `${unit}, an admission`, () => tell('1', { ...comes, bedId: 'bed_101a' }))
    const moves = { type: 'patient-moved', bedId: 'bed_101b', at: NOON }
    await measure('receive-event', `${unit}, a move`, () => tell('2', moves))

    await measureDeliveries(deps, measure)

    const { at: inMonth, host } = await foundMonth(deps)
    const party = { ...inMonth, partyId: 'k-1839' as PartyId }
    const month = `one unit, ${MONTH_STAYS} stays in the month`
    await measure('book-cost', 'one month', () => bookCost(deps, keyed(host), { ...inMonth, ...COST }))
    await measure('run-avregning', month, () => runAvregning(deps, keyed(host), inMonth))
    await measure('run-avregning', `${month}, nothing new`, () => runAvregning(deps, host, inMonth))
    await measure('get-avregning', month, () => getAvregning(deps, { ...host, ...inMonth }))
    await measure('lock-avregning', month, () => lockAvregning(deps, keyed(host), { ...inMonth, resultHash: null }))
    await measure('explain-line', month, () => explainLine(deps, { ...host, ...party }))
    await measureDoor(deps, measure)
    return rows
  } finally {
    meter.detach()
  }
}

type Measure = (operation: string, on: string, run: () => Promise<Result<unknown, unknown>>) => Promise<unknown>

/** What every request pays beside its operation, and what is paid each hour for what was kept. */
async function measureDoor(deps: Deps, measure: Measure): Promise<void> {
  const kept = async (record: AccessRecord) =>
    accepted(await appendAccess(deps.accessLog, record, { at: record.at, name: record.correlationId }))
  await measure('append-access', 'a read that is kept', () => kept(LOOK))
  const turnedAway = {
    ...LOOK,
    result: 'refused',
    problem: 'proof-refused',
    cause: 'replayed',
    role: null,
    correlationId: LATER,
  } as const
  await measure('append-access', 'somebody who was turned away', () => kept(turnedAway))
  const proof = { boundTo: 'b'.repeat(43), id: LATER }
  await measure('spend-proof', 'a proof of a key', async () =>
    accepted(await trySpendProof(deps.store, proof, NOON, plusMinutes(NOON, 1))),
  )
  const date = filedDateOf(NOON)
  for (let i = 0; i < LOOKS_IN_AN_HOUR; i += 1) await kept({ ...LOOK, at: plusMs(NOON, i), correlationId: `look-${i}` })
  const key = Buffer.from('k'.repeat(64))
  await measure('seal-access-log', `an hour of ${LOOKS_IN_AN_HOUR} records`, async () =>
    accepted(await sealAccessLog(deps, key, plusMinutes(NOON, 80))),
  )
  await measure('verify-access-log', `a date of ${LOOKS_IN_AN_HOUR} records`, () => verifyAccessLog(deps, key, date))
}

const LOOKS_IN_AN_HOUR = 100
const LATER = '01a20000-0000-7000-8000-000000000000'
const LOOK: AccessRecord = {
  at: NOON,
  operation: 'replay-assessment',
  result: 'answered',
  problem: null,
  cause: null,
  role: 'ward-leader',
  org: 'unit_bodo-intermediaere',
  purpose: 'helsehjelp',
  clientId: '8a1c1f2e-7c4b-4e5e-9b0a-2f3f7d0a9c11',
  orgnr: '974795477',
  subject: 's'.repeat(22),
  what: { unitId: 'unit_bodo-intermediaere', stayId: 'stay_01a20000-0000-7000-8000-000000000001' },
  correlationId: 'c'.repeat(36),
}

/**
 * In a table of its own: a run looks at every unit and every subscription that there is. Nothing to tell is what a run mostly
 * finds; ten events are what one unit does in a busy hour.
 */
async function measureDeliveries(deps: Deps, measure: Measure): Promise<void> {
  const tableName = `${deps.store.tableName}-ut`
  await createTable(deps.store.client, tableName)
  const apart = { ...deps, store: { ...deps.store, tableName } }
  const unitId = await foundUnit(apart, 'ut', { beds: 4 })
  const name = { agreementId: 'agr_ut' as AgreementId, subscriptionId: 'sub_ut' as SubscriptionId }
  const { couriers } = makeReceiver(NOON)
  const body = PutSubscriptionRequest.parse({ url: 'https://mottak.example/inn', types: OUTGOING_TYPES })
  const change = { actor: ADMIN, now: NOON, precondition: { kind: 'absent' } as const }
  const saved = await putSubscription(apart, change, name, body, { webhookKey: WEBHOOK_KEY, localToo: false })
  if (!saved.ok) throw new Error(saved.refusal.kind)
  const deliver = async (on: string, events: number) => {
    for (let i = 0; i < events; i += 1) await confirmUnit(apart, { actor: wardOf(unitId), now: NOON }, { unitId })
    await measure('deliver-events', on, async () => {
      const { told } = await deliverEvents(apart, couriers)
      return told === events ? accepted(told) : refused({ told })
    })
  }
  await deliver('one unit, nothing to tell', 0)
  await deliver('one unit, 10 events to one subscription', 10)
}

const COST = { costOre: 200_000_000, guestIncomeOre: 0, note: null }
const MONTH_STAYS = 20
const OCTOBER = at('2026-10-02T12:00:00Z')

/** An agreement of one unit, and a month in which one stay followed another. */
async function foundMonth(deps: Deps) {
  const unitId = await foundUnit(deps, 'avregnet', { beds: 2, agreement: { finance: FINANCE } })
  const ward = { actor: wardOf(unitId), now: NOON }
  for (let i = 0; i < MONTH_STAYS; i += 1) {
    const [admittedAt, departedAt] = [plusMinutes(OCTOBER, i * 24 * 60), plusMinutes(OCTOBER, (i * 24 + 20) * 60)]
    const partyId = (i % 2 === 0 ? 'k-1804' : 'k-1839') as PartyId
    const stay = { ...ADMISSION, partyId, admittedAt, patientRef: `ref-oktober-${i}` as PatientRef, unitId }
    const admitted = await admitPatient(deps, ward, stay)
    if (!admitted.ok) throw new Error(admitted.refusal.kind)
    const stayId = admitted.value.stayId as StayId
    await dischargePatient(deps, ward, { unitId, stayId, departedAt, dischargedTo: 'hjem' })
  }
  const agreementId = 'agr_avregnet' as AgreementId
  return {
    at: { agreementId, month: '2026-10' as Month },
    host: { actor: { role: 'host-finance', org: agreementId } as const, now: NOON },
  }
}

const ASK = {
  partyId: 'k-1804' as PartyId,
  service: 'kad-somatikk' as const,
  needs: ['oksygen'],
  etaMinutes: 25,
  lookupId: null,
}
const ADMISSION = {
  partyId: 'k-1804' as PartyId,
  service: 'kad-somatikk' as const,
  needs: null,
  holdId: null,
  bedId: null,
  admittedAt: null,
  expectedDepartureAt: null,
  referrer: 'legevakt',
  reasonGroup: 'luftveier',
  ageBand: '80+',
  oppholdskommune: null,
  override: null,
  ...fitting('kad-somatikk').told,
}
const WAITING = {
  partyId: 'k-1804' as PartyId,
  service: 'kad-somatikk' as const,
  needs: [],
  priority: 1,
  patientRef: 'ref-venter' as PatientRef,
}
const TRANSFER = { service: null, holdId: null, at: null, override: null }

function fixedDeps(client: DynamoDBClient, tableName: string): Deps {
  let made = 0
  const store = { client, tableName, pause: async () => {} }
  return {
    store,
    accessLog: accessLogBeside(store, 30),
    newId: (prefix) => {
      made += 1
      return `${prefix}_01a20000-0000-7000-8000-${String(made).padStart(12, '0')}`
    },
    random: () => 0,
  }
}

/** Stands in the client's own way to the engine and asks every command for its price. */
function attachMeter(client: DynamoDBClient) {
  const counted = { roundTrips: 0, readUnits: 0, writeUnits: 0 }
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const asked = args.input as Asked
        asked.ReturnConsumedCapacity = 'TOTAL'
        const answer = await next(args)
        const { ConsumedCapacity } = answer.output as Told
        const units = [ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0)
        counted.roundTrips += 1
        if (/^(BatchGet|Query|Get)/.test(commandName ?? '')) counted.readUnits += units
        else counted.writeUnits += units
        return answer
      },
    { step: 'initialize', name: METER },
  )
  return {
    reset: () => Object.assign(counted, { roundTrips: 0, readUnits: 0, writeUnits: 0 }),
    read: () => ({ ...counted }),
    detach: () => client.middlewareStack.remove(METER),
  }
}
