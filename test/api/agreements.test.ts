import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { admission, type Founded, found, HOLD_ASK, tableBytes } from '../support/http-world.ts'
import { agreementBody, unitBody } from '../support/region.ts'

const AS_NEW = { 'if-none-match': '*' }
const FINANCE = {
  counting: { rule: 'midnight', sameDayDogn: '1' },
  fixed: { share: '0.4', hfShare: '0.5', key: 'population' },
}
const finance = (more: object) => ({ finance: { ...FINANCE, ...more } })
const fixed = (more: object) => finance({ fixed: { ...FINANCE.fixed, ...more } })
const HF = { partyId: 'hf-983974910', group: 'hf' }
const KOMMUNE = { partyId: 'k-1804', group: 'kommuner', population: 53_712 }
const GROUPS = [
  { group: 'kommuner', guaranteed: 0 },
  { group: 'hf', guaranteed: 0 },
]

describe('agreements', () => {
  let api: Api
  let admin: Caller
  let unit: Founded
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    admin = await api.as({ role: 'admin', org: '*' })
    unit = await found(api, 'avtalt')
    await admin.ok('put-unit', { params: { unitId: 'unit_ledig' }, body: unitBody(3), headers: AS_NEW })
  })

  it.each<[what: string, more: object, ...faults: string[]]>([
    ['a unit that is not there', { units: ['unit_ingen'] }, '/units/0 unknown-unit'],
    ['a unit of another agreement', { units: ['unit_avtalt'] }, '/units/0 unit-in-other-agreement'],
    ['a unit twice', { units: ['unit_ledig', 'unit_ledig'] }, '/units/1 repeated'],
    ['a party twice', { parties: [HF, KOMMUNE, KOMMUNE] }, '/parties/2/partyId repeated'],
    ['a group twice', { groups: [...GROUPS, ...GROUPS] }, '/groups/2/group repeated', '/groups/3/group repeated'],
    [
      'a party of no group',
      { parties: [HF, KOMMUNE, { ...HF, partyId: 'hf-111111111', group: 'x' }] },
      '/parties/2/group unknown-group',
    ],
    [
      'a group of no party',
      { groups: [...GROUPS, { group: 'rhf', guaranteed: 0 }] },
      '/groups/2/group group-without-party',
    ],
    [
      'a maximum below the guarantee',
      { groups: [GROUPS[0], { group: 'hf', guaranteed: 2, max: 1 }] },
      '/groups/1/max max-below-guaranteed',
    ],
    [
      'guarantees beyond the beds',
      {
        groups: [
          { group: 'kommuner', guaranteed: 2 },
          { group: 'hf', guaranteed: 2 },
        ],
      },
      '/groups guarantees-exceed-beds',
    ],
    ['a host that is no party', { host: 'k-0301' }, '/host host-not-a-party'],
    [
      'travel to a unit of another',
      { travelMinutes: { 'k-1804': { unit_avtalt: 5 } } },
      '/travelMinutes/k-1804/unit_avtalt unit-not-in-agreement',
    ],
    ['an account of a stranger', finance({ onAccount: { 'k-0301': 1 } }), '/finance/onAccount/k-0301 unknown-party'],
    ['a share above 1', fixed({ share: '1.01' }), '/finance/fixed/share share-not-between-0-and-1'],
    ['a share below 0', fixed({ share: '-0.1' }), '/finance/fixed/share share-not-between-0-and-1'],
    ['a share with nothing below the line', fixed({ share: '1/0' }), '/finance/fixed/share share-not-between-0-and-1'],
    [
      'an HF share without an HF',
      { ...fixed({}), parties: [KOMMUNE], groups: [GROUPS[0]] },
      '/finance/fixed/hfShare hf-share-without-hf',
    ],
    [
      'an HF share below 1 without a kommune',
      { ...fixed({}), host: HF.partyId, parties: [HF], groups: [GROUPS[1]] },
      '/finance/fixed/hfShare hf-share-without-kommune',
    ],
    [
      'a kommune without population',
      { ...fixed({}), parties: [HF, { ...KOMMUNE, population: undefined }] },
      '/parties/1/population population-missing',
    ],
    ['an HF in a key by population', fixed({ hfShare: undefined }), '/parties/0/population population-missing'],
    [
      'equal and population that are not 1',
      fixed({ key: { equal: '0.1', population: '0.8' } }),
      '/finance/fixed/key equal-and-population-not-1',
    ],
    [
      'weights that are 0 together',
      fixed({ key: { weights: { 'k-1804': '0' } } }),
      '/finance/fixed/key/weights weights-sum-to-0',
    ],
    [
      'a negative weight',
      fixed({ key: { weights: { 'k-1804': '1', 'k-1839': '-1' } } }),
      '/finance/fixed/key/weights/k-1839 weight-not-a-number-of-0-or-more',
    ],
    [
      'a weight of a stranger',
      fixed({ key: { weights: { 'k-1804': '1', 'k-0301': '1' } } }),
      '/finance/fixed/key/weights/k-0301 unknown-party',
    ],
    [
      'a negative use weight',
      finance({ use: { weights: { dps: '-1' } } }),
      '/finance/use/weights/dps weight-not-a-number-of-0-or-more',
    ],
    [
      'a low-use factor below 1',
      finance({ lowUse: { factor: '0.99', standbyShare: '0.5' } }),
      '/finance/lowUse/factor factor-below-1',
    ],
    [
      'a standby share above 1',
      finance({ lowUse: { factor: '1', standbyShare: '2' } }),
      '/finance/lowUse/standbyShare share-not-between-0-and-1',
    ],
    [
      'an orgnr and an account with wrong check digits',
      finance({ ehf: { account: '86011117948', parties: { 'k-1804': { orgnr: '987654326' } } } }),
      '/finance/ehf/parties/k-1804/orgnr check-digit',
      '/finance/ehf/account check-digit',
    ],
    [
      'a third of a døgn',
      finance({ counting: { rule: 'midnight', sameDayDogn: '1/3' } }),
      '/finance/counting/sameDayDogn not-0-or-0.5-or-1',
    ],
  ])('with %s do not add up, and say where', async (_, more, ...faults) => {
    const before = await tableBytes(api)
    const body = agreementBody(['unit_ledig'], more)
    const problem = await admin.refused('put-agreement', { params: { agreementId: 'agr_feil' }, body, headers: AS_NEW })
    expect([problem.status, codeOf(problem)]).toEqual([422, 'agreement-does-not-add-up'])
    expect(problem.errors?.map(({ pointer, rule }) => `${pointer} ${rule}`)).toEqual(faults)
    expect(await tableBytes(api)).toBe(before)
  })

  it.each<[what: string, more: object, fault: string]>([
    ['a setting of no minutes', { rules: { holdMinutes: 0 } }, '/rules/holdMinutes range'],
    ['half a minute', { rules: { answerMinutes: 1.5 } }, '/rules/answerMinutes decimals'],
    ['a party of no register', { parties: [{ ...KOMMUNE, partyId: 'k-18' }] }, '/parties/0/partyId format'],
    ['no unit at all', { units: [] }, '/units length'],
    ['a service that is none', finance({ use: { weights: { frisor: '1' } } }), '/finance/use/weights/frisor unknown'],
    ['a share in a JSON number', fixed({ share: 0.4 }), '/finance/fixed/share type'],
    ['a rate in kroner and øre', { guests: { admitted: true, rateOre: 1200.5 } }, '/guests/rateOre decimals'],
  ])('with %s are refused before they are added up', async (_, more, fault) => {
    const body = agreementBody(['unit_ledig'], more)
    const problem = await admin.refused('put-agreement', { params: { agreementId: 'agr_feil' }, body, headers: AS_NEW })
    expect(codeOf(problem)).toBe('invalid-request')
    expect(problem.errors?.map(({ pointer, rule }) => `${pointer} ${rule}`)).toContain(fault)
  })

  it('keep what invoices and accounts need, and give it back', async () => {
    const settings = {
      ehf: {
        vatCategory: 'O',
        exemptionReason: 'Utenfor loven',
        account: 'NO9386011117947',
        dueDays: 14,
        parties: {
          'k-1804': { orgnr: '987654325', mvaRegistered: true, name: 'Bodø kommune', street: 'Storgata 1' },
          'k-0301': { orgnr: '958935420', postalCode: '0037', city: 'Oslo', reference: 'Ref 1', kid: '1234567897' },
        },
      },
      kostra: { ansvar: '3210', art: { 'refusjon-fra-kommune': '750' } },
    }
    const [params, body] = [{ agreementId: 'agr_faktura' }, agreementBody(['unit_ledig'], finance(settings))]
    await admin.ok('put-agreement', { params, body, headers: AS_NEW })
    expect(await admin.ok('get-agreement', { params })).toMatchObject(finance(settings))
  })

  it('every version takes force in all its units at once, and a unit left out stands alone', async () => {
    const headers = (version: number) => ({ 'if-match': `${version}` })
    const units = ['unit_a', 'unit_b']
    for (const unitId of units) await admin.ok('put-unit', { params: { unitId }, body: unitBody(2), headers: AS_NEW })
    const params = { agreementId: 'agr_to' }
    await admin.ok('put-agreement', { params, body: agreementBody(units), headers: AS_NEW })
    const amk = await api.as({ role: 'dispatcher', org: 'amk' })
    const place = (unitId: string, partyId: string) =>
      amk.call('place-hold', { params: { unitId }, body: { ...HOLD_ASK, partyId } })
    expect((await place('unit_b', 'k-1804')).status).toBe(201)
    const closed = { parties: [HF, KOMMUNE], guests: { admitted: false } }
    await admin.ok('put-agreement', { params, body: agreementBody(['unit_a'], closed), headers: headers(1) })
    expect((await place('unit_a', 'k-1839')).json).toMatchObject({ entitlement: 'none', bookable: 0 })
    expect((await place('unit_b', 'k-1804')).json).toMatchObject({ type: 'urn:problem:unit-without-agreement' })
    expect(await admin.ok('get-unit', { params: { unitId: 'unit_b' } })).toMatchObject({ agreementId: null })
    // Free again, it may join another.
    await admin.ok('put-agreement', {
      params: { agreementId: 'agr_tre' },
      body: agreementBody(['unit_b']),
      headers: AS_NEW,
    })
  })

  it('of tomorrow does not hold today', async () => {
    await admin.ok('put-unit', { params: { unitId: 'unit_snart' }, body: unitBody(2), headers: AS_NEW })
    const fom = new Date(api.now() + 3 * 86_400_000).toISOString().slice(0, 10)
    const body = agreementBody(['unit_snart'], { fom })
    await admin.ok('put-agreement', { params: { agreementId: 'agr_snart' }, body, headers: AS_NEW })
    const amk = await api.as({ role: 'dispatcher', org: 'amk' })
    const hold = () => amk.call('place-hold', { params: { unitId: 'unit_snart' }, body: HOLD_ASK })
    expect((await hold()).json).toMatchObject({ type: 'urn:problem:unit-without-agreement' })
    const other = await admin.refused('put-agreement', { params: { agreementId: 'agr_annen' }, body, headers: AS_NEW })
    expect(other.errors).toEqual([{ pointer: '/units/0', rule: 'unit-in-other-agreement' }])
    await api.moveClock(4 * 86_400)
    const later = await api.as({ role: 'dispatcher', org: 'amk' })
    expect((await later.call('place-hold', { params: { unitId: 'unit_snart' }, body: HOLD_ASK })).status).toBe(201)
    await api.moveClock(0)
  })

  it('an admin of one agreement gets to its own alone', async () => {
    const own = await api.as({ role: 'admin', org: unit.agreementId })
    await own.ok('get-agreement', { params: { agreementId: unit.agreementId } })
    await own.ok('get-unit', { params: { unitId: unit.unitId } })
    expect((await own.refused('get-agreement', { params: { agreementId: 'agr_to' } })).status).toBe(403)
    expect((await own.refused('get-unit', { params: { unitId: 'unit_ledig' } })).status).toBe(403)
    expect((await own.refused('get-unit', { params: { unitId: 'unit_ingen' } })).status).toBe(403)
  })

  describe('a unit described anew', () => {
    const describeAnew = async (unitId: string, body: object) => {
      const { version } = await admin.ok('get-unit', { params: { unitId } })
      return await admin.call('put-unit', { params: { unitId }, body, headers: { 'if-match': `${version}` } })
    }

    it('keeps a bed that a patient lies in or a hold stands on, and says which', async () => {
      const { unitId } = await found(api, 'rives', { beds: 3 })
      const ward = await api.as({ role: 'ward', unit: unitId })
      const params = { unitId }
      await ward.ok('admit-patient', { params, body: admission({ bedId: 'bed_101b' }) })
      const { holdId, bedId: held } = await ward.ok('place-hold', { params, body: HOLD_ASK })
      const without = (bedId: string) =>
        unitBody(3, {
          rooms: unitBody(3).rooms.flatMap(({ room, beds }) => {
            const kept = beds.filter((bed) => bed.bedId !== bedId)
            return kept.length > 0 ? [{ room, beds: kept }] : []
          }),
        })
      for (const bedId of ['bed_101b', held]) {
        const answer = await describeAnew(unitId, without(bedId))
        expect([answer.status, answer.json]).toMatchObject([409, { type: 'urn:problem:bed-in-use', beds: [bedId] }])
      }
      await ward.ok('cancel-hold', { params: { ...params, holdId }, body: { reason: 'not-needed' } })
      expect((await describeAnew(unitId, without(held))).status).toBe(200)
      expect((await ward.ok('show-board', { params })).beds.map(({ bedId }) => bedId)).not.toContain(held)
    })

    it('shows in the next lookup, and moves no patient', async () => {
      const { unitId } = await found(api, 'vokser', { beds: 2 })
      const ward = await api.as({ role: 'ward', unit: unitId })
      const { stayId } = await ward.ok('admit-patient', { params: { unitId }, body: admission({ bedId: 'bed_101a' }) })
      const answer = await describeAnew(
        unitId,
        unitBody(6, { name: 'Nytt navn', capabilities: ['mri'], area: 'salten' }),
      )
      expect(answer.json).toMatchObject({ version: 2, name: 'Nytt navn' })
      const amk = await api.as({ role: 'dispatcher', org: 'amk' })
      const query = { kommune: '1804', needs: 'mri', area: 'salten' }
      const { units } = await amk.ok('find-beds', { query })
      expect(units).toMatchObject([{ unitId, name: 'Nytt navn', physical: 6, occupied: 1, meetsNeeds: true }])
      const { beds } = await ward.ok('show-board', { params: { unitId } })
      expect(beds[0]).toMatchObject({ bedId: 'bed_101a', occupant: { stayId } })
    })

    it('names a bed or a room that comes twice, and too many beds', async () => {
      const errors = async (rooms: object[]) => {
        const body = unitBody(1, { rooms })
        const problem = await admin.refused('put-unit', { params: { unitId: 'unit_ny' }, body, headers: AS_NEW })
        return problem.errors?.map(({ pointer, rule }) => `${pointer} ${rule}`)
      }
      const room = (name: string, ...beds: string[]) => ({ room: name, beds: beds.map((bedId) => ({ bedId })) })
      expect(await errors([room('1', 'bed_a'), room('2', 'bed_a')])).toEqual(['/rooms/1/beds/0/bedId repeated'])
      expect(await errors([room('1', 'bed_a'), room('1', 'bed_b')])).toEqual(['/rooms/1/room repeated'])
      const many = Array.from({ length: 6 }, (_, r) =>
        room(`${r}`, ...Array.from({ length: 40 }, (_, b) => `bed_${r}-${b}`)),
      )
      expect(await errors(many)).toEqual(['/rooms too-many-beds'])
    })
  })
})
