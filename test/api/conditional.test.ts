import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Caller, codeOf, type Headers, startApi } from '../support/http.ts'
import { admission, type Founded, found, HOLD_ASK, tableBytes } from '../support/http-world.ts'
import { agreementBody, unitBody } from '../support/region.ts'

describe('conditional requests', () => {
  let api: Api
  let admin: Caller
  let amk: Caller
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    admin = await api.as({ role: 'admin', org: '*' })
    amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
  })

  describe.each(['unit', 'agreement'] as const)('PUT of one %s', (what) => {
    const put = `put-${what}` as const
    const get = `get-${what}` as const
    let params: Record<string, string>
    let body: object
    const save = (headers: Headers, more: object = {}) =>
      admin.call(put, { params, body: { ...body, ...more }, headers })

    beforeAll(async () => {
      const founded = await found(api, `put-${what}`)
      const { unitId, agreementId } = founded
      params = what === 'unit' ? { unitId } : { agreementId }
      body = what === 'unit' ? unitBody(3) : agreementBody([unitId])
    })

    it('without saying what is there is 428', async () => {
      expect((await save({})).status).toBe(428)
    })

    it('as new where one is already is 412, and says the version', async () => {
      const answer = await save({ 'if-none-match': '*' })
      expect([answer.status, (answer.json as { version: number }).version]).toEqual([412, 1])
    })

    it.each(['0', '2', '"99"'])('on another version (%s) is 412 and changes nothing', async (version) => {
      const before = await tableBytes(api)
      expect((await save({ 'if-match': version }, { name: 'Aldri' })).status).toBe(412)
      expect(await tableBytes(api)).toBe(before)
    })

    it.each(['', 'x', '1.0', '-1', '*', '"1", "2"'])('on what is no version (%j) is 422', async (version) => {
      const answer = await save({ 'if-match': version })
      expect([answer.status, answer.json]).toMatchObject([422, { errors: [{ pointer: '/headers/if-match' }] }])
    })

    it('on a version of one that is not there is 412', async () => {
      const nowhere = Object.fromEntries(Object.entries(params).map(([name, id]) => [name, `${id}-borte`]))
      const answer = await admin.call(put, { params: nowhere, body, headers: { 'if-match': '1' } })
      expect([answer.status, (answer.json as { version: null }).version]).toEqual([412, null])
    })

    it('takes the number, the ETag, and the weak ETag of GET alike', async () => {
      for (const write of [(v: number) => `${v}`, (v: number) => `"${v}"`, (v: number) => `W/"${v}"`]) {
        const { headers, json } = await admin.call(get, { params })
        const { version } = json as { version: number }
        expect(headers.get('etag')).toBe(`"${version}"`)
        const saved = await save({ 'if-match': write(version) })
        expect([saved.status, saved.headers.get('etag')]).toEqual([200, `"${version + 1}"`])
      }
    })

    it('by twenty at once on the same version lets one through', async () => {
      const { version } = (await admin.call(get, { params })).json as { version: number }
      const attempts = Array.from({ length: 20 }, (_, i) => save({ 'if-match': `${version}` }, { name: `Nr ${i}` }))
      const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort()
      expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)])
      expect((await admin.call(get, { params })).json).toMatchObject({ version: version + 1 })
    })

    it('by ten at once as new makes one', async () => {
      const headers = { 'if-none-match': '*' }
      const unitId = `unit_kappes-${what}`
      const isUnit = what === 'unit'
      if (!isUnit) await admin.ok('put-unit', { params: { unitId }, body: unitBody(2), headers })
      const send = isUnit
        ? { params: { unitId }, body: unitBody(2), headers }
        : { params: { agreementId: 'agr_kappes' }, body: agreementBody([unitId]), headers }
      const answers = await Promise.all(Array.from({ length: 10 }, () => admin.call(put, send)))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)])
    })

    it('is answered 304 to a reader who has the version', async () => {
      const etag = (await admin.call(get, { params })).headers.get('etag') ?? ''
      expect((await admin.call(get, { params, headers: { 'if-none-match': etag } })).status).toBe(304)
      expect((await admin.call(get, { params, headers: { 'if-none-match': '"0"' } })).status).toBe(200)
    })
  })

  describe('the ETag of a poll', () => {
    let unit: Founded
    let neighbour: Founded
    let ward: Caller
    const tags = async () => {
      const params = { unitId: unit.unitId }
      const find = (query: object) =>
        amk.call('find-beds', { query: { kommune: '1804', lat: '67.28', lon: '14.4', ...query } })
      const [lookup, board] = [await find({}), await ward.call('show-board', { params })]
      return { lookup: lookup.headers.get('etag') ?? '', board: board.headers.get('etag') ?? '' }
    }
    const changed = async (act: () => Promise<unknown>) => {
      const before = await tags()
      await act()
      const after = await tags()
      return { lookup: before.lookup !== after.lookup, board: before.board !== after.board }
    }

    beforeAll(async () => {
      const agreement = { rules: { staleAfterMinutes: 60 } }
      unit = await found(api, 'poll', { beds: 4, agreement })
      neighbour = await found(api, 'poll-nabo', { beds: 4, unit: { lat: 67.3 }, agreement })
      ward = await api.as({ role: 'ward', unit: unit.unitId })
    })

    it('gives 304 without a body while nothing happens, also to a poll that repeats its lookup', async () => {
      const query = { kommune: '1804', service: 'kad-somatikk' }
      const first = await amk.call('find-beds', { query })
      const { lookupId } = first.json as { lookupId: string }
      const etag = first.headers.get('etag') ?? ''
      expect(etag).toMatch(/^"[\w-]+"$/)
      expect((await amk.call('find-beds', { query, headers: { 'if-none-match': '*' } })).status).toBe(304)
      for (const ifNoneMatch of [etag, `W/${etag}`, `"x", ${etag}`]) {
        const again = await amk.call('find-beds', {
          query: { ...query, lookupId },
          headers: { 'if-none-match': ifNoneMatch },
        })
        expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag])
      }
      const other = await amk.ok('find-beds', { query: { ...query, lookupId }, headers: { 'if-none-match': '"x"' } })
      expect(other.lookupId).toBe(lookupId)
    })

    it('stands still while only the clock moves', async () => {
      expect(await changed(() => api.moveClock(600))).toEqual({ lookup: false, board: false })
    })

    it('moves when a unit confirms', async () => {
      const confirm = () => ward.ok('confirm-unit', { params: { unitId: unit.unitId } })
      expect(await changed(confirm)).toEqual({ lookup: true, board: true })
    })

    it('moves when a bed is held, and for the neighbour not', async () => {
      const hold = (at: Founded) => () => amk.ok('place-hold', { params: { unitId: at.unitId }, body: HOLD_ASK })
      expect(await changed(hold(unit))).toEqual({ lookup: true, board: true })
      expect(await changed(hold(neighbour))).toEqual({ lookup: true, board: false })
    })

    it('moves when a hold runs out by the clock alone', async () => {
      expect(await changed(() => api.moveClock(600 + 31 * 60))).toEqual({ lookup: true, board: true })
    })

    it('moves when a unit grows stale', async () => {
      await ward.ok('confirm-unit', { params: { unitId: unit.unitId } })
      const confirmedAt = 600 + 31 * 60
      await api.moveClock(confirmedAt + 3500)
      expect(await changed(() => api.moveClock(confirmedAt + 3500 + 60))).toMatchObject({ lookup: false })
      expect(await changed(() => api.moveClock(confirmedAt + 3500 + 180))).toMatchObject({ lookup: true })
    })

    it('moves when only the order of the same units does', async () => {
      const from = async (lat: string) => {
        const query = { kommune: '1804', lat, lon: '14.4' }
        const { headers, json } = await amk.call('find-beds', { query })
        return { etag: headers.get('etag'), json }
      }
      const [south, north] = [await from('67.28'), await from('67.31')]
      expect(north.etag).not.toBe(south.etag)
    })

    it('moves on board and waiting list when somebody comes in or waits', async () => {
      const params = { unitId: unit.unitId }
      expect(await changed(() => ward.ok('admit-patient', { params, body: admission() }))).toMatchObject({
        board: true,
      })
      const waiting = async () => (await ward.call('list-waiting', { params })).headers.get('etag')
      const before = await waiting()
      await ward.ok('add-waiting', { params, body: { ...HOLD_ASK, patientRef: 'v' } })
      expect(await waiting()).not.toBe(before)
      const etag = (await waiting()) ?? ''
      expect((await ward.call('list-waiting', { params, headers: { 'if-none-match': etag } })).status).toBe(304)
    })

    it('a hold that a dispatcher watches changes its ETag when the unit answers', async () => {
      const params = { unitId: unit.unitId }
      const { holdId } = await amk.ok('place-hold', { params, body: HOLD_ASK })
      const watch = (headers: Headers = {}) => amk.call('show-hold', { params: { ...params, holdId }, headers })
      const etag = (await watch()).headers.get('etag') ?? ''
      expect((await watch({ 'if-none-match': etag })).status).toBe(304)
      await ward.ok('accept-hold', { params: { ...params, holdId } })
      expect((await watch({ 'if-none-match': etag })).json).toMatchObject({ holdId, state: 'accepted' })
    })
  })

  it('a refusal carries no ETag and no 304, whatever the caller has', async () => {
    const problem = await admin.refused('get-unit', {
      params: { unitId: 'unit_borte' },
      headers: { 'if-none-match': '"1"' },
    })
    expect(codeOf(problem)).toBe('unit-not-found')
  })
})
