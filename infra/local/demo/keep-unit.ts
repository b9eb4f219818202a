import { SYSTEM_ACTOR } from '../../../lib/domain/actor.ts'
import type { BedId, UnitId } from '../../../lib/domain/ids.ts'
import { viewBeds } from '../../../lib/domain/pool/bed-state.ts'
import { isValid } from '../../../lib/domain/pool/state.ts'
import { instantOf, plusMs } from '../../../lib/kernel/instant.ts'
import { plusDates } from '../../../lib/kernel/oslo-date.ts'
import type { Process } from './clockwork.ts'
import { atHour, dateAt, HOUR, MINUTE, weekdayOf } from './local-time.ts'
import type { Chance } from './random.ts'
import { type World, wardAt } from './world.ts'

/** When the shifts change and somebody looks at the board, by the clock on the wall. */
const SHIFTS = [7.25, 14.75, 22.25]

/** One unit's own people, shift by shift: confirm, and now and then too few hands, a broken bed, a closed door. */
export function* keepUnit(world: World, unitId: UnitId): Process {
  const chance = world.chanceFor(`ward/${unitId}`)
  for (let date = dateAt(world.clock.nowMs()); ; date = plusDates(date, 1)) {
    for (const hour of SHIFTS) {
      const at = atHour(date, hour) + chance.between(-15, 20) * MINUTE
      if (at < world.clock.nowMs()) continue
      yield at
      if (!world.isGoingOn(unitId)) return
      world.noteOccupancy(unitId)
      confirmIfOld(world, unitId, chance)
      if (hour === SHIFTS[0]) staffForToday(world, unitId, chance)
      if (hour === SHIFTS[1]) blockBed(world, unitId, chance)
      if (hour === SHIFTS[2]) closeForLackOfHands(world, unitId, chance)
    }
  }
}

/** Whoever has just reported something need not confirm as well; and not everybody remembers. */
function confirmIfOld(world: World, unitId: UnitId, chance: Chance): void {
  const isOld = plusMs(world.stateOf(unitId).confirmedAt, 3 * HOUR) < world.clock.now()
  if (isOld && chance.isTrue(0.4)) world.tell(wardAt(unitId), unitId, { name: 'confirm-unit', ask: {} })
}

function staffForToday(world: World, unitId: UnitId, chance: Chance): void {
  const { staffed, staffing } = world.stateOf(unitId)
  const isLow = staffing !== null && world.clock.now() < staffing.until
  if (staffed < 3 || isLow || !chance.isTrue(0.02)) return
  const fewer = staffed - (staffed >= 8 && chance.isTrue(0.4) ? 2 : 1)
  const until = instantOf(world.clock.nowMs() + chance.between(8, 40) * HOUR)
  const reason = chance.weighted(STAFFING_REASONS)
  world.tell(wardAt(unitId), unitId, { name: 'set-staffing', ask: { staffed: fewer, until, reason } })
}

const STAFFING_REASONS = [
  ['Sykdom', 6],
  ['Ubesatt vakt', 3],
  ['Følge ved transport', 1],
] as const

function blockBed(world: World, unitId: UnitId, chance: Chance): void {
  const views = viewBeds(world.stateOf(unitId), world.clock.now())
  const bed = chance.pick(views.filter((view) => view.state === 'free'))?.bed
  if (!bed || views.length < 3 || !chance.isTrue(0.015)) return
  const until = instantOf(world.clock.nowMs() + chance.between(6, 60) * HOUR)
  const reason = chance.weighted(BLOCK_REASONS)
  const told = world.tell(wardAt(unitId), unitId, { name: 'block-bed', ask: { bedId: bed.bedId, reason, until } })
  if (told.ok && chance.isTrue(0.4)) world.clock.spawn(openEarly(world, unitId, bed.bedId, chance.between(2, 6)))
}

const BLOCK_REASONS = [
  ['Teknisk feil på sengen', 4],
  ['Vannlekkasje', 1],
  ['Smittevask', 4],
  ['Ventilasjon', 1],
] as const

function* openEarly(world: World, unitId: UnitId, bedId: BedId, hours: number): Process {
  yield world.clock.nowMs() + hours * HOUR
  world.tell(wardAt(unitId), unitId, { name: 'open-bed', ask: { bedId } })
}

/** A unit of one or two beds has nobody to spare: it shuts for a night, or for a weekend in the summer. */
function closeForLackOfHands(world: World, unitId: UnitId, chance: Chance): void {
  const { beds, stays, holds } = world.stateOf(unitId)
  const now = world.clock.nowMs()
  const date = dateAt(now)
  const isSummer = date.slice(5) >= '06-15' && date.slice(5) <= '08-20'
  const isWeekend = weekdayOf(date) === 'friday'
  if (beds.length > 2 || stays.length > 0 || holds.some((hold) => isValid(hold, instantOf(now)))) return
  if (!chance.isTrue(isSummer && isWeekend ? 0.08 : 0.02)) return
  const days = isSummer && isWeekend ? 3 : 1
  const until = instantOf(atHour(plusDates(date, days), 7.5))
  const reason = isSummer ? 'Ferieavvikling' : 'Mangler sykepleier i natt'
  world.tell(wardAt(unitId), unitId, { name: 'close-unit', ask: { open: false, reason, until } })
}

/** Five times slower than the served job: every read and write judges by the clock itself, so nobody can tell. */
const TIDY_EVERY_MS = 5 * MINUTE

/** Ends in the journal what the clock has ended, and gives beds that came free by the clock to those who wait. */
export function* tidyUnits(world: World): Process {
  for (;;) {
    yield world.clock.nowMs() + TIDY_EVERY_MS
    for (const { unitId, holds, waiting } of world.ledger.states()) {
      if (waiting.length === 0 && holds.every((hold) => isValid(hold, world.clock.now()))) continue
      world.tell(SYSTEM_ACTOR, unitId, { name: 'tidy-unit', ask: {} })
    }
  }
}
