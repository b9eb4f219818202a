import { beforeAll, describe, expect, it } from 'vitest'
import type { HoldId, PartyId, PatientRef, UnitId } from '../../lib/domain/ids.ts'
import { type Instant, plusMinutes, plusMs } from '../../lib/kernel/instant.ts'
import { admitPatient } from '../../lib/usecases/admit-patient.ts'
import { acceptHold, cancelHold, declineHold } from '../../lib/usecases/answer-hold.ts'
import { blockBed } from '../../lib/usecases/change-bed.ts'
import { closeUnit, setStaffing } from '../../lib/usecases/change-standing.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { findBeds } from '../../lib/usecases/find-beds.ts'
import { verifyUnit } from '../../lib/usecases/journal.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { showBoard } from '../../lib/usecases/show-board.ts'
import { showHold } from '../../lib/usecases/show-hold.ts'
import { tidyUnits } from '../../lib/usecases/tidy-units.ts'
import { AMK, foundUnit, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

const ASK = {
  partyId: 'k-1804' as PartyId,
  service: 'kad-somatikk' as const,
  needs: [],
  etaMinutes: null as number | null,
  lookupId: null,
}
const ADMISSION = {
  partyId: null,
  service: null,
  needs: null,
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
const END = plusMinutes(NOON, 30)

/** expiry-is-judged: half-open to the millisecond, at every read and inside every write, and no job has run. */
describe('a hold ends on its instant', () => {
  let deps: Deps
  let units = 0
  beforeAll(async () => {
    deps = (await freshTable()).deps
  })

  const held = async (more: Partial<typeof ASK> = {}) => {
    units += 1
    const unitId = await foundUnit(deps, `utlop-${units}`, { beds: 1 })
    const hold = await placeHold(deps, { actor: AMK, now: NOON }, { ...ASK, ...more, unitId })
    if (!hold.ok) throw new Error(hold.refusal.kind)
    return { unitId, holdId: hold.value.holdId as HoldId }
  }
  type At = { readonly unitId: UnitId; readonly holdId: HoldId }
  const ward = ({ unitId }: At, now: Instant) => ({ actor: wardOf(unitId), now })

  /** Whether the hold still stands, as each operation sees it. */
  const JUDGES: Record<string, (at: At, now: Instant) => Promise<boolean>> = {
    'accept-hold': async (at, now) => (await acceptHold(deps, ward(at, now), at)).ok,
    'decline-hold': async (at, now) =>
      (await declineHold(deps, ward(at, now), { ...at, reason: 'full', detail: null })).ok,
    'cancel-hold': async (at, now) => (await cancelHold(deps, { actor: AMK, now }, { ...at, reason: 'not-needed' })).ok,
    'admit-patient': async (at, now) =>
      (await admitPatient(deps, ward(at, now), { ...ADMISSION, ...at, patientRef: `ref-${at.holdId}` as PatientRef }))
        .ok,
    'place-hold by another': async ({ unitId }, now) =>
      !(await placeHold(deps, { actor: AMK, now }, { ...ASK, unitId })).ok,
    'block-bed': async ({ unitId }, now) =>
      !(
        await blockBed(
          deps,
          { actor: wardOf(unitId), now },
          { unitId, bedId: 'bed_101a' as never, reason: 'rør', until: null },
        )
      ).ok,
    'show-hold': async (at, now) => {
      const shown = await showHold(deps, at, now)
      return shown.ok && shown.value.state === 'pending'
    },
    'show-board': async ({ unitId }, now) => {
      const board = await showBoard(deps, { unitId }, now)
      return board.ok && board.value.held === 1 && board.value.free === 0
    },
    'find-beds': async ({ unitId }, now) => {
      const found = await findBeds(deps, { kommune: '1804' as never, needs: [] }, now)
      return found.ok && found.value.units.find((row) => row.unitId === unitId)?.status === 'full'
    },
  }

  it.each(
    Object.keys(JUDGES).flatMap(
      (name) =>
        [
          [name, -1, true],
          [name, 0, false],
          [name, 1, false],
        ] as const,
    ),
  )('%s at %i ms sees it standing: %s', async (name, ms, stands) => {
    const at = await held()
    expect(await JUDGES[name]?.(at, plusMs(END, ms))).toBe(stands)
    expect(await verifyUnit(deps.store, at.unitId)).toMatchObject({ ok: true })
  })

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])('an accepted one at ETA and grace, %i ms: %s', async (ms, stands) => {
    const at = await held({ etaMinutes: 45 })
    await acceptHold(deps, ward(at, plusMs(END, -1)), at)
    const arrival = plusMs(plusMinutes(NOON, 45 + 60), ms)
    expect(await JUDGES['admit-patient']?.(at, arrival)).toBe(stands)
  })

  it('an acceptance moves the end once; a second acceptance, a decline of another, or a repeated key never do', async () => {
    const at = await held({ etaMinutes: 10 })
    const first = await acceptHold(deps, ward(at, plusMinutes(NOON, 1)), at)
    const second = await acceptHold(deps, ward(at, plusMinutes(NOON, 20)), at)
    expect(first.ok && second.ok && second.value.expiresAt).toBe(plusMinutes(NOON, 70))
    expect(first.ok && first.value.expiresAt).toBe(plusMinutes(NOON, 70))
  })

  it.each([
    [-1, 0],
    [0, 1],
    [1, 1],
  ])('a closure, a staffing cap and a block end on theirs, %i ms: %i free', async (ms, free) => {
    units += 1
    const unitId = await foundUnit(deps, `slutt-${units}`, { beds: 1 })
    const request = { actor: wardOf(unitId), now: NOON }
    const freeAt = async (now: Instant) => {
      const board = await showBoard(deps, { unitId }, now)
      return board.ok ? board.value.free : undefined
    }
    const until = END
    await closeUnit(deps, request, unitId, { open: false, reason: 'ferie', until })
    expect(await freeAt(plusMs(until, ms))).toBe(free)
    await closeUnit(deps, request, unitId, { open: true })
    await setStaffing(deps, request, { unitId, staffed: 0, reason: 'kurs', until })
    expect(await freeAt(plusMs(until, ms))).toBe(free)
    await setStaffing(deps, request, { unitId, staffed: 1, reason: 'ferdig', until: null })
    await blockBed(deps, request, { unitId, bedId: 'bed_101a' as never, reason: 'rør', until })
    expect(await freeAt(plusMs(until, ms))).toBe(free)
  })

  it('the tidy job only writes down what the clock has done, and a second run finds nothing', async () => {
    const { unitId, holdId } = await held()
    expect((await tidyUnits(deps, plusMs(END, -1))).tidied).not.toContain(unitId)
    expect((await tidyUnits(deps, END)).tidied).toContain(unitId)
    expect((await tidyUnits(deps, END)).tidied).not.toContain(unitId)
    const shown = await showHold(deps, { unitId, holdId }, plusMinutes(END, 60))
    expect(shown).toMatchObject({ ok: true, value: { state: 'expired', reason: 'unanswered', endedAt: END } })
  })
})
