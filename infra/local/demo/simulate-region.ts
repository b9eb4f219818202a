import type { UnitState } from '../../../lib/domain/pool/state.ts'
import { arrive, goLive } from './arrivals.ts'
import { keepUnit, tidyUnits } from './keep-unit.ts'
import { confirmLate, setTheRegion } from './living-region.ts'
import { DOGN } from './local-time.ts'
import type { Region } from './region.ts'
import { tellLastMonth } from './story.ts'
import { createWorld, type World } from './world.ts'

/**
 * Lives through the history in memory, from the founded units to the instant `endsAt`.
 * Pure: the same region, instants and seed give the same bytes. `onDogn` is awaited after each simulated døgn.
 */
export async function simulateRegion(
  region: Region,
  founded: readonly UnitState[],
  time: { readonly startsAt: number; readonly endsAt: number },
  onDogn: (dogn: number) => Promise<void>,
): Promise<World> {
  const world = createWorld(region, founded, time)
  for (const unit of region.units) {
    world.clock.spawn(goLive(world, unit))
    world.clock.spawn(keepUnit(world, unit.unitId))
    world.clock.spawn(arrive(world, unit))
    world.clock.spawn(confirmLate(world, unit.unitId))
  }
  world.clock.spawn(tidyUnits(world))
  world.clock.spawn(setTheRegion(world))
  tellLastMonth(world)
  for (let dogn = 1; time.startsAt + dogn * DOGN < time.endsAt; dogn += 1) {
    world.clock.runUntil(time.startsAt + dogn * DOGN)
    await onDogn(dogn)
  }
  world.clock.runUntil(time.endsAt)
  return world
}
