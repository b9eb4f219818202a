import { DEFAULT_RULES } from '../../../lib/domain/agreement/agreement.ts'
import type { UnitId } from '../../../lib/domain/ids.ts'
import { plusDates } from '../../../lib/kernel/oslo-date.ts'
import type { Process } from './clockwork.ts'
import { ARRIVAL_HOURS } from './demography.ts'
import { bePatient, lieInBed } from './lie-in-bed.ts'
import { atHour, DOGN, dateAt, HOUR, MINUTE } from './local-time.ts'
import { drawPatient } from './patient.ts'
import type { DemoUnit } from './region.ts'
import { admit } from './seek-bed.ts'
import type { World } from './world.ts'

/** Of those who call, about this part ends in a bed when one is free: some are declined, some change their minds. */
const COMES_TO_A_STAY = 0.9

/** Those who need this unit, day by day: a Poisson number of them, most by day and in the evening. */
export function* arrive(world: World, unit: DemoUnit): Process {
  const chance = world.chanceFor(`arrivals/${unit.unitId}`)
  const perDogn = callsPerDogn(unit)
  for (let date = dateAt(world.clock.nowMs()); ; date = plusDates(date, 1)) {
    const count = chance.poisson(perDogn * leanTowardsAim(world, unit))
    const hours = Array.from({ length: count }, () => chance.weighted(ARRIVAL_HOURS) + chance.next())
    for (const at of hours.map((hour) => atHour(date, hour)).sort((a, b) => a - b)) {
      if (at < world.clock.nowMs()) continue
      yield at
      if (!world.isGoingOn(unit.unitId)) return
      world.clock.spawn(bePatient(world, drawPatient(world, unit)))
    }
    yield atHour(plusDates(date, 1), 0)
  }
}

/** The calls that give the aimed occupancy when those who meet a full unit are lost to it (Erlang's loss formula). */
function callsPerDogn({ aim, request }: DemoUnit): number {
  const beds = request.rooms.reduce((sum, room) => sum + room.beds.length, 0)
  const carried = aim.occupancy * beds
  const servers = Math.min(request.staffed, beds)
  let [low, high] = [0, 20 * servers]
  for (let step = 0; step < 40; step += 1) {
    const offered = (low + high) / 2
    if (offered * (1 - lossOf(servers, offered)) < carried) low = offered
    else high = offered
  }
  return low / aim.meanStayDogn / COMES_TO_A_STAY
}

function lossOf(servers: number, offered: number): number {
  let loss = 1
  for (let server = 1; server <= servers; server += 1) loss = (offered * loss) / (server + offered * loss)
  return loss
}

/** Guarantees, closures, cleaning and neighbours' overflow pull a unit away from its aim; demand leans back towards it. */
function leanTowardsAim(world: World, { unitId, aim }: DemoUnit): number {
  const miss = (aim.occupancy - world.meanOccupancy(unitId)) / aim.occupancy
  return Math.min(1.9, Math.max(0.5, 1 + 2.5 * miss))
}

/**
 * The first evening with the service: the unit writes in those who already lie there.
 * Without them every unit would begin empty, and the first weeks of the statistics would show it.
 */
export function* goLive(world: World, unit: DemoUnit): Process {
  const chance = world.chanceFor(`go-live/${unit.unitId}`)
  for (const { bedId } of world.stateOf(unit.unitId).beds) {
    if (!chance.isTrue(unit.aim.occupancy)) continue
    yield world.clock.nowMs() + chance.between(2, 9) * MINUTE
    const patient = { ...drawPatient(world, unit), chance: world.chanceFor(`go-live/${unit.unitId}/${bedId}`) }
    // Whoever is met in a bed lies there longer than the average, and is somewhere in the middle of it.
    const lengthMs = patient.lengthMs * 1.4
    const reviewMs = reviewAfterMs(world, unit.unitId)
    const lainMs = Math.min(lengthMs * chance.between(0.05, 0.85), reviewMs - 48 * HOUR)
    const there = { ...patient, lengthMs, needs: [] }
    const inBed = admit(world, there, unit.unitId, {}, world.clock.nowMs() - lainMs)
    if (inBed) world.clock.spawn(lieThere(world, there, inBed))
  }
}

function* lieThere(...[world, patient, inBed]: Parameters<typeof lieInBed>): Process {
  yield* lieInBed(world, patient, inBed)
}

function reviewAfterMs(world: World, unitId: UnitId): number {
  const terms = world.stateOf(unitId).terms.at(-1)?.terms
  return (terms?.rules ?? DEFAULT_RULES).reviewAfterDogn * DOGN
}
