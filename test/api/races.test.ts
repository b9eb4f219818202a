import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Api, apiAt, type Caller, startApi } from '../support/http.ts'
import { startRun, tempDir } from '../support/http-process.ts'
import { chanceFrom, either, expectLawful, RACE_SEED, race, times } from '../support/http-race.ts'
import { admission, found, HOLD_ASK, newPatient } from '../support/http-world.ts'
import { agreementBody, unitBody } from '../support/region.ts'

/** Status by status, how many; refusals by their code. */
const tally = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { status, json } of answers) {
    const { type } = json as { type?: string }
    const what = type?.startsWith('urn:') ? type.slice('urn:problem:'.length) : String(status)
    counts[what] = (counts[what] ?? 0) + 1
  }
  return counts
}

describe(`races over HTTP (RACE_SEED=${RACE_SEED})`, () => {
  let api: Api
  let amk: Caller
  const allUnits: string[] = []
  const chance = chanceFrom(RACE_SEED)

  let other: Api
  /** The same person through either of two server processes, so that nothing but the table can keep order. */
  const as = async (claims: object): Promise<Caller> => either(await api.as(claims), await other.as(claims), chance)

  const cleanUps: (() => void | Promise<void>)[] = []
  const atEnd = (cleanUp: (typeof cleanUps)[number]) => void cleanUps.unshift(cleanUp)
  afterAll(async () => {
    for (const cleanUp of cleanUps) await cleanUp()
    await api.stop()
  })
  beforeAll(async () => {
    api = await startApi()
    const env = { DYNAMODB_ENDPOINT: api.endpoint }
    const run = await startRun({ dataDir: tempDir(atEnd), env, atEnd })
    other = apiAt(run.address, api.endpoint, api.deps)
    amk = await as({ role: 'dispatcher', org: 'amk-nordland' })
  })

  const fresh = async (options: Parameters<typeof found>[2] = {}) => {
    const founded = await found(api, `kapp-${allUnits.length}`, options)
    allUnits.push(founded.unitId)
    const ward = await as({ role: 'ward', unit: founded.unitId })
    const params = { unitId: founded.unitId }
    return {
      ...founded,
      ward,
      params,
      at: (stayId: string) => ({ params: { ...params, stayId } }),
      board: () => ward.ok('show-board', { params }),
      hold: (body: object = {}) => amk.call('place-hold', { params, body: { ...HOLD_ASK, ...body } }),
      admit: (more: object = {}) => ward.call('admit-patient', { params, body: admission(more) }),
      stays: async () =>
        (await ward.ok('show-board', { params })).beds.flatMap(({ occupant }) => occupant?.stayId ?? []),
    }
  }
  const moveClocks = (seconds: number) => Promise.all([api.moveClock(seconds), other.moveClock(seconds)])
  const ago = (minutes: number) => new Date(api.now() - minutes * 60_000).toISOString()

  it('two hundred callers and one bed: exactly one has it', async () => {
    const { hold, board, unitId } = await fresh({ beds: 1 })
    const answers = await race(
      times(200, () => hold),
      chance,
    )
    expect(tally(answers)).toEqual({ 201: 1, 'no-bookable-bed': 199 })
    expect((await board()).held).toBe(1)
    await expectLawful(api, unitId)
  })

  it('two hundred callers and twenty beds: exactly twenty have one each, and the rest is told so', async () => {
    const { hold, board, unitId } = await fresh({ beds: 20 })
    const answers = await race(
      times(200, () => hold),
      chance,
    )
    const { 201: placed, 'no-bookable-bed': refused = 0, 'too-many-at-once': later = 0, ...others } = tally(answers)
    expect([placed, refused + later, others]).toEqual([20, 180, {}])
    const beds = answers.flatMap(({ status, json }) => (status === 201 ? [(json as { bedId: string }).bedId] : []))
    expect(new Set(beds).size).toBe(20)
    expect((await board()).held).toBe(20)
    await expectLawful(api, unitId)
  })

  it('groups that race for guaranteed beds never get another’s', async () => {
    const groups = [
      { group: 'kommuner', guaranteed: 3 },
      { group: 'hf', guaranteed: 2 },
    ]
    const { hold, board, unitId } = await fresh({ beds: 6, agreement: { groups } })
    const parties = ['k-1804', 'k-1839', 'hf-983974910', 'k-5501']
    await race(
      times(60, (i) => () => hold({ partyId: parties[i % parties.length] })),
      chance,
    )
    const { held, groups: counts } = await board()
    expect(held).toBe(6)
    for (const { occupied, guaranteed } of counts) expect(occupied).toBeGreaterThanOrEqual(guaranteed)
    await expectLawful(api, unitId)
  })

  it('a hold that runs out while many want its bed is followed by one hold, not two', async () => {
    const { hold, board, unitId } = await fresh({ beds: 1, agreement: { rules: { holdMinutes: 1 } } })
    const placed = (await hold()).json as { expiresAt: string }
    // Whole seconds are what the clock moves by; the rest of the way is waited for.
    const left = Date.parse(placed.expiresAt) - api.now()
    await moveClocks(Math.floor(left / 1000))
    const answers = await race(
      times(60, () => hold),
      chance,
      1_500,
    )
    expect(tally(answers)).toEqual({ 201: 1, 'no-bookable-bed': 59 })
    expect((await board()).held).toBe(1)
    await expectLawful(api, unitId)
    await moveClocks(0)
  })

  it('the last bed goes to the waiting patient or to the one at the door, never to both', async () => {
    for (const round of times(6, (i) => i)) {
      const unit = await fresh({ beds: 1 })
      const { stayId } = (await unit.admit({ admittedAt: ago(60) })).json as { stayId: string }
      await unit.ward.ok('add-waiting', { params: unit.params, body: { ...HOLD_ASK, patientRef: newPatient() } })
      const discharge = () =>
        unit.ward.call('discharge-patient', { ...unit.at(stayId), body: { departedAt: ago(1), dischargedTo: 'hjem' } })
      const promote = async () => {
        const [entry] = (await unit.ward.ok('list-waiting', { params: unit.params })).waiting
        const waitingId = entry?.waitingId ?? 'wait_ingen'
        return await unit.ward.call('promote-waiting', { params: { ...unit.params, waitingId } })
      }
      const admitNow = () => unit.admit()
      await race([discharge, promote, ...times(4, () => admitNow), ...times(4, () => unit.hold)], chance, 10)
      const { occupied, held } = await unit.board()
      expect([round, occupied + held]).toEqual([round, 1])
    }
    await expectLawful(api, ...allUnits)
  })

  it('a swap and a discharge of the same patient leave both in one true place', async () => {
    for (const round of times(6, (i) => i)) {
      const unit = await fresh({ beds: 2 })
      await unit.admit({ admittedAt: ago(60) })
      await unit.admit({ admittedAt: ago(60) })
      const [one = '', two = ''] = await unit.stays()
      const swap = () => unit.ward.call('swap-stays', { ...unit.at(one), body: { otherStayId: two, at: ago(30) } })
      const discharge = () =>
        unit.ward.call('discharge-patient', { ...unit.at(two), body: { departedAt: ago(10), dischargedTo: 'hjem' } })
      const answers = await race([swap, discharge, swap], chance)
      expect([round, answers[1]?.status]).toEqual([round, 200])
      for (const { status } of [answers[0], answers[2]].filter((each) => each !== undefined)) {
        expect([200, 409, 422]).toContain(status)
      }
      expect(await unit.stays()).toEqual([one])
    }
    await expectLawful(api, ...allUnits)
  })

  it('a transfer and an admission in the target: one gets the bed, and the other patient stays where they were', async () => {
    for (const round of times(6, (i) => i)) {
      const [from, to] = [await fresh({ beds: 1 }), await fresh({ beds: 1 })]
      await from.admit({ admittedAt: ago(60) })
      const [stayId = ''] = await from.stays()
      const transfer = () => from.ward.call('transfer-stay', { ...from.at(stayId), body: { toUnitId: to.unitId } })
      const [moved, admitted] = await race([transfer, () => to.admit()], chance)
      const isMoved = moved?.status === 200
      expect([round, isMoved, admitted?.status]).toEqual([round, !(admitted?.status === 201), isMoved ? 409 : 201])
      expect([(await from.stays()).length, (await to.stays()).length]).toEqual([isMoved ? 0 : 1, 1])
    }
    await expectLawful(api, ...allUnits)
  })

  it('two patients sent to each other’s units at once: both go, or those who cannot stay', async () => {
    const [one, two] = [await fresh({ beds: 2 }), await fresh({ beds: 2 })]
    await one.admit({ admittedAt: ago(60) })
    await two.admit({ admittedAt: ago(60) })
    const [[a = ''], [b = '']] = [await one.stays(), await two.stays()]
    const there = () => one.ward.call('transfer-stay', { ...one.at(a), body: { toUnitId: two.unitId } })
    const back = () => two.ward.call('transfer-stay', { ...two.at(b), body: { toUnitId: one.unitId } })
    const answers = await race([there, back], chance)
    expect(tally(answers)).toEqual({ 200: 2 })
    await expectLawful(api, one.unitId, two.unitId)
  })

  it('one patient admitted in two units at once lies in one of them', async () => {
    for (const round of times(6, (i) => i)) {
      const [one, two] = [await fresh(), await fresh()]
      const patientRef = newPatient()
      const answers = await race(
        times(10, (i) => () => (i % 2 === 0 ? one : two).admit({ patientRef })),
        chance,
      )
      expect([round, tally(answers)]).toEqual([round, { 201: 1, 'patient-already-admitted': 9 }])
    }
    await expectLawful(api, ...allUnits)
  })

  it('a patient discharged and admitted elsewhere at once is in no bed or in one', async () => {
    const [one, two] = [await fresh(), await fresh()]
    const patientRef = newPatient()
    const { stayId } = (await one.admit({ patientRef, admittedAt: ago(60) })).json as { stayId: string }
    const body = { departedAt: ago(1), dischargedTo: 'hjem' }
    const discharge = () => one.ward.call('discharge-patient', { ...one.at(stayId), body })
    await race([discharge, ...times(5, () => () => two.admit({ patientRef }))], chance, 30)
    expect((await two.stays()).length).toBeLessThanOrEqual(1)
    expect(await one.stays()).toEqual([])
    await expectLawful(api, one.unitId, two.unitId)
  })

  it('a hold accepted, declined, cancelled and used at once ends in one way', async () => {
    for (const round of times(5, (i) => i)) {
      const unit = await fresh()
      const { holdId } = (await unit.hold()).json as { holdId: string }
      const at = { params: { ...unit.params, holdId } }
      const answers = await race(
        [
          () => unit.ward.call('accept-hold', at),
          () => unit.ward.call('decline-hold', { ...at, body: { reason: 'full' } }),
          () => amk.call('cancel-hold', { ...at, body: { reason: 'not-needed' } }),
          () => unit.admit({ holdId }),
        ],
        chance,
      )
      const ends = answers.slice(1).filter(({ status }) => status < 300)
      expect([round, ends.length]).toEqual([round, 1])
      const { state } = await amk.ok('show-hold', at)
      expect(['declined', 'cancelled', 'used']).toContain(state)
    }
    await expectLawful(api, ...allUnits)
  })

  it('a new agreement version amid holds: every hold was right under the version of its moment', async () => {
    const withMax = (max: number) => ({
      groups: [
        { group: 'kommuner', guaranteed: 0, max },
        { group: 'hf', guaranteed: 2 },
      ],
    })
    const unit = await fresh({ beds: 8, agreement: withMax(1) })
    const admin = await as({ role: 'admin', org: '*' })
    const save = (max: number) => async () => {
      const params = { agreementId: unit.agreementId }
      const { version } = await admin.ok('get-agreement', { params })
      const body = agreementBody([unit.unitId], withMax(max))
      return await admin.call('put-agreement', { params, body, headers: { 'if-match': `${version}` } })
    }
    const starters = [...times(6, (i) => save(i % 2 === 0 ? 1 : 6)), ...times(40, () => unit.hold)]
    const { 200: saved = 0, ...others } = tally(await race(starters, chance, 60))
    expect(saved).toBeGreaterThan(0)
    const known = ['201', 'no-bookable-bed', 'too-many-at-once', 'version-mismatch']
    expect(Object.keys(others).filter((what) => !known.includes(what))).toEqual([])
    expect((await unit.board()).groups[0]?.occupied).toBeLessThanOrEqual(6)
    await expectLawful(api, unit.unitId)
  })

  it('beds taken away, blocked and filled at once: nobody lies in a bed that is not there', async () => {
    const unit = await fresh({ beds: 6 })
    const admin = await as({ role: 'admin', org: '*' })
    const shrink = async () => {
      const { version } = await admin.ok('get-unit', { params: unit.params })
      const headers = { 'if-match': `${version}` }
      return await admin.call('put-unit', { params: unit.params, body: unitBody(2), headers })
    }
    const block = (bedId: string) => () =>
      unit.ward.call('block-bed', { params: { ...unit.params, bedId }, body: { reason: 'rør' } })
    const beds = unitBody(6).rooms.flatMap((room) => room.beds.map(({ bedId }) => bedId))
    await race([shrink, ...beds.map(block), ...times(10, () => () => unit.admit())], chance, 20)
    const { beds: left } = await unit.board()
    expect(left.filter(({ occupant, blocked }) => occupant && blocked)).toEqual([])
    await expectLawful(api, unit.unitId)
  })

  it('a storm of everything on three units leaves every bed, patient and journal in order', async () => {
    const trio = [
      await fresh({ beds: 4, unit: { cleaning: true } }),
      await fresh({ beds: 3 }),
      await fresh({ beds: 2 }),
    ]
    const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(chance() * items.length)]
    const someone = times(12, newPatient)
    const act = async (): Promise<Answer | undefined> => {
      const unit = pick(trio)
      const other = pick(trio)
      if (!unit || !other) return undefined
      const [stayId = 'stay_ingen', otherStayId = 'stay_annen'] = await unit.stays()
      const { beds, holds, waiting } = await unit.board()
      const bedId = pick(beds)?.bedId ?? ''
      const departedAt = new Date(api.now()).toISOString()
      const deeds: (() => Promise<Answer>)[] = [
        () => unit.hold(),
        () => unit.admit({ patientRef: pick(someone) }),
        () => unit.admit({ patientRef: pick(someone), holdId: holds[0]?.holdId ?? 'hold_ingen' }),
        () => unit.ward.call('move-stay', { ...unit.at(stayId), body: { bedId } }),
        () => unit.ward.call('swap-stays', { ...unit.at(stayId), body: { otherStayId } }),
        () => unit.ward.call('transfer-stay', { ...unit.at(stayId), body: { toUnitId: other.unitId } }),
        () => unit.ward.call('discharge-patient', { ...unit.at(stayId), body: { departedAt, dischargedTo: 'hjem' } }),
        () => unit.ward.call('bed-cleaned', { params: { ...unit.params, bedId } }),
        () => unit.ward.call('block-bed', { params: { ...unit.params, bedId }, body: { reason: 'rør' } }),
        () => unit.ward.call('open-bed', { params: { ...unit.params, bedId } }),
        () => unit.ward.call('add-waiting', { params: unit.params, body: { ...HOLD_ASK, patientRef: pick(someone) } }),
        () =>
          unit.ward.call('promote-waiting', {
            params: { ...unit.params, waitingId: waiting[0]?.waitingId ?? 'wait_ingen' },
          }),
      ]
      return await pick(deeds)?.()
    }
    const answers = await race(
      times(150, () => act),
      chance,
      400,
    )
    expect(answers.filter((answer) => (answer?.status ?? 500) >= 500)).toEqual([])
    expect(answers.filter((answer) => (answer?.status ?? 500) < 300).length).toBeGreaterThan(10)
    await expectLawful(api, ...trio.map(({ unitId }) => unitId))
  })
})
