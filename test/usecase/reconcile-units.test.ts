import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PartyId, PatientRef, StayId, UnitId } from '../../lib/domain/ids.ts'
import { plusMinutes } from '../../lib/kernel/instant.ts'
import { stayKey, unitKey } from '../../lib/store/keys.ts'
import { marshalKey } from '../../lib/store/store-client.ts'
import { findUnitBytes } from '../../lib/store/unit-store.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { reconcileUnits } from '../../lib/usecases/reconcile-units.ts'
import { foundUnit, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const ADMISSION = {
  partyId: 'k-1804' as PartyId,
  service: 'kad-somatikk' as const,
  needs: null,
  holdId: null,
  bedId: null,
  admittedAt: null,
  expectedDepartureAt: null,
  referrer: null,
  reasonGroup: null,
  ageBand: null,
  oppholdskommune: null,
  override: null,
  ageYears: null,
  answers: null,
  inputs: null,
  news2: null,
  observedAt: null,
}

describe('reconcile-units', () => {
  let deps: Deps
  let unitId: UnitId
  let stayIds: StayId[]
  let tables = 0

  beforeEach(async () => {
    tables += 1
    deps = (await freshTable()).deps
    unitId = await foundUnit(deps, `avstem-${tables}`)
    stayIds = []
    for (const patient of ['en', 'to']) {
      const ask = { ...ADMISSION, unitId, patientRef: patient as PatientRef }
      const stay = await admitPatient(deps, { actor: wardOf(unitId), now: NOON }, ask)
      if (stay.ok) stayIds.push(stay.value.stayId as StayId)
    }
  })

  /** Past every rule: what a broken release or a hand in the table might leave behind. */
  const tamper = async (
    key: Parameters<typeof marshalKey>[0],
    attribute: string,
    change: (text: string) => string,
    text: string,
  ) =>
    await deps.store.client.send(
      new UpdateItemCommand({
        TableName: deps.store.tableName,
        Key: marshalKey(key),
        UpdateExpression: 'SET #a = :a',
        ExpressionAttributeNames: { '#a': attribute },
        ExpressionAttributeValues: { ':a': { S: change(text) } },
      }),
    )
  const changeState = async (change: (state: { stays: { bedId: string }[] }) => void) => {
    const bytes = (await findUnitBytes(deps.store, unitId)) ?? ''
    const state = JSON.parse(bytes)
    change(state)
    await tamper(unitKey(unitId), 'state', () => JSON.stringify(state), bytes)
  }

  it('finds nothing where all is well, and changes nothing', async () => {
    const before = await findUnitBytes(deps.store, unitId)
    expect(await reconcileUnits(deps, plusMinutes(NOON, 60))).toEqual({ units: 1, phantoms: [], unverified: [] })
    expect(await findUnitBytes(deps.store, unitId)).toBe(before)
  })

  it('names a bed that stands occupied without a stay', async () => {
    const [stayId = '' as StayId] = stayIds
    await deps.store.client.send(
      new DeleteItemCommand({ TableName: deps.store.tableName, Key: marshalKey(stayKey(stayId)) }),
    )
    const { phantoms } = await reconcileUnits(deps, NOON)
    expect(phantoms).toEqual([{ kind: 'occupied-without-stay', unitId, subject: stayId }])
  })

  it('names a stay without a bed, and that the live item is not the fold of its journal', async () => {
    await changeState((state) => void state.stays.pop())
    const { phantoms, unverified } = await reconcileUnits(deps, NOON)
    expect(phantoms).toEqual([{ kind: 'stay-without-bed', unitId, subject: stayIds[1] }])
    expect(unverified).toEqual([unitId])
  })

  it('names two in one bed, and a stay that its record has elsewhere', async () => {
    await changeState((state) => {
      for (const stay of state.stays) stay.bedId = 'bed_101a'
    })
    const { phantoms } = await reconcileUnits(deps, NOON)
    expect(phantoms.map(({ kind }) => kind).sort()).toEqual(['stay-record-differs', 'two-in-one-bed', 'two-in-one-bed'])
  })

  it('names a stay whose review is overdue, to the instant', async () => {
    const due = plusMinutes(NOON, 10 * 24 * 60)
    expect((await reconcileUnits(deps, due)).phantoms).toEqual([])
    const { phantoms } = await reconcileUnits(deps, plusMinutes(due, 1))
    expect(phantoms.map(({ kind }) => kind)).toEqual(['stay-beyond-review', 'stay-beyond-review'])
  })
})
