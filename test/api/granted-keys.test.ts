import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { KEY_GRANTS, type KeyGrants, PARTITIONS, type Partition } from '../../infra/aws/key-grants.ts'
import type { FunctionName } from '../../infra/bundle.ts'
import { TABLE_NAME } from '../../infra/local/server.ts'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'
import { accessLogNameOf } from '../../lib/store/create-table.ts'
import { type Api, type Send, startApi } from '../support/http.ts'
import { admission, found, furnish, peopleOf, samplesFor } from '../support/http-world.ts'

type Keyed = { readonly pk?: { readonly S?: string } }
type Written = { readonly Item?: Keyed; readonly Key?: Keyed }
type Input = {
  readonly TableName?: string
  readonly Item?: Keyed
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly Keyed[] }>>
  readonly TransactItems?: readonly Readonly<Record<string, Written>>[]
  readonly IndexName?: string
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>
}
type Ask = { readonly kind: keyof KeyGrants; readonly on: string }

const KIND_OF: Readonly<Record<string, keyof KeyGrants>> = { Put: 'puts', Delete: 'removes', ConditionCheck: 'checks' }

/** What a command asks of the table, key by key, as the policies would be asked. */
function asksOf({
  TableName,
  Item: put,
  RequestItems = {},
  TransactItems,
  IndexName,
  ExpressionAttributeValues = {},
}: Input): readonly Ask[] {
  // The log's own table, and proofs, which every function may write: doorStatements.
  if (TableName === accessLogNameOf(TABLE_NAME)) return []
  if (put) return put.pk?.S?.startsWith('PROOF#') ? [] : [{ kind: 'puts', on: put.pk?.S ?? '' }]
  if (TransactItems)
    return TransactItems.flatMap((item) =>
      Object.entries(item).map(([act, { Item, Key }]) => ({
        kind: KIND_OF[act] ?? 'puts',
        on: (Item ?? Key)?.pk?.S ?? '',
      })),
    )
  if (IndexName) return [{ kind: 'queries', on: IndexName }]
  const keys = Object.values(RequestItems).flatMap(({ Keys = [] }) => Keys.map(({ pk }) => pk?.S ?? ''))
  const queried = keys.length > 0 ? keys : [ExpressionAttributeValues[':pk']?.S ?? '']
  return queried.map((on) => ({ kind: 'reads', on }))
}

const matches = (partition: Partition, key: string): boolean => {
  const pattern = PARTITIONS[partition]
  return pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern
}

const isGranted = (grants: KeyGrants, { kind, on }: Ask): boolean =>
  kind === 'queries'
    ? grants.queries.some((index) => index === on)
    : grants[kind].some((partition) => matches(partition, on))

describe('what the policies grant is enough', () => {
  let api: Api
  let inputs: Input[] = []
  const seen: Ask[] = []

  beforeAll(async () => {
    api = await startApi()
    // The prototype's own: the handlers' clients are made already.
    const send = DynamoDBClient.prototype.send
    vi.spyOn(DynamoDBClient.prototype, 'send').mockImplementation(function (this: DynamoDBClient, ...args: unknown[]) {
      inputs.push((args[0] as { readonly input: Input }).input)
      return Reflect.apply(send, this, args) as never
    })
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await api.stop()
  })

  const expectGranted = (lambda: FunctionName) => {
    const asks = inputs.flatMap(asksOf)
    seen.push(...asks)
    expect(asks.filter((ask) => !isGranted(KEY_GRANTS[lambda], ask))).toEqual([])
  }

  // What the server can do is known without the table.
  const ASKING = OPERATIONS.filter((operation) => operation !== 'show-fhir-metadata')

  it.each(ASKING)('for %s, as its function does it on the engine', async (operation) => {
    const place = await furnish(api, operation)
    const { unitId: toUnitId } = await found(api, `to-${operation}`)
    const by = (await peopleOf(api, place))(operation)
    inputs = []
    const sample: Send = samplesFor(place, { toUnitId })[operation]
    const headers = { ...sample.headers, 'idempotency-key': `granted-${operation}` }
    const { status } = await by.call(operation, { ...sample, headers })
    expectGranted(rowOf(operation).lambda)
    // What is refused at the door need not have asked for anything.
    if (status < 300) expect(inputs.length).toBeGreaterThan(0)
  })

  it('for a patient who leaves', async () => {
    const { unitId, stayId } = await furnish(api, 'leaving')
    await api.moveClock(3600)
    const ward = await api.as({ role: 'ward', unit: unitId })
    inputs = []
    const body = { departedAt: new Date(api.now()).toISOString(), dischargedTo: 'hjem' }
    await ward.ok('discharge-patient', { params: { unitId, stayId }, body })
    expectGranted('ward')
  })

  it('for a change of who pays that goes back to an earlier month', async () => {
    const { unitId } = await found(api, 'back')
    const ward = await api.as({ role: 'ward', unit: unitId })
    const admittedAt = new Date(api.now() - 40 * 86_400_000).toISOString()
    const { stayId } = await ward.ok('admit-patient', { params: { unitId }, body: admission({ admittedAt }) })
    inputs = []
    const body = { partyId: 'k-1839', service: 'observasjon', from: admittedAt, reason: 'avklart' }
    await ward.ok('change-responsibility', { params: { unitId, stayId }, body })
    expect(inputs.flatMap(asksOf).some(({ kind, on }) => kind === 'checks' && on.startsWith('AGREEMENT#'))).toBe(true)
    expectGranted('ward')
  })

  it('and every kind of asking has been seen', () => {
    expect(new Set(seen.map(({ kind }) => kind))).toEqual(new Set(['reads', 'puts', 'removes', 'checks', 'queries']))
  })
})
