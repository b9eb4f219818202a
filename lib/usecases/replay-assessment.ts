import type { AnswerOf } from '../contract/routes.ts'
import { assess } from '../domain/assessment/assess.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { readAssessment } from '../store/stored-assessment.ts'
import { readUnits } from '../store/unit-store.ts'
import { getCriteriaSet } from './criteria-in-force.ts'
import type { Deps } from './deps.ts'

type Refusal = { readonly kind: 'unit-not-found' | 'stay-not-found' | 'assessment-not-found' }

/**
 * What was told and how it came out when the patient was admitted, and the same told once more to the version of the
 * criteria that it was decided on, whatever versions have come since.
 */
export async function replayAssessment(
  deps: Deps,
  { unitId, stayId }: { readonly unitId: UnitId; readonly stayId: StayId },
): Promise<Result<AnswerOf<'replay-assessment'>, Refusal>> {
  const { units, stays } = await readUnits(deps.store, { unitIds: [unitId], stayIds: [stayId] })
  if (!units.has(unitId)) return refused({ kind: 'unit-not-found' })
  const stay = stays.get(stayId)
  if (stay?.record.unitId !== unitId) return refused({ kind: 'stay-not-found' })
  const stored = readAssessment(stay)
  if (!stored) return refused({ kind: 'assessment-not-found' })
  const { service, told, context, assessment } = stored
  const { criteriaSetId, criteriaVersion } = assessment
  const isByCriteria = criteriaSetId !== null && criteriaVersion !== null
  const set = isByCriteria ? await getCriteriaSet(deps, { criteriaSetId, criteriaVersion }) : undefined
  const again = assess(set, told, context)
  return accepted({
    stayId,
    service,
    admissionAt: context.admissionAt,
    told,
    ...assessment,
    replay: {
      outcome: again.ok ? again.value.outcome : null,
      same: again.ok && canonicalJson(again.value) === canonicalJson(assessment),
    },
  })
}
