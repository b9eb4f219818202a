import { PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { MonthOutcome } from '../../infra/local/month-summary.ts'
import { PutAgreementRequest } from '../../lib/contract/agreement.ts'
import { AdmitPatientRequest } from '../../lib/contract/stay.ts'
import { PutUnitRequest } from '../../lib/contract/unit.ts'
import type { AgreementId, StayId, UnitId } from '../../lib/domain/ids.ts'
import { plusMs } from '../../lib/kernel/instant.ts'
import type { Month } from '../../lib/kernel/oslo-date.ts'
import { accessLogNameOf } from '../../lib/store/create-table.ts'
import { costKey } from '../../lib/store/keys.ts'
import { marshalKey } from '../../lib/store/store-client.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import { bookCost } from '../../lib/usecases/book-cost.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { putUnit } from '../../lib/usecases/describe-unit.ts'
import { dischargePatient } from '../../lib/usecases/discharge-patient.ts'
import { lockAvregning } from '../../lib/usecases/run-avregning.ts'
import { listMonthTasks, runMonthTask } from '../../lib/usecases/run-month.ts'
import { putAgreement } from '../../lib/usecases/save-agreement.ts'
import { getAvregning } from '../../lib/usecases/show-avregning.ts'
import { FINANCE } from '../support/avregning-place.ts'
import { ADMIN, agreementBody, at, foundUnit, unitBody, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const MONTH = '2026-10' as Month
const BEGUN = at('2026-09-20T12:00:00Z')
const NOW = at('2026-11-02T04:00:00Z')
const idOf = (name: string) => `agr_${name}` as AgreementId
const taskOf = (name: string) => ({ agreementId: idOf(name), name, month: MONTH })

type Table = Awaited<ReturnType<typeof freshTable>>

/** A unit under an agreement with money in it, and one stay of three nights in October that has ended. */
async function foundHouse(deps: Deps, name: string, agreement: object = {}): Promise<UnitId> {
  const unitId = await foundUnit(deps, name, { now: BEGUN, agreement: { finance: FINANCE, ...agreement } })
  const body = AdmitPatientRequest.parse({
    partyId: 'k-1804',
    service: 'kad-somatikk',
    patientRef: `ref-${name}`,
    admittedAt: '2026-10-05T10:00:00Z',
  })
  const ward = { actor: wardOf(unitId), now: at('2026-10-08T11:00:00Z') }
  const stay = await admitPatient(deps, ward, { ...body, unitId })
  if (!stay.ok) throw new Error(stay.refusal.kind)
  const stayId = stay.value.stayId as StayId
  const gone = { unitId, stayId, departedAt: at('2026-10-08T10:00:00Z'), dischargedTo: 'hjem' }
  if (!(await dischargePatient(deps, ward, gone)).ok) throw new Error('nobody left')
  const cost = { costOre: 100_000_000, guestIncomeOre: 0, note: null }
  await bookCost(deps, { actor: ADMIN, now: NOW }, { agreementId: idOf(name), month: MONTH, ...cost })
  return unitId
}

async function itemsOf({ client, tableName }: Table): Promise<readonly string[]> {
  const items: string[] = []
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName, ConsistentRead: true }))
    items.push(...Items.map((item) => JSON.stringify(item, Object.keys(item).sort())))
  return items.sort()
}

