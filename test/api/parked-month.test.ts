import type { Context } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Parked, redrive } from '../../infra/deploy/redrive.ts'
import { MonthTask } from '../../lib/contract/jobs.ts'
import { synthesise } from '../infra/templates.ts'
import { FINANCE, foundMoneyPlace, inMonth, type MoneyPlace } from '../support/avregning-place.ts'
import { type Api, startApi } from '../support/http.ts'
import { agreementBody } from '../support/region.ts'
import { type Resources, runStates, type States } from '../support/run-states.ts'

const MONTH = '2026-10'
const LAMBDA = 'arn:aws:states:::lambda:invoke'
const SQS = 'arn:aws:states:::sqs:sendMessage'

/** The month's machine as it is deployed, run here with the real jobs behind it. */
describe('the month of every agreement, state by state', () => {
  const [machine] = synthesise('test').ofType<{ Definition: States }>('AWS::StepFunctions::StateMachine')
  let api: Api
  let whole: MoneyPlace
  let poor: MoneyPlace
  let ill: MoneyPlace
  let illness = Number.POSITIVE_INFINITY
  const calls: { readonly step?: string; readonly at?: string; readonly given?: { readonly agreementId?: string } }[] =
    []
  const parked: Parked[] = []

  /** As AWS calls the function: what it answers is in `Payload`. */
  const invoke = async (event: object): Promise<unknown> => {
    const { handler } = await import('../../functions/lambdas/jobs.ts')
    return handler(event as never, { functionName: 'jobs' } as Context)
  }
  const resources: Resources = {
    [LAMBDA]: async ({ Payload }) => {
      const event = Payload as (typeof calls)[number]
      calls.push(event)
      if (event.given?.agreementId === ill.agreementId && illness > 0) {
        illness -= 1
        throw new Error('Task timed out')
      }
      return { Payload: await invoke(event) }
    },
    [SQS]: async ({ MessageBody }) => {
      const id = `message-${parked.length}`
      parked.push({ id, handle: id, body: JSON.stringify(MessageBody) })
      return { MessageId: id }
    },
  }
  const queue = {
    job: 'run-month',
    receive: async () => [...parked],
    remove: async ({ id }: Parked) =>
      void parked.splice(
        parked.findIndex((each) => each.id === id),
        1,
      ),
  } as const

  beforeAll(async () => {
    api = await startApi()
    whole = await foundMoneyPlace(api, 'hel')
    poor = await foundMoneyPlace(api, 'uten-okonomi', { agreement: { finance: undefined } })
    ill = await foundMoneyPlace(api, 'syk')
    for (const place of [whole, poor, ill])
      await place.host.ok('book-cost', { ...inMonth(place), body: { costOre: 10_000_000 } })
  })
  afterAll(() => api.stop())

  it('parks the one that says why and the one that fails each time, with the task and the reason, and does the others', async () => {
    if (!machine) throw new Error('no machine')
    const results = await runStates(machine.Properties.Definition, { month: MONTH }, resources)
    expect(results).toEqual([{ did: 'drafted' }, { did: 'parked' }, { did: 'parked' }])
    expect(await whole.host.ok('get-avregning', inMonth(whole))).toMatchObject({ state: 'draft' })

    const bodies = parked.map(({ body }) => JSON.parse(body))
    for (const { task } of bodies) expect(MonthTask.safeParse(task).success).toBe(true)
    expect(bodies).toMatchObject([
      { task: { agreementId: ill.agreementId, month: MONTH }, fault: { Cause: 'Error: Task timed out' } },
      {
        task: { agreementId: poor.agreementId, month: MONTH },
        became: { report: { reason: 'agreement-without-finance' } },
      },
    ])
    expect(calls.filter(({ given }) => given?.agreementId === ill.agreementId)).toHaveLength(4)
  })

  it('all of it counts as done at the instant at which the whole was begun', () => {
    expect(new Set(calls.map(({ at }) => at)).size).toBe(1)
  })

  it('redriven too early: what is still wrong stays, with its reason', async () => {
    const broken = redrive(queue, async () => {
      throw new Error('Task timed out')
    })
    expect((await broken).map(({ did, why }) => `${did} ${why}`)).toEqual([
      'failed Error: Task timed out',
      'failed Error: Task timed out',
    ])
    expect(parked).toHaveLength(2)
  })

  it('redriven: what is well again is done and leaves the queue, and the other stays until it is mended', async () => {
    illness = 0
    const first = await redrive(queue, invoke)
    expect(first.map(({ did, why }) => [did, why])).toEqual([
      ['done', undefined],
      ['failed', 'agreement-without-finance'],
    ])
    expect(await ill.host.ok('get-avregning', inMonth(ill))).toMatchObject({ state: 'draft' })
    expect(parked).toHaveLength(1)

    const admin = await api.as({ role: 'admin', org: '*' })
    const body = agreementBody([poor.unitId], { finance: FINANCE })
    await admin.ok('put-agreement', {
      params: { agreementId: poor.agreementId },
      body,
      headers: { 'if-match': '1' },
    })
    expect((await redrive(queue, invoke)).map(({ did }) => did)).toEqual(['done'])
    expect(await poor.host.ok('get-avregning', inMonth(poor))).toMatchObject({ state: 'draft' })
    expect(parked).toEqual([])
  })
})
