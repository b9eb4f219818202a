import type { AnswerOf, QueryOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import { effectOf } from '../domain/assessment/criteria-set.ts'
import type { UnitId } from '../domain/ids.ts'
import type { Service } from '../domain/vocabulary.ts'
import type { Instant } from '../kernel/instant.ts'
import { osloDateOf } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { readUnits } from '../store/unit-store.ts'
import { findCriteriaInForce } from './criteria-in-force.ts'
import type { Deps } from './deps.ts'
import { mayAdminister } from './journal.ts'

/** What a patient will be held against at the unit and service, on a date: the form that somebody fills in. */
export async function showCriteria(
  deps: Deps,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
  { unitId, service, on }: QueryOf<'show-criteria'> & { readonly unitId: UnitId; readonly service: Service },
): Promise<Result<AnswerOf<'show-criteria'>, { readonly kind: 'unit-not-found' | 'forbidden' }>> {
  const { units, catalogue } = await readUnits(deps.store, { unitIds: [unitId], criteria: true })
  const unit = units.get(unitId)
  if (!mayAdminister(actor, unit, now)) return refused({ kind: 'forbidden' })
  if (!unit) return refused({ kind: 'unit-not-found' })
  const date = on ?? osloDateOf(now)
  const inForce = await findCriteriaInForce(deps, unit, catalogue, { service, date })
  const set = inForce?.set
  return accepted({
    unitId,
    service,
    on: date,
    criteriaSetId: set?.criteriaSetId ?? null,
    criteriaVersion: set?.version ?? null,
    core: inForce?.core ?? null,
    requireAssessment: inForce?.requireAssessment ?? false,
    binds: (inForce?.stopsOn ?? []).length > 0,
    stopsOn: inForce?.stopsOn ?? [],
    title: set?.title ?? null,
    inputTypes: set?.inputTypes ?? {},
    criteria: (set?.criteria ?? [])
      .map((criterion) => ({
        ...criterion,
        criterionId: criterion.id,
        effect: set ? effectOf(criterion, set) : criterion.effect,
        hasRule: criterion.rule !== undefined,
      }))
      .filter(({ effect }) => effect !== 'off'),
  })
}