describe('the month of every agreement', () => {
  let table: Table

  beforeAll(async () => {
    table = await freshTable()
    await foundHouse(table.deps, 'bodo')
    await foundHouse(table.deps, 'fauske')
  })

  it('names last month and every agreement, by id', async () => {
    const tasks = await listMonthTasks(table.deps, {}, NOW)
    expect(tasks).toEqual([
      { agreementId: 'agr_bodo', name: 'Prøveavtalen', month: MONTH },
      { agreementId: 'agr_fauske', name: 'Prøveavtalen', month: MONTH },
    ])
    // In Norway it is November already.
    const [late] = await listMonthTasks(table.deps, {}, at('2026-10-31T23:30:00Z'))
    expect(late?.month).toBe(MONTH)
    const [named] = await listMonthTasks(table.deps, { month: '2026-08' as Month }, NOW)
    expect(named?.month).toBe('2026-08')
  })

  it('drafts once, and then says only that nothing is new', async () => {
    const first = await runMonthTask(table.deps, taskOf('bodo'), NOW)
    expect(first).toEqual({ ...taskOf('bodo'), did: 'drafted', causes: [], reason: null })
    const before = await itemsOf(table)
    const again = await runMonthTask(table.deps, taskOf('bodo'), plusMs(NOW, 60_000))
    expect(again.did).toBe('unchanged')
    expect(await itemsOf(table)).toEqual(before)
  })

  it('drafts anew when a fact is new, and counts what is missing', async () => {
    const unitId = 'unit_bodo' as UnitId
    for (const ref of ['ref-glemt-1', 'ref-glemt-2']) {
      const body = AdmitPatientRequest.parse({
        partyId: 'k-1839',
        service: 'kad-somatikk',
        patientRef: ref,
        admittedAt: '2026-10-20T10:00:00Z',
        expectedDepartureAt: '2026-10-23T10:00:00Z',
      })
      const admitted = await admitPatient(table.deps, { actor: wardOf(unitId), now: NOW }, { ...body, unitId })
      expect(admitted.ok).toBe(true)
    }
    const report = await runMonthTask(table.deps, taskOf('bodo'), NOW)
    expect(report).toMatchObject({ did: 'drafted', causes: [{ cause: 'stay-without-departure', count: 2 }] })
  })

  it('leaves a locked month as it was locked', async () => {
    const ask = { ...taskOf('fauske'), resultHash: null }
    expect((await lockAvregning(table.deps, { actor: ADMIN, now: NOW }, ask)).ok).toBe(true)
    const before = await itemsOf(table)
    expect((await runMonthTask(table.deps, taskOf('fauske'), NOW)).did).toBe('locked-before')
    expect(await itemsOf(table)).toEqual(before)
  })

  it('says why there can be none: no key for the money, no agreement yet, nobody of that name', async () => {
    await foundUnit(table.deps, 'uten', { now: BEGUN })
    expect(await runMonthTask(table.deps, taskOf('uten'), NOW)).toMatchObject({
      did: 'refused',
      reason: 'agreement-without-finance',
    })
    await foundUnit(table.deps, 'siden', { now: BEGUN, agreement: { finance: FINANCE, fom: '2026-11-01' } })
    expect(await runMonthTask(table.deps, taskOf('siden'), NOW)).toMatchObject({ did: 'not-in-force', reason: null })
    expect(await runMonthTask(table.deps, taskOf('ingen'), NOW)).toMatchObject({ reason: 'agreement-not-found' })
  })

  it('runs an agreement that has gone over to another unit since, on the nights of the unit that it had', async () => {
    await foundHouse(table.deps, 'flytter')
    const unitId = 'unit_ny' as UnitId
    const admin = { actor: ADMIN, now: NOW }
    const absent = { kind: 'absent' } as const
    await putUnit(table.deps, { ...admin, precondition: absent }, { ...PutUnitRequest.parse(unitBody(2)), unitId })
    const moved = PutAgreementRequest.parse(agreementBody([unitId], { finance: FINANCE, fom: '2026-11-01' }))
    const precondition = { kind: 'version', version: 1 } as const
    expect((await putAgreement(table.deps, { ...admin, precondition }, idOf('flytter'), moved)).ok).toBe(true)
    const tasks = await listMonthTasks(table.deps, {}, NOW)
    expect(tasks.map(({ agreementId }) => agreementId)).toContain('agr_flytter')
    expect(await runMonthTask(table.deps, taskOf('flytter'), NOW)).toMatchObject({ did: 'drafted', causes: [] })
    const run = await getAvregning(table.deps, { actor: ADMIN, now: NOW, ...taskOf('flytter') })
    expect(run.ok && run.value.completeness.occupiedNights).toBe(3)
  })
})

