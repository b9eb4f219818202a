import type { HoldId, LookupId, UnitId, WaitingId } from '../../../lib/domain/ids.ts'
import { viewBeds } from '../../../lib/domain/pool/bed-state.ts'
import { bookableFor, countPool } from '../../../lib/domain/pool/bookable.ts'
import {
  blockAt,
  closureAt,
  type LiveStay,
  staffedAt,
  type UnitState,
  validHolds,
} from '../../../lib/domain/pool/state.ts'
import { instantOf, later, msOf, plusMinutes } from '../../../lib/kernel/instant.ts'
import { plusDates } from '../../../lib/kernel/oslo-date.ts'
import type { Process } from './clockwork.ts'
import { cleanBed, planDeparture } from './lie-in-bed.ts'
import { atHour, dateAt, HOUR, MINUTE } from './local-time.ts'
import { drawPatient, type Patient } from './patient.ts'
import { admit } from './seek-bed.ts'
import { STALE_UNITS, type World, wardAt } from './world.ts'

/** Where whoever tries the demo looks first: these have beds to give, this many when the last stretch begins. */
export const SHOWCASE: ReadonlyMap<string, number> = new Map([
  ['unit_salten-felles-dogn', 5],
  ['unit_bodo-kad', 3],
])

/**
 * The last hour and a half, set so that whoever opens the demo meets a region at work: a blocked bed, a closed unit, a
 * shift short of hands, a full unit where somebody waits, one going home, one just gone, and beds held minutes ago.
 * Which unit gets which part depends on how the history left it.
 */
export function* setTheRegion(world: World): Process {
  const taken = new Set<UnitId>()
  const free = (state: UnitState) => countPool(state, world.clock.now()).free
  const soonFree = (state: UnitState) => free(state) + state.beds.filter((bed) => bed.cleaningSince !== null).length
  const find = (isFit: (state: UnitState) => boolean): UnitState | undefined => {
    const open = world.region.units.filter(({ unitId }) => !STALE_UNITS.has(unitId) && !taken.has(unitId))
    return open.map(({ unitId }) => world.stateOf(unitId)).find(isFit)
  }
  const take = (isFit: (state: UnitState) => boolean): UnitState | undefined => {
    const found = find((state) => !SHOWCASE.has(state.unitId) && isFit(state))
    if (found) taken.add(found.unitId)
    return found
  }
  const before = (minutes: number) => world.endsAt - minutes * MINUTE

  yield before(98)
  for (const { unitId } of world.region.units) {
    let isEasing = true
    while (isEasing && soonFree(world.stateOf(unitId)) < (SHOWCASE.get(unitId) ?? 0)) {
      isEasing = letOneGo(world, unitId, 30)
    }
  }
  yield before(95)
  const full =
    take((state) => isQuiet(world, state) && free(state) <= 2 && state.beds.length >= 4) ??
    take((state) => isQuiet(world, state) && state.beds.length >= 2)
  yield before(90)
  const closed = take((state) => state.beds.length === 1 && state.stays.length === 0 && isQuiet(world, state))
  if (closed) closeUntilMorning(world, closed.unitId)
  yield before(84)
  const blocked = take((state) => state.beds.length >= 3 && free(state) >= 2)
  if (blocked) blockFreeBed(world, blocked)
  yield before(77)
  const short = take((state) => state.staffed >= 5 && isFullyStaffed(world, state) && free(state) >= 2)
  if (short) staffLower(world, short)
  yield before(58)
  if (full) yield* fillAndQueue(world, full.unitId, before)
  yield before(16)
  const goesHome = find((state) => state.stays.length >= 3 && state.stays.every((stay) => !stay.leaving))
  if (goesHome) decideDischarge(world, goesHome)
  yield before(15)
  const emptied = find((state) => state.profile.cleaning && state.stays.length >= 3)
  if (emptied) letOneGo(world, emptied.unitId, 90)

  const held: UnitId[] = []
  const holdSomewhere = (etaMinutes: number): Placed | undefined => {
    const isOut = (unitId: UnitId) => STALE_UNITS.has(unitId) || held.includes(unitId)
    const others = world.region.units.filter(({ unitId }) => !isOut(unitId) && free(world.stateOf(unitId)) >= 2)
    for (const unitId of [...others.map((unit) => unit.unitId), ...held]) {
      const placed = hold(world, unitId, etaMinutes)
      if (placed) held.push(unitId)
      if (placed) return placed
    }
    return undefined
  }
  yield before(14)
  const first = holdSomewhere(35)
  yield before(10)
  const second = holdSomewhere(50)
  yield before(9)
  accept(world, first)
  yield before(6)
  holdSomewhere(25)
  yield before(4)
  accept(world, second)
  yield before(2)
  holdSomewhere(40)
}

/** Everybody but the stale units has looked at the board within the last couple of hours. */
export function* confirmLate(world: World, unitId: UnitId): Process {
  const chance = world.chanceFor(`confirm/${unitId}`)
  yield world.endsAt - chance.between(4, 95) * MINUTE
  if (STALE_UNITS.has(unitId)) return
  world.tell(wardAt(unitId), unitId, { name: 'confirm-unit', ask: {} })
  for (const { stayId, leaving, expectedDepartureAt } of world.stateOf(unitId).stays) {
    const isPassed = expectedDepartureAt !== null && msOf(expectedDepartureAt) <= world.endsAt
    // A passed departure would keep a month that is just over from its lock, in every unit and not in the one it should.
    if (isPassed && !leaving && !world.isForgotten(stayId))
      planDeparture(world, { unitId, stayId }, world.endsAt + chance.between(3, 20) * HOUR)
  }
}

