import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { admission, expectSound, found, HOLD_ASK, newPatient } from '../support/http-world.ts'
import { unitBody } from '../support/region.ts'

describe('the waiting list', () => {
  let api: Api
  let amk: Caller
  let units = 0
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
  })

  /** As many patients as beds, unless fewer are asked for. */
  const full = async (options: Parameters<typeof found>[2] = { beds: 1 }, patients = options.beds ?? 1) => {
    units += 1
    const { unitId } = await found(api, `vent-${units}`, options)
    const ward = await api.as({ role: 'ward', unit: unitId })
    const params = { unitId }
    const stays: string[] = []
    for (let patient = 0; patient < patients; patient += 1) {
      stays.push((await ward.ok('admit-patient', { params, body: admission() })).stayId)
    }
    return {
      unitId,
      ward,
      params,
      wait: (more: object = {}) =>
        ward.ok('add-waiting', { params, body: { ...HOLD_ASK, patientRef: newPatient(), ...more } }),
      at: (waitingId: string) => ({ params: { ...params, waitingId } }),
      list: async () => (await ward.ok('list-waiting', { params })).waiting.map(({ waitingId }) => waitingId),
      holds: async () => (await ward.ok('show-board', { params })).holds,
      leave: async () =>
        await ward.ok('discharge-patient', {
          params: { ...params, stayId: stays.pop() ?? '' },
          body: { departedAt: new Date(api.now()).toISOString(), dischargedTo: 'hjem' },
        }),
    }
  }

  /** Plain beds, and one for a heavy patient that is out of use. */
  const withoutWide = async (plainBeds: number) => {
    const features = (bed: number) => (bed === plainBeds ? ['bariatrisk'] : [])
    const rooms = Array.from({ length: plainBeds + 1 }, (_, bed) => ({
      room: String(101 + bed),
      beds: [{ bedId: `bed_${101 + bed}a`, features: features(bed) }],
    }))
    const at = await full({ beds: plainBeds + 1, unit: { rooms } }, 1)
    const wide = { ...at.params, bedId: `bed_${101 + plainBeds}a` }
    await at.ward.ok('block-bed', { params: wide, body: { reason: 'ødelagt' } })
    return at
  }

  it('is in turn by priority, then by who asked first', async () => {
    const { wait, list } = await full()
    const [low, high, second] = [await wait({ priority: 9 }), await wait({ priority: 1 }), await wait({ priority: 1 })]
    expect(await list()).toEqual([high.waitingId, second.waitingId, low.waitingId])
    expect([low.position, high.position, second.position]).toEqual([1, 1, 2])
  })

  it('gives a bed that comes free to the first in turn, in the same stroke, as an accepted hold', async () => {
    const { wait, list, holds, leave, params } = await full()
    const [first, next] = [await wait(), await wait()]
    await leave()
    expect(await list()).toEqual([next.waitingId])
    expect(await holds()).toMatchObject([{ waitingId: first.waitingId, state: 'accepted', partyId: 'k-1804' }])
    expect(codeOf(await amk.refused('place-hold', { params, body: HOLD_ASK }))).toBe('no-bookable-bed')
  })

  it('passes over one who cannot be helped, who keeps the place', async () => {
    const { wait, list, holds, leave } = await withoutWide(1)
    const [wide, plain] = [await wait({ needs: ['bariatrisk'] }), await wait()]
    await leave()
    expect(await holds()).toMatchObject([{ waitingId: plain.waitingId }])
    expect(await list()).toEqual([wide.waitingId])
  })

  it('gives the bed on when the one it was held for does not come', async () => {
    const { wait, list, holds, leave } = await full()
    const [first, next] = [await wait(), await wait()]
    await leave()
    expect(await holds()).toMatchObject([{ waitingId: first.waitingId }])
    // The tidy job runs when the clock is moved, as EventBridge runs it every minute.
    await api.moveClock(31 * 60)
    expect(await holds()).toMatchObject([{ waitingId: next.waitingId }])
    expect(await list()).toEqual([])
    await api.moveClock(0)
  })

  it('lets go of a patient who is admitted, and uses the bed that was held for them', async () => {
    const { ward, params, wait, list, holds, leave } = await full({ beds: 2 })
    const patientRef = newPatient()
    const { waitingId } = await wait({ patientRef })
    await leave()
    const [hold] = await holds()
    expect(hold).toMatchObject({ waitingId })
    const stay = await ward.ok('admit-patient', { params, body: { patientRef } })
    expect(stay.bedId).toBe(hold?.bedId)
    expect([await list(), await holds()]).toEqual([[], []])
    await expectSound(api)
  })

  it('lets go of a patient who is admitted out of turn to another bed', async () => {
    const { ward, params, wait, list, leave } = await withoutWide(1)
    const patientRef = newPatient()
    await wait({ patientRef, needs: ['bariatrisk'] })
    await leave()
    await ward.ok('admit-patient', { params, body: admission({ patientRef, bedId: 'bed_101a' }) })
    expect(await list()).toEqual([])
  })

  it('can be promoted out of turn by the unit', async () => {
    const { ward, wait, at, list, holds } = await full({ beds: 1 }, 0)
    const [first, second] = [await wait(), await wait()]
    const hold = await ward.ok('promote-waiting', at(second.waitingId))
    expect(await holds()).toMatchObject([{ holdId: hold.holdId, waitingId: second.waitingId, state: 'accepted' }])
    expect(await list()).toEqual([first.waitingId])
    expect(codeOf(await ward.refused('promote-waiting', at(second.waitingId)))).toBe('waiting-not-found')
    expect(await ward.refused('promote-waiting', at(first.waitingId))).toMatchObject({ bookable: 0 })
  })

  it('is promoted through the same gate as any hold: no fitting bed, no open unit, no promotion', async () => {
    const { ward, params, wait, at, list } = await withoutWide(2)
    const [wide, plain] = [await wait({ needs: ['bariatrisk'] }), await wait()]
    const refused = await ward.refused('promote-waiting', at(wide.waitingId))
    expect(refused).toMatchObject({ type: 'urn:problem:no-bookable-bed', missingNeeds: ['bariatrisk'] })
    const until = new Date(api.now() + 60_000).toISOString()
    await ward.ok('close-unit', { params, body: { reason: 'ferie', until } })
    expect(codeOf(await ward.refused('promote-waiting', at(plain.waitingId)))).toBe('unit-closed')
    expect(await list()).toEqual([wide.waitingId, plain.waitingId])
    // Opening is a chance like any other.
    await ward.ok('close-unit', { params, body: { open: true } })
    expect(await list()).toEqual([wide.waitingId])
  })

  it('takes nobody for what the unit can never give, and says of those who wait what it can do no more', async () => {
    const { unitId, ward, params, wait, leave } = await full({ beds: 1, unit: { capabilities: ['iv'] } })
    const body = { ...HOLD_ASK, patientRef: newPatient(), needs: ['iv', 'telemetri'] }
    const refused = await ward.refused('add-waiting', { params, body })
    expect(refused).toMatchObject({ type: 'urn:problem:needs-not-offered', status: 422, missingNeeds: ['telemetri'] })
    const { waitingId } = await wait({ needs: ['iv'] })
    const admin = await api.as({ role: 'admin', org: '*' })
    const unit = await admin.ok('get-unit', { params: { unitId } })
    const headers = { 'if-match': String(unit.version) }
    await admin.ok('put-unit', { params: { unitId }, body: unitBody(1, { capabilities: [] }), headers })
    await leave()
    const { waiting } = await ward.ok('list-waiting', { params })
    expect(waiting).toMatchObject([{ waitingId, missingNeeds: ['iv'] }])
    expect((await ward.ok('show-board', { params })).waiting).toEqual(waiting)
  })

  it('forgets one who needs no place any more', async () => {
    const { ward, wait, at, list } = await full()
    const { waitingId } = await wait()
    await ward.ok('remove-waiting', { ...at(waitingId), body: { reason: 'reist hjem' } })
    expect(await list()).toEqual([])
    const body = { reason: 'reist hjem' }
    expect(codeOf(await ward.refused('remove-waiting', { ...at(waitingId), body }))).toBe('waiting-not-found')
    expect(codeOf(await ward.refused('promote-waiting', at(waitingId)))).toBe('waiting-not-found')
  })
})
