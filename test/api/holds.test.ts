import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CANCEL_REASONS, DECLINE_REASONS } from '../../lib/domain/vocabulary.ts'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { admission, expectSound, found, HOLD_ASK } from '../support/http-world.ts'

const MINUTE = 60

describe('holds', () => {
  let api: Api
  let amk: Caller
  let units = 0
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
  })

  const fresh = async (options: Parameters<typeof found>[2] = {}) => {
    units += 1
    const { unitId } = await found(api, `hold-${units}`, options)
    const ward = await api.as({ role: 'ward', unit: unitId })
    const params = { unitId }
    const hold = (body: object = {}) => amk.ok('place-hold', { params, body: { ...HOLD_ASK, ...body } })
    const board = () => ward.ok('show-board', { params })
    const show = (holdId: string) => amk.ok('show-hold', { params: { ...params, holdId } })
    const at = (holdId: string) => ({ params: { ...params, holdId } })
    return { unitId, ward, params, hold, board, show, at }
  }

  it('a hold takes one bed, and the last one says so', async () => {
    const { hold, board, params } = await fresh({ beds: 2 })
    const [one, two] = [await hold(), await hold()]
    expect(one.bedId).not.toBe(two.bedId)
    expect(await board()).toMatchObject({ held: 2, free: 0 })
    const full = await amk.refused('place-hold', { params, body: HOLD_ASK })
    expect(full).toMatchObject({ status: 409, type: 'urn:problem:no-bookable-bed', bookable: 0 })
  })

  it('a pending hold lasts holdMinutes, whatever the ETA', async () => {
    const { hold, at, ward } = await fresh({ agreement: { rules: { holdMinutes: 20 } } })
    const placed = await hold({ etaMinutes: 90 })
    expect(Math.round((Date.parse(placed.expiresAt ?? '') - api.now()) / 60_000)).toBe(20)
    await api.moveClock(20 * MINUTE + 1)
    expect(codeOf(await ward.refused('accept-hold', at(placed.holdId)))).toBe('hold-expired')
    await api.moveClock(0)
  })

  it('an accepted hold lasts until ETA and grace, where that is later, and then is a no-show', async () => {
    const { hold, at, ward, show } = await fresh({ agreement: { rules: { arrivalGraceMinutes: 15 } } })
    const [late, early] = [await hold({ etaMinutes: 60 }), await hold({ etaMinutes: 5 })]
    const [one, two] = [await ward.ok('accept-hold', at(late.holdId)), await ward.ok('accept-hold', at(early.holdId))]
    const minutes = (from: string | null, until: string | null) =>
      (Date.parse(until ?? '') - Date.parse(from ?? '')) / 60_000
    expect(minutes(late.expiresAt, one.expiresAt)).toBe(60 + 15 - 30)
    expect(two.expiresAt).toBe(early.expiresAt)
    await api.moveClock(76 * MINUTE)
    expect(await show(late.holdId)).toMatchObject({ state: 'expired', reason: 'no-show' })
    await api.moveClock(0)
  })

  it('to accept twice is to accept once', async () => {
    const { hold, at, ward } = await fresh()
    const { holdId } = await hold()
    const once = await ward.ok('accept-hold', at(holdId))
    expect(await ward.ok('accept-hold', at(holdId))).toEqual(once)
  })

  it('a hold that nobody answers ends as unanswered, and its bed is free that instant, before any job has run', async () => {
    const { hold, show, board } = await fresh({ beds: 1 })
    const { holdId } = await hold()
    await api.moveClock(29 * MINUTE)
    expect((await board()).free).toBe(0)
    await api.moveClock(31 * MINUTE)
    expect(await show(holdId)).toMatchObject({ state: 'expired', reason: 'unanswered', expiresAt: null })
    expect((await board()).free).toBe(1)
    await hold()
    await api.moveClock(0)
  })

  it.each(DECLINE_REASONS)('a dispatcher can read that the unit declined for %s', async (reason) => {
    const { hold, at, ward, show } = await fresh()
    const { holdId } = await hold()
    await ward.ok('decline-hold', { ...at(holdId), body: { reason, detail: 'ring oss' } })
    expect(await show(holdId)).toMatchObject({ state: 'declined', reason, expiresAt: null })
    expect(codeOf(await ward.refused('accept-hold', at(holdId)))).toBe('hold-ended')
  })

  it('what became of a hold is readable for a day', async () => {
    const { hold, at, ward, show, params } = await fresh()
    const { holdId } = await hold()
    await ward.ok('decline-hold', { ...at(holdId), body: { reason: 'full' } })
    await api.moveClock(11 * 3600)
    expect((await show(holdId)).state).toBe('declined')
    await api.moveClock(0)
    const nobody = await amk.refused('show-hold', { params: { ...params, holdId: 'hold_none' } })
    expect(nobody.status).toBe(404)
  })

  it.each(CANCEL_REASONS)('the one who placed it may cancel for %s', async (reason) => {
    const { hold, at, board } = await fresh()
    const { holdId } = await hold()
    expect((await amk.ok('cancel-hold', { ...at(holdId), body: { reason } })).state).toBe('cancelled')
    expect((await board()).held).toBe(0)
  })

  it('the unit may cancel it, and no other organisation', async () => {
    const { hold, at, ward, board } = await fresh()
    const body = { reason: 'not-needed' }
    const legevakt = await api.as({ role: 'dispatcher', org: 'legevakt-bodo' })
    const [one, two] = [await hold(), await hold()]
    const refused = await legevakt.refused('cancel-hold', { ...at(one.holdId), body })
    expect([refused.status, codeOf(refused)]).toEqual([403, 'not-your-hold'])
    expect((await board()).held).toBe(2)
    await ward.ok('cancel-hold', { ...at(two.holdId), body })
    expect((await board()).held).toBe(1)
  })

  it('a dispatcher who calls itself like the unit is not the unit', async () => {
    const { unitId, hold, at } = await fresh()
    const impostor = await api.as({ role: 'dispatcher', org: unitId })
    const { holdId } = await hold()
    expect((await impostor.refused('cancel-hold', { ...at(holdId), body: { reason: 'other' } })).status).toBe(403)
  })

  it('a hold of one unit is not found in another', async () => {
    const [one, two] = [await fresh(), await fresh()]
    const { holdId } = await one.hold()
    expect(codeOf(await two.ward.refused('accept-hold', two.at(holdId)))).toBe('hold-not-found')
    expect(codeOf(await amk.refused('show-hold', two.at(holdId)))).toBe('hold-not-found')
  })

  it('a hold gets the least special bed that will do, and none that will not', async () => {
    const rooms = [
      { room: '1', beds: [{ bedId: 'bed_iso', features: ['isolat', 'bariatrisk'] }] },
      { room: '2', beds: [{ bedId: 'bed_iso2', features: ['isolat'] }] },
      { room: '3', beds: [{ bedId: 'bed_plain' }] },
    ]
    const { hold, params } = await fresh({ beds: 3, unit: { rooms } })
    expect((await hold({ needs: ['isolat'] })).bedId).toBe('bed_iso2')
    expect((await hold()).bedId).toBe('bed_plain')
    expect((await hold()).bedId).toBe('bed_iso')
    const refused = await amk.refused('place-hold', { params, body: { ...HOLD_ASK, needs: ['isolat'] } })
    expect(codeOf(refused)).toBe('no-bookable-bed')
  })

  it('the guaranteed beds of others are not to be had; guests come after all guarantees', async () => {
    const groups = [
      { group: 'kommuner', guaranteed: 1 },
      { group: 'hf', guaranteed: 1, max: 1 },
    ]
    const { hold, params, board } = await fresh({ beds: 3, agreement: { groups } })
    const refused = async (partyId: string) =>
      (await amk.refused('place-hold', { params, body: { ...HOLD_ASK, partyId } })) as unknown
    await hold({ partyId: 'hf-983974910' })
    expect(await refused('hf-983974910')).toMatchObject({ bookable: 0, entitlement: 'flexible' })
    await hold({ partyId: 'k-5501' })
    expect(await refused('k-5501')).toMatchObject({ bookable: 0, entitlement: 'guest' })
    expect((await board()).free).toBe(1)
    await hold({ partyId: 'k-1839' })
  })

  it('an admission may skip the acceptance, and cannot use a hold twice', async () => {
    const { hold, ward, params, show } = await fresh()
    const { holdId, bedId } = await hold()
    const stay = await ward.ok('admit-patient', { params, body: { holdId, patientRef: 'hopp-over' } })
    expect(stay.bedId).toBe(bedId)
    expect((await show(holdId)).state).toBe('used')
    const again = await ward.refused('admit-patient', { params, body: admission({ holdId }) })
    expect(codeOf(again)).toBe('hold-ended')
    await expectSound(api)
  })
})