/** Nothing on its way in or out that would open a bed by the clock alone. */
function isQuiet(world: World, state: UnitState): boolean {
  const now = world.clock.now()
  return (
    !state.profile.cleaning &&
    state.waiting.length === 0 &&
    validHolds(state, now).length === 0 &&
    closureAt(state, now) === null &&
    isFullyStaffed(world, state) &&
    state.beds.every((bed) => blockAt(bed, now) === null && bed.cleaningSince === null) &&
    state.stays.every((stay) => !stay.leaving)
  )
}

const isFullyStaffed = (world: World, state: UnitState): boolean =>
  staffedAt(state, world.clock.now()) === state.staffed

function closeUntilMorning(world: World, unitId: UnitId): void {
  const until = instantOf(atHour(plusDates(dateAt(world.endsAt), 1), 8))
  const ask = { open: false, reason: 'Ingen lege på vakt', until } as const
  world.tell(wardAt(unitId), unitId, { name: 'close-unit', ask })
}

function blockFreeBed(world: World, { unitId }: UnitState): void {
  const views = viewBeds(world.stateOf(unitId), world.clock.now())
  const bed = views.findLast((view) => view.state === 'free')?.bed
  const until = instantOf(atHour(plusDates(dateAt(world.endsAt), 1), 12))
  if (!bed) return
  const ask = { bedId: bed.bedId, reason: 'Teknisk feil på sengen', until }
  world.tell(wardAt(unitId), unitId, { name: 'block-bed', ask })
}

function staffLower(world: World, { unitId, staffed }: UnitState): void {
  const until = instantOf(atHour(plusDates(dateAt(world.endsAt), 1), 7.5))
  const ask = { staffed: staffed - 2, until, reason: 'Sykdom' }
  world.tell(wardAt(unitId), unitId, { name: 'set-staffing', ask })
}

/** Discharged, and waiting for the lift home: the bed is not free. */
function decideDischarge(world: World, { unitId, stays }: UnitState): void {
  const stayId = firstIn(stays)?.stayId
  const ask = { departedAt: null, dischargedTo: 'hjem' }
  if (stayId) world.tell(wardAt(unitId), unitId, { name: 'discharge-patient', ask: { ...ask, stayId } })
}

/** Gone a few minutes ago; clean so many minutes later, where the unit cleans. False where nobody could go. */
function letOneGo(world: World, unitId: UnitId, cleanAfterMinutes: number): boolean {
  const stay = firstIn(world.stateOf(unitId).stays.filter(({ stayId }) => !world.isForgotten(stayId)))
  return stay !== undefined && letGo(world, unitId, stay, cleanAfterMinutes)
}

export function letGo(world: World, unitId: UnitId, stay: LiveStay, cleanAfterMinutes: number): boolean {
  const now = world.clock.now()
  const { stayId, bedId } = stay
  const patientRef = world.ledger.stayOf(stayId, now)?.patientRef
  if (!patientRef) return false
  const departedAt = later(plusMinutes(now, -6), stay.segmentFrom)
  const ask = { stayId, departedAt, dischargedTo: 'hjem' }
  const patients = [{ kind: 'release', patientRef, stayId }] as const
  const told = world.tell(wardAt(unitId), unitId, { name: 'discharge-patient', ask }, { patients })
  if (told.ok) world.clock.spawn(cleanBed(world, unitId, bedId, cleanAfterMinutes))
  return told.ok
}

/** Who has been here longest, of those who are not on their way out. */
const firstIn = (stays: UnitState['stays']) =>
  stays.filter((stay) => !stay.leaving).sort((a, b) => (a.admittedAt < b.admittedAt ? -1 : 1))[0]

/** The last beds go to people at the door; the next two must wait. */
function* fillAndQueue(world: World, unitId: UnitId, before: (minutes: number) => number): Process {
  for (let minutes = 57; countPool(world.stateOf(unitId), world.clock.now()).free > 0 && minutes > 45; minutes -= 2) {
    yield before(minutes)
    admit(world, { ...drawPatient(world, world.demoUnit(unitId)), needs: [] }, unitId)
  }
  for (const minutes of [42, 17]) {
    yield before(minutes)
    const patient = drawPatient(world, world.demoUnit(unitId))
    if (bookableFor(world.stateOf(unitId), patient.partyId, world.clock.now()).bookable === 0) wait(world, patient)
  }
}

function wait(world: World, { unitId, patientRef, partyId, service, needs, chance }: Patient): void {
  const waitingId = world.newId('wait') as WaitingId
  const ask = { waitingId, partyId, service, needs, priority: chance.isTrue(0.5) ? 3 : 5 }
  const patients = [{ kind: 'wait', patientRef, waitingId, unitId }] as const
  world.tell(wardAt(unitId), unitId, { name: 'add-waiting', ask }, { patients })
}

type Placed = { readonly unitId: UnitId; readonly holdId: HoldId }

function hold(world: World, unitId: UnitId, etaMinutes: number): Placed | undefined {
  const { partyId, service, dispatcher } = drawPatient(world, world.demoUnit(unitId))
  const holdId = world.newId('hold') as HoldId
  const ask = { holdId, partyId, service, needs: [], etaMinutes, lookupId: world.newId('look') as LookupId }
  const placed = world.tell(dispatcher, unitId, { name: 'place-hold', ask })
  return placed.ok ? { unitId, holdId } : undefined
}

function accept(world: World, placed: Placed | undefined): void {
  if (!placed) return
  const { unitId, holdId } = placed
  world.tell(wardAt(unitId), unitId, { name: 'accept-hold', ask: { holdId } })
}
