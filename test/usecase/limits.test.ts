import { beforeAll, describe, expect, it } from 'vitest'
import { PutAgreementRequest } from '../../lib/contract/agreement.ts'
import { AdmitPatientRequest } from '../../lib/contract/stay.ts'
import { PutUnitRequest } from '../../lib/contract/unit.ts'
import type { AgreementId, PartyId, PatientRef, UnitId } from '../../lib/domain/ids.ts'
import { type Instant, plusMinutes } from '../../lib/kernel/instant.ts'
import type { Month } from '../../lib/kernel/oslo-date.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import { bookCost } from '../../lib/usecases/book-cost.ts'
import { closeUnit } from '../../lib/usecases/change-standing.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { putUnit } from '../../lib/usecases/describe-unit.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { lockAvregning, runAvregning } from '../../lib/usecases/run-avregning.ts'
import { putAgreement } from '../../lib/usecases/save-agreement.ts'
import { showBoard } from '../../lib/usecases/show-board.ts'
import { tidyUnits } from '../../lib/usecases/tidy-units.ts'
import { addWaiting } from '../../lib/usecases/waiting-list.ts'
import { ADMIN, AMK, agreementBody, foundUnit, NOON, unitBody, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const ASK = { partyId: 'k-1804' as PartyId, service: 'kad-somatikk' as const, needs: [] }

/** DynamoDB takes a hundred parts in one transaction; whatever a caller does, the service never asks for more. */
describe('what one transaction can carry', () => {
  let deps: Deps
  beforeAll(async () => {
    deps = (await freshTable()).deps
  })
  const hold = (unitId: UnitId, now: Instant) =>
    placeHold(deps, { actor: AMK, now }, { ...ASK, etaMinutes: null, lookupId: null, unitId })
  const boardOf = async (unitId: UnitId, now: Instant) => {
    const board = await showBoard(deps, { unitId }, now)
    if (!board.ok) throw new Error(board.refusal.kind)
    return board.value
  }

  it('a bus of patients who wait is let in thirty at a time, nobody forgotten', async () => {
    const unitId = await foundUnit(deps, 'buss', { beds: 40 })
    const request = { actor: wardOf(unitId), now: NOON }
    await closeUnit(deps, request, unitId, { open: false, reason: 'ferie', until: plusMinutes(NOON, 600) })
    for (let i = 0; i < 36; i += 1) {
      await addWaiting(deps, request, { ...ASK, priority: 5, patientRef: `buss-${i}` as PatientRef, unitId })
    }
    expect((await closeUnit(deps, request, unitId, { open: true })).ok).toBe(true)
    expect(await boardOf(unitId, NOON)).toMatchObject({ held: 30 })
    await tidyUnits(deps, NOON)
    const board = await boardOf(unitId, NOON)
    expect([board.held, board.waiting.length]).toEqual([36, 0])
    expect(await verifyUnit(deps.store, unitId)).toMatchObject({ ok: true })
  })

  it('an agreement over many units with holds that all ran out is asked to come again, and goes through once tidied', async () => {
    const units = Array.from({ length: 4 }, (_, i) => `unit_mange-${i}` as UnitId)
    const precondition = { kind: 'absent' } as const
    for (const unitId of units) {
      const body = PutUnitRequest.parse(unitBody(28))
      await putUnit(deps, { actor: ADMIN, now: NOON, precondition }, { ...body, unitId })
    }
    const save = (version: number, now: Instant) =>
      putAgreement(
        deps,
        { actor: ADMIN, now, precondition: version === 0 ? precondition : { kind: 'version', version } },
        'agr_mange' as AgreementId,
        PutAgreementRequest.parse(agreementBody(units)),
      )
    expect((await save(0, NOON)).ok).toBe(true)
    for (const unitId of units) {
      for (let i = 0; i < 28; i += 1) expect((await hold(unitId, NOON)).ok).toBe(true)
    }
    const later = plusMinutes(NOON, 31)
    expect(await save(1, later)).toMatchObject({
      ok: false,
      refusal: { kind: 'too-many-at-once', retryAfterSeconds: 60 },
    })
    // What has run out is free all the same, written down or not.
    for (const unitId of units) expect(await boardOf(unitId, later)).toMatchObject({ held: 0, free: 28 })
    await tidyUnits(deps, later)
    expect((await save(1, later)).ok).toBe(true)
    for (const unitId of units) expect(await verifyUnit(deps.store, unitId)).toMatchObject({ ok: true })
  })

  it('the month of an agreement with four hundred parties is run, locked and asked for again by its key', async () => {
    const parties = Array.from({ length: 400 }, (_, i) => ({
      partyId: `k-${1000 + i}`,
      group: 'kommuner',
      population: 1000 + i * 137,
    }))
    const finance = {
      counting: { rule: 'hours' },
      fixed: {
        share: '123456789013/987654321097',
        key: { equal: '314159265359/999999999989', population: '685840734630/999999999989' },
      },
      use: { weights: { observasjon: '271828182845/314159265357' } },
      lowUse: { factor: '1.234567890123457', standbyShare: '0.543210987654321' },
    }
    const body = { host: 'k-1000', parties, groups: [{ group: 'kommuner', guaranteed: 0 }], finance }
    const unitId = await foundUnit(deps, 'nasjonal', {
      beds: 73,
      agreement: body,
      now: plusMinutes(NOON, -60 * 24 * 60),
    })
    const agreementId = 'agr_nasjonal' as AgreementId
    for (let i = 0; i < 60; i += 1) {
      const ask = { partyId: `k-${1000 + i}`, service: 'observasjon', patientRef: `nasjonal-${i}` }
      const admittedAt = plusMinutes(NOON, -50 * 24 * 60 + i * 61)
      const request = { actor: wardOf(unitId), now: admittedAt }
      expect((await admitPatient(deps, request, { ...AdmitPatientRequest.parse(ask), unitId })).ok).toBe(true)
    }
    const second = PutAgreementRequest.parse({ ...agreementBody([unitId], body), fom: '2026-10-16' })
    const asAdmin = { actor: ADMIN, now: NOON, precondition: { kind: 'version', version: 1 } as const }
    expect((await putAgreement(deps, asAdmin, 'agr_nasjonal' as AgreementId, second)).ok).toBe(true)
    const request = {
      actor: { role: 'host-finance', org: agreementId } as const,
      now: NOON,
      idempotency: { scope: 'host', key: 'maned', fingerprint: 'maned' },
    }
    const at = { agreementId, month: '2026-10' as Month }
    await bookCost(
      deps,
      { ...request, idempotency: undefined },
      { ...at, costOre: 12_345_678_901, guestIncomeOre: 0, note: null },
    )
    const run = await runAvregning(deps, request, at)
    if (!run.ok) throw new Error(run.refusal.kind)
    expect(JSON.stringify(run.value).length).toBeGreaterThan(400_000)
    expect(run.value.lines.reduce((sum, { amountOre }) => sum + amountOre, 0)).toBe(12_345_678_901)
    expect(await runAvregning(deps, request, at)).toEqual(run)
    const locked = await lockAvregning(
      deps,
      { ...request, idempotency: undefined },
      { ...at, resultHash: run.value.resultHash },
    )
    expect(locked.ok && locked.value.state).toBe('locked')
  })
})
