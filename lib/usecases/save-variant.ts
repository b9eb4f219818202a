import type { Precondition } from '../contract/precondition.ts'
import type { AnswerOf, BodyOf, QueryOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import type { NamedFault } from '../domain/agreement/agreement.ts'
import { findDateFaults, SHIPPED } from '../domain/assessment/catalogue.ts'
import type { CriteriaSet } from '../domain/assessment/criteria-set.ts'
import { findVariantFaults, type Variant, variantSetId } from '../domain/assessment/variant.ts'
import type { UnitId } from '../domain/ids.ts'
import { decide } from '../domain/pool/decide.ts'
import { findServiceObstacle } from '../domain/pool/hold.ts'
import { latestCriteria } from '../domain/pool/state.ts'
import type { Service } from '../domain/vocabulary.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { CriteriaVersion } from '../store/criteria-codecs.ts'
import { criteriaVersionPart, findCriteriaVersion } from '../store/criteria-store.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import { findCriteriaSet } from './criteria-in-force.ts'
import type { Deps } from './deps.ts'
import { findOwnUnit, mayAdminister } from './journal.ts'

type At = { readonly unitId: UnitId; readonly service: Service }
type NotFound = { readonly kind: 'unit-not-found' | 'forbidden' | 'variant-not-found' }
type Refusal =
  | WriteRefusal
  | { readonly kind: 'forbidden' | 'precondition-required' | 'service-not-offered' }
  | { readonly kind: 'version-mismatch'; readonly version: number | null }
  | { readonly kind: 'criteria-do-not-add-up'; readonly errors: readonly NamedFault[] }

/** The unit's newest variant for the service as it was saved, also one that is still to come, or the one that is named. */
export async function getVariant(
  deps: Deps,
  reader: { readonly actor: Actor; readonly now: Instant },
  { unitId, service, version: named }: At & QueryOf<'get-variant'>,
): Promise<Result<AnswerOf<'get-variant'>, NotFound>> {
  const unit = await findOwnUnit(deps, reader, unitId)
  if (!unit.ok) return unit
  const version = named === undefined ? latestCriteria(unit.value, service)?.version : Number(named)
  const saved = version && (await findCriteriaVersion(deps.store, variantSetId(unitId, service), version))
  return saved && saved.kind === 'variant'
    ? accepted(variantAnswer(unitId, saved))
    : refused({ kind: 'variant-not-found' })
}

/** A new version per PUT. The version, and the unit's word that it goes by it from its date on, are written together. */
export async function putVariant(
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor; readonly precondition: Precondition | null },
  { unitId, service }: At,
  variant: BodyOf<'put-variant'>,
): Promise<Result<AnswerOf<'put-variant'>, Refusal>> {
  const { actor, now, precondition } = request
  const criteriaSetId = variantSetId(unitId, service)
  const core = await findCriteriaSet(deps, variant.core)
  return changeUnits<AnswerOf<'put-variant'>, Refusal>(deps, request, { unitIds: [unitId] }, ({ units }) => {
    const unit = units.get(unitId)
    if (!mayAdminister(actor, unit, now)) return refused({ kind: 'forbidden' })
    if (!unit) return refused({ kind: 'unit-not-found' })
    if (precondition === null) return refused({ kind: 'precondition-required' })
    const latest = latestCriteria(unit, service)
    const current = latest?.version ?? null
    const isMet = precondition.kind === 'absent' ? current === null : current === precondition.version
    if (!isMet) return refused({ kind: 'version-mismatch', version: current })
    const obstacle = findServiceObstacle(unit, service)
    if (obstacle) return refused(obstacle)
    const errors = [...findDateFaults(latest?.validFrom, variant.validFrom), ...findFaultsOn(core, variant)]
    if (errors.length > 0) return refused({ kind: 'criteria-do-not-add-up', errors })
    const version = (current ?? 0) + 1
    const next = { kind: 'variant', criteriaSetId, service, version, savedAt: now, savedBy: actor, variant } as const
    const { validFrom, requireAssessment, binds } = variant
    const adopted = { service, version, validFrom, core: variant.core, requireAssessment, binds }
    const decision = decide(unit, { name: 'adopt-criteria', ask: adopted }, request)
    if (!decision.ok) return decision
    return accepted({
      units: [{ unitId, events: decision.value }],
      alongside: [criteriaVersionPart(next)],
      answer: () => variantAnswer(unitId, next),
    })
  })
}

/** A core set is built on as it stands: a version that is there, and that is in force when the variant begins. */
function findFaultsOn(core: CriteriaSet | undefined, variant: Variant): NamedFault[] {
  const fault = (rule: string) => [{ pointer: '/core/criteriaVersion', rule }]
  if (!core) return fault('unknown-version')
  const isShipped = SHIPPED.some(
    ({ criteriaSetId, criteriaVersion }) => criteriaSetId === core.criteriaSetId && criteriaVersion === core.version,
  )
  const isToCome = !isShipped && core.validFrom > variant.validFrom
  return [...(isToCome ? fault('not-yet-in-force') : []), ...findVariantFaults(core, variant)]
}

const variantAnswer = (
  unitId: UnitId,
  { criteriaSetId, service, version, savedAt, variant }: Extract<CriteriaVersion, { kind: 'variant' }>,
): AnswerOf<'get-variant'> => ({
  ...variant,
  unitId,
  service,
  criteriaSetId,
  version,
  criteriaVersion: `${version}`,
  savedAt,
})
