import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import type { UnitId } from '../../lib/domain/ids.ts'
import { journalKey, unitKey } from '../../lib/store/keys.ts'
import { marshalKey } from '../../lib/store/store-client.ts'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { admission, type Founded, found, HOLD_ASK } from '../support/http-world.ts'

describe('board and journal', () => {
  let api: Api
  let unit: Founded
  let ward: Caller
  let leader: Caller
  const params = () => ({ unitId: unit.unitId })
  const boardAt = (at: string) => ward.ok('show-board', { params: params(), query: { at } })

  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    unit = await found(api, 'tidsreise', { beds: 4 })
    ward = await api.as({ role: 'ward', unit: unit.unitId })
    leader = await api.as({ role: 'ward-leader', unit: unit.unitId })
  })

  it('the board at a past instant is the board that was seen then', async () => {
    const amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
    const steps: (() => Promise<unknown>)[] = [
      () => amk.ok('place-hold', { params: params(), body: HOLD_ASK }),
      () => ward.ok('admit-patient', { params: params(), body: admission({ bedId: 'bed_102b' }) }),
      () => ward.ok('block-bed', { params: { ...params(), bedId: 'bed_102a' }, body: { reason: 'rør' } }),
      () => ward.ok('set-staffing', { params: params(), body: { staffed: 2, reason: 'sykdom' } }),
      // The hold runs out by the clock alone: no event, and yet another board.
      () => api.moveClock(1900),
      () => ward.ok('confirm-unit', { params: params() }),
    ]
    const seen = [await ward.ok('show-board', { params: params() })]
    for (const step of steps) {
      await step()
      seen.push(await ward.ok('show-board', { params: params() }))
    }
    for (const board of seen) expect(await boardAt(board.asOf)).toEqual(board)
    expect(new Set(seen.map(({ free }) => free)).size).toBeGreaterThan(2)
    await api.moveClock(0)
  })

  it('a past board tells what changed around it, when it is asked to', async () => {
    const { events } = await leader.ok('read-journal', { params: params() })
    const middle = events[Math.floor(events.length / 2)]
    const query = { at: middle?.at ?? '', changes: 'true' }
    const { changes, unitVersion } = await ward.ok('show-board', { params: params(), query })
    expect(changes).toEqual(events.map(({ seq, at, type }) => ({ seq, at, type })))
    expect(changes?.findLast(({ at }) => at <= query.at)?.seq).toBe(unitVersion)
    expect((await ward.ok('show-board', { params: params(), query: { changes: 'true' } })).changes).toBeNull()
  })

  it('show-use tells who lay where in a period, and refuses one that is none', async () => {
    const today = new Date(api.now()).toISOString().slice(0, 10)
    const use = await ward.ok('show-use', { params: params(), query: { fom: today, tom: today } })
    expect(use.beds.map(({ bedId }) => bedId)).toEqual(['bed_101a', 'bed_101b', 'bed_102a', 'bed_102b'])
    expect(use.spans).toMatchObject([{ bedId: 'bed_102b', partyId: 'k-1804', until: null }])
    expect(use.groups.map(({ group }) => group)).toEqual(['hf', 'kommuner'])
    const refused = (fom: string, tom: string) => ward.refused('show-use', { params: params(), query: { fom, tom } })
    expect(await refused('2026-02-02', '2026-02-01')).toMatchObject({ errors: [{ rule: 'before-fom' }] })
    expect(await refused('2026-01-01', '2026-04-03')).toMatchObject({ errors: [{ rule: 'too-many-dates' }] })
    await ward.ok('show-use', { params: params(), query: { fom: '2026-01-01', tom: '2026-04-02' } })
  })

  it('before the unit was there is no board, and none in the future', async () => {
    const refused = (at: string) => ward.refused('show-board', { params: params(), query: { at } })
    expect(codeOf(await refused('2020-01-01T00:00:00Z'))).toBe('unit-not-found')
    expect(await refused('2999-01-01T00:00:00Z')).toMatchObject({ status: 422, field: 'at' })
  })

  it('an instant may be given in any zone', async () => {
    const { asOf } = await ward.ok('show-board', { params: params() })
    const inOslo = `${new Date(Date.parse(asOf) + 3_600_000).toISOString().slice(0, -1)}+01:00`
    expect((await boardAt(inOslo)).unitVersion).toBe((await boardAt(asOf)).unitVersion)
  })

  it('the journal is read in pages, each from where the last one ended, and none twice', async () => {
    const whole = await leader.ok('read-journal', { params: params() })
    expect(whole.nextAfter).toBeNull()
    const seqs: number[] = []
    let after: number | null = 0
    while (after !== null) {
      const query: Record<string, string> = { after: String(after), limit: '2' }
      const page: AnswerOf<'read-journal'> = await leader.ok('read-journal', { params: params(), query })
      expect(page.events.length).toBeLessThanOrEqual(2)
      seqs.push(...page.events.map(({ seq }) => seq))
      after = page.nextAfter
    }
    expect(seqs).toEqual(whole.events.map(({ seq }) => seq))
    expect(seqs).toEqual(seqs.map((_, i) => i + 1))
    const beyond = await leader.ok('read-journal', { params: params(), query: { after: '9999999999' } })
    expect(beyond).toEqual({ events: [], nextAfter: null })
  })

  it('each event stands on the one before', async () => {
    const { events } = await leader.ok('read-journal', { params: params() })
    expect(events.map(({ prevHash }) => prevHash)).toEqual(['', ...events.slice(0, -1).map(({ hash }) => hash)])
  })

  it('a waiting patient is known to the journal by number only', async () => {
    const body = { ...HOLD_ASK, patientRef: 'hemmelig-henvisning' }
    await ward.ok('add-waiting', { params: params(), body })
    const { events } = await leader.ok('read-journal', { params: params() })
    expect(events.at(-1)?.type).toBe('waiting-added')
    expect(JSON.stringify(events)).not.toContain('hemmelig-henvisning')
    expect(JSON.stringify(await ward.ok('show-board', { params: params() }))).not.toContain('hemmelig-henvisning')
  })

  it('a changed event, and a live item that is not the fold of its journal, are found out', async () => {
    const { store } = api.deps
    const tamper = async (
      name: string,
      key: Record<string, { S: string }>,
      attribute: string,
      from: RegExp,
      to: string,
    ) => {
      const { unitId } = await found(api, name)
      const admin = await api.as({ role: 'admin', org: '*' })
      await (await api.as({ role: 'ward', unit: unitId })).ok('confirm-unit', { params: { unitId } })
      expect((await admin.ok('verify-journal', { params: { unitId } })).ok).toBe(true)
      const { Item } = await store.client.send(new GetItemCommand({ TableName: store.tableName, Key: key }))
      const text = Item?.[attribute]?.S ?? ''
      expect(text).toMatch(from)
      await store.client.send(
        new UpdateItemCommand({
          TableName: store.tableName,
          Key: key,
          UpdateExpression: 'SET #a = :a',
          ExpressionAttributeNames: { '#a': attribute },
          ExpressionAttributeValues: { ':a': { S: text.replace(from, to) } },
        }),
      )
      return await admin.ok('verify-journal', { params: { unitId } })
    }
    const event = marshalKey(journalKey('unit_endret' as UnitId, 2))
    expect(await tamper('endret', event, 'body', /"guaranteed":0/, '"guaranteed":1')).toMatchObject({
      ok: false,
      brokenAt: 2,
    })
    const live = marshalKey(unitKey('unit_avvik' as UnitId))
    expect(await tamper('avvik', live, 'state', /"staffed":3/, '"staffed":4')).toMatchObject({
      ok: false,
      stateMatches: false,
      brokenAt: null,
    })
  })
})
