import { beforeAll, describe, expect, it } from 'vitest'
import { ExportStaysQuery } from '../../lib/contract/statistics.ts'
import {
  AdmitPatientRequest,
  ListUtskrivningsklareQuery,
  RecordUtskrivningsklarRequest,
} from '../../lib/contract/stay.ts'
import type { Actor } from '../../lib/domain/actor.ts'
import type { StayId, UnitId } from '../../lib/domain/ids.ts'
import type { Result } from '../../lib/kernel/result.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { dischargePatient } from '../../lib/usecases/discharge-patient.ts'
import { exportStays } from '../../lib/usecases/export-stays.ts'
import { recordUtskrivningsklar } from '../../lib/usecases/follow-stay.ts'
import { listUtskrivningsklare } from '../../lib/usecases/list-utskrivningsklare.ts'
import { ADMIN, at, foundUnit, leaderOf, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const HF = 'hf-983974910'
const LATER = at('2026-11-24T12:00:00Z')

function given<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}

describe('stays seen from outside the unit', () => {
  let deps: Deps
  let near: UnitId
  let far: UnitId
  const admit = async (unitId: UnitId, more: object = {}): Promise<StayId> => {
    const body = { partyId: HF, service: 'mellomledd', patientRef: deps.newId('pasient'), ageBand: '80+', ...more }
    const outcome = await admitPatient(
      deps,
      { actor: wardOf(unitId), now: NOON },
      { ...AdmitPatientRequest.parse(body), unitId },
    )
    return given(outcome).stayId as StayId
  }
  const tell = async (unitId: UnitId, stayId: StayId, when: string, ...events: string[]) => {
    for (const event of events) {
      const body = RecordUtskrivningsklarRequest.parse({ event, at: when, by: HF })
      given(await recordUtskrivningsklar(deps, { actor: wardOf(unitId), now: LATER }, { ...body, unitId, stayId }))
    }
  }
  const ready = async (unitId: UnitId, kommune: string, when = '2026-11-22T13:00:00Z') => {
    const stayId = await admit(unitId, { oppholdskommune: kommune })
    await tell(unitId, stayId, when, 'utskrivningsklar', 'melding-sendt')
    return stayId
  }
  const list = async (actor: Actor, query: object = {}) =>
    given(await listUtskrivningsklare(deps, { actor, now: LATER }, ListUtskrivningsklareQuery.parse(query)))
  const finance = (org: string): Actor => ({ role: 'finance', org })

  let first: StayId
  let second: StayId
  beforeAll(async () => {
    deps = (await freshTable()).deps
    near = await foundUnit(deps, 'naer', { beds: 12, unit: { area: 'salten' } })
    far = await foundUnit(deps, 'fjern', { beds: 12, unit: { area: 'ofoten' } })
    second = await ready(near, '1838', '2026-11-23T10:00:00Z')
    first = await ready(near, '1838')
    for (const kommune of ['1804', '1804', '1804', '1804', '1804', '1839']) await ready(far, kommune)
    // Not waiting: not told yet, received, avmeldt, gone.
    const half = await admit(far, { oppholdskommune: '1804' })
    await tell(far, half, '2026-11-22T13:00:00Z', 'utskrivningsklar')
    await tell(far, await ready(far, '1804'), '2026-11-24T10:00:00Z', 'kan-motta')
    await tell(far, await ready(far, '1804'), '2026-11-24T10:00:00Z', 'avmeldt')
    const gone = { unitId: far, stayId: await ready(far, '1804'), departedAt: LATER, dischargedTo: 'hjem' }
    given(await dischargePatient(deps, { actor: wardOf(far), now: LATER }, gone))
  })

  it('list-utskrivningsklare: the unit’s leader sees the own patients one by one, and the others counted', async () => {
    const { stays, elsewhere } = await list(leaderOf(near))
    expect(stays).toEqual([
      { stayId: first, unitId: near, bedId: expect.any(String), hf: HF, kommune: '1838', since: '2026-11-22' },
      { stayId: second, unitId: near, bedId: expect.any(String), hf: HF, kommune: '1838', since: '2026-11-23' },
    ])
    expect(elsewhere).toEqual({
      total: { count: 6, suppressed: false },
      // The one of Beiarn would be what is missing from six.
      rows: [
        { hf: HF, kommune: '1804', count: null, suppressed: true },
        { hf: HF, kommune: '1839', count: null, suppressed: true },
      ],
      suppressed: false,
    })
  })

  it('list-utskrivningsklare: whoever keeps the agreement, or the region, sees those of it', async () => {
    for (const actor of [
      ADMIN,
      { role: 'admin', org: 'agr_fjern' },
      { role: 'host-finance', org: 'agr_fjern' },
    ] as Actor[])
      expect((await list(actor, { area: 'ofoten' })).stays).toHaveLength(6)
    expect((await list(ADMIN)).elsewhere).toEqual({
      total: { count: 0, suppressed: false },
      rows: [],
      suppressed: false,
    })
    expect((await list({ role: 'host-finance', org: 'agr_naer' }, { area: 'ofoten' })).stays).toEqual([])
  })

  it('list-utskrivningsklare: a party sees its own alone, and no small numbers', async () => {
    const rows = async (org: string, query: object = {}) => (await list(finance(org), query)).elsewhere.rows
    expect(await rows('k-1804')).toEqual([{ hf: HF, kommune: '1804', count: 5, suppressed: false }])
    expect(await rows('k-1838')).toEqual([{ hf: HF, kommune: '1838', count: null, suppressed: true }])
    expect(await rows('k-5501')).toEqual([])
    expect(await rows('k-1804', { kommune: '1838' })).toEqual([])
    expect((await rows(HF)).map(({ kommune }) => kommune)).toEqual(['1804', '1838', '1839'])
    expect((await list(finance(HF))).stays).toEqual([])
  })

  it('list-utskrivningsklare: can be asked by kommune, HF and area', async () => {
    const of = async (query: object) => (await list(ADMIN, query)).stays.length
    expect(await of({})).toBe(8)
    expect(await of({ kommune: '1838' })).toBe(2)
    expect(await of({ hf: '983974910' })).toBe(8)
    expect(await of({ hf: '983974899' })).toBe(0)
    expect(await of({ area: 'ofoten', kommune: '1839' })).toBe(1)
  })

  it('export-stays: rows of the departed, for those who keep the unit, and for nobody else', async () => {
    const unitId = await foundUnit(deps, 'kpr', { beds: 12 })
    for (const n of [0, 1, 2, 3, 4, 5]) {
      const stayId = await admit(unitId, { partyId: n === 5 ? 'k-1839' : 'k-1804', service: 'kad-somatikk' })
      const departure = { unitId, stayId, departedAt: LATER, dischargedTo: 'hjem' }
      given(await dischargePatient(deps, { actor: wardOf(unitId), now: LATER }, departure))
    }
    await admit(unitId)
    const ask = (actor: Actor, query: object = {}) =>
      exportStays(
        deps,
        { actor, now: LATER },
        ExportStaysQuery.parse({ unit: unitId, fom: '2026-11-24', tom: '2026-11-24', ...query }),
      )
    const { stays, smallNumbers } = given(await ask(leaderOf(unitId)))
    expect(smallNumbers).toBe('shown')
    expect(stays.map(({ oppholdskommune }) => oppholdskommune)).toEqual([
      '1804',
      '1804',
      '1804',
      '1804',
      '1804',
      '1839',
    ])
    expect(stays[0]).toMatchObject({ serviceType: '25', admittedDate: '2026-11-22', liggedogn: 2, suppressed: false })
    expect(JSON.stringify(stays)).not.toMatch(/stay_|pasient|bed_|T12/)
    for (const actor of [ADMIN, { role: 'host-finance', org: 'agr_kpr' }] as Actor[]) {
      const seen = given(await ask(actor)).stays.map(({ oppholdskommune }) => oppholdskommune)
      expect(seen.sort()).toEqual(['1804', '1804', '1804', '1804', '1804', null])
    }
    for (const actor of [
      leaderOf(near),
      { role: 'admin', org: 'agr_naer' },
      { role: 'host-finance', org: 'agr_naer' },
    ] as Actor[]) {
      expect(await ask(actor)).toEqual({ ok: false, refusal: { kind: 'forbidden' } })
      expect(await ask(actor, { unit: 'unit_ingen' })).toEqual({ ok: false, refusal: { kind: 'forbidden' } })
    }
    expect(await ask(ADMIN, { unit: 'unit_ingen' })).toMatchObject({ refusal: { kind: 'unit-not-found' } })
    for (const date of ['2026-11-23', '2026-11-25'])
      expect(given(await ask(ADMIN, { fom: date, tom: date })).stays).toEqual([])
  })
})
