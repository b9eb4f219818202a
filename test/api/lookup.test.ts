import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { admission, found, HOLD_ASK } from '../support/http-world.ts'

/** Half a degree of latitude is some 55 km in a straight line. */
const AT_PATIENT = { lat: '67.28', lon: '14.4' }

describe('the lookup', () => {
  let api: Api
  let amk: Caller
  const find = async (query: Record<string, string>) => (await amk.ok('find-beds', { query })).units
  const order = async (query: Record<string, string>) =>
    (await find(query)).map(({ unitId }) => unitId.replace('unit_', ''))

  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
    const guests = { guests: { admitted: false } }
    const parties = (...kommuner: string[]) => ({
      host: `k-${kommuner[0]}`,
      parties: [
        { partyId: 'hf-983974910', group: 'hf' },
        ...kommuner.map((k) => ({ partyId: `k-${k}`, group: 'kommuner' })),
      ],
    })
    await found(api, 'egen', {
      unit: { kommune: '1804', lat: 67.9, area: 'salten' },
      agreement: parties('1804', '1839'),
    })
    await found(api, 'partner', { unit: { kommune: '1839', lat: 67.5 }, agreement: parties('1839', '1804') })
    await found(api, 'partner-fjern', { unit: { kommune: '1839', lat: 68.5 }, agreement: parties('1839', '1804') })
    await found(api, 'gjest', { unit: { kommune: '5501', lat: 67.3 }, agreement: parties('5501') })
    await found(api, 'fremmed', { unit: { kommune: '5601', lat: 67.28 }, agreement: { ...parties('5601'), ...guests } })
  })

  it('lists own kommune, agreement partner, guest, none; and then by the road', async () => {
    expect(await order({ kommune: '1804', ...AT_PATIENT })).toEqual([
      'egen',
      'partner',
      'partner-fjern',
      'gjest',
      'fremmed',
    ])
    expect(await order({ kommune: '1804', lat: '68.6', lon: '14.4' })).toEqual([
      'egen',
      'partner-fjern',
      'partner',
      'gjest',
      'fremmed',
    ])
  })

  it('says with what right, why, how far, and which would be nearest', async () => {
    const rows = Object.fromEntries((await find({ kommune: '1804', ...AT_PATIENT })).map((row) => [row.unitId, row]))
    expect(rows['unit_egen']).toMatchObject({ entitlement: 'flexible', reasons: ['own-kommune', 'flexible-bed'] })
    expect(rows['unit_partner']).toMatchObject({ reasons: ['agreement-partner', 'flexible-bed'] })
    expect(rows['unit_gjest']).toMatchObject({ entitlement: 'guest', reasons: ['guest', 'nearest'] })
    expect(rows['unit_fremmed']).toMatchObject({ entitlement: 'none', bookable: 0, status: 'full', travelMinutes: 0 })
    // 0.22 degrees of latitude are 24.5 km; times 1.4, at 60 km/h.
    expect(rows['unit_partner']).toMatchObject({ distanceKm: 34.2, travelMinutes: 35 })
  })

  it('without a position says no distance', async () => {
    for (const row of await find({ kommune: '1804' })) expect([row.distanceKm, row.travelMinutes]).toEqual([null, null])
  })

  it('of a HF asks for the HF’s right', async () => {
    expect((await find({ hf: '983974910' })).every(({ entitlement }) => entitlement === 'flexible')).toBe(true)
    expect((await find({ hf: '111111111' })).map(({ entitlement }) => entitlement)).toContain('guest')
  })

  it('of one area or one service leaves the others out', async () => {
    expect(await order({ kommune: '1804', area: 'salten' })).toEqual(['egen'])
    expect(await order({ kommune: '1804', area: 'salt' })).toEqual([])
    await found(api, 'kun-dps', { unit: { services: ['dps'], area: 'dps' } })
    expect(await order({ kommune: '1804', area: 'dps', service: 'dps' })).toEqual(['kun-dps'])
    expect(await order({ kommune: '1804', area: 'dps', service: 'observasjon' })).toEqual([])
  })

  it('puts those that lack a need after those that meet them all', async () => {
    const area = { area: 'behov' }
    await found(api, 'behov-egen', { unit: { ...area, capabilities: ['oksygen'] } })
    await found(api, 'behov-annen', { unit: { ...area, kommune: '1839', capabilities: ['oksygen', 'mri'] } })
    const rows = await find({ kommune: '1804', needs: 'mri,oksygen', ...area })
    expect(rows).toMatchObject([
      { unitId: 'unit_behov-annen', meetsNeeds: true, missingNeeds: [] },
      { unitId: 'unit_behov-egen', meetsNeeds: false, missingNeeds: ['mri'], bookable: 3 },
    ])
  })

  it('puts what can be booked before what is full, within the same right', async () => {
    const area = { area: 'fullt' }
    await found(api, 'fullt-naer', { beds: 1, unit: area })
    await found(api, 'fullt-fjern', { beds: 1, unit: { ...area, lat: 68 } })
    const query = { kommune: '1804', ...area, ...AT_PATIENT }
    expect(await order(query)).toEqual(['fullt-naer', 'fullt-fjern'])
    await amk.ok('place-hold', { params: { unitId: 'unit_fullt-naer' }, body: HOLD_ASK })
    expect(await order(query)).toEqual(['fullt-fjern', 'fullt-naer'])
    expect((await find(query)).map(({ status }) => status)).toEqual(['fa', 'full'])
  })

  it('gives the board’s number, from the same function', async () => {
    const { unitId } = await found(api, 'ett-tall', {
      beds: 5,
      agreement: {
        groups: [
          { group: 'kommuner', guaranteed: 2, max: 3 },
          { group: 'hf', guaranteed: 1 },
        ],
      },
    })
    const ward = await api.as({ role: 'ward', unit: unitId })
    for (let patients = 0; patients < 3; patients += 1) {
      const { groups } = await ward.ok('show-board', { params: { unitId } })
      for (const [query, group] of [
        [{ kommune: '1804' }, 'kommuner'],
        [{ hf: '983974910' }, 'hf'],
      ] as const) {
        const row = (await find(query)).find((each) => each.unitId === unitId)
        expect(row?.bookable).toBe(groups.find((each) => each.group === group)?.bookable)
      }
      await ward.ok('admit-patient', { params: { unitId }, body: admission() })
    }
  })

  it('an agreement’s own travel time beats the straight line', async () => {
    await found(api, 'ferge', {
      unit: { area: 'ferge' },
      agreement: { travelMinutes: { 'k-1804': { unit_ferge: 95 } } },
    })
    const [row] = await find({ kommune: '1804', area: 'ferge', ...AT_PATIENT })
    expect(row).toMatchObject({ travelMinutes: 95, distanceKm: 0 })
  })

  it('is closed once; the same outcome again is the same answer, another is refused', async () => {
    const { lookupId } = await amk.ok('find-beds', { query: { kommune: '1804' } })
    const params = { lookupId }
    const body = { outcome: 'hospital-instead', reason: 'stale', unitId: 'unit_egen' }
    const first = await amk.ok('close-lookup', { params, body })
    expect(first).toMatchObject({ ...body, lookupId })
    expect(await amk.ok('close-lookup', { params, body })).toEqual(first)
    const other = await amk.refused('close-lookup', { params, body: { outcome: 'held' } })
    expect([other.status, codeOf(other)]).toEqual([409, 'lookup-closed-already'])
  })

  it('is closed once by its key, which is good for no other outcome', async () => {
    const params = { lookupId: (await amk.ok('find-beds', { query: { kommune: '1804' } })).lookupId }
    const headers = { 'idempotency-key': 'sok-lukket' }
    const first = await amk.ok('close-lookup', { params, body: { outcome: 'phoned' }, headers })
    expect(await amk.ok('close-lookup', { params, body: { outcome: 'phoned' }, headers })).toEqual(first)
    const other = await amk.refused('close-lookup', { params, body: { outcome: 'held' }, headers })
    expect([other.status, codeOf(other)]).toEqual([422, 'idempotency-key-reused'])
  })

  it('stores nothing before its outcome is told', async () => {
    const { tableBytes } = await import('../support/http-world.ts')
    const before = await tableBytes(api)
    await find({ kommune: '1804', lookupId: 'look_1' })
    expect(await tableBytes(api)).toBe(before)
  })
})
