import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CRITERIA_SET, VARIANT } from '../support/criteria-bodies.ts'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { admission, type Founded, found, HOLD_ASK, tableBytes } from '../support/http-world.ts'
import { unitBody } from '../support/region.ts'

const AS_NEW = { 'if-none-match': '*' }
const onVersion = (version: number) => ({ 'if-match': `${version}` })
const set = (criteriaSetId: string) => ({ params: { criteriaSetId } })

describe('criteria', () => {
  let api: Api
  let admin: Caller
  let amk: Caller
  let unit: Founded
  let ward: Caller
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    admin = await api.as({ role: 'admin', org: '*' })
    amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
    unit = await found(api, 'krav', { beds: 12, unit: { kind: 'kad' } })
    ward = await api.as({ role: 'ward', unit: unit.unitId })
  })
  const variantAt = (service = 'kad-somatikk') => ({ params: { unitId: unit.unitId, service } })
  const errorsOf = async (operation: 'put-criteria-set' | 'put-variant', send: object) => {
    const before = await tableBytes(api)
    const problem = await admin.refused(operation, send)
    expect(await tableBytes(api)).toBe(before)
    return [codeOf(problem), ...(problem.errors ?? []).map(({ pointer, rule }) => `${pointer} ${rule}`)]
  }

  describe('core sets', () => {
    it('are there before anybody has saved one', async () => {
      const { sets } = await admin.ok('list-criteria-sets')
      expect(sets.map(({ criteriaSetId }) => criteriaSetId)).toEqual(['kad-somatic', 'kad-psych', 'sykestue-finnmark'])
      expect(sets[0]?.versions).toMatchObject([
        { version: 0, criteriaVersion: '0.1.0', services: ['kad-somatikk'], kinds: ['kad'], inForce: true },
      ])
      const answer = await admin.call('get-criteria-set', set('kad-somatic'))
      expect(answer.json).toMatchObject({ version: 0, criteriaVersion: '0.1.0', savedAt: null })
      expect(answer.headers.get('etag')).toBe('"0"')
      const missing = await admin.refused('get-criteria-set', set('ukjent'))
      expect(codeOf(missing)).toBe('criteria-set-not-found')
    })

    it('are saved as a version more, read again by name, and listed with their dates', async () => {
      const saved = await admin.ok('put-criteria-set', { ...set('lindring'), body: CRITERIA_SET, headers: AS_NEW })
      expect(saved).toMatchObject({ ...CRITERIA_SET, criteriaSetId: 'lindring', version: 1, criteriaVersion: '1' })
      const body = { ...CRITERIA_SET, title: 'Ny', validFrom: '2099-01-01' }
      await admin.ok('put-criteria-set', { ...set('lindring'), body, headers: onVersion(1) })
      expect(await admin.ok('get-criteria-set', set('lindring'))).toMatchObject({ version: 2, title: 'Ny' })
      const first = await admin.ok('get-criteria-set', { ...set('lindring'), query: { version: '1' } })
      expect(first).toEqual(saved)
      const { sets } = await admin.ok('list-criteria-sets')
      expect(sets.find(({ criteriaSetId }) => criteriaSetId === 'lindring')?.versions).toMatchObject([
        { version: 1, validFrom: '2026-01-01', inForce: true },
        { version: 2, validFrom: '2099-01-01', inForce: false },
      ])
      const unknown = { ...set('lindring'), query: { version: '3' } }
      expect(codeOf(await admin.refused('get-criteria-set', unknown))).toBe('criteria-set-not-found')
    })

    it('can be given back as they were got, under what an admin may say', async () => {
      const { version, criteriaVersion, savedAt, criteriaSetId, ...got } = await admin.ok(
        'get-criteria-set',
        set('kad-psych'),
      )
      const body = { ...got, validFrom: '2026-02-01' }
      const saved = await admin.ok('put-criteria-set', { ...set('kad-psych'), body, headers: onVersion(version ?? -1) })
      expect(saved).toMatchObject({ ...body, criteriaSetId, version: 1 })
      expect([criteriaVersion, savedAt]).toEqual(['0.1.0', null])
    })

    it('are changed on the version that was read, and on no other', async () => {
      const put = (headers: Record<string, string>, criteriaSetId = 'sykestue-finnmark') =>
        admin.refused('put-criteria-set', { ...set(criteriaSetId), body: CRITERIA_SET, headers })
      expect(await put({})).toMatchObject({ status: 428 })
      expect(await put(AS_NEW)).toMatchObject({ status: 412, version: 0 })
      expect(await put(onVersion(1))).toMatchObject({ status: 412, version: 0 })
      expect(await put(onVersion(1), 'ingen')).toMatchObject({ status: 412, version: null })
    })

    it('by twenty at once let one through, and two sets at once both', async () => {
      const body = (n: number) => ({
        ...CRITERIA_SET,
        title: `Nr ${n}`,
        appliesTo: { kinds: [], services: ['rehabilitering'] },
      })
      const put = (criteriaSetId: string, n: number) =>
        admin.call('put-criteria-set', { ...set(criteriaSetId), body: body(n), headers: AS_NEW })
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => put('kappes', n)))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 412)])
      const pair = [
        { ...body(1), appliesTo: { kinds: [], services: ['mellomledd'] } },
        { ...body(2), appliesTo: { kinds: [], services: ['pre-post-op'] } },
      ].map((each, n) => admin.call('put-criteria-set', { ...set(`par-${n}`), body: each, headers: AS_NEW }))
      expect((await Promise.all(pair)).map(({ status }) => status)).toEqual([200, 200])
    })

    it.each<[what: string, more: object, ...faults: string[]]>([
      ['an earlier date', { validFrom: '2098-12-31' }, '/validFrom before-last-version'],
      ['the same date', { validFrom: '2099-01-01' }, '/validFrom same-date-as-last-version'],
      [
        'a service of another set',
        { appliesTo: { kinds: [], services: ['kad-somatikk'] } },
        '/appliesTo/services/0 service-of-other-set',
      ],
      [
        'a setting that is not there',
        { config: {} },
        '/criteria/0/rule/value/config unknown-setting',
        '/criteria/1/rule/value/config unknown-setting',
      ],
      [
        'an age in words',
        { config: { ...CRITERIA_SET.config, minAge: 'atten' } },
        '/criteria/0/rule/value/config type',
      ],
      [
        'a criterion twice',
        { criteria: [...CRITERIA_SET.criteria, CRITERIA_SET.criteria[2]] },
        '/criteria/3/id repeated',
      ],
    ])('with %s are refused by name, and nothing is written', async (_what, more, ...faults) => {
      const body = { ...CRITERIA_SET, validFrom: '2099-02-01', ...more }
      const errors = await errorsOf('put-criteria-set', { ...set('lindring'), body, headers: onVersion(2) })
      expect(errors).toEqual(['criteria-do-not-add-up', ...faults])
    })

    it.each<[what: string, rule: unknown, fault: string]>([
      ['an unknown operation', { op: 'near', input: 'ageYears', value: 1 }, '/criteria/0/rule/op value'],
      ['no operation', { input: 'ageYears', value: 1 }, '/criteria/0/rule/op'],
      ['a field too many', { op: 'gte', input: 'ageYears', value: 1, unit: 'år' }, '/criteria/0/rule/unit unknown'],
      ['half a comparison', { op: 'gte', input: 'ageYears' }, '/criteria/0/rule/value'],
      ['parts that are none', { op: 'and', args: [] }, '/criteria/0/rule/args length'],
    ])('with a rule of %s are refused before they are added up', async (_what, rule, fault) => {
      const body = { ...CRITERIA_SET, criteria: [{ ...CRITERIA_SET.criteria[0], rule }] }
      const [code, first] = await errorsOf('put-criteria-set', { ...set('ny'), body, headers: AS_NEW })
      expect(code).toBe('invalid-request')
      expect(first).toContain(fault)
    })

    it('are no deeper than a person can read', async () => {
      const body = JSON.stringify({ ...CRITERIA_SET, criteria: [{ ...CRITERIA_SET.criteria[0], rule: 'RULE' }] })
      const nest = (levels: number) =>
        `${'{"op":"not","arg":'.repeat(levels)}{"op":"eq","input":"ageYears","value":1}${'}'.repeat(levels)}`
      const put = (levels: number) => {
        const nested = body.replace('"RULE"', nest(levels))
        return admin.refused('put-criteria-set', { ...set('lindring'), body: nested, headers: onVersion(2) })
      }
      expect(codeOf(await put(5))).toBe('criteria-do-not-add-up')
      expect(codeOf(await put(6))).toBe('invalid-request')
      expect(codeOf(await put(5000))).toBe('invalid-request')
    })

    it('hold for the next assessment from their date on', async () => {
      const unitId = 'unit_lindrende'
      await admin.ok('put-unit', { params: { unitId }, body: unitBody(2, { kind: 'sykestue' }), headers: AS_NEW })
      const check = (body: object) =>
        amk.ok('check-criteria', { params: { unitId }, body: { service: 'lindrende', ...body } })
      expect(await check({ ageYears: 17, answers: { 'LIN-EKS-01': 'no' } })).toMatchObject({
        outcome: 'does-not-fit',
        criteriaSetId: 'lindring',
        criteriaVersion: '1',
      })
      const shown = await amk.ok('show-criteria', { params: { unitId, service: 'lindrende' } })
      expect(shown).toMatchObject({
        criteriaSetId: 'lindring',
        criteriaVersion: '1',
        binds: true,
        title: 'Lindrende plass',
      })
      expect(shown.criteria.map(({ criterionId, effect, hasRule }) => [criterionId, effect, hasRule])).toEqual([
        ['LIN-INK-01', 'block', true],
        ['LIN-INK-02', 'warn', true],
        ['LIN-EKS-01', 'block', false],
      ])
      const later = { params: { unitId, service: 'lindrende' }, query: { on: '2099-01-01' } }
      expect(await amk.ok('show-criteria', later)).toMatchObject({ criteriaVersion: '2' })
    })
  })

  describe('a unit’s own variant', () => {
    it('is not there until it is saved, and then by version', async () => {
      expect(codeOf(await admin.refused('get-variant', variantAt()))).toBe('variant-not-found')
      const saved = await admin.ok('put-variant', { ...variantAt(), body: VARIANT, headers: AS_NEW })
      expect(saved).toMatchObject({ ...VARIANT, ...variantAt().params, version: 1, criteriaVersion: '1' })
      const body = { ...VARIANT, validFrom: '2099-01-01', changes: [] }
      await admin.ok('put-variant', { ...variantAt(), body, headers: onVersion(1) })
      expect(await admin.ok('get-variant', variantAt())).toMatchObject({ version: 2, changes: [] })
      expect(await admin.ok('get-variant', { ...variantAt(), query: { version: '1' } })).toEqual(saved)
      const leader = await api.as({ role: 'ward-leader', unit: unit.unitId })
      expect(await leader.ok('get-variant', variantAt())).toMatchObject({ version: 2 })
    })

    it('is what the unit’s patients are held against', async () => {
      const { unitId } = unit
      const check = (ageYears: number, answers: object = {}) =>
        amk.ok('check-criteria', { params: { unitId }, body: { service: 'kad-somatikk', ageYears, answers } })
      const answer = await check(17, { 'LOK-EKS-01': 'yes' })
      expect(answer).toMatchObject({ criteriaSetId: `${unitId}.kad-somatikk`, criteriaVersion: '1' })
      const reasonOf = (id: string) => answer.reasons.find(({ criterionId }) => criterionId === id)
      expect(reasonOf('SOM-INK-01')).toMatchObject({ met: 'true', textNb: 'Pasienten er 16 år eller eldre.' })
      expect(reasonOf('LOK-EKS-01')).toMatchObject({ met: 'false', effect: 'block' })
      expect(reasonOf('SOM-EKS-12')).toMatchObject({ effect: 'warn' })
      const shown = await amk.ok('show-criteria', variantAt())
      expect(shown).toMatchObject({ core: VARIANT.core, binds: false, requireAssessment: false })
      expect(shown.criteria.at(-1)).toMatchObject({ criterionId: 'LOK-EKS-01' })
      expect(Object.keys(shown.inputTypes)).toContain('needsDialysis')
    })

    it.each<[what: string, more: object, ...faults: string[]]>([
      [
        'a core version that is not there',
        { core: { criteriaSetId: 'kad-somatic', criteriaVersion: '7' } },
        '/core/criteriaVersion unknown-version',
      ],
      [
        'a core set that is not there',
        { core: { criteriaSetId: 'ingen', criteriaVersion: '1' } },
        '/core/criteriaVersion unknown-version',
      ],
      [
        'a core version that is to come',
        { validFrom: '2098-01-01', core: { criteriaSetId: 'lindring', criteriaVersion: '2' } },
        '/core/criteriaVersion not-yet-in-force',
      ],
      [
        'a loosening called tightening',
        { changes: [{ does: 'tighten', criterionId: 'SOM-INK-01', effect: 'off', reason: 'x' }] },
        '/changes/0/does loosens-not-tightens',
      ],
      [
        'a tightening called loosening',
        { changes: [{ does: 'loosen', criterionId: 'SOM-INK-03', effect: 'block', reason: 'x' }] },
        '/changes/0/does tightens-not-loosens',
      ],
    ])('with %s is refused by name, and nothing is written', async (_what, more, ...faults) => {
      const body = { ...VARIANT, changes: [], inputTypes: {}, ...more }
      const send = { ...variantAt('observasjon'), body, headers: AS_NEW }
      expect(await errorsOf('put-variant', send)).toEqual(['criteria-do-not-add-up', ...faults])
    })

    it('comes later than the one before, and on its version', async () => {
      const put = (validFrom: string, version: number) =>
        admin.refused('put-variant', { ...variantAt(), body: { ...VARIANT, validFrom }, headers: onVersion(version) })
      expect((await put('2099-01-01', 2)).errors).toEqual([
        { pointer: '/validFrom', rule: 'same-date-as-last-version' },
      ])
      expect((await put('2098-01-01', 2)).errors).toEqual([{ pointer: '/validFrom', rule: 'before-last-version' }])
      expect(await put('2099-02-01', 1)).toMatchObject({ status: 412, version: 2 })
      const unsaid = await admin.refused('put-variant', { ...variantAt(), body: VARIANT })
      expect(unsaid.status).toBe(428)
      const offered = { params: { unitId: 'unit_ingen', service: 'dps' }, body: VARIANT, headers: AS_NEW }
      expect(codeOf(await admin.refused('put-variant', offered))).toBe('unit-not-found')
    })

    it('that requires an assessment lets in nobody without, at its service alone, and says so', async () => {
      const body = {
        ...VARIANT,
        core: { criteriaSetId: 'lindring', criteriaVersion: '1' },
        inputTypes: {},
        changes: [],
        requireAssessment: true,
        binds: true,
      }
      await admin.ok('put-variant', { ...variantAt('observasjon'), body, headers: AS_NEW })
      const params = { unitId: unit.unitId }
      const asked = { service: 'observasjon' }
      const before = await tableBytes(api)
      const problem = await ward.refused('admit-patient', { params, body: admission(asked) })
      expect([codeOf(problem), problem.status, problem['service']]).toEqual(['assessment-missing', 422, 'observasjon'])
      expect(await tableBytes(api)).toBe(before)
      // No override stands in for it: a doctor who looks at nothing has decided nothing.
      const override = { reason: 'haster', roles: ['lege', 'sykepleier'] }
      expect(codeOf(await ward.refused('admit-patient', { params, body: admission({ ...asked, override }) }))).toBe(
        'assessment-missing',
      )
      const open = await ward.refused('admit-patient', { params, body: admission({ ...asked, answers: {} }) })
      expect([codeOf(open), open['outcome']]).toEqual(['assessment-says-no', 'ask-doctor'])
      const told = { ageYears: 81, answers: { 'LIN-EKS-01': 'no' } }
      await ward.ok('admit-patient', { params, body: admission({ ...asked, ...told }) })
      await ward.ok('admit-patient', { params, body: admission({ ...HOLD_ASK }) })
    })
  })

  it('a stay shows what it was decided on, and that it comes out the same again', async () => {
    const params = { unitId: unit.unitId }
    const told = { ageYears: 81, answers: { 'SOM-INK-04': 'yes' }, inputs: { needsDialysis: 'no' } }
    const { stayId } = await ward.ok('admit-patient', { params, body: admission(told) })
    const shown = await ward.ok('replay-assessment', { params: { ...params, stayId } })
    expect(shown).toMatchObject({
      stayId,
      service: 'kad-somatikk',
      told: { ...told, news2: null },
      criteriaSetId: `${unit.unitId}.kad-somatikk`,
      criteriaVersion: '1',
      outcome: 'does-not-fit',
      replay: { outcome: 'does-not-fit', same: true },
    })
    const without = await ward.ok('admit-patient', { params, body: admission() })
    const missing = await ward.refused('replay-assessment', { params: { ...params, stayId: without.stayId } })
    expect(codeOf(missing)).toBe('assessment-not-found')
    const other = await found(api, 'nabo')
    const stranger = await api.as({ role: 'ward', unit: other.unitId })
    const elsewhere = { params: { unitId: other.unitId, stayId } }
    expect(codeOf(await stranger.refused('replay-assessment', elsewhere))).toBe('stay-not-found')
  })
})
