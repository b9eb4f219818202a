import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, codeOf, startApi } from '../support/http.ts'
import { admission, expectSound, found, HOLD_ASK, newPatient } from '../support/http-world.ts'
import { agreementBody, unitBody } from '../support/region.ts'

const JOINT_TEAM = { reason: 'ingen annen seng i regionen', roles: ['lege', 'sykepleier'] }

describe('stays', () => {
  let api: Api
  let units = 0
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
  })

  const people = async (unitId: string) => {
    const ward = await api.as({ role: 'ward', unit: unitId })
    const leader = await api.as({ role: 'ward-leader', unit: unitId })
    const params = { unitId }
    const board = () => ward.ok('show-board', { params })
    return {
      unitId,
      ward,
      leader,
      params,
      board,
      admit: (more: object = {}) => ward.ok('admit-patient', { params, body: admission(more) }),
      stateOf: async (bedId: string) => (await board()).beds.find((bed) => bed.bedId === bedId)?.state,
      at: (stayId: string) => ({ params: { ...params, stayId } }),
    }
  }
  const fresh = async (options: Parameters<typeof found>[2] = {}) => {
    units += 1
    return await people((await found(api, `opphold-${units}`, options)).unitId)
  }
  const now = () => new Date(api.now()).toISOString()
  const ago = (minutes: number) => new Date(api.now() - minutes * 60_000).toISOString()
  const gone = (departedAt = now()) => ({ departedAt, dischargedTo: 'hjem' })

  describe('admission', () => {
    it('takes a named bed, a hold, or the best fit', async () => {
      const { admit } = await fresh({ beds: 4 })
      expect((await admit({ bedId: 'bed_102b' })).bedId).toBe('bed_102b')
      // Beside the one who is there, so that a whole room stays open for isolation.
      expect((await admit()).bedId).toBe('bed_102a')
    })

    it('may lie in the past, but not where the bed was taken, and never in the future', async () => {
      const { ward, params, admit, at } = await fresh({ beds: 1 })
      const first = await admit({ admittedAt: ago(60) })
      expect(first.admittedAt).toBe(first.segments[0]?.from)
      await ward.ok('discharge-patient', { ...at(first.stayId), body: gone(ago(30)) })
      const refused = async (admittedAt: string) =>
        codeOf(await ward.refused('admit-patient', { params, body: admission({ admittedAt, bedId: 'bed_101a' }) }))
      expect(await refused(ago(40))).toBe('bed-occupied-then')
      expect(await ward.refused('admit-patient', { params, body: admission({ admittedAt: ago(40) }) })).toMatchObject({
        type: 'urn:problem:bed-occupied-then',
        beds: [{ bedId: 'bed_101a' }],
      })
      expect(await refused(ago(-1))).toBe('time-in-the-future')
      await admit({ admittedAt: ago(30) })
    })

    it('is refused in a bed that is taken, held, blocked, or not there', async () => {
      const { ward, params, admit } = await fresh({ beds: 4 })
      const amk = await api.as({ role: 'dispatcher', org: 'amk' })
      await admit({ bedId: 'bed_101a' })
      await ward.ok('block-bed', { params: { ...params, bedId: 'bed_101b' }, body: { reason: 'rør' } })
      const { bedId: held } = await amk.ok('place-hold', { params, body: HOLD_ASK })
      const refused = (bedId: string) => ward.refused('admit-patient', { params, body: admission({ bedId }) })
      expect(await refused('bed_101a')).toMatchObject({ status: 409, bedState: 'occupied' })
      expect(await refused('bed_101b')).toMatchObject({ status: 409, bedState: 'blocked' })
      expect(await refused(held)).toMatchObject({ status: 409, bedState: 'held' })
      expect(codeOf(await refused('bed_999'))).toBe('bed-not-found')
    })

    it('of one who is admitted anywhere is refused, and only the own unit learns where', async () => {
      const [here, there] = [await fresh(), await fresh()]
      const body = admission()
      const { stayId } = await here.ward.ok('admit-patient', { params: here.params, body })
      const own = await here.ward.refused('admit-patient', { params: here.params, body })
      expect(own).toMatchObject({ type: 'urn:problem:patient-already-admitted', stayId })
      const other = await there.ward.refused('admit-patient', { params: there.params, body })
      expect(codeOf(other)).toBe('patient-already-admitted')
      expect(JSON.stringify(other)).not.toMatch(new RegExp(`${stayId}|${here.unitId}`))
      await here.ward.ok('discharge-patient', { ...here.at(stayId), body: gone() })
      await there.ward.ok('admit-patient', { params: there.params, body })
      await expectSound(api)
    })

    it('without hold must say party and service', async () => {
      const { ward, params } = await fresh()
      const { errors } = await ward.refused('admit-patient', { params, body: { patientRef: newPatient() } })
      expect(errors).toEqual([
        { pointer: '/partyId', rule: 'missing' },
        { pointer: '/service', rule: 'missing' },
      ])
    })

    it('of a service that the unit does not offer is refused', async () => {
      const { ward, params } = await fresh({ unit: { services: ['observasjon'] } })
      expect(codeOf(await ward.refused('admit-patient', { params, body: admission() }))).toBe('service-not-offered')
    })
  })

  describe('an override', () => {
    const groups = [
      { group: 'kommuner', guaranteed: 0, max: 1 },
      { group: 'hf', guaranteed: 1 },
    ]
    const overTheMax = async () => {
      const unit = await fresh({ beds: 3, agreement: { groups } })
      await unit.admit()
      return unit
    }

    it('takes a ward leader, both roles of the joint team and a free bed, and is reported as what it broke', async () => {
      const { ward, leader, params } = await overTheMax()
      const ask = (override?: object) => ({ params, body: admission(override ? { override } : {}) })
      expect(codeOf(await leader.refused('admit-patient', ask()))).toBe('no-bookable-bed')
      expect(codeOf(await ward.refused('admit-patient', ask(JOINT_TEAM)))).toBe('override-needs-ward-leader')
      for (const roles of [['lege'], ['sykepleier'], ['lege', 'lege'], ['sykepleier', 'psykologspesialist']]) {
        const refused = await leader.refused('admit-patient', ask({ ...JOINT_TEAM, roles }))
        expect([refused.status, codeOf(refused)]).toEqual([422, 'override-needs-joint-team'])
      }
      await leader.ok('admit-patient', ask(JOINT_TEAM))
      const { events } = await leader.ok('read-journal', { params })
      expect(events.at(-1)?.data).toMatchObject({ override: { ...JOINT_TEAM, of: ['guarantee'] } })
    })

    it('never makes a bed that is not there', async () => {
      const { leader, params, admit } = await fresh({ beds: 1 })
      await admit()
      const refused = await leader.refused('admit-patient', { params, body: admission({ override: JOINT_TEAM }) })
      expect(codeOf(refused)).toBe('no-bookable-bed')
    })

    it('that nothing needs is ignored, whoever sends it', async () => {
      const { ward, leader, params } = await fresh()
      await ward.ok('admit-patient', {
        params,
        body: admission({ override: { reason: 'i tilfelle', roles: ['lege'] } }),
      })
      const { events } = await leader.ok('read-journal', { params })
      expect(events.at(-1)?.data).toMatchObject({ override: null })
    })

    it('may set a room rule aside', async () => {
      const { leader, params, admit } = await fresh({ beds: 2 })
      await admit({ needs: ['kvinne'] })
      const body = admission({ needs: ['mann'], bedId: 'bed_101b' })
      expect(await leader.refused('admit-patient', { params, body })).toMatchObject({
        type: 'urn:problem:room-rule-broken',
        rules: ['gender'],
      })
      await leader.ok('admit-patient', { params, body: { ...body, override: JOINT_TEAM } })
    })
  })

  describe('move and swap', () => {
    it('a move closes one segment and opens the next at the same instant, also backdated', async () => {
      const { ward, admit, at } = await fresh({ beds: 4 })
      const { stayId } = await admit({ bedId: 'bed_101a', admittedAt: ago(120) })
      const movedAt = ago(60)
      const moved = await ward.ok('move-stay', { ...at(stayId), body: { bedId: 'bed_102a', at: movedAt } })
      expect(moved.segments).toMatchObject([
        { bedId: 'bed_101a', until: movedAt },
        { bedId: 'bed_102a', from: movedAt, until: null },
      ])
      const refused = async (body: object) => codeOf(await ward.refused('move-stay', { ...at(stayId), body }))
      expect(await refused({ bedId: 'bed_102a' })).toBe('same-bed')
      expect(await refused({ bedId: 'bed_101a', at: ago(90) })).toBe('before-segment-began')
      expect(await refused({ bedId: 'bed_101a', at: ago(-5) })).toBe('time-in-the-future')
    })

    it('a full unit can swap two patients', async () => {
      const { ward, admit, at, board } = await fresh({ beds: 2 })
      const [one, two] = [await admit(), await admit()]
      const swapped = await ward.ok('swap-stays', { ...at(one.stayId), body: { otherStayId: two.stayId } })
      expect(swapped.stays.map(({ bedId }) => bedId)).toEqual([two.bedId, one.bedId])
      expect((await board()).free).toBe(0)
      const same = await ward.refused('swap-stays', { ...at(one.stayId), body: { otherStayId: one.stayId } })
      expect(codeOf(same)).toBe('same-stay')
      await expectSound(api)
    })

    it('a patient who has left can be neither moved nor swapped, and the unit is told so', async () => {
      const { ward, admit, at } = await fresh()
      const [left, here] = [await admit(), await admit()]
      const { departedAt } = await ward.ok('discharge-patient', { ...at(left.stayId), body: gone() })
      const body = { otherStayId: left.stayId }
      for (const problem of [
        await ward.refused('swap-stays', { ...at(here.stayId), body }),
        await ward.refused('move-stay', { ...at(left.stayId), body: { bedId: 'bed_102a' } }),
        await ward.refused('discharge-patient', { ...at(left.stayId), body: gone() }),
      ]) {
        expect(problem).toMatchObject({ status: 409, type: 'urn:problem:stay-ended', departedAt })
      }
    })

    it('a stay of one unit is not found in another', async () => {
      const [here, there] = [await fresh(), await fresh()]
      const { stayId } = await here.admit()
      const refused = await there.ward.refused('discharge-patient', { ...there.at(stayId), body: gone() })
      expect(codeOf(refused)).toBe('stay-not-found')
    })
  })

  describe('where a patient can lie instead', () => {
    it('list-targets says of every other bed what the move or swap itself would say', async () => {
      const { unitId, ward, params, admit, at } = await fresh({ beds: 6, unit: { cleaning: true } })
      const she = await admit({ bedId: 'bed_101a', needs: ['kvinne'] })
      const other = await admit({ bedId: 'bed_102a' })
      const he = await admit({ bedId: 'bed_103a', needs: ['mann'] })
      await ward.ok('block-bed', { params: { unitId, bedId: 'bed_102b' }, body: { reason: 'vedlikehold' } })
      const { targets } = await ward.ok('list-targets', at(she.stayId))
      const free = { otherStayId: null, obstacle: null }
      const besideHim = { kind: 'room-rule-broken', rules: ['gender'], missingNeeds: [] }
      expect(targets).toEqual([
        { bedId: 'bed_101b', ...free },
        { bedId: 'bed_102a', otherStayId: other.stayId, obstacle: null },
        { bedId: 'bed_102b', otherStayId: null, obstacle: { kind: 'bed-not-free', rules: [], missingNeeds: [] } },
        { bedId: 'bed_103a', otherStayId: he.stayId, obstacle: null },
        { bedId: 'bed_103b', otherStayId: null, obstacle: besideHim },
      ])
      for (const { bedId, otherStayId, obstacle } of targets.filter((target) => target.obstacle !== null)) {
        expect(otherStayId).toBeNull()
        const refused = await ward.refused('move-stay', { ...at(she.stayId), body: { bedId } })
        expect(codeOf(refused)).toBe(obstacle?.kind)
      }
      const { stayId } = await admit({ bedId: 'bed_101b', needs: ['kvinne'] })
      // To change with him would leave him beside another woman.
      const again = await ward.ok('list-targets', at(she.stayId))
      expect(again.targets.find(({ bedId }) => bedId === 'bed_103a')?.obstacle).toEqual(besideHim)
      await ward.ok('discharge-patient', { ...at(stayId), body: gone() })
      expect(codeOf(await ward.refused('list-targets', at(stayId)))).toBe('stay-not-found')
      expect(codeOf(await ward.refused('list-targets', { params: { ...params, stayId: 'stay_ingen' } }))).toBe(
        'stay-not-found',
      )
    })
  })

  describe('one stay', () => {
    it('show-stay tells all that is recorded, also after the patient has left, and only to its own unit', async () => {
      const [{ ward, admit, at }, elsewhere] = [await fresh(), await fresh()]
      const { stayId } = await admit({ admittedAt: ago(60) })
      const told = { event: 'varslet', at: ago(30), by: 'hf-983974910' }
      const recorded = await ward.ok('record-utskrivningsklar', { ...at(stayId), body: told })
      expect(await ward.ok('show-stay', at(stayId))).toEqual(recorded)
      const departed = await ward.ok('discharge-patient', { ...at(stayId), body: gone() })
      expect(await ward.ok('show-stay', at(stayId))).toEqual(departed)
      expect(codeOf(await elsewhere.ward.refused('show-stay', elsewhere.at(stayId)))).toBe('stay-not-found')
    })

    it('the board says what the bed answers, what was last told about the departure, and who has a part in the unit', async () => {
      const { ward, admit, at, board } = await fresh({ beds: 1, unit: { services: ['kad-somatikk', 'observasjon'] } })
      const { stayId } = await admit({ needs: ['kvinne'] })
      const seen = async () => (await board()).beds[0]?.occupant
      expect(await seen()).toMatchObject({ needs: ['kvinne'], utskrivningsklar: null })
      const tell = (event: string, when: string) =>
        ward.ok('record-utskrivningsklar', { ...at(stayId), body: { event, at: when, by: 'hf-983974910' } })
      const when = now()
      await tell('utskrivningsklar', when)
      expect((await seen())?.utskrivningsklar).toEqual({ event: 'utskrivningsklar', at: when, dutySince: null })
      await tell('melding-sendt', when)
      expect((await seen())?.utskrivningsklar).toMatchObject({
        event: 'melding-sendt',
        dutySince: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      })
      await ward.ok('set-staffing', {
        params: { unitId: (await board()).unitId },
        body: { staffed: 0, until: ago(-60), reason: 'sykdom' },
      })
      expect(await board()).toMatchObject({
        kommune: '1804',
        undoMinutes: 5,
        staleAfterMinutes: 240,
        kadMeanDogn: 3,
        services: ['kad-somatikk', 'observasjon'],
        staffedUntil: expect.stringContaining('T'),
        parties: expect.arrayContaining([{ partyId: 'k-1804', group: expect.any(String) }]),
      })
    })
  })

  describe('discharge', () => {
    it('alone empties no bed; the departure does', async () => {
      const { ward, admit, at, stateOf, board } = await fresh()
      const { stayId, bedId } = await admit()
      const decided = await ward.ok('discharge-patient', { ...at(stayId), body: { dischargedTo: 'sykehjem' } })
      expect([decided.state, decided.departedAt, await stateOf(bedId)]).toEqual(['leaving', null, 'leaving'])
      expect((await board()).free).toBe(2)
      await ward.ok('discharge-patient', { ...at(stayId), body: gone() })
      expect([await stateOf(bedId), (await board()).free]).toEqual(['free', 3])
    })

    it('leaves a bed to be cleaned where the unit cleans, and free only after that', async () => {
      const { ward, admit, at, params, stateOf, board } = await fresh({ unit: { cleaning: true } })
      const { stayId, bedId } = await admit()
      await ward.ok('discharge-patient', { ...at(stayId), body: gone() })
      expect([await stateOf(bedId), (await board()).free]).toEqual(['cleaning', 2])
      const refused = await ward.refused('admit-patient', { params, body: admission({ bedId }) })
      expect(refused).toMatchObject({ bedState: 'cleaning' })
      const clean = { params: { ...params, bedId } }
      expect((await ward.ok('bed-cleaned', clean)).state).toBe('free')
      expect(codeOf(await ward.refused('bed-cleaned', clean))).toBe('bed-not-cleaning')
    })

    it('before the patient came, or in the future, is refused', async () => {
      const { ward, admit, at } = await fresh()
      const { stayId } = await admit({ admittedAt: ago(10) })
      const refused = async (departedAt: string) =>
        codeOf(await ward.refused('discharge-patient', { ...at(stayId), body: gone(departedAt) }))
      expect(await refused(ago(11))).toBe('before-segment-began')
      expect(await refused(ago(-1))).toBe('time-in-the-future')
    })

    it('an expected departure is what the lookup promises, until it is taken back', async () => {
      const { ward, admit, at, unitId } = await fresh({ beds: 1 })
      const { stayId } = await admit()
      const amk = await api.as({ role: 'dispatcher', org: 'amk' })
      const nextFree = async () =>
        (await amk.ok('find-beds', { query: { kommune: '1804' } })).units.find((unit) => unit.unitId === unitId)
          ?.nextFreeAt
      expect(await nextFree()).toBeNull()
      const expectedAt = ago(-180)
      await ward.ok('plan-departure', { ...at(stayId), body: { expectedAt } })
      expect(await nextFree()).toBe(expectedAt)
      await ward.ok('plan-departure', { ...at(stayId), body: { expectedAt: null } })
      expect(await nextFree()).toBeNull()
    })
  })

  describe('transfer', () => {
    const pair = async () => {
      const admin = await api.as({ role: 'admin', org: '*' })
      units += 1
      const ids = [`unit_par-${units}a`, `unit_par-${units}b`]
      const headers = { 'if-none-match': '*' }
      for (const unitId of ids) await admin.ok('put-unit', { params: { unitId }, body: unitBody(2), headers })
      await admin.ok('put-agreement', {
        params: { agreementId: `agr_par-${units}` },
        body: agreementBody(ids),
        headers,
      })
      return await Promise.all(ids.map(people))
    }

    it('within one agreement goes on counting as the same stay', async () => {
      const [from, to] = await pair()
      if (!from || !to) throw new Error('no pair')
      const { stayId, admittedAt, reviewDueAt } = await from.admit({ admittedAt: ago(60) })
      const at = ago(30)
      const body = { toUnitId: to.unitId, service: 'observasjon', at }
      const moved = await from.ward.ok('transfer-stay', { ...from.at(stayId), body })
      expect(moved).toMatchObject({ stayId, unitId: to.unitId, admittedAt, reviewDueAt, departedAt: null })
      expect(moved.segments).toMatchObject([
        { unitId: from.unitId, service: 'kad-somatikk', until: at },
        { unitId: to.unitId, service: 'observasjon', from: at, until: null },
      ])
      expect([(await from.board()).occupied, (await to.board()).occupied]).toEqual([0, 1])
      await to.ward.ok('discharge-patient', { ...to.at(stayId), body: gone() })
      await expectSound(api)
    })

    it('between agreements ends here and begins anew there', async () => {
      const [from, to] = [await fresh(), await fresh()]
      const body = admission({ admittedAt: ago(60) })
      const { stayId } = await from.ward.ok('admit-patient', { params: from.params, body })
      const moved = await from.ward.ok('transfer-stay', { ...from.at(stayId), body: { toUnitId: to.unitId } })
      expect(moved.stayId).not.toBe(stayId)
      expect(moved.segments).toMatchObject([{ unitId: to.unitId, from: moved.admittedAt, until: null }])
      const ended = await from.ward.refused('discharge-patient', { ...from.at(stayId), body: gone() })
      expect(ended).toMatchObject({ type: 'urn:problem:stay-ended', departedAt: moved.admittedAt })
      // The reference moved along: the patient is one patient still.
      const again = await from.ward.refused('admit-patient', { params: from.params, body })
      expect(codeOf(again)).toBe('patient-already-admitted')
      await to.ward.ok('discharge-patient', { ...to.at(moved.stayId), body: gone() })
      await from.ward.ok('admit-patient', { params: from.params, body: { ...body, admittedAt: now() } })
      await expectSound(api)
    })

    it('to a full unit leaves the patient where they are', async () => {
      const [from, to] = [await fresh(), await fresh({ beds: 1 })]
      await to.admit()
      const { stayId, bedId } = await from.admit()
      const refused = await from.ward.refused('transfer-stay', { ...from.at(stayId), body: { toUnitId: to.unitId } })
      expect(codeOf(refused)).toBe('no-bookable-bed')
      expect(await from.stateOf(bedId)).toBe('occupied')
      await expectSound(api)
    })

    it('may stand on a hold in the other unit', async () => {
      const [from, to] = [await fresh(), await fresh({ beds: 1 })]
      const amk = await api.as({ role: 'dispatcher', org: 'amk' })
      const { holdId } = await amk.ok('place-hold', { params: to.params, body: HOLD_ASK })
      const { stayId } = await from.admit()
      const body = { toUnitId: to.unitId, holdId }
      await from.ward.ok('transfer-stay', { ...from.at(stayId), body })
      expect((await amk.ok('show-hold', { params: { ...to.params, holdId } })).state).toBe('used')
    })

    it('to the same unit, or to none, is refused', async () => {
      const { ward, unitId, admit, at } = await fresh()
      const { stayId } = await admit()
      const refused = async (toUnitId: string) =>
        codeOf(await ward.refused('transfer-stay', { ...at(stayId), body: { toUnitId } }))
      expect(await refused(unitId)).toBe('same-unit')
      expect(await refused('unit_finnes-ikke')).toBe('unit-not-found')
    })
  })
})
