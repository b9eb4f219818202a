import { partyOfKommune, type UnitId } from '../../../lib/domain/ids.ts'
import { firstDateOf, type OsloDate, plusDates } from '../../../lib/kernel/oslo-date.ts'
import type { Doing, Process } from './clockwork.ts'
import { lieInBed, planDeparture } from './lie-in-bed.ts'
import { letGo } from './living-region.ts'
import { atHour, DOGN, dateAt, HOUR, MINUTE, wholeMonthsBetween } from './local-time.ts'
import { drawPatient, type Patient } from './patient.ts'
import type { DemoUnit } from './region.ts'
import { admit, type InBed } from './seek-bed.ts'
import type { World } from './world.ts'

/** The unit whose last month is worth following: ten parties, guests, and protection of those who use little. */
const STORY_UNIT = 'unit_salten-felles-dogn'
const BODO = '1804'
const BEIARN = '1839'

/**
 * What the last whole month holds for whoever runs its avregning: the smallest kommune has used a bed, so that there is a
 * line to follow down to the night, and one departure was never written down, so that the month is refused until it is.
 * A history that is too short has no such month, and no story.
 */
export function tellLastMonth(world: World): void {
  const month = wholeMonthsBetween(world.startsAt, world.endsAt).at(-1)
  const unit = world.region.units.find(({ unitId }) => unitId === STORY_UNIT)
  if (month === undefined || unit === undefined) return
  const first = firstDateOf(month)
  world.clock.spawn(useABed(world, unit, plusDates(first, 8)))
  world.clock.spawn(goHomeUnseen(world, unit, plusDates(first, 19)))
  world.clock.spawn(seeOffThoseLeaving(world, unit.unitId))
}

function* useABed(world: World, unit: DemoUnit, date: OsloDate): Process {
  yield atHour(date, 13.5)
  const patient = patientOf(world, unit, BEIARN, 3.2)
  const inBed: InBed | null = yield* admitAtLast(world, patient)
  if (inBed) yield* lieInBed(world, patient, inBed)
}

function* goHomeUnseen(world: World, unit: DemoUnit, date: OsloDate): Process {
  yield atHour(date, 11.25)
  const inBed: InBed | null = yield* admitAtLast(world, patientOf(world, unit, BODO, 3))
  if (!inBed) return
  planDeparture(world, inBed, atHour(plusDates(dateAt(world.clock.nowMs()), 3), 12))
  world.forget(inBed.stayId)
}

/** Nobody else here may be on the way out when the history ends: one cause, and not two, keeps the month from its lock. */
function* seeOffThoseLeaving(world: World, unitId: UnitId): Process {
  yield world.endsAt - 99 * MINUTE
  for (const stay of world.stateOf(unitId).stays) if (stay.leaving) letGo(world, unitId, stay, 30)
}

function patientOf(world: World, unit: DemoUnit, kommunenummer: string, lengthDogn: number): Patient {
  const home = world.region.kommuner.find((row) => row.kommunenummer === kommunenummer)
  if (!home) throw new RangeError(`${kommunenummer} is no kommune of the demo region`)
  const kommune = home.kommunenummer
  return {
    ...drawPatient(world, unit),
    partyId: partyOfKommune(kommune),
    kommune,
    service: 'kad-somatikk',
    needs: [],
    lengthMs: lengthDogn * DOGN,
  }
}

/** Asks again until there is a bed; null when the history ends first. */
function* admitAtLast(world: World, patient: Patient): Doing<InBed | null> {
  while (world.isGoingOn(patient.unitId)) {
    const inBed = admit(world, patient, patient.unitId)
    if (inBed) return inBed
    yield world.clock.nowMs() + 2 * HOUR
  }
  return null
}
