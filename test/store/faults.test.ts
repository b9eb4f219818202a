import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AccessRecord } from '../../lib/domain/access/access-record.ts'
import type { PartyId, UnitId } from '../../lib/domain/ids.ts'
import { plusMinutes } from '../../lib/kernel/instant.ts'
import { appendAccess, filedDateOf } from '../../lib/store/access-log-store.ts'
import { listLines } from '../../lib/store/access-seal-store.ts'
import { trySpendProof } from '../../lib/store/proof-store.ts'
import { getItems, marshalKey } from '../../lib/store/store-client.ts'
import { put, tryCommit } from '../../lib/store/tx.ts'
import { listJournal } from '../../lib/store/unit-store.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { sealAccessLog, verifyAccessLog } from '../../lib/usecases/seal-access-log.ts'
import { LOOK } from '../support/access-log.ts'
import { breakNext as breakSendings, cancelled, type Fault, named, replyLost, throwing } from '../support/break-next.ts'
import { AMK, foundUnit, NOON } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

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

  const breakNext = (...broken: Parameters<typeof breakSendings>) => {
    pauses = []
    restore = breakSendings(...broken)
  }

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

  describe('the access log', () => {
    const look = (name: string): AccessRecord => ({ ...LOOK, at: NOON, correlationId: name })
    const keep = (name: string) => appendAccess(deps.accessLog, look(name), { at: NOON, name })
    const kept = async (name: string) => {
      const lines = await listLines(deps.accessLog, filedDateOf(NOON))
      return lines.filter((line) => line.name.endsWith(`#${name}`)).length
    }

    it.each(['ThrottlingException', 'InternalServerError', 'TimeoutError'])(
      '%s: the look is not kept, whoever asks is told so, and the same look again is',
      async (name) => {
        breakNext(PutItemCommand, throwing(named(name)))
        await expect(keep(name)).rejects.toMatchObject({ name })
        expect(await kept(name)).toBe(0)
        await keep(name)
        expect(await kept(name)).toBe(1)
      },
    )

    it('kept but the reply lost: the same look again is the same record', async () => {
      breakNext(PutItemCommand, replyLost)
      await expect(keep('tapt-svar')).rejects.toMatchObject({ name: 'TimeoutError' })
      await keep('tapt-svar')
      expect(await kept('tapt-svar')).toBe(1)
    })

    it('a seal that was set and the reply lost is there for the next run, which goes on from it', async () => {
      const key = Buffer.from('nøkkel')
      const seal = (minutes: number) => sealAccessLog(deps, key, plusMinutes(NOON, minutes))
      await seal(80)
      breakNext(PutItemCommand, replyLost)
      await expect(seal(140)).rejects.toMatchObject({ name: 'TimeoutError' })
      expect(await seal(200)).toMatchObject({ sealedHours: 1, broken: [] })
      expect(await verifyAccessLog(deps, key, filedDateOf(NOON))).toMatchObject({ value: { ok: true } })
    })
  })

  describe('a proof of a key', () => {
    const spend = (id: string) => trySpendProof(deps.store, { boundTo: 'key', id }, NOON, plusMinutes(NOON, 1))

    it('that could not be written down is not good: the fault is thrown, and the client proves anew', async () => {
      breakNext(PutItemCommand, throwing(named('ThrottlingException')))
      await expect(spend('strupet')).rejects.toMatchObject({ name: 'ThrottlingException' })
    })

    it('written down but the reply lost: it is used, and no second try makes it good', async () => {
      breakNext(PutItemCommand, replyLost)
      await expect(spend('tapt')).rejects.toMatchObject({ name: 'TimeoutError' })
      expect(await spend('tapt')).toBe(false)
    })
  })
})
