import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { admission, found, HOLD_ASK } from '../support/http-world.ts'

const HOUR = 3600

describe('how a unit stands', () => {
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
    const { unitId } = await found(api, `standing-${units}`, options)
    const ward = await api.as({ role: 'ward', unit: unitId })
    const params = { unitId }
    return {
      unitId,
      ward,
      params,
      bed: (bedId: string) => ({ params: { ...params, bedId } }),
      board: () => ward.ok('show-board', { params }),
      hold: () => amk.ok('place-hold', { params, body: HOLD_ASK }),
      row: async () =>
        (await amk.ok('find-beds', { query: { kommune: '1804' } })).units.find((each) => each.unitId === unitId),
    }
  }
  const inHours = (hours: number) => new Date(api.now() + hours * HOUR * 1000).toISOString()

  describe('who is on duty, and what the unit can do', () => {
    it('is set with the staffing, ends by itself, and is seen in lookup, on the board and beside the criteria', async () => {
      const { ward, params, board, row } = await fresh()
      const unknown = { nurse24h: null, doctor: null, onDutyUntil: null }
      expect(await board()).toMatchObject(unknown)
      const usual = { staffed: 3, reason: 'vaktplan', nurse24h: true, doctor: 'on-call' }
      await ward.ok('set-staffing', { params, body: usual })
      const until = inHours(2)
      const tonight = { staffed: 3, until, reason: 'lege syk', doctor: 'none' }
      const now = { nurse24h: true, doctor: 'none', onDutyUntil: expect.any(String) }
      expect(await ward.ok('set-staffing', { params, body: tonight })).toMatchObject(now)
      expect(await board()).toMatchObject(now)
      expect(await row()).toMatchObject(now)
      const criteria = { params, body: { service: 'kad-somatikk' } }
      expect(await ward.ok('check-criteria', criteria)).toMatchObject(now)
      await api.moveClock(2 * HOUR + 1)
      expect(await row()).toMatchObject({ nurse24h: true, doctor: 'on-call', onDutyUntil: null })
      await api.moveClock(0)
    })

    it('is dated, and confirmed with one tap more', async () => {
      const { ward, params, board, row } = await fresh()
      const { capabilitiesConfirmedAt: described } = await board()
      await api.moveClock(HOUR)
      await ward.ok('confirm-unit', { params })
      expect((await board()).capabilitiesConfirmedAt).toBe(described)
      const { confirmedAt, capabilitiesConfirmedAt } = await ward.ok('confirm-unit', {
        params,
        body: { capabilities: true },
      })
      expect(capabilitiesConfirmedAt).toBe(confirmedAt)
      expect(capabilitiesConfirmedAt > described).toBe(true)
      expect(await row()).toMatchObject({ capabilitiesConfirmedAt })
      await api.moveClock(0)
    })

    it.each([
      ['a doctor who is somewhere', { staffed: 1, reason: 'x', doctor: 'maybe' }, '/doctor'],
      ['a nurse in words', { staffed: 1, reason: 'x', nurse24h: 'ja' }, '/nurse24h'],
    ])('refuses %s by name', async (_what, body, pointer) => {
      const { ward, params } = await fresh()
      expect(await ward.refused('set-staffing', { params, body })).toMatchObject({
        status: 422,
        errors: [expect.objectContaining({ pointer })],
      })
    })
  })

  describe('staffing', () => {
    it('caps what can be booked, and never chases anybody out', async () => {
      const { ward, params, board, hold } = await fresh()
      await ward.ok('admit-patient', { params, body: admission() })
      await hold()
      const standing = await ward.ok('set-staffing', { params, body: { staffed: 1, reason: 'sykdom' } })
      expect(standing).toMatchObject({ staffed: 1, physical: 3, occupied: 1, held: 1, free: 0 })
      expect(codeOf(await amk.refused('place-hold', { params, body: HOLD_ASK }))).toBe('no-bookable-bed')
      await ward.ok('set-staffing', { params, body: { staffed: 3, until: null, reason: 'vikar' } })
      expect((await board()).free).toBe(1)
    })

    it('for a time ends by itself', async () => {
      const { ward, params, board } = await fresh()
      const until = inHours(2)
      const standing = await ward.ok('set-staffing', { params, body: { staffed: 0, until, reason: 'kurs' } })
      expect(standing).toMatchObject({ staffed: 0, staffedUntil: until, free: 0 })
      await api.moveClock(2 * HOUR + 1)
      expect(await board()).toMatchObject({ staffed: 3, free: 3 })
      await api.moveClock(0)
    })

    it('that has ended before it began is refused', async () => {
      const { ward, params } = await fresh()
      const body = { staffed: 1, until: inHours(-1), reason: 'sykdom' }
      expect(await ward.refused('set-staffing', { params, body })).toMatchObject({ status: 422, field: 'until' })
    })
  })

  describe('a closure', () => {
    it('shows as stengt with its end, lets nobody new in, and lets holds and patients be', async () => {
      const { ward, params, hold, row, board } = await fresh()
      const { holdId } = await hold()
      const { stayId } = await ward.ok('admit-patient', { params, body: admission() })
      const until = inHours(6)
      const standing = await ward.ok('close-unit', { params, body: { reason: 'bemanning', until } })
      expect(standing).toMatchObject({ closure: { reason: 'bemanning', until }, free: 0, held: 1, occupied: 1 })
      expect(await row()).toMatchObject({ status: 'stengt', bookable: 0, nextFreeAt: until })
      const refused = await amk.refused('place-hold', { params, body: HOLD_ASK })
      expect(refused).toMatchObject({ type: 'urn:problem:unit-closed', reason: 'bemanning', until })
      expect(codeOf(await ward.refused('admit-patient', { params, body: admission() }))).toBe('unit-closed')
      await ward.ok('admit-patient', { params, body: { holdId, patientRef: 'holdt-av-for' } })
      const body = { dischargedTo: 'hjem', departedAt: inHours(0) }
      await ward.ok('discharge-patient', { params: { ...params, stayId }, body })
      expect((await board()).beds.map(({ state }) => state).sort()).toEqual(['closed', 'closed', 'occupied'])
    })

    it('ends by itself, or when somebody opens', async () => {
      const { ward, params, row } = await fresh()
      const close = () => ward.ok('close-unit', { params, body: { reason: 'ferie', until: inHours(1) } })
      await close()
      await api.moveClock(HOUR + 1)
      expect((await row())?.status).toBe('ledig')
      await api.moveClock(0)
      await close()
      expect((await ward.ok('close-unit', { params, body: { open: true } })).closure).toBeNull()
      expect((await row())?.status).toBe('ledig')
    })

    it('needs an end, and a reason', async () => {
      const { ward, params } = await fresh()
      const errors = async (body: object) => (await ward.refused('close-unit', { params, body })).errors
      expect(await errors({ reason: 'bemanning' })).toEqual([{ pointer: '/until', rule: 'missing' }])
      expect(await errors({ until: inHours(1) })).toEqual([{ pointer: '/reason', rule: 'missing' }])
      expect((await errors({ open: false }))?.map(({ pointer }) => pointer)).toContain('/open')
      const past = await ward.refused('close-unit', { params, body: { reason: 'x', until: inHours(-1) } })
      expect(past).toMatchObject({ status: 422, field: 'until' })
    })
  })

  describe('a blocked bed', () => {
    it('cannot be had until it is opened, or opens by itself', async () => {
      const { ward, bed, board } = await fresh({ beds: 1 })
      const until = inHours(1)
      const blocked = await ward.ok('block-bed', { ...bed('bed_101a'), body: { reason: 'rør', until } })
      expect(blocked).toMatchObject({ state: 'blocked', blocked: { reason: 'rør', until } })
      expect((await board()).free).toBe(0)
      await api.moveClock(HOUR + 1)
      expect(await board()).toMatchObject({ free: 1, beds: [{ state: 'free', blocked: null }] })
      await api.moveClock(0)
      expect((await ward.ok('open-bed', bed('bed_101a'))).state).toBe('free')
      expect(codeOf(await ward.refused('open-bed', bed('bed_101a')))).toBe('bed-not-blocked')
      expect(codeOf(await ward.refused('open-bed', bed('bed_finnes-ikke')))).toBe('bed-not-found')
    })

    it('hands its hold to another bed, or stays open where there is none', async () => {
      const { ward, bed, hold, params } = await fresh({ beds: 2 })
      const { holdId, bedId } = await hold()
      await ward.ok('block-bed', { ...bed(bedId), body: { reason: 'rør' } })
      const moved = await amk.ok('show-hold', { params: { ...params, holdId } })
      expect(moved).toMatchObject({ state: 'pending' })
      expect(moved.bedId).not.toBe(bedId)
      const refused = await ward.refused('block-bed', { ...bed(moved.bedId), body: { reason: 'rør' } })
      expect(refused).toMatchObject({ type: 'urn:problem:bed-not-free', bedState: 'held' })
    })

    it('with a patient in it is not blocked', async () => {
      const { ward, bed, params } = await fresh()
      const { bedId } = await ward.ok('admit-patient', { params, body: admission() })
      const refused = await ward.refused('block-bed', { ...bed(bedId), body: { reason: 'rør' } })
      expect(refused).toMatchObject({ status: 409, bedState: 'occupied' })
    })

    it('is the one beside an isolation patient', async () => {
      const rooms = [{ room: '1', beds: [{ bedId: 'bed_a', features: ['isolat'] }, { bedId: 'bed_b' }] }]
      const { ward, params, board } = await fresh({ unit: { rooms, staffed: 2 } })
      await ward.ok('admit-patient', { params, body: admission({ needs: ['isolat'] }) })
      const { free, beds } = await board()
      expect([free, beds.map(({ state }) => state)]).toEqual([0, ['occupied', 'blocked']])
    })
  })

  describe('freshness', () => {
    it('wears off: a stale unit must be rung, whatever its number, and one tap makes it fresh', async () => {
      const { ward, params, row } = await fresh({ agreement: { rules: { staleAfterMinutes: 60 } } })
      await api.moveClock(HOUR - 5)
      expect(await row()).toMatchObject({ status: 'ledig', stale: false })
      await api.moveClock(HOUR + 60)
      expect(await row()).toMatchObject({
        status: 'ma-ringes',
        stale: true,
        bookable: 3,
        reasons: expect.arrayContaining(['stale']),
      })
      expect((await row())?.ageSeconds).toBeGreaterThanOrEqual(HOUR)
      await ward.ok('confirm-unit', { params })
      expect(await row()).toMatchObject({ status: 'ledig', stale: false, ageSeconds: 0 })
      await api.moveClock(0)
    })

    it('comes from the unit’s own people, not from those who ask for its beds', async () => {
      const { ward, params, row, hold } = await fresh()
      const before = (await row())?.confirmedAt
      const { holdId } = await hold()
      expect((await row())?.confirmedAt).toBe(before)
      await ward.ok('accept-hold', { params: { ...params, holdId } })
      expect((await row())?.confirmedAt).not.toBe(before)
    })
  })
})
