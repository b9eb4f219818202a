import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { namedErrors } from '../../functions/runtime/named-errors.ts'
import { PutAgreementRequest } from '../../lib/contract/agreement.ts'
import { ShowStatisticsQuery } from '../../lib/contract/statistics.ts'
import { AdmitPatientRequest } from '../../lib/contract/stay.ts'
import { PutUnitRequest } from '../../lib/contract/unit.ts'
import type { Actor } from '../../lib/domain/actor.ts'
import type { AgreementId, BedId, HoldId, LookupId, PartyId, StayId, UnitId } from '../../lib/domain/ids.ts'
import type { Service } from '../../lib/domain/vocabulary.ts'
import type { Instant } from '../../lib/kernel/instant.ts'
import type { Month } from '../../lib/kernel/oslo-date.ts'
import type { Result } from '../../lib/kernel/result.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import { acceptHold, declineHold } from '../../lib/usecases/answer-hold.ts'
import { blockBed } from '../../lib/usecases/change-bed.ts'
import { closeUnit, setStaffing } from '../../lib/usecases/change-standing.ts'
import { closeLookup } from '../../lib/usecases/close-lookup.ts'
import { correctStay } from '../../lib/usecases/correct-stay.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { putUnit } from '../../lib/usecases/describe-unit.ts'
import { dischargePatient } from '../../lib/usecases/discharge-patient.ts'
import { changeResponsibility } from '../../lib/usecases/follow-stay.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { runAvregning } from '../../lib/usecases/run-avregning.ts'
import { putAgreement } from '../../lib/usecases/save-agreement.ts'
import { showStatistics } from '../../lib/usecases/show-statistics.ts'
import { tidyUnits } from '../../lib/usecases/tidy-units.ts'
import { transferStay } from '../../lib/usecases/transfer-stay.ts'
import { ADMIN, AMK, agreementBody, at, leaderOf, unitBody } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const OCTOBER = at('2026-10-20T12:00:00Z')
const DECEMBER = at('2026-12-02T12:00:00Z')
const NOVEMBER = { fom: '2026-11-01', tom: '2026-11-30' }
const [BODO, BEIARN, HF] = ['k-1804', 'k-1839', 'hf-983974910']

/** What the store was asked for, by command and, for a Query, by partition. */
function watch(client: DynamoDBClient): string[] {
  const asked: string[] = []
  client.middlewareStack.add(
    (next, context) => (args) => {
      const input = args.input as { ExpressionAttributeValues?: Record<string, { S?: string }> }
      asked.push([context['commandName'], input.ExpressionAttributeValues?.[':pk']?.S].filter(Boolean).join(' '))
      return next(args)
    },
    { step: 'initialize' },
  )
  return asked
}

function given<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}

