import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { admission, expectSound, type Founded, found, HOLD_ASK, tableBytes, versionOf } from '../support/http-world.ts'

const keyed = (key: string) => ({ 'idempotency-key': key })

describe('idempotency keys', () => {
  let api: Api
  let unit: Founded
  let amk: Caller
  let ward: Caller
  const params = () => ({ unitId: unit.unitId })

  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    unit = await found(api, 'nokkel', { beds: 8 })
    amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
    ward = await api.as({ role: 'ward', unit: unit.unitId })
  })

  it('the same key and body again give the same 201 to the letter, and nothing is done twice', async () => {
    const send = { params: params(), body: { ...HOLD_ASK, etaMinutes: 5 }, headers: keyed('en-gang') }
    const once = await amk.call('place-hold', send)
    const before = await tableBytes(api)
    const twice = await amk.call('place-hold', send)
    expect([once.status, twice.status, twice.text]).toEqual([201, 201, once.text])
    expect(await tableBytes(api)).toBe(before)
  })

  it('members in another order, and spaces between them, make no other body', async () => {
    const headers = keyed('rekkefolge')
    const first = await amk.call('place-hold', { params: params(), body: JSON.stringify(HOLD_ASK), headers })
    const body = '{ "service": "kad-somatikk",\n "partyId": "k-1804" }'
    expect((await amk.call('place-hold', { params: params(), body, headers })).text).toBe(first.text)
  })

  it('a repeated request never prolongs a hold, and gets its answer also when the hold is long over', async () => {
    const send = { params: params(), body: HOLD_ASK, headers: keyed('forlenge') }
    const once = await amk.ok('place-hold', send)
    await api.moveClock(20 * 60)
    expect(await amk.ok('place-hold', send)).toEqual(once)
    await api.moveClock(3 * 3600)
    expect(await amk.ok('place-hold', send)).toEqual(once)
    const { state, expiresAt } = await amk.ok('show-hold', { params: { ...params(), holdId: once.holdId } })
    expect([state, expiresAt]).toEqual(['expired', null])
    await api.moveClock(0)
  })

  it('the same key for another body, bed, unit or operation is refused and does nothing', async () => {
    const other = await found(api, 'nokkel-to')
    const headers = keyed('gjenbrukt')
    await amk.ok('place-hold', { params: params(), body: HOLD_ASK, headers })
    const before = await tableBytes(api)
    const hold = await amk.ok('place-hold', { params: params(), body: HOLD_ASK, headers })
    const attempts = [
      amk.refused('place-hold', { params: params(), body: { ...HOLD_ASK, etaMinutes: 1 }, headers }),
      amk.refused('place-hold', { params: { unitId: other.unitId }, body: HOLD_ASK, headers }),
      amk.refused('cancel-hold', {
        params: { ...params(), holdId: hold.holdId },
        body: { reason: 'not-needed' },
        headers,
      }),
    ]
    for (const problem of await Promise.all(attempts)) {
      expect([problem.status, codeOf(problem)]).toEqual([422, 'idempotency-key-reused'])
    }
    expect(await tableBytes(api)).toBe(before)
  })

  it('keys belong to the one who made them: another organisation may use the same word', async () => {
    const headers = keyed('felles-ord')
    const legevakt = await api.as({ role: 'dispatcher', org: 'legevakt-bodo' })
    const ours = await amk.ok('place-hold', { params: params(), body: HOLD_ASK, headers })
    const theirs = await legevakt.ok('place-hold', { params: params(), body: HOLD_ASK, headers })
    expect(theirs.holdId).not.toBe(ours.holdId)
  })

  it('a refused request leaves its key free, for it did nothing', async () => {
    const full = await found(api, 'nokkel-full', { beds: 1 })
    const at = { unitId: full.unitId }
    const { holdId } = await amk.ok('place-hold', { params: at, body: HOLD_ASK })
    const send = { params: at, body: HOLD_ASK, headers: keyed('prov-igjen') }
    expect(codeOf(await amk.refused('place-hold', send))).toBe('no-bookable-bed')
    await amk.ok('cancel-hold', { params: { ...at, holdId }, body: { reason: 'not-needed' } })
    await amk.ok('place-hold', send)
  })

  it('every write of a unit obeys the key: a second tap on the same button does nothing more', async () => {
    const at = params()
    const twice = async <T>(tap: (headers: Record<string, string>) => Promise<T>, key: string): Promise<T> => {
      const first = await tap(keyed(key))
      const version = await versionOf(api, at.unitId)
      expect(await tap(keyed(key))).toEqual(first)
      expect(await versionOf(api, at.unitId)).toBe(version)
      return first
    }
    const admit = admission()
    const { stayId } = await twice((headers) => ward.ok('admit-patient', { params: at, body: admit, headers }), 'inn')
    const stay = { ...at, stayId }
    const bed = (await ward.ok('show-board', { params: at })).beds.find((each) => each.state === 'free')
    await twice((headers) => ward.ok('move-stay', { params: stay, body: { bedId: bed?.bedId }, headers }), 'flytt')
    await twice((headers) => ward.ok('confirm-unit', { params: at, headers }), 'stemmer')
    const gone = { departedAt: new Date(api.now()).toISOString(), dischargedTo: 'hjem' }
    await twice((headers) => ward.ok('discharge-patient', { params: stay, body: gone, headers }), 'ut')
    const wait = { ...HOLD_ASK, patientRef: 'venter-1' }
    await twice((headers) => ward.ok('add-waiting', { params: at, body: wait, headers }), 'vent')
  })

  it('a PUT repeated with its key is answered as the first time, though the version has moved on', async () => {
    const admin = await api.as({ role: 'admin', org: '*' })
    const { agreementId } = unit
    const saved = await admin.ok('get-agreement', { params: { agreementId } })
    const { version, savedAt: _at, agreementId: _id, ...body } = saved
    const headers = { 'if-match': `"${version}"`, ...keyed('lagre') }
    const send = { params: { agreementId }, body: { ...body, name: 'Nytt navn' }, headers }
    const once = await admin.ok('put-agreement', send)
    expect(await admin.ok('put-agreement', send)).toEqual(once)
    expect((await admin.ok('get-agreement', { params: { agreementId } })).version).toBe(version + 1)
  })

  it('fifty of the same at once make one hold and fifty equal answers', async () => {
    const at = params()
    const held = async () => (await ward.ok('show-board', { params: at })).held
    const before = await held()
    const send = { params: at, body: HOLD_ASK, headers: keyed('femti') }
    const answers = await Promise.all(Array.from({ length: 50 }, () => amk.call('place-hold', send)))
    expect(await held()).toBe(before + 1)
    const [first] = answers.filter(({ status }) => status === 201)
    for (const { status, text, headers } of answers) {
      // A caller who is asked to come again gets the same answer then.
      if (status === 409) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      else expect([status, text]).toEqual([201, first?.text])
    }
    expect((await amk.call('place-hold', send)).text).toBe(first?.text)
    await expectSound(api)
  })

  it('one key sent to two units at once does its work in one of them', async () => {
    const [one, two] = [await found(api, 'nokkel-her', { beds: 20 }), await found(api, 'nokkel-der', { beds: 20 })]
    for (let round = 0; round < 10; round += 1) {
      const headers = keyed(`begge-${round}`)
      const answers = await Promise.all(
        [one, two].map(({ unitId }) => amk.call('place-hold', { params: { unitId }, body: HOLD_ASK, headers })),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
    }
    await expectSound(api)
  })

  it.each([
    ['empty', '', 422],
    ['of 64 characters', 'x'.repeat(64), 201],
    ['of 65 characters', 'x'.repeat(65), 422],
    ['of signs', '!"#$%&/()=?*^`|<>;:', 201],
  ])('a key may have up to 64 characters of any kind: %s', async (_, key, status) => {
    const roomy = await found(api, `nokkel-${key.length}`)
    const answer = await amk.call('place-hold', {
      params: { unitId: roomy.unitId },
      body: HOLD_ASK,
      headers: keyed(key),
    })
    expect(answer.status).toBe(status)
    if (status === 422)
      expect(answer.json).toMatchObject({ errors: [{ pointer: '/headers/idempotency-key', rule: 'length' }] })
  })
})
