import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  DynamoDBClient,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PartyId, UnitId } from '../../lib/domain/ids.ts'
import { getItems, marshalKey } from '../../lib/store/store-client.ts'
import { put, tryCommit } from '../../lib/store/tx.ts'
import { listJournal } from '../../lib/store/unit-store.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { AMK, foundUnit, NOON } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

type Send = (command: unknown) => Promise<unknown>
/** Given what would be sent and the way to really send it, does something worse. */
type Fault = (command: unknown, send: Send) => Promise<unknown>

const named = (name: string) => Object.assign(new Error(name), { name })
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  })

/** The engine stays real; only the way there breaks. */
describe('when DynamoDB answers badly', () => {
  let deps: Deps
  let pauses: number[]
  let restore: () => void = () => {}
  let units = 0

  beforeAll(async () => {
    const { deps: plain } = await freshTable()
    const store = {
      ...plain.store,
      pause: async (ms: number) => {
        pauses.push(ms)
      },
    }
    deps = { ...plain, store }
  })
  afterEach(() => restore())

  /** The next sendings of a kind go wrong, one fault each; then all is well. */
  function breakNext(kind: new (input: never) => unknown, ...faults: Fault[]): void {
    pauses = []
    const real = DynamoDBClient.prototype.send
    const mock = mockClient(DynamoDBClient)
    mock.send.callsFake(function (this: DynamoDBClient, command: unknown): Promise<never> {
      const send: Send = (sent) => Reflect.apply(real, this, [sent])
      const fault = command instanceof kind ? faults.shift() : undefined
      return (fault ? fault(command, send) : send(command)) as Promise<never>
    })
    restore = () => mock.restore()
  }
  const throwing =
    (error: Error): Fault =>
    () =>
      Promise.reject(error)

  const fresh = () => {
    units += 1
    return foundUnit(deps, `feil-${units}`, { beds: 3 })
  }
  const hold = (unitId: UnitId, key?: string) =>
    placeHold(
      deps,
      {
        actor: AMK,
        now: NOON,
        ...(key ? { idempotency: { scope: 'dispatcher amk', key, fingerprint: 'same' } } : {}),
      },
      { unitId, partyId: 'k-1804' as PartyId, service: 'kad-somatikk', needs: [], etaMinutes: null, lookupId: null },
    )
  const holdsOf = async (unitId: UnitId) =>
    (await listJournal(deps.store, unitId)).filter(({ type }) => type === 'hold-placed').length

  it('a conflict with another transaction is a lost race: read again, decided again, placed once', async () => {
    const unitId = await fresh()
    breakNext(
      TransactWriteItemsCommand,
      ...Array.from({ length: 3 }, () => throwing(cancelled('None', 'TransactionConflict'))),
    )
    expect((await hold(unitId)).ok).toBe(true)
    expect(pauses).toHaveLength(3)
    expect(await holdsOf(unitId)).toBe(1)
  })

  it.each(['ProvisionedThroughputExceeded', 'ThrottlingError'])(
    '%s inside a transaction is tried again',
    async (code) => {
      const unitId = await fresh()
      breakNext(TransactWriteItemsCommand, throwing(cancelled(code, 'None')))
      expect((await hold(unitId)).ok).toBe(true)
      expect(await holdsOf(unitId)).toBe(1)
    },
  )

  it('a race that is never won ends with a refusal that says when to come again, and nothing is written', async () => {
    const unitId = await fresh()
    breakNext(
      TransactWriteItemsCommand,
      ...Array.from({ length: 99 }, () => throwing(cancelled('TransactionConflict'))),
    )
    expect(await hold(unitId)).toMatchObject({
      ok: false,
      refusal: { kind: 'too-many-at-once', retryAfterSeconds: expect.any(Number) },
    })
    expect(pauses.length).toBeLessThan(99)
    restore()
    expect(await holdsOf(unitId)).toBe(0)
    expect(await verifyUnit(deps.store, unitId)).toMatchObject({ ok: true })
  })

  it('pauses between tries grow, and stay under a quarter of a second', async () => {
    const unitId = await fresh()
    breakNext(
      TransactWriteItemsCommand,
      ...Array.from({ length: 20 }, () => throwing(cancelled('TransactionConflict'))),
    )
    await hold(unitId)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(250)
    expect(Math.max(...pauses.slice(0, 3))).toBeLessThanOrEqual(32)
  })

  it.each(['ValidationError', 'ItemCollectionSizeLimitExceeded'])('%s is no race, and is thrown', async (code) => {
    const unitId = await fresh()
    breakNext(TransactWriteItemsCommand, throwing(cancelled(code, 'ConditionalCheckFailed')))
    await expect(hold(unitId)).rejects.toThrow('cancelled')
    expect(await holdsOf(unitId)).toBe(0)
  })

  it.each(['ThrottlingException', 'InternalServerError', 'TimeoutError'])(
    '%s is thrown on, and nothing is half-done',
    async (name) => {
      const unitId = await fresh()
      breakNext(TransactWriteItemsCommand, throwing(named(name)))
      await expect(hold(unitId)).rejects.toMatchObject({ name })
      expect(await holdsOf(unitId)).toBe(0)
      expect((await hold(unitId)).ok).toBe(true)
    },
  )

  it('committed but the reply lost: the same key again gives the hold that was placed, and places no second', async () => {
    const unitId = await fresh()
    let wasWritten = false
    breakNext(TransactWriteItemsCommand, async (command, send) => {
      await send(command)
      wasWritten = true
      throw named('TimeoutError')
    })
    await expect(hold(unitId, 'tapt-svar')).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(wasWritten).toBe(true)
    const again = await hold(unitId, 'tapt-svar')
    expect(again).toMatchObject({ ok: true, value: { state: 'pending' } })
    expect(await hold(unitId, 'tapt-svar')).toEqual(again)
    expect(await holdsOf(unitId)).toBe(1)
    expect(await verifyUnit(deps.store, unitId)).toMatchObject({ ok: true })
  })

  it('committed, and the try reported as a conflict: the key finds the first hold instead of placing a second', async () => {
    const unitId = await fresh()
    breakNext(TransactWriteItemsCommand, async (command, send) => {
      await send(command)
      throw cancelled('TransactionConflict')
    })
    expect((await hold(unitId, 'dobbel')).ok).toBe(true)
    expect(await holdsOf(unitId)).toBe(1)
  })

  it('keys left unprocessed are asked for again, until all are there', async () => {
    const { store } = deps
    const keys = Array.from({ length: 10 }, (_, i) => ({ pk: `REST#${i}`, sk: 'X' }))
    await tryCommit(
      store,
      keys.map((key) => put('unit', marshalKey(key))),
    )
    /** Serves the first two of what is asked for, and leaves the rest. */
    const halfServed: Fault = async (command, send) => {
      const { RequestItems = {} } = (command as { input: BatchGetItemCommandInput }).input
      const wanted = RequestItems[store.tableName]?.Keys ?? []
      const input = { RequestItems: { [store.tableName]: { Keys: wanted.slice(0, 2), ConsistentRead: true } } }
      const served = (await send(new BatchGetItemCommand(input))) as object
      return { ...served, UnprocessedKeys: { [store.tableName]: { Keys: wanted.slice(2) } } }
    }
    breakNext(BatchGetItemCommand, halfServed, halfServed, halfServed)
    const found = await getItems(store, keys)
    expect(found.map((item) => item?.['pk']?.S)).toEqual(keys.map(({ pk }) => pk))
    expect(pauses).toHaveLength(3)
  })

  it('keys left unprocessed for ever are a fault, and never an absent item', async () => {
    const nothing: Fault = async (command) => {
      const { RequestItems } = (command as { input: BatchGetItemCommandInput }).input
      return { Responses: {}, UnprocessedKeys: RequestItems }
    }
    const unitId = await fresh()
    breakNext(BatchGetItemCommand, ...Array.from({ length: 50 }, () => nothing))
    await expect(hold(unitId)).rejects.toMatchObject({ name: 'StoreBusyFault' })
    restore()
    expect(await holdsOf(unitId)).toBe(0)
  })

  it('a page that is not the last is followed by the next, also when one is empty', async () => {
    const unitId = await fresh()
    const whole = await listJournal(deps.store, unitId)
    const oneItem: Fault = (command, send) => send(new QueryCommand({ ...(command as QueryCommand).input, Limit: 1 }))
    const emptyPage: Fault = async (command) => ({
      Items: [],
      LastEvaluatedKey: (command as QueryCommand).input.ExclusiveStartKey,
    })
    breakNext(QueryCommand, oneItem, emptyPage)
    expect(await listJournal(deps.store, unitId)).toEqual(whole)
    expect(whole.length).toBeGreaterThan(1)
  })
})