describe('show-statistics', () => {
  let deps: Deps
  let asked: string[]
  beforeAll(async () => {
    const table = await freshTable()
    deps = table.deps
    asked = watch(table.client)
  })

  async function found(
    names: readonly string[],
    { beds = 4, unit = {}, agreement = {} }: { beds?: number; unit?: object; agreement?: object } = {},
  ): Promise<readonly UnitId[]> {
    const request = { actor: ADMIN, now: OCTOBER, precondition: { kind: 'absent' } as const }
    const unitIds = names.map((name) => `unit_${name}` as UnitId)
    for (const unitId of unitIds) {
      given(await putUnit(deps, request, { ...PutUnitRequest.parse(unitBody(beds, unit)), unitId }))
    }
    const body = PutAgreementRequest.parse(agreementBody(unitIds, agreement))
    given(await putAgreement(deps, request, `agr_${names[0]}` as AgreementId, body))
    return unitIds
  }

  async function admit(
    unitId: UnitId,
    admittedAt: string,
    { departedAt, ...more }: { partyId?: string; service?: Service; departedAt?: string; ageBand?: string } = {},
  ): Promise<StayId> {
    const body = { partyId: BODO, service: 'kad-somatikk', referrer: 'legevakt', ...more }
    const ask = AdmitPatientRequest.parse({ ...body, patientRef: deps.newId('pasient'), admittedAt })
    const request = { actor: leaderOf(unitId), now: at(admittedAt) }
    const { stayId } = given(await admitPatient(deps, request, { ...ask, unitId }))
    if (departedAt) await depart(unitId, stayId as StayId, departedAt)
    return stayId as StayId
  }
  const depart = async (unitId: UnitId, stayId: StayId, departedAt: string, dischargedTo = 'hjem') =>
    given(
      await dischargePatient(
        deps,
        { actor: leaderOf(unitId), now: at(departedAt) },
        { unitId, stayId, departedAt: at(departedAt), dischargedTo },
      ),
    )
  const ask = (actor: Actor, query: object, now: Instant = DECEMBER) =>
    showStatistics(deps, { actor, now }, ShowStatisticsQuery.parse({ ...NOVEMBER, ...query }))
  const show = async (actor: Actor, query: object, now?: Instant) => given(await ask(actor, query, now))

  it.each([
    ['2026-11-05T09:59:59.999Z', 'sykestue', 0],
    ['2026-11-05T10:00:00Z', 'sykestue', 0],
    ['2026-11-05T10:00:00.001Z', 'sykestue', 1],
    ['2026-11-05T19:00:00Z', 'kad-somatikk', 0],
    ['2026-11-06T07:00:00Z', 'sykestue', 0],
  ] as const)(
    'counts day stays of a sykestue over three hours: until %s in %s, %i',
    async (departedAt, service, over) => {
      const [unitId = 'unit_none' as UnitId] = await found([`dag-${service.length}-${Date.parse(departedAt)}`])
      await admit(unitId, '2026-11-05T07:00:00Z', { service, departedAt })
      const { departures } = await show(leaderOf(unitId), { unit: unitId })
      expect(departures.dayStaysOver3h).toEqual({ count: over, suppressed: false })
    },
  )

  it('gives the mean length per unit, and of several units together', async () => {
    const [one = '' as UnitId, two = '' as UnitId] = await found(['mean-a', 'mean-b'], { unit: { area: 'mean-area' } })
    await admit(one, '2026-11-02T12:00:00Z', { departedAt: '2026-11-04T12:00:00Z' })
    await admit(two, '2026-11-02T12:00:00Z', { departedAt: '2026-11-07T12:00:00Z' })
    const mean = async (query: object) => (await show(ADMIN, query)).departures.meanDogn
    expect([await mean({ unit: one }), await mean({ unit: two }), await mean({ area: 'mean-area' })]).toEqual([
      2, 5, 3.5,
    ])
  })

  it('counts betalingsdogn by the agreement beside liggedogn, and as the avregning of the same month does', async () => {
    const finance = {
      counting: { rule: 'calendar-day' },
      fixed: { share: '0', key: 'equal' },
    }
    const [unitId = '' as UnitId] = await found(['tellemate'], { agreement: { finance } })
    const agreementId = 'agr_tellemate' as AgreementId
    await admit(unitId, '2026-11-02T12:00:00Z', { departedAt: '2026-11-04T12:00:00Z' })
    await admit(unitId, '2026-11-05T07:00:00Z', { partyId: BEIARN, departedAt: '2026-11-05T19:00:00Z' })
    await admit(unitId, '2026-11-29T12:00:00Z', { partyId: BEIARN })
    const { betalingsdogn, use } = await show(leaderOf(unitId), { unit: unitId })
    expect(betalingsdogn).toEqual({
      suppressed: false,
      rows: [
        { agreementId, partyId: BODO, rule: 'calendar-day', betalingsdogn: '3' },
        { agreementId, partyId: BEIARN, rule: 'calendar-day', betalingsdogn: '3' },
      ],
    })
    expect(use.rows.map(({ partyId, liggedogn }) => [partyId, liggedogn])).toEqual([
      [BODO, 2],
      [BEIARN, 2],
    ])
    const request = { actor: { role: 'host-finance', org: agreementId } as const, now: DECEMBER }
    const run = given(await runAvregning(deps, request, { agreementId, month: '2026-11' as Month }))
    expect(
      run.lines.flatMap((line) => (line.betalingsdogn === '0' ? [] : [[line.partyId, line.betalingsdogn]])),
    ).toEqual(betalingsdogn.rows.map((row) => [row.partyId, row.betalingsdogn]))
    // Two stays behind each: nobody outside may see either.
    const outside = await show(AMK, { unit: unitId })
    expect(outside.betalingsdogn).toEqual({ suppressed: true, rows: [] })
  })

  it('agrees with a history worked by hand, to the bed-night', async () => {
    const [unitId = 'unit_none' as UnitId] = await found(['hand'])
    const leader = { actor: leaderOf(unitId) }
    // Local time is UTC + 1: 30 October 14:00 to 2 November 10:00 has nights 30, 31 and 1.
    await admit(unitId, '2026-10-30T13:00:00Z', { departedAt: '2026-11-02T09:00:00Z', ageBand: '80+' })
    // Two minutes over midnight: night 3.
    await admit(unitId, '2026-11-03T22:59:00Z', {
      partyId: HF,
      service: 'observasjon',
      departedAt: '2026-11-03T23:01:00Z',
    })
    // In and out on 5 November: no night.
    await admit(unitId, '2026-11-05T07:00:00Z', { partyId: BEIARN, departedAt: '2026-11-05T19:00:00Z' })
    // Nights 10 and 11 are the kommune's, 12, 13 and 14 the HF's, who takes over at the very midnight.
    const shared = await admit(unitId, '2026-11-10T11:00:00Z', { ageBand: '67-79' })
    const takeover = { partyId: HF as PartyId, service: 'utskrivningsklar' as const, reason: 'overtar' }
    given(
      await changeResponsibility(
        deps,
        { ...leader, now: at('2026-11-12T08:00:00Z') },
        { unitId, stayId: shared, from: at('2026-11-11T23:00:00Z'), ...takeover },
      ),
    )
    await depart(unitId, shared, '2026-11-15T11:00:00Z', 'sykehjem')
    // Three beds staffed from the 20th; two blocked for the nights 22 and 23, open again at midnight; shut 25 and 26.
    const staffing = { staffed: 3, until: null, reason: 'sykdom' }
    given(await setStaffing(deps, { ...leader, now: at('2026-11-20T11:00:00Z') }, { unitId, ...staffing }))
    for (const bedId of ['bed_101a', 'bed_101b'] as BedId[]) {
      const block = { unitId, bedId, reason: 'lekkasje', until: at('2026-11-23T23:00:00Z') }
      given(await blockBed(deps, { ...leader, now: at('2026-11-22T11:00:00Z') }, block))
    }
    const closure = { open: false as const, reason: 'ferie', until: at('2026-11-27T11:00:00Z') }
    given(await closeUnit(deps, { ...leader, now: at('2026-11-25T11:00:00Z') }, unitId, closure))
    // Nights 28, 29 and 30, and still there in December.
    await admit(unitId, '2026-11-28T11:00:00Z')
    // Staffed for four again in December, which changes nothing about November.
    const back = { staffed: 4, until: null, reason: 'friskmeldt' }
    given(await setStaffing(deps, { ...leader, now: at('2026-12-01T11:00:00Z') }, { unitId, ...back }))

    const figures = await show(leader.actor, { unit: unitId })
    // SSB: 19 nights of 4, 2 of 3, 2 of 2, 1 of 3, 2 of 0, 4 of 3. OECD: 30 of 4.
    const occupancy = {
      liggedogn: 10,
      suppressed: false,
      ssb: { sengedogn: 101, percent: 9.9 },
      oecd: { sengedogn: 120, percent: 8.3 },
    }
    expect(figures).toMatchObject({ endedDates: 30, smallNumbers: 'shown', occupancy })
    expect(figures.units.rows).toEqual([
      {
        unitId,
        name: 'Prøveenheten',
        kommune: '1804',
        area: 'lofoten-vesteralen-salten',
        agreementId: 'agr_hand',
        ...occupancy,
      },
    ])
    const suppressed = false
    expect(figures.use.rows).toEqual([
      { partyId: HF, service: 'observasjon', liggedogn: 1, suppressed },
      { partyId: HF, service: 'utskrivningsklar', liggedogn: 3, suppressed },
      { partyId: BODO, service: 'kad-somatikk', liggedogn: 6, suppressed },
    ])
    const nights = figures.byDate.rows.flatMap(({ date, use }) =>
      (use ?? []).map(({ partyId, service, liggedogn }) => `${date.slice(8)} ${partyId} ${service} ${liggedogn}`),
    )
    expect(nights).toEqual([
      `01 ${BODO} kad-somatikk 1`,
      `03 ${HF} observasjon 1`,
      `10 ${BODO} kad-somatikk 1`,
      `11 ${BODO} kad-somatikk 1`,
      `12 ${HF} utskrivningsklar 1`,
      `13 ${HF} utskrivningsklar 1`,
      `14 ${HF} utskrivningsklar 1`,
      `28 ${BODO} kad-somatikk 1`,
      `29 ${BODO} kad-somatikk 1`,
      `30 ${BODO} kad-somatikk 1`,
    ])
    const beds = figures.byDate.rows.map(({ ssb }) => ssb.sengedogn)
    expect(beds).toEqual([...Array(19).fill(4), 3, 3, 2, 2, 3, 0, 0, 3, 3, 3, 3])
    expect(figures.admissions.byParty).toMatchObject({
      total: { count: 4 },
      rows: [
        { partyId: HF, count: 1, population: null, per1000: null },
        { partyId: BODO, count: 2, population: 53_712, per1000: 0.04, agreementId: 'agr_hand' },
        { partyId: BEIARN, count: 1, population: 1062, per1000: 0.94 },
      ],
    })
    expect(figures.admissions.byAgeBand.rows.map(({ code, count }) => [code, count])).toEqual([
      ['67-79', 1],
      [null, 3],
    ])
    // Of the four that left: 3, 1, 0 and 5 nights, of which two lie in October.
    expect(figures.departures).toMatchObject({
      byDischargedTo: {
        total: { count: 4 },
        rows: [
          { code: 'hjem', count: 3 },
          { code: 'sykehjem', count: 1 },
        ],
      },
      sameDate: { count: 1 },
      liggedogn: { count: 9 },
      meanDogn: 2.3,
    })
    const october = await show(leader.actor, { unit: unitId, fom: '2026-10-01', tom: '2026-10-31' })
    expect(october.occupancy).toMatchObject({ liggedogn: 2, ssb: { sengedogn: 124 }, oecd: { sengedogn: 124 } })
  })

  it('stands by what was corrected', async () => {
    const [unitId = 'unit_none' as UnitId] = await found(['corrected'])
    const stayId = await admit(unitId, '2026-11-03T12:00:00Z', { departedAt: '2026-11-06T12:00:00Z' })
    const actor = leaderOf(unitId)
    expect((await show(actor, { unit: unitId })).occupancy.liggedogn).toBe(3)
    const changes = { departedAt: at('2026-11-04T12:00:00Z') }
    const reason = 'dro to døgn før'
    given(await correctStay(deps, { actor, now: DECEMBER }, { unitId, stayId, changes, reason }))
    const { occupancy, departures } = await show(actor, { unit: unitId })
    expect([occupancy.liggedogn, departures.meanDogn]).toEqual([1, 1])
  })

  it('counts the nights of a transferred stay where they were, and the stay once', async () => {
    const [from = '' as UnitId, to = '' as UnitId] = await found(['transfer-a', 'transfer-b'], { unit: { area: 'to' } })
    const stayId = await admit(from, '2026-11-03T12:00:00Z')
    const request = { actor: leaderOf(from), now: at('2026-11-05T12:00:00Z') }
    const move = { unitId: from, stayId, toUnitId: to, service: null, holdId: null, at: null, override: null }
    given(await transferStay(deps, request, move))
    await depart(to, stayId, '2026-11-10T12:00:00Z')
    const shapeOf = async (actor: Actor, query: object) => {
      const { occupancy, admissions, departures } = await show(actor, query)
      const { byDischargedTo, liggedogn } = departures
      return [occupancy.liggedogn, admissions.byService.total.count, byDischargedTo.total.count, liggedogn.count]
    }
    expect(await shapeOf(leaderOf(from), { unit: from })).toEqual([2, 1, 0, 0])
    expect(await shapeOf(leaderOf(to), { unit: to })).toEqual([5, 0, 1, 7])
    expect(await shapeOf(ADMIN, { area: 'to' })).toEqual([7, 1, 1, 7])
  })

  it('asks each unit once, and finds the units and their agreements once', async () => {
    const area = { unit: { area: 'spurt' } }
    const units = [...(await found(['asked-a', 'asked-b'], area)), ...(await found(['asked-c'], area))]
    asked.length = 0
    await show(AMK, { area: 'spurt' })
    const pasts = units.map((unitId) => `QueryCommand PAST#${unitId}`)
    expect([...asked].sort()).toEqual(['BatchGetItemCommand', 'QueryCommand UNITS', ...pasts].sort())
    asked.length = 0
    await show(AMK, { unit: units[0] })
    expect([...asked].sort()).toEqual(['BatchGetItemCommand', 'BatchGetItemCommand', pasts[0]])
    asked.length = 0
    const { units: all } = await show(ADMIN, {})
    const perUnit = all.rows.map(({ unitId }) => `QueryCommand PAST#${unitId}`)
    const once = ['BatchGetItemCommand', 'QueryCommand OUTCOMES#none', 'QueryCommand UNITS']
    expect([...asked].sort()).toEqual([...once, ...perUnit].sort())
  })

  describe('small numbers', () => {
    let unitId: UnitId
    const [own, amk] = [() => leaderOf(unitId), AMK]
    beforeAll(async () => {
      const [founded = '' as UnitId] = await found(['small'], { beds: 14, unit: { area: 'smaa' } })
      unitId = founded
      const party = (partyId: string, count: number) => Array.from({ length: count }, () => partyId)
      for (const [i, partyId] of [...party(BODO, 7), ...party(HF, 5), BEIARN].entries()) {
        const minute = String(i).padStart(2, '0')
        await admit(unitId, `2026-11-03T12:${minute}:00Z`, { partyId, departedAt: `2026-11-04T12:${minute}:00Z` })
      }
      // One patient for twenty nights.
      await admit(unitId, '2026-11-05T12:00:00Z', {
        partyId: BEIARN,
        service: 'lindrende',
        departedAt: '2026-11-25T12:00:00Z',
      })
    })
    const admitted = ({ admissions }: Awaited<ReturnType<typeof show>>) =>
      admissions.byParty.rows.map(({ partyId, count, suppressed, per1000 }) => [partyId, count, suppressed, per1000])

    it('are told the unit itself and those who keep its agreement', async () => {
      const full = [
        [HF, 5, false, null],
        [BODO, 7, false, 0.13],
        [BEIARN, 2, false, 1.88],
      ]
      for (const actor of [
        own(),
        { role: 'ward', org: unitId } as const,
        { role: 'host-finance', org: 'agr_small' } as const,
        { role: 'admin', org: 'agr_small' } as const,
        ADMIN,
      ]) {
        const figures = await show(actor, { unit: unitId })
        expect([actor.role, figures.smallNumbers, admitted(figures)]).toEqual([actor.role, 'shown', full])
        expect(figures.use.rows.map(({ liggedogn }) => liggedogn)).toEqual([5, 7, 1, 20])
      }
    })

    it.each<[string, Actor]>([
      ['dispatcher', amk],
      ['ward leader of another unit', { role: 'ward-leader', org: 'unit_hand' }],
      ['ward of another unit', { role: 'ward', org: 'unit_hand' }],
      ['finance of the party itself', { role: 'finance', org: BEIARN }],
      ['host finance of another agreement', { role: 'host-finance', org: 'agr_hand' }],
      ['admin of another agreement', { role: 'admin', org: 'agr_hand' }],
      ['auditor', { role: 'auditor', org: 'auditor' }],
    ])('are kept from the %s, and cannot be had by subtraction', async (_, actor) => {
      const figures = await show(actor, { unit: unitId })
      expect(figures.smallNumbers).toBe('suppressed')
      // Two were Beiarn's; the HF's five go along, or 14 less 5 and 7 would tell.
      expect(admitted(figures)).toEqual([
        [HF, null, true, null],
        [BODO, 7, false, 0.13],
        [BEIARN, null, true, null],
      ])
      expect(figures.admissions.byParty.total).toEqual({ count: 14, suppressed: false })
      // Twenty nights of one patient are one patient.
      expect(figures.use.rows.map(({ service, liggedogn }) => [service, liggedogn])).toEqual([
        ['kad-somatikk', 5],
        ['kad-somatikk', 7],
        ['kad-somatikk', null],
        ['lindrende', null],
      ])
      expect(figures.occupancy.liggedogn).toBe(33)
      const dates = figures.byDate.rows.map(({ liggedogn }) => liggedogn)
      // Of twenty hidden nights in all, on twenty dates, each would be one: so the thirteen go along.
      expect([dates[2], dates[4], dates[23], dates[24]]).toEqual([null, null, null, 0])
      expect(figures.byDate.rows.every(({ use }) => use === null)).toBe(true)
      expect(figures.departures).toMatchObject({ sameDate: { count: 0 }, meanDogn: 2.4 })
      expect(JSON.stringify(figures)).not.toMatch(/"count":[1-4]\b|"liggedogn":[1-4]\b/)
    })

    it('hide the short day stays of a sykestue behind the long ones, and both behind the day stays', async () => {
      const [day = '' as UnitId, few = '' as UnitId] = await found(['day-stays', 'few-day-stays'], { beds: 20 })
      const dayStay = (unitId: UnitId, n: number, departedAt: string, service: Service = 'sykestue') =>
        admit(unitId, `2026-11-03T08:${10 + n}:00Z`, { service, departedAt: `2026-11-03T${departedAt}:00Z` })
      for (const n of [0, 1, 2, 3, 4]) await dayStay(day, n, `11:${11 + n}`)
      for (const n of [5, 6, 7, 8, 9]) await dayStay(day, n, `11:${10 + n}`)
      expect((await show(AMK, { unit: day })).departures).toMatchObject({
        sameDate: { count: 10 },
        dayStaysOver3h: { count: 5 },
      })
      for (const n of [0, 1]) await dayStay(few, n, '12:00')
      for (const n of [2, 3, 4, 5, 6, 7]) await dayStay(few, n, '10:00')
      const hidden = { count: null, suppressed: true }
      expect((await show(AMK, { unit: few })).departures).toMatchObject({
        sameDate: { count: 8 },
        dayStaysOver3h: hidden,
      })
      expect((await show(leaderOf(few), { unit: few })).departures).toMatchObject({ dayStaysOver3h: { count: 2 } })
    })

    it('are not told by a mean to which one alone has added', async () => {
      const [mean = '' as UnitId] = await found(['small-mean'], { beds: 6 })
      for (const minute of [10, 11, 12, 13, 14]) {
        await admit(mean, `2026-11-03T08:${minute}:00Z`, { departedAt: `2026-11-03T12:${minute}:00Z` })
      }
      await admit(mean, '2026-11-05T12:00:00Z', { departedAt: '2026-11-14T12:00:00Z' })
      const { departures } = await show(AMK, { unit: mean })
      const hidden = { count: null, suppressed: true }
      expect(departures.byDischargedTo.total.count).toBe(6)
      expect(departures).toMatchObject({ sameDate: hidden, liggedogn: hidden, meanDogn: null })
      expect((await show(leaderOf(mean), { unit: mean })).departures).toMatchObject({
        sameDate: { count: 5 },
        liggedogn: { count: 9 },
        meanDogn: 1.5,
      })
    })

    it('belong to nobody who asks for more than the own unit', async () => {
      await found(['small-sister'], { unit: { area: 'smaa' } })
      const seen = async (actor: Actor) => (await show(actor, { area: 'smaa' })).smallNumbers
      expect([await seen(own()), await seen({ role: 'admin', org: 'agr_small' }), await seen(ADMIN)]).toEqual([
        'suppressed',
        'suppressed',
        'shown',
      ])
    })

    it('are not told by the beds that are in operation because somebody lies in them', async () => {
      const [closed = '' as UnitId] = await found(['small-closed'])
      await admit(closed, '2026-11-03T12:00:00Z', { departedAt: '2026-11-10T12:00:00Z' })
      const closure = { open: false as const, reason: 'ferie', until: at('2026-12-31T12:00:00Z') }
      given(await closeUnit(deps, { actor: leaderOf(closed), now: at('2026-11-03T13:00:00Z') }, closed, closure))
      const inside = await show(leaderOf(closed), { unit: closed })
      expect(inside.occupancy).toMatchObject({ liggedogn: 7, ssb: { sengedogn: 2 * 4 + 7, percent: 46.7 } })
      const outside = await show(AMK, { unit: closed })
      expect(outside.occupancy).toEqual({
        liggedogn: null,
        suppressed: true,
        ssb: { sengedogn: null, percent: null },
        oecd: { sengedogn: 120, percent: null },
      })
    })
  })

  it('says why beds were not used', async () => {
    const [unitId = '' as UnitId] = await found(['trust'], { unit: { area: 'tillit' } })
    const now = at('2026-11-10T12:00:00Z')
    const leader = { actor: leaderOf(unitId), now }
    const holdAsk = { partyId: BODO as PartyId, service: 'kad-somatikk' as const, needs: [], lookupId: null }
    const standing = { onSilence: 'wait' as const, position: null }
    const hold = async (etaMinutes: number | null) =>
      given(await placeHold(deps, { actor: AMK, now }, { ...holdAsk, ...standing, unitId, etaMinutes }))
        .holdId as HoldId
    const [declined, arriving] = [await hold(null), await hold(10)]
    await hold(null)
    given(await declineHold(deps, leader, { unitId, holdId: declined, reason: 'no-doctor', detail: null }))
    given(await acceptHold(deps, leader, { unitId, holdId: arriving }))
    const close = async (lookupId: string, outcome: 'phoned' | 'hospital-instead', named: UnitId | null) =>
      given(
        await closeLookup(
          deps,
          { actor: AMK, now },
          { lookupId: lookupId as LookupId, outcome, reason: 'full', unitId: named },
        ),
      )
    await close('look_trust-1', 'hospital-instead', unitId)
    await close('look_trust-2', 'hospital-instead', unitId)
    await close('look_trust-3', 'phoned', null)

    // By the clock both other holds are over the date after, whether or not a job has written it down.
    const [actor, later] = [leaderOf(unitId), at('2026-11-11T12:00:00Z')]
    const untold = await show(actor, { unit: unitId }, later)
    await tidyUnits(deps, later)
    const told = await show(actor, { unit: unitId }, later)
    expect(told.holds).toEqual(untold.holds)
    expect(told.holds).toMatchObject({
      placed: { count: 3 },
      ends: {
        total: { count: 3 },
        rows: [
          { end: 'declined', reason: 'no-doctor', count: 1 },
          { end: 'expired', reason: 'no-show', count: 1 },
          { end: 'expired', reason: 'unanswered', count: 1 },
        ],
      },
    })
    expect(told.lookups.rows).toEqual([{ outcome: 'hospital-instead', reason: 'full', count: 2, suppressed: false }])
    const region = await show(ADMIN, {}, later)
    expect(region.lookups.rows.map(({ outcome, count }) => [outcome, count])).toEqual([
      ['hospital-instead', 2],
      ['phoned', 1],
    ])
    const before = await show(actor, { unit: unitId, fom: '2026-11-01', tom: '2026-11-09' }, later)
    expect([before.holds.placed.count, before.lookups.total.count]).toEqual([0, 0])
  })

  it('counts no night that has not been yet', async () => {
    const [unitId = '' as UnitId] = await found(['today'])
    await admit(unitId, '2026-11-10T12:00:00Z')
    const on = (now: string) => show(leaderOf(unitId), { unit: unitId, fom: '2026-11-10' }, at(now))
    const during = await on('2026-11-10T22:59:59.999Z')
    const nothing = { liggedogn: 0, ssb: { sengedogn: 0, percent: null }, oecd: { sengedogn: 0, percent: null } }
    expect(during).toMatchObject({
      endedDates: 0,
      occupancy: nothing,
      admissions: { byService: { total: { count: 1 } } },
    })
    const after = await on('2026-11-10T23:00:00Z')
    expect(after).toMatchObject({ endedDates: 1, occupancy: { liggedogn: 1, oecd: { sengedogn: 4, percent: 25 } } })
  })

  it('knows no unit that is not there, and an area without units as empty', async () => {
    expect(await ask(ADMIN, { unit: 'unit_nowhere' })).toEqual({ ok: false, refusal: { kind: 'unit-not-found' } })
    const { units, occupancy } = await show(ADMIN, { area: 'ingensteds' })
    expect([units.rows, occupancy.liggedogn, occupancy.oecd.percent]).toEqual([[], 0, null])
  })

  it.each([
    [{}, ['/fom missing', '/tom missing']],
    [{ fom: '2026-11-02', tom: '2026-11-01' }, ['/tom before-fom']],
    [{ fom: '2026-01-01', tom: '2027-02-04' }, []],
    [{ fom: '2026-01-01', tom: '2027-02-05' }, ['/tom too-many-dates']],
    [{ fom: '2026-02-29', tom: '2026-03-01' }, ['/fom format']],
    [{ fom: '1999-12-31', tom: '2000-01-01' }, ['/fom range']],
    [{ fom: '9999-12-31', tom: '9999-12-31' }, ['/fom range', '/tom range']],
    [{ ...NOVEMBER, unit: 'unit_a', area: 'salten' }, ['/area not-with-unit']],
    [{ ...NOVEMBER, kommune: '1804' }, ['/kommune unknown']],
  ])('%j', (query, faults) => {
    const read = ShowStatisticsQuery.safeParse(query)
    const named = read.success ? [] : namedErrors(read.error.issues, query)
    expect(named.map(({ pointer, rule }) => `${pointer} ${rule}`)).toEqual(faults)
  })
})
