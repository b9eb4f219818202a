import type { AnswerOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { findTargets } from '../domain/pool/targets.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findUnit } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

type Refusal = { readonly kind: 'unit-not-found' | 'stay-not-found' }

/** Where in the unit a patient can lie instead, and what stands against each of the other beds. */
export async function listTargets(
  { store }: Deps,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
  { unitId, stayId }: { readonly unitId: UnitId; readonly stayId: StayId },
): Promise<Result<AnswerOf<'list-targets'>, Refusal>> {
  const unit = await findUnit(store, unitId)
  if (!unit) return refused({ kind: 'unit-not-found' })
  const targets = findTargets(unit, stayId, { now, actor })
  return targets.ok ? accepted({ stayId, targets: [...targets.value], unitVersion: unit.version }) : targets
}
