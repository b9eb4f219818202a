import { beforeAll, describe, expect, it } from 'vitest'
import type { BedId, PartyId, PatientRef, StayId, UnitId } from '../../lib/domain/ids.ts'
import { plusMinutes } from '../../lib/kernel/instant.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { moveStay } from '../../lib/usecases/move-stay.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { reconcileUnits } from '../../lib/usecases/reconcile-units.ts'
import { showBoard } from '../../lib/usecases/show-board.ts'
import { transferStay } from '../../lib/usecases/transfer-stay.ts'
import { makeTurns } from '../../lib/usecases/turns.ts'
import { AMK, foundUnit, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const ASK = {
  partyId: 'k-1804' as PartyId,
  service: 'kad-somatikk' as const,
  needs: [],
  etaMinutes: null,
  lookupId: null,
}
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
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

/** Nobody queues here: every caller is a process of its own, and only the versions in the table keep order. */
describe('callers who know nothing of each other', () => {
  let deps: Deps
  beforeAll(async () => {
    deps = (await freshTable()).deps
  })

  const expectSound = async (...unitIds: UnitId[]) => {
    for (const unitId of unitIds) expect(await verifyUnit(deps.store, unitId)).toMatchObject({ ok: true })
    expect(await reconcileUnits(deps, NOON)).toMatchObject({ phantoms: [], unverified: [] })
  }
  const occupied = async (unitId: UnitId) => {
    const board = await showBoard(deps, { unitId }, NOON)
    return board.ok ? board.value.occupied : undefined
  }
  const admit = (unitId: UnitId, patientRef: string, now = NOON) =>
    admitPatient(deps, { actor: wardOf(unitId), now }, { ...ADMISSION, unitId, patientRef: patientRef as PatientRef })

  it('forty for five beds: five holds, each on its own bed', async () => {
    const unitId = await foundUnit(deps, 'fem', { beds: 5 })
    const outcomes = await Promise.all(times(40, () => placeHold(deps, { actor: AMK, now: NOON }, { ...ASK, unitId })))
    const beds = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.bedId] : []))
    expect([beds.length, new Set(beds).size]).toEqual([5, 5])
    const refusals = new Set(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.kind])))
    expect([...refusals]).toEqual(['no-bookable-bed'])
    await expectSound(unitId)
  })

  it('one patient at ten doors of five units is let in at one', async () => {
    const units = await Promise.all(times(5, (i) => foundUnit(deps, `dor-${i}`)))
    const outcomes = await Promise.all(times(10, (i) => admit(units[i % 5] ?? ('' as UnitId), 'samme-pasient')))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.refusal.kind).toBe('patient-already-admitted')
    expect((await Promise.all(units.map(occupied))).reduce((sum = 0, count = 0) => sum + count, 0)).toBe(1)
    await expectSound(...units)
  })

  it('two patients moved to the same bed at once: one is', async () => {
    const unitId = await foundUnit(deps, 'samme-seng', { beds: 4 })
    const stays = [await admit(unitId, 'flytt-1'), await admit(unitId, 'flytt-2')]
    const request = { actor: wardOf(unitId), now: plusMinutes(NOON, 1) }
    const outcomes = await Promise.all(
      stays.map((stay) => {
        const stayId = (stay.ok ? stay.value.stayId : '') as StayId
        return moveStay(deps, request, { unitId, stayId, bedId: 'bed_102b' as BedId, at: null, override: null })
      }),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    await expectSound(unitId)
  })

  it('patients transferred back and forth between two units at once are each in one of them', async () => {
    const [one, two] = [await foundUnit(deps, 'frem', { beds: 6 }), await foundUnit(deps, 'tilbake', { beds: 6 })]
    const here = await Promise.all(times(3, (i) => admit(one, `frem-${i}`)))
    const there = await Promise.all(times(3, (i) => admit(two, `tilbake-${i}`)))
    const send = (from: UnitId, toUnitId: UnitId, stay: (typeof here)[number]) =>
      transferStay(
        deps,
        { actor: wardOf(from), now: NOON },
        {
          unitId: from,
          toUnitId,
          stayId: (stay.ok ? stay.value.stayId : '') as StayId,
          service: null,
          holdId: null,
          at: null,
          override: null,
        },
      )
    const outcomes = await Promise.all([
      ...here.map((stay) => send(one, two, stay)),
      ...there.map((stay) => send(two, one, stay)),
    ])
    expect(outcomes.every(({ ok }) => ok)).toBe(true)
    expect([await occupied(one), await occupied(two)]).toEqual([3, 3])
    await expectSound(one, two)
  })

  it('a unit of two beds emptied and filled by thirty at once never has three', async () => {
    const unitId = await foundUnit(deps, 'to-senger', { beds: 2 })
    const outcomes = await Promise.all(times(30, (i) => admit(unitId, `mange-${i}`)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2)
    expect(await occupied(unitId)).toBe(2)
    await expectSound(unitId)
  })
})

describe('turns within one process', () => {
  const rest = () => new Promise((resolve) => setTimeout(resolve, 2))

  it('work on the same unit goes one by one and in order, work on others at once', async () => {
    const inTurn = makeTurns()
    const log: string[] = []
    const work = (name: string) => async () => {
      log.push(`${name} begins`)
      await rest()
      log.push(`${name} ends`)
      return name
    }
    const done = await Promise.all([
      inTurn(['a'], work('first')),
      inTurn(['a'], work('second')),
      inTurn(['b'], work('other')),
    ])
    expect(done).toEqual(['first', 'second', 'other'])
    expect(log.indexOf('first ends')).toBeLessThan(log.indexOf('second begins'))
    expect(log.indexOf('other begins')).toBeLessThan(log.indexOf('first ends'))
  })

  it('two who want the same pair in either order both get it', async () => {
    const inTurn = makeTurns()
    const done = await Promise.all(times(20, (i) => inTurn(i % 2 === 0 ? ['a', 'b'] : ['b', 'a'], async () => i)))
    expect(done).toEqual(times(20, (i) => i))
  })

  it('work that throws is told to its own caller and lets the next in', async () => {
    const inTurn = makeTurns()
    const failed = inTurn(['a'], () => Promise.reject(new Error('gikk galt')))
    const next = inTurn(['a'], async () => 'neste')
    await expect(failed).rejects.toThrow('gikk galt')
    expect(await next).toBe('neste')
  })
})
