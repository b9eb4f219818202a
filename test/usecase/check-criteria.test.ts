import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { CheckCriteriaRequest } from '../../lib/contract/assessment.ts'
import type { HoldId, PartyId, UnitId } from '../../lib/domain/ids.ts'
import { plusMinutes, plusMs } from '../../lib/kernel/instant.ts'
import { findUnitBytes } from '../../lib/store/unit-store.ts'
import { checkCriteria } from '../../lib/usecases/check-criteria.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { fitting, tellOtherwise } from '../support/fitting-patients.ts'
import { AMK, foundUnit, NOON } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const bodyOf = (service: 'kad-somatikk' | 'kad-psyk-rus' | 'sykestue', more: object = {}) =>
  CheckCriteriaRequest.parse({ ...fitting(service).told, service, partyId: 'k-1804', ...more })

describe('check-criteria', () => {
  let deps: Deps
  let unitId: UnitId
  beforeAll(async () => {
    deps = (await freshTable()).deps
    unitId = await foundUnit(deps, 'kad', { unit: { kind: 'kad' } })
  })
  const check = (more: object = {}, now = NOON) => checkCriteria(deps, { ...bodyOf('kad-somatikk', more), unitId }, now)

  it('says that the patient fits, by which version, with scores and every reason', async () => {
    const outcome = await check()
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        outcome: 'fits',
        criteriaSetId: 'kad-somatic',
        criteriaVersion: '0.1.0',
        news2: { total: 0, anyThree: false },
        qsofa: { total: 0, positive: false },
        observationAgeMinutes: null,
        observationsOld: false,
      },
    })
    if (!outcome.ok) return
    expect(outcome.value.reasons).toHaveLength(33)
    expect(outcome.value.reasons.every(({ met }) => met === 'true')).toBe(true)
  })

  it('stores nothing, however it comes out', async () => {
    const { client, tableName } = deps.store
    const countItems = async () =>
      (await client.send(new ScanCommand({ TableName: tableName, Select: 'COUNT', ConsistentRead: true }))).Count
    const before = { items: await countItems(), bytes: await findUnitBytes(deps.store, unitId) }
    await check()
    await check({ ageYears: 17 })
    await check({ answers: null, inputs: null, news2: null })
    await check({ inputs: { nonsense: 1 } })
    expect({ items: await countItems(), bytes: await findUnitBytes(deps.store, unitId) }).toEqual(before)
  })

  it('says no, or asks the doctor, and why', async () => {
    expect(await check({ ageYears: 17 })).toMatchObject({ value: { outcome: 'does-not-fit' } })
    expect(await check({ ageYears: null })).toMatchObject({ value: { outcome: 'ask-doctor' } })
    const contradicted = await check({ answers: { ...fitting('kad-somatikk').told.answers, 'SOM-INK-01': 'no' } })
    expect(contradicted).toMatchObject({ value: { outcome: 'ask-doctor' } })
    if (contradicted.ok)
      expect(contradicted.value.reasons.filter(({ contradiction }) => contradiction)).toMatchObject([
        { criterionId: 'SOM-INK-01', met: 'unknown' },
      ])
  })

  it('gives advice also in a unit that the set does not bind', async () => {
    const shared = await foundUnit(deps, 'shared', { unit: { kind: 'felles-dogn' } })
    const ask = { ...bodyOf('kad-somatikk', { ageYears: 17 }), unitId: shared }
    expect(await checkCriteria(deps, ask, NOON)).toMatchObject({
      value: { outcome: 'does-not-fit', criteriaSetId: 'kad-somatic' },
    })
  })

  it('knows whether the unit has a place, and what it can do', async () => {
    const full = await foundUnit(deps, 'full', { beds: 1, unit: { kind: 'kad' } })
    const ask = { ...bodyOf('kad-somatikk'), unitId: full }
    expect(await checkCriteria(deps, ask, NOON)).toMatchObject({ value: { outcome: 'fits' } })
    const hold = { partyId: 'k-1804' as PartyId, service: 'kad-somatikk' as const, needs: [], etaMinutes: null }
    const held = await placeHold(
      deps,
      { actor: AMK, now: NOON },
      { ...hold, lookupId: null, onSilence: 'wait', position: null, unitId: full },
    )
    expect(held.ok).toBe(true)
    expect(await checkCriteria(deps, ask, NOON)).toMatchObject({ value: { outcome: 'does-not-fit', bestBedId: null } })
    const own = { ...ask, holdId: held.ok ? (held.value.holdId as HoldId) : null }
    expect(await checkCriteria(deps, own, NOON)).toMatchObject({ value: { outcome: 'fits' } })
    expect(await checkCriteria(deps, own, plusMinutes(NOON, 31))).toMatchObject({ value: { outcome: 'fits' } })
    const notMine = { ...ask, holdId: 'hold_nobodys' as HoldId }
    expect(await checkCriteria(deps, notMine, NOON)).toMatchObject({ value: { outcome: 'does-not-fit' } })
    const sykestue = await foundUnit(deps, 'sykestue', { unit: { kind: 'sykestue', capabilities: ['iv'] } })
    const needing = (needs: readonly string[]) =>
      checkCriteria(deps, { ...bodyOf('sykestue', { needs }), unitId: sykestue }, NOON)
    expect(await needing(['iv'])).toMatchObject({ value: { outcome: 'fits' } })
    expect(await needing(['iv', 'rontgen'])).toMatchObject({ value: { outcome: 'does-not-fit' } })
  })

  it('names the bed that the patient would get', async () => {
    const beds = [{ bedId: 'bed_plain' }, { bedId: 'bed_isolat', features: ['isolat'] }]
    const rooms = beds.map((bed, i) => ({ room: `${i}`, beds: [{ features: [], ...bed }] }))
    const mixed = await foundUnit(deps, 'mixed', { beds: 2, unit: { rooms } })
    const best = (needs: readonly string[]) =>
      checkCriteria(deps, { ...bodyOf('kad-somatikk', { needs }), unitId: mixed }, NOON)
    expect(await best([])).toMatchObject({ value: { bestBedId: 'bed_plain' } })
    expect(await best(['isolat'])).toMatchObject({ value: { bestBedId: 'bed_isolat' } })
  })

  it.each<[ms: number, age: number, isOld: boolean]>([
    [-60_000, 0, false],
    [0, 0, false],
    [59_999, 0, false],
    [60_000, 1, false],
    [240 * 60_000, 240, false],
    [240 * 60_000 + 1, 240, true],
  ])('observations %i ms before count as %i minutes, old: %s', async (ms, age, isOld) => {
    expect(await check({ observedAt: NOON }, plusMs(NOON, ms))).toMatchObject({
      value: { observationAgeMinutes: age, observationsOld: isOld },
    })
  })

  it('scores observations where no criteria are written, and asks for none', async () => {
    const told = tellOtherwise(fitting('kad-somatikk').told, { news2: { pulse: 131, respirationRate: 22 } })
    const ask = CheckCriteriaRequest.parse({ news2: told.news2, service: 'utredning' })
    expect(await checkCriteria(deps, { ...ask, unitId }, NOON)).toMatchObject({
      value: {
        outcome: 'fits',
        criteriaSetId: null,
        criteriaVersion: null,
        news2: { total: 5, anyThree: true },
        qsofa: { total: 1, positive: false },
        reasons: [],
      },
    })
  })

  it('refuses by name what it cannot read, and units and services that are not there', async () => {
    expect(await check({ answers: { 'SOM-INK-99': 'yes' }, inputs: { news2Total: 0, ageYears: 8.5 } })).toMatchObject({
      refusal: {
        kind: 'invalid-request',
        errors: [
          { pointer: '/answers/SOM-INK-99', rule: 'unknown' },
          { pointer: '/inputs/news2Total', rule: 'computed' },
          { pointer: '/inputs/ageYears', rule: 'decimals' },
        ],
      },
    })
    const nowhere = { ...bodyOf('kad-somatikk'), unitId: 'unit_nowhere' as UnitId }
    expect(await checkCriteria(deps, nowhere, NOON)).toMatchObject({ refusal: { kind: 'unit-not-found' } })
    const narrow = await foundUnit(deps, 'narrow', { unit: { kind: 'kad', services: ['kad-somatikk'] } })
    expect(
      await checkCriteria(deps, { ...bodyOf('kad-psyk-rus'), unitId: narrow }, plusMinutes(NOON, 1)),
    ).toMatchObject({ refusal: { kind: 'service-not-offered' } })
  })
})