/** The n-th transaction from now on is committed, or not, and then the process is gone. */
function breakOff({ client }: Table, nth: number, isCommitted: boolean): void {
  let seen = 0
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const isIt = commandName === 'TransactWriteItemsCommand' && ++seen === nth
        if (!isIt) return await next(args)
        client.middlewareStack.remove('break-off')
        if (isCommitted) await next(args)
        throw new Error('the process was ended')
      },
    { step: 'initialize', name: 'break-off' },
  )
}

// Pieces of the result, pieces of the picture, and the head that names them.
it.each([1, 2, 3].flatMap((nth) => [false, true].map((isCommitted) => [nth, isCommitted] as const)))(
  'a task broken off at its write %i (committed: %s) is done again to the same bytes',
  async (nth, isCommitted) => {
    const [broken, whole] = [await freshTable(), await freshTable()]
    for (const { deps } of [broken, whole]) await foundHouse(deps, 'halv')
    breakOff(broken, nth, isCommitted)
    await expect(runMonthTask(broken.deps, taskOf('halv'), NOW)).rejects.toThrow('ended')
    const again = await runMonthTask(broken.deps, taskOf('halv'), NOW)
    expect(again.did).toBe(nth === 3 && isCommitted ? 'unchanged' : 'drafted')
    await runMonthTask(whole.deps, taskOf('halv'), NOW)
    expect(await itemsOf(broken)).toEqual(await itemsOf(whole))
  },
)

it('an agreement that cannot be read is parked, and the others have their month', async () => {
  const { deps, client, tableName, endpoint } = await freshTable()
  for (const name of ['a-foran', 'b-odelagt', 'c-bak']) await foundHouse(deps, name)
  const Item = {
    ...marshalKey(costKey(idOf('b-odelagt'), MONTH)),
    type: { S: 'cost' },
    version: { N: '2' },
    body: { S: '{}' },
  }
  await client.send(new PutItemCommand({ TableName: tableName, Item }))
  process.env['TABLE_NAME'] = tableName
  process.env['ACCESS_LOG_TABLE_NAME'] = accessLogNameOf(tableName)
  process.env['ACCESS_LOG_DAYS'] = '90'
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = endpoint
  process.env['AWS_REGION'] = 'eu-north-1'
  process.env['AWS_ACCESS_KEY_ID'] = 'local'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'local'
  const silenced = [vi.spyOn(console, 'error'), vi.spyOn(console, 'info')]
  for (const spy of silenced) spy.mockImplementation(() => {})
  const { handler } = await import('../../functions/lambdas/jobs.ts')
  const call = (event: object) => handler({ job: 'run-month', at: NOW, ...event }, { functionName: 'jobs' } as never)

  const found = (await call({})) as MonthOutcome
  expect(found.reports.map(({ agreementId, did }) => [agreementId, did])).toEqual([
    ['agr_a-foran', 'drafted'],
    ['agr_c-bak', 'drafted'],
  ])
  expect(found.parked).toMatchObject([
    { task: { agreementId: 'agr_b-odelagt' }, reason: expect.stringContaining('COST#') },
  ])
  expect(silenced[0]).toHaveBeenCalledWith(expect.objectContaining({ code: 'run-month.parked' }))

  // The same, step by step, as the distributed map does it: what travels is JSON.
  const { tasks } = JSON.parse(JSON.stringify(await call({ step: 'list', given: { month: MONTH } }))) as {
    tasks: object[]
  }
  expect(tasks).toHaveLength(3)
  expect(await call({ step: 'run', given: tasks[0] })).toMatchObject({ agreementId: 'agr_a-foran', did: 'unchanged' })
  await expect(call({ step: 'run', given: tasks[1] })).rejects.toThrow('COST#')
  await expect(call({ step: 'run', given: { agreementId: 'x' } })).rejects.toThrow('month')
  for (const spy of silenced) spy.mockRestore()
})
