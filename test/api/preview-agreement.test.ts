import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FINANCE, foundMoneyPlace, inMonth, type MoneyPlace } from '../support/avregning-place.ts'
import { CRITERIA_SET, PLAIN_VARIANT } from '../support/criteria-bodies.ts'
import { type Api, type Caller, startApi } from '../support/http.ts'
import { found, tableBytes } from '../support/http-world.ts'
import { agreementBody, unitBody } from '../support/region.ts'

describe('what a change would do, before it is saved', () => {
  let api: Api
  let place: MoneyPlace
  let admin: Caller
  let params: { agreementId: string }
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    place = await foundMoneyPlace(api, 'prove', { agreement: { groups: groups(2, 2) } })
    params = { agreementId: place.agreementId }
    admin = await api.as({ role: 'admin', org: place.agreementId })
    await place.admit('k-1804', '2026-09-03T10:00:00Z', '2026-09-06T10:00:00Z')
    await place.admit('hf-983974910', '2026-10-10T10:00:00Z', '2026-10-12T10:00:00Z')
    for (const month of ['2026-09', '2026-10']) {
      await place.host.ok('book-cost', { ...inMonth(place, month), body: { costOre: 300_000_000 } })
      await place.host.ok('run-avregning', inMonth(place, month))
    }
    await place.host.ok('lock-avregning', inMonth(place, '2026-09'))
  })
  const groups = (kommuner: number, hf: number) => [
    { group: 'kommuner', guaranteed: kommuner },
    { group: 'hf', guaranteed: hf },
  ]
  const body = (more: object = {}) => agreementBody([place.unitId], { finance: FINANCE, groups: groups(2, 2), ...more })

  it('tells who gains and loses guaranteed beds', async () => {
    const preview = await admin.ok('preview-agreement', { params, body: body({ groups: groups(3, 1) }) })
    expect(preview.beds).toEqual({ physical: 8, guaranteedBefore: 4, guaranteedAfter: 4 })
    expect(
      preview.parties.map(({ partyId, before, after }) => [partyId, before?.guaranteed, after?.guaranteed]),
    ).toEqual([
      ['hf-983974910', 2, 1],
      ['k-1804', 2, 3],
      ['k-1839', 2, 3],
    ])
  })

  it('tells who comes in and who goes out', async () => {
    const [hf, bodo] = agreementBody([]).parties
    const parties = [hf, bodo, { partyId: 'k-1841', group: 'kommuner', population: 9_600 }]
    const preview = await admin.ok('preview-agreement', { params, body: body({ parties }) })
    const beiarn = { partyId: 'k-1839', before: { group: 'kommuner', guaranteed: 2, max: null }, after: null }
    expect(preview.parties).toContainEqual(beiarn)
    expect(preview.parties.find(({ partyId }) => partyId === 'k-1841')).toMatchObject({ before: null })
  })

  it('names the months that an early date reaches, the locked ones too, and none where nothing changes', async () => {
    const monthsOf = async (more: object) =>
      (await admin.ok('preview-agreement', { params, body: body(more) })).months.map(({ month, state }) => [
        month,
        state,
      ])
    const guests = { admitted: false }
    expect(await monthsOf({ guests })).toEqual([
      ['2026-09', 'locked'],
      ['2026-10', 'draft'],
    ])
    expect(await monthsOf({ guests, fom: '2026-10-31' })).toEqual([['2026-10', 'draft']])
    expect(await monthsOf({ guests, fom: '2026-11-01' })).toEqual([])
    expect(await monthsOf({})).toEqual([])
    // An earlier beginning than that of the version in force changes nothing from there on.
    expect(await monthsOf({ guests, fom: '2025-12-31' })).toEqual([])
  })

  it('shows the last month on the new keys, to the øre as it would be settled', async () => {
    const finance = { ...FINANCE, fixed: { share: '1', hfShare: '1', key: 'population' } }
    const { money } = await admin.ok('preview-agreement', { params, body: body({ finance }) })
    expect(money?.month).toBe('2026-10')
    const afterOf = (partyId: string) => money?.differences.find((row) => row.partyId === partyId)?.afterOre
    expect([afterOf('hf-983974910'), afterOf('k-1804')]).toEqual([300_000_000, 0])
    expect(money?.differences.reduce((sum, { differenceOre }) => sum + differenceOre, 0)).toBe(0)
  })

  it('refuses what could not be saved as saving it would', async () => {
    const wrong = { params, body: body({ groups: groups(8, 1), host: 'k-0301' }) }
    const refusal = await admin.refused('preview-agreement', wrong)
    expect(refusal).toEqual(await admin.refused('put-agreement', { ...wrong, headers: { 'if-match': '1' } }))
    expect(refusal.errors).toEqual([
      { pointer: '/groups', rule: 'guarantees-exceed-beds' },
      { pointer: '/host', rule: 'host-not-a-party' },
    ])
  })

  it('stores nothing, and neither does a dry run of anything that is saved by version', async () => {
    const before = await tableBytes(api)
    await admin.ok('preview-agreement', { params, body: body({ groups: groups(3, 1) }) })
    const query = { dryRun: 'true' }
    const [first, fresh] = [{ 'if-match': '1' }, { 'if-none-match': '*' }]
    const unit = { params: { unitId: place.unitId }, body: unitBody(6), query, headers: first }
    expect((await admin.ok('put-unit', unit)).rooms.length).toBe(3)
    expect((await admin.ok('put-agreement', { params, body: body(), query, headers: first })).version).toBe(2)
    const variant = {
      params: { unitId: place.unitId, service: 'sykestue' },
      body: PLAIN_VARIANT,
      query,
      headers: fresh,
    }
    expect((await admin.ok('put-variant', variant)).version).toBe(1)
    const region = await api.as({ role: 'admin', org: '*' })
    const set = { params: { criteriaSetId: 'proven' }, body: CRITERIA_SET, query, headers: fresh }
    expect((await region.ok('put-criteria-set', set)).version).toBe(1)
    expect((await admin.refused('put-unit', { ...unit, headers: { 'if-match': '7' } })).type).toBe(
      'urn:problem:version-mismatch',
    )
    expect(await tableBytes(api)).toBe(before)
  })

  it('every version that was saved can be read again, with who saved it', async () => {
    await admin.ok('put-agreement', { params, body: body({ name: 'Den nye' }), headers: { 'if-match': '1' } })
    const { versions } = await admin.ok('list-agreement-versions', { params })
    expect(versions.map(({ version, name, savedBy }) => [version, name, savedBy.org])).toEqual([
      [2, 'Den nye', place.agreementId],
      [1, 'Prøveavtalen', '*'],
    ])
    expect((await admin.ok('get-agreement', { params, query: { version: '1' } })).name).toBe('Prøveavtalen')
    expect((await admin.ok('get-agreement', { params })).version).toBe(2)
    const none = await admin.refused('get-agreement', { params, query: { version: '3' } })
    expect(none.type).toBe('urn:problem:agreement-not-found')
  })

  it('a party is told what the units are called and where to ring, a stranger nothing', async () => {
    const beiarn = await place.of('k-1839')
    const { name, host, units } = await beiarn.ok('list-units', { params })
    const unit = { unitId: place.unitId, name: 'Prøveenheten', phone: '+47 00 00 00 01', physical: 8 }
    expect([name, units]).toEqual(['Den nye', [{ ...unit, kommune: '1804', area: 'lofoten-vesteralen-salten' }]])
    expect(host).toEqual({ partyId: 'k-1804', name: null, address: null })
    expect((await (await place.of('k-0301')).refused('list-units', { params })).status).toBe(403)
  })

  it('a unit without agreement can be taken in, and one that leaves says who lies in it', async () => {
    const region = await api.as({ role: 'admin', org: '*' })
    const fresh = { 'if-none-match': '*' }
    await region.ok('put-unit', { params: { unitId: 'unit_nyfri' }, body: unitBody(2), headers: fresh })
    await found(api, 'fremmed')
    const { units } = await admin.ok('list-region-units')
    expect(units.map(({ unitId, agreementId }) => [unitId, agreementId])).toEqual([
      ['unit_nyfri', null],
      [place.unitId, place.agreementId],
    ])
    const all = (await region.ok('list-region-units')).units.map(({ unitId }) => unitId)
    expect(all).toEqual(expect.arrayContaining(['unit_fremmed', 'unit_nyfri', place.unitId]))
    await place.admit('k-1804', '2026-11-01T10:00:00Z', null)
    const taken = await admin.ok('preview-agreement', {
      params,
      body: body({ units: ['unit_nyfri'], groups: groups(1, 1) }),
    })
    const facts = { name: 'Prøveenheten' }
    expect([taken.units.toSorted((a, b) => a.physical - b.physical), taken.beds.physical]).toEqual([
      [
        { ...facts, unitId: 'unit_nyfri', physical: 2, inUse: 0, change: 'joins' },
        { ...facts, unitId: place.unitId, physical: 8, inUse: 1, change: 'leaves' },
      ],
      2,
    ])
  })

  it('a unit that comes in from a later date is described by its owner to be, and by no other', async () => {
    const at = { params: { unitId: 'unit_nyfri' } }
    expect((await admin.refused('get-unit', at)).status).toBe(403)
    const next = body({ units: [place.unitId, 'unit_nyfri'], fom: '2027-01-01' })
    await admin.ok('put-agreement', { params, body: next, headers: { 'if-match': '2' } })
    expect((await admin.ok('get-unit', at)).version).toBe(1)
    const described = { ...at, body: unitBody(3), headers: { 'if-match': '1' } }
    const stranger = await api.as({ role: 'admin', org: 'agr_fremmed' })
    expect((await stranger.refused('put-unit', described)).status).toBe(403)
    expect((await admin.ok('put-unit', described)).version).toBe(2)
  })

  it('where no month has a cost yet, a round sum shows who would carry how much', async () => {
    const fresh = await foundMoneyPlace(api, 'uten-kost', { agreement: { finance: undefined } })
    const own = await api.as({ role: 'admin', org: fresh.agreementId })
    const at = { params: { agreementId: fresh.agreementId } }
    const without = agreementBody([fresh.unitId])
    expect((await own.ok('preview-agreement', { ...at, body: without })).example).toBeNull()
    const { example, money } = await own.ok('preview-agreement', { ...at, body: { ...without, finance: FINANCE } })
    expect([money, example?.costOre, example?.lines[0]]).toEqual([
      null,
      100_000_000,
      { partyId: 'hf-983974910', amountOre: 50_000_000 },
    ])
    expect(example?.lines.reduce((sum, { amountOre }) => sum + amountOre, 0)).toBe(100_000_000)
    const region = await api.as({ role: 'admin', org: '*' })
    const { agreements } = await region.ok('list-agreements')
    expect(agreements.find(({ agreementId }) => agreementId === fresh.agreementId)).toEqual({
      agreementId: fresh.agreementId,
      version: 1,
      name: 'Prøveavtalen',
      host: 'k-1804',
      fom: '2026-01-01',
      units: [fresh.unitId],
      parties: 3,
      hasFinance: false,
    })
  })
})
