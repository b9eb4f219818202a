import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import type { StayId, UnitId } from '../../lib/domain/ids.ts'
import type { PoolEvent } from '../../lib/domain/pool/events.ts'
import { recordEvents } from '../../lib/domain/pool/journal.ts'
import type { UnitState } from '../../lib/domain/pool/state.ts'
import { journalKey, unitKey } from '../../lib/store/keys.ts'
import { marshalKey, type Store } from '../../lib/store/store-client.ts'
import { type PartName, tryCommit } from '../../lib/store/tx.ts'
import { findUnit, type PatientChange, unitParts } from '../../lib/store/unit-store.ts'
import { confirmUnit } from '../../lib/usecases/change-standing.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { foundUnit, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

/** Each condition by itself: another one that happens to fail too must not hide that one is gone. */
describe('the conditions of a change', () => {
  let deps: Deps
  let store: Store
  let units = 0
  beforeAll(async () => {
    deps = (await freshTable()).deps
    store = deps.store
  })

  /** A unit as it was read, and then changed by somebody else. */
  const overtaken = async (): Promise<UnitState> => {
    units += 1
    const unitId = await foundUnit(deps, `betingelse-${units}`)
    const read = await findUnit(store, unitId)
    if (!read) throw new Error('no unit')
    await confirmUnit(deps, { actor: wardOf(unitId), now: NOON }, { unitId })
    return read
  }
  const write = async (before: UnitState | null, unitId: UnitId, patients: readonly PatientChange[] = []) => {
    const actor = wardOf(unitId)
    const event: PoolEvent = before
      ? { type: 'unit-confirmed', data: {} }
      : { type: 'unit-described', data: { profile: PROFILE, staffed: 1, beds: [] } }
    const recorded = recordEvents(before, unitId, [{ event, actor }], NOON)
    const { parts } = unitParts([{ unitId, before, recorded }], new Map(), { patients, newStays: new Map(), at: NOON })
    const outcome = await tryCommit(store, parts)
    return outcome.committed ? 'committed' : [...outcome.lost].sort()
  }
  const lost = (...names: PartName[]) => [...names].sort()

  it('a change decided on an old version loses by the unit’s version and by the journal’s number', async () => {
    const before = await overtaken()
    expect(await write(before, before.unitId)).toEqual(lost('unit', 'journal'))
  })

  it('the unit’s version alone stops it, whatever is in the journal', async () => {
    const before = await overtaken()
    const key = marshalKey(journalKey(before.unitId, before.version + 1))
    await store.client.send(new DeleteItemCommand({ TableName: store.tableName, Key: key }))
    expect(await write(before, before.unitId)).toEqual(lost('unit'))
  })

  it('the journal’s number alone stops it, whatever the live item says: no event is ever written over', async () => {
    const before = await overtaken()
    await store.client.send(
      new UpdateItemCommand({
        TableName: store.tableName,
        Key: marshalKey(unitKey(before.unitId)),
        UpdateExpression: 'SET #version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': { N: String(before.version) } },
      }),
    )
    expect(await write(before, before.unitId)).toEqual(lost('journal'))
  })

  it('a unit is made once', async () => {
    const { unitId } = await overtaken()
    expect(await write(null, unitId)).toEqual(lost('unit', 'journal'))
  })

  it('a patient is claimed once, released and moved on only by the stay that has the claim', async () => {
    const fresh = async () => {
      units += 1
      const unitId = await foundUnit(deps, `pasient-${units}`)
      return { unitId, before: (await findUnit(store, unitId)) ?? null }
    }
    const patientRef = 'samme' as never
    const [one, two] = ['stay_1', 'stay_2'] as [StayId, StayId]
    const change = async (patient: PatientChange) => {
      const { unitId, before } = await fresh()
      return await write(before, unitId, [patient])
    }
    const unitId = 'unit_x' as UnitId
    expect(await change({ kind: 'claim', patientRef, stayId: one, unitId })).toBe('committed')
    expect(await change({ kind: 'claim', patientRef, stayId: two, unitId })).toEqual(lost('patient'))
    expect(await change({ kind: 'release', patientRef, stayId: two })).toEqual(lost('patient'))
    expect(await change({ kind: 'repoint', patientRef, from: two, stayId: two, unitId })).toEqual(lost('patient'))
    expect(await change({ kind: 'repoint', patientRef, from: one, stayId: two, unitId })).toBe('committed')
    expect(await change({ kind: 'release', patientRef, stayId: two })).toBe('committed')
    expect(await change({ kind: 'claim', patientRef, stayId: one, unitId })).toBe('committed')
  })
})

const PROFILE = {
  name: 'Ny',
  kind: 'kad',
  kommune: '1804' as never,
  area: 'a',
  phone: '+47 1',
  lat: 0,
  lon: 0,
  cleaning: false,
  capabilities: [],
  services: null,
} as const
