import { beforeAll, describe, expect, it } from 'vitest'
import { ShowStatisticsQuery } from '../../lib/contract/statistics.ts'
import { AdmitPatientRequest } from '../../lib/contract/stay.ts'
import type { HoldId, PartyId, PatientRef, StayId, UnitId } from '../../lib/domain/ids.ts'
import { type Instant, plusMinutes } from '../../lib/kernel/instant.ts'
import type { Result } from '../../lib/kernel/result.ts'
import { findStays } from '../../lib/store/past-store.ts'
import { listJournal } from '../../lib/store/unit-store.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import { declineHold } from '../../lib/usecases/answer-hold.ts'
import { setStaffing } from '../../lib/usecases/change-standing.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { dischargePatient } from '../../lib/usecases/discharge-patient.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { moveStay } from '../../lib/usecases/move-stay.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { reconcileUnits } from '../../lib/usecases/reconcile-units.ts'
import { showBoard } from '../../lib/usecases/show-board.ts'
import { showStatistics } from '../../lib/usecases/show-statistics.ts'
import { undoAction } from '../../lib/usecases/undo-action.ts'
import { ADMIN, AMK, foundUnit, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const SOON = plusMinutes(NOON, 2)

function given<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}

describe('undo-action', () => {
  let deps: Deps
  beforeAll(async () => {
    deps = (await freshTable()).deps
  })

  const admit = (unitId: UnitId, patientRef: string, now: Instant = NOON, more: object = {}) => {
    const body = AdmitPatientRequest.parse({ partyId: 'k-1804', service: 'kad-somatikk', patientRef, ...more })
    return admitPatient(deps, { actor: wardOf(unitId), now }, { ...body, unitId })
  }
  const discharge = (unitId: UnitId, stayId: string, departedAt: Instant | null, now: Instant = NOON) =>
    dischargePatient(
      deps,
      { actor: wardOf(unitId), now },
      { unitId, stayId: stayId as StayId, departedAt, dischargedTo: 'hjem' },
    )
  const undo = (unitId: UnitId, unitVersion: number, now: Instant = SOON, key?: string) =>
    undoAction(
      deps,
      {
        actor: wardOf(unitId),
        now,
        ...(key ? { idempotency: { scope: 'ward', key, fingerprint: 'f'.repeat(64) } } : {}),
      },
      { unitId, unitVersion },
    )
  const board = async (unitId: UnitId) => given(await showBoard(deps, { unitId }, SOON))
  const expectSound = async (...unitIds: UnitId[]) => {
    for (const unitId of unitIds) expect(await verifyUnit(deps.store, unitId)).toMatchObject({ ok: true })
    expect(await reconcileUnits(deps, NOON)).toMatchObject({ phantoms: [], unverified: [] })
  }
  const figures = async (unit: UnitId) =>
    given(
      await showStatistics(
        deps,
        { actor: ADMIN, now: plusMinutes(NOON, 3 * 24 * 60) },
        ShowStatisticsQuery.parse({ unit, fom: '2026-11-20', tom: '2026-11-24' }),
      ),
    )

  it('makes an admission never have been: the bed, the stay, the patient and the statistics', async () => {
    const [unitId, other] = [await foundUnit(deps, 'aldri'), await foundUnit(deps, 'annen')]
    const before = await board(unitId)
    const statistics = await figures(unitId)
    const { stayId, unitVersion } = given(await admit(unitId, 'feiltrykk'))
    expect(given(await undo(unitId, unitVersion))).toEqual({
      unitId,
      undone: 'patient-admitted',
      fromSeq: unitVersion,
      toSeq: unitVersion,
      unitVersion: unitVersion + 1,
    })
    expect(await board(unitId)).toEqual({ ...before, unitVersion: unitVersion + 1, confirmedAt: SOON })
    expect(await findStays(deps.store, [stayId as StayId])).toEqual([])
    expect(await figures(unitId)).toEqual(statistics)
    expect((await admit(other, 'feiltrykk')).ok).toBe(true)
    expect((await listJournal(deps.store, unitId)).map(({ type }) => type)).toEqual([
      'unit-described',
      'agreement-applied',
      'patient-admitted',
      'action-undone',
    ])
    await expectSound(unitId, other)
  })

  it('brings a patient back who had not left, with the reference', async () => {
    const [unitId, other] = [await foundUnit(deps, 'tilbake'), await foundUnit(deps, 'nabo')]
    const stay = given(await admit(unitId, 'gikk-ikke'))
    const gone = given(await discharge(unitId, stay.stayId, NOON))
    given(await undo(unitId, gone.unitVersion))
    expect(await findStays(deps.store, [stay.stayId as StayId])).toMatchObject([
      { departedAt: null, dischargedTo: null, segments: [{ until: null }] },
    ])
    expect(await admit(other, 'gikk-ikke')).toMatchObject({ refusal: { kind: 'patient-already-admitted' } })
    expect((await discharge(unitId, stay.stayId, SOON, SOON)).ok).toBe(true)
    await expectSound(unitId, other)
  })

  it('lets a patient stay where the patient has been admitted since', async () => {
    const [unitId, other] = [await foundUnit(deps, 'forlatt'), await foundUnit(deps, 'mottatt')]
    const stay = given(await admit(unitId, 'videre'))
    const gone = given(await discharge(unitId, stay.stayId, NOON))
    given(await admit(other, 'videre'))
    expect(await undo(unitId, gone.unitVersion)).toEqual({ ok: false, refusal: { kind: 'patient-already-admitted' } })
    await expectSound(unitId, other)
  })

  it('puts a moved stay’s record back, byte for byte', async () => {
    const unitId = await foundUnit(deps, 'flyttet')
    const stay = given(await admit(unitId, 'flyttes'))
    const [record] = await findStays(deps.store, [stay.stayId as StayId])
    const move = { unitId, stayId: stay.stayId as StayId, bedId: 'bed_102a' as const, at: null, override: null }
    const moved = given(
      await moveStay(deps, { actor: wardOf(unitId), now: NOON }, move as Parameters<typeof moveStay>[2]),
    )
    given(await undo(unitId, moved.unitVersion))
    expect(await findStays(deps.store, [stay.stayId as StayId])).toEqual([record])
    await expectSound(unitId)
  })

  it('counts neither a no nor a staffing that were taken back', async () => {
    const unitId = await foundUnit(deps, 'talt')
    const ask = { partyId: 'k-1804' as PartyId, service: 'kad-somatikk' as const, needs: [], etaMinutes: null }
    const hold = given(await placeHold(deps, { actor: AMK, now: NOON }, { ...ask, unitId, lookupId: null }))
    const before = await figures(unitId)
    const request = { actor: wardOf(unitId), now: NOON }
    const said = given(
      await declineHold(deps, request, { unitId, holdId: hold.holdId as HoldId, reason: 'full', detail: null }),
    )
    expect(await figures(unitId)).not.toEqual(before)
    given(await undo(unitId, said.unitVersion))
    const staffed = given(
      await setStaffing(deps, { ...request, now: SOON }, { unitId, staffed: 0, until: null, reason: 'feil' }),
    )
    given(await undo(unitId, staffed.unitVersion, plusMinutes(SOON, 1)))
    expect(await figures(unitId)).toEqual(before)
    await expectSound(unitId)
  })

  it('leaves the beds of a midnight as they were, though it came between', async () => {
    const unitId = await foundUnit(deps, 'midnatt')
    const [before, after] = [plusMinutes(NOON, 10 * 60 + 58), plusMinutes(NOON, 11 * 60 + 1)]
    const sengedogn = async () => (await figures(unitId)).byDate.rows.map(({ ssb }) => ssb.sengedogn)
    const expected = await sengedogn()
    const closed = given(
      await setStaffing(
        deps,
        { actor: wardOf(unitId), now: before },
        { unitId, staffed: 0, until: null, reason: 'feil' },
      ),
    )
    given(await undo(unitId, closed.unitVersion, after))
    expect(await sengedogn()).toEqual(expected)
    await expectSound(unitId)
  })

  it('is done once, however often it is asked', async () => {
    const unitId = await foundUnit(deps, 'en-gang')
    const { unitVersion } = given(await admit(unitId, 'en-gang'))
    const once = await undo(unitId, unitVersion, SOON, 'angre-1')
    expect(await undo(unitId, unitVersion, SOON, 'angre-1')).toEqual(once)
    expect(await undo(unitId, unitVersion)).toMatchObject({ refusal: { kind: 'built-upon' } })
  })

  it('twenty at once: one undoes, and nobody undoes what another then does', async () => {
    const unitId = await foundUnit(deps, 'samtidig', { beds: 20 })
    const { unitVersion } = given(await admit(unitId, 'samtidig-0'))
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? admit(unitId, `samtidig-${i}`, SOON) : undo(unitId, unitVersion))),
    )
    const undone = outcomes.filter((outcome) => outcome.ok && 'undone' in outcome.value)
    expect(undone.length).toBeLessThanOrEqual(1)
    const { occupied } = await board(unitId)
    expect(occupied).toBe(11 - undone.length)
    for (const outcome of outcomes) {
      if (!outcome.ok) expect(['built-upon', 'too-many-at-once']).toContain(outcome.refusal.kind)
    }
    await expectSound(unitId)
  })

  it('an undone departure and an admission elsewhere at once: the patient is in one place', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [unitId, other] = [await foundUnit(deps, `ene-${round}`), await foundUnit(deps, `andre-${round}`)]
      const patientRef = `begge-${round}` as PatientRef
      const stay = given(await admit(unitId, patientRef))
      const gone = given(await discharge(unitId, stay.stayId, NOON))
      const [back, away] = await Promise.all([undo(unitId, gone.unitVersion), admit(other, patientRef, SOON)])
      expect([back.ok, away.ok].filter(Boolean)).toHaveLength(1)
      for (const outcome of [back, away]) {
        if (!outcome.ok) expect(outcome.refusal.kind).toBe('patient-already-admitted')
      }
    }
    await expectSound()
  })
})
