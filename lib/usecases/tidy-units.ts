import { SYSTEM_ACTOR } from '../domain/actor.ts'
import type { UnitId } from '../domain/ids.ts'
import { isValid } from '../domain/pool/state.ts'
import type { Instant } from '../kernel/instant.ts'
import { listUnits } from '../store/unit-store.ts'
import { changeUnit } from './change-unit.ts'
import type { Deps } from './deps.ts'

/**
 * Ends in the journal what the clock has ended, and gives beds that came free by the clock to those who wait.
 * May be late or not run at all: every read and write judges by the clock itself.
 */
export async function tidyUnits(deps: Deps, now: Instant): Promise<{ readonly tidied: readonly UnitId[] }> {
  const units = await listUnits(deps.store)
  const tidied: UnitId[] = []
  for (const unit of units) {
    const needsTidying = unit.waiting.length > 0 || unit.holds.some((hold) => !isValid(hold, now))
    if (!needsTidying) continue
    const request = { actor: SYSTEM_ACTOR, now }
    const outcome = await changeUnit(
      deps,
      request,
      unit.unitId,
      { name: 'tidy-unit', ask: {} },
      ({ events }) => events.length,
    )
    if (outcome.ok && outcome.value > 0) tidied.push(unit.unitId)
  }
  return { tidied }
}
