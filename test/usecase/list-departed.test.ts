import { beforeAll, describe, expect, it } from 'vitest'
import { AdmitPatientRequest, CorrectStayRequest, DischargePatientRequest } from '../../lib/contract/stay.ts'
import type { StayId, UnitId } from '../../lib/domain/ids.ts'
import { type Instant, plusMinutes } from '../../lib/kernel/instant.ts'
import { type OsloDate, osloDateOf, plusDates } from '../../lib/kernel/oslo-date.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import { correctStay } from '../../lib/usecases/correct-stay.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { dischargePatient } from '../../lib/usecases/discharge-patient.ts'
import { listDeparted } from '../../lib/usecases/list-departed.ts'
import { foundUnit, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const DOGN = 24 * 60

describe('list-departed', () => {
  let deps: Deps
  beforeAll(async () => {
    deps = (await freshTable()).deps
  })

  async function admitted(unitId: UnitId, patientRef: string): Promise<StayId> {
    const ask = AdmitPatientRequest.parse({ partyId: 'hf-983974910', service: 'mellomledd', patientRef })
    const outcome = await admitPatient(deps, { actor: wardOf(unitId), now: NOON }, { ...ask, unitId })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    return outcome.value.stayId as StayId
  }
  const leave = async (unitId: UnitId, stayId: StayId, departedAt: Instant) => {
    const ask = DischargePatientRequest.parse({ departedAt, dischargedTo: 'hjem' })
    const outcome = await dischargePatient(deps, { actor: wardOf(unitId), now: departedAt }, { ...ask, unitId, stayId })
    expect(outcome.ok).toBe(true)
  }
  const listed = async (unitId: UnitId, now: Instant, fom?: OsloDate) => {
    const outcome = await listDeparted(deps, { unitId, fom }, now)
    if (!outcome.ok) throw new Error(outcome.refusal.kind)
    return outcome.value
  }

  it('gives those who have left and nobody else, the last first, and follows a correction', async () => {
    const unitId = await foundUnit(deps, 'departed')
    const [first, second] = [await admitted(unitId, 'en'), await admitted(unitId, 'to')]
    await admitted(unitId, 'ligger-her')
    await leave(unitId, first, plusMinutes(NOON, 60))
    await leave(unitId, second, plusMinutes(NOON, 120))
    const now = plusMinutes(NOON, 180)
    const { stays } = await listed(unitId, now)
    expect(stays.map(({ stayId }) => stayId)).toEqual([second, first])
    expect(stays[1]).toEqual({
      stayId: first,
      bedId: expect.stringMatching(/^bed_/),
      partyId: 'hf-983974910',
      service: 'mellomledd',
      admittedAt: NOON,
      departedAt: plusMinutes(NOON, 60),
      dischargedTo: 'hjem',
    })

    const changes = { departedAt: plusMinutes(NOON, 150) }
    const corrected = await correctStay(
      deps,
      { actor: wardOf(unitId), now },
      { ...CorrectStayRequest.parse({ changes, reason: 'skrevet feil' }), unitId, stayId: first },
    )
    expect(corrected.ok).toBe(true)
    expect((await listed(unitId, now)).stays.map(({ stayId }) => stayId)).toEqual([first, second])
  })

  it('looks fourteen dates back, further when asked, and never further than ninety-two', async () => {
    const unitId = await foundUnit(deps, 'long-departed')
    const stayId = await admitted(unitId, 'lenge')
    await leave(unitId, stayId, plusMinutes(NOON, 60))
    const date = osloDateOf(NOON)
    expect((await listed(unitId, plusMinutes(NOON, 14 * DOGN))).stays).toHaveLength(1)
    const later = plusMinutes(NOON, 15 * DOGN)
    expect(await listed(unitId, later)).toMatchObject({ fom: plusDates(date, 1), stays: [] })
    expect((await listed(unitId, later, date)).stays).toHaveLength(1)
    expect(await listed(unitId, plusMinutes(NOON, 93 * DOGN), date)).toMatchObject({
      fom: plusDates(date, 1),
      stays: [],
    })
  })

  it('refuses a unit that is not there', async () => {
    expect(await listDeparted(deps, { unitId: 'unit_nowhere' as UnitId }, NOON)).toMatchObject({
      refusal: { kind: 'unit-not-found' },
    })
  })
})
