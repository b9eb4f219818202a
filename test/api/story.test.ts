import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Caller, startApi } from '../support/http.ts'
import { expectShape, WIRE } from '../support/http-shape.ts'
import { expectSound, found, HOLD_ASK } from '../support/http-world.ts'

describe('a patient from the phone call to the empty bed', () => {
  let api: Api
  let amk: Caller
  let ward: Caller
  let leader: Caller
  const params = { unitId: 'unit_salten' }
  const board = () => ward.ok('show-board', { params })
  const bed = async (bedId: string) => (await board()).beds.find((each) => each.bedId === bedId)

  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    await found(api, 'salten', { beds: 3 })
    amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
    ward = await api.as({ role: 'ward', unit: 'unit_salten' })
    leader = await api.as({ role: 'ward-leader', unit: 'unit_salten' })
  })

  it('every step is seen by the next one who looks, and the journal tells it all without naming anybody', async () => {
    const query = { kommune: '1804', service: 'kad-somatikk', needs: 'oksygen', lat: '67.28', lon: '14.40' }
    const lookup = await amk.ok('find-beds', { query })
    expectShape(lookup, WIRE.lookup)
    expect(lookup.units).toMatchObject([{ unitId: 'unit_salten', status: 'ledig', bookable: 3, distanceKm: 0 }])

    const ask = { ...HOLD_ASK, needs: ['oksygen'], etaMinutes: 25, lookupId: lookup.lookupId }
    const hold = await amk.ok('place-hold', { params, body: ask })
    expectShape(hold, WIRE.hold)
    expect(hold.state).toBe('pending')
    const at = { ...params, holdId: hold.holdId }
    const closed = { outcome: 'held', unitId: 'unit_salten' }
    await amk.ok('close-lookup', { params: { lookupId: lookup.lookupId }, body: closed })
    expect(await bed(hold.bedId)).toMatchObject({ state: 'held', occupant: { holdId: hold.holdId, partyId: 'k-1804' } })
    expect((await amk.ok('find-beds', { query })).units[0]).toMatchObject({ bookable: 2, held: 1 })

    expect((await ward.ok('accept-hold', { params: at })).state).toBe('accepted')
    expect((await amk.ok('show-hold', { params: at })).state).toBe('accepted')

    const admission = { holdId: hold.holdId, patientRef: 'opaque-1', referrer: 'legevakt', ageBand: '80+' }
    const stay = await ward.ok('admit-patient', { params, body: admission })
    expectShape(stay, WIRE.stay)
    expect(stay).toMatchObject({ bedId: hold.bedId, segments: [{ ...HOLD_ASK, from: stay.admittedAt, until: null }] })
    expect((await amk.ok('show-hold', { params: at })).state).toBe('used')
    expect(await bed(stay.bedId)).toMatchObject({ state: 'occupied', occupant: { stayId: stay.stayId } })

    const inBed = { ...params, stayId: stay.stayId }
    const free = (await board()).beds.find((each) => each.state === 'free')?.bedId ?? ''
    const moved = await ward.ok('move-stay', { params: inBed, body: { bedId: free } })
    expect(moved.segments).toMatchObject([{ bedId: stay.bedId }, { bedId: free, until: null }])
    expect(moved.segments[0]?.until).toBe(moved.segments[1]?.from)
    expect((await bed(stay.bedId))?.state).toBe('free')

    const expectedAt = new Date(api.now() + 3_600_000).toISOString()
    await ward.ok('plan-departure', { params: inBed, body: { expectedAt } })
    await ward.ok('discharge-patient', { params: inBed, body: { dischargedTo: 'hjem' } })
    expect((await bed(free))?.state).toBe('leaving')
    const departedAt = new Date(api.now()).toISOString()
    const left = await ward.ok('discharge-patient', { params: inBed, body: { departedAt, dischargedTo: 'hjem' } })
    expect(left).toMatchObject({ state: 'departed', dischargedTo: 'hjem' })
    expect((await amk.ok('find-beds', { query })).units[0]).toMatchObject({ bookable: 3, occupied: 0, held: 0 })

    const journal = await leader.ok('read-journal', { params })
    expectShape(journal, WIRE.journal)
    expect(journal.events.map(({ type }) => type)).toEqual([
      'unit-described',
      'agreement-applied',
      'hold-placed',
      'hold-accepted',
      'patient-admitted',
      'stay-moved',
      'departure-planned',
      'discharge-decided',
      'patient-departed',
    ])
    expect(journal.events.map(({ actor }) => actor.role)).toEqual([
      'admin',
      'admin',
      'dispatcher',
      ...Array.from({ length: 6 }, () => 'ward'),
    ])
    expect(JSON.stringify(journal)).not.toContain('opaque-1')
    const check = await leader.ok('verify-journal', { params })
    expect(check).toMatchObject({ ok: true, events: 9, stateMatches: true })
    await expectSound(api)
  })

  it('the same patient may come again once gone, and not before', async () => {
    const body = { ...HOLD_ASK, patientRef: 'opaque-1' }
    const { stayId } = await ward.ok('admit-patient', { params, body })
    expect(await ward.refused('admit-patient', { params, body })).toMatchObject({ status: 409, stayId })
    await expectSound(api)
  })
})
