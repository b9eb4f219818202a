import { coreInForce, SHIPPED } from '../domain/assessment/catalogue.ts'
import { CORE_SETS } from '../domain/assessment/core-sets.ts'
import type { CriteriaRef, CriteriaSet } from '../domain/assessment/criteria-set.ts'
import type { AssessmentOutcome } from '../domain/assessment/evaluate.ts'
import { applyVariant, variantSetId } from '../domain/assessment/variant.ts'
import { criteriaOn, type UnitState } from '../domain/pool/state.ts'
import type { Service, UnitKind } from '../domain/vocabulary.ts'
import type { OsloDate } from '../kernel/oslo-date.ts'
import type { SavedCatalogue } from '../store/criteria-codecs.ts'
import { findCriteriaVersion } from '../store/criteria-store.ts'
import type { Deps } from './deps.ts'

export type CriteriaInForce = {
  readonly set: CriteriaSet
  /** The core set that it is, or is built on. */
  readonly core: CriteriaRef
  readonly requireAssessment: boolean
  /** The outcomes that must be overridden before the patient can come in; the others are advice in this unit. */
  readonly stopsOn: readonly AssessmentOutcome[]
}

const NO_OR_UNANSWERED: readonly AssessmentOutcome[] = ['does-not-fit', 'ask-doctor']

/**
 * A core set stops in the kinds of unit that it names. A felles døgnenhet has such places among others: there a clear no
 * stops, and what nobody answered is advice. A sykestue is not bound by the inclusion criteria of KAD
 * (Helse Nord, delrapport 5, 14.11.2023).
 */
const outcomesThatStop = (kinds: readonly UnitKind[], kind: UnitKind): readonly AssessmentOutcome[] =>
  kinds.includes(kind) ? NO_OR_UNANSWERED : kind === 'felles-dogn' ? ['does-not-fit'] : []

/**
 * The unit's own variant, else the core set of the service, in the version of the date; undefined where nothing is asked.
 * Unit and catalogue came in one read; only a version that neither came with the service nor was met before costs another.
 */
export async function findCriteriaInForce(
  deps: Deps,
  unit: UnitState,
  catalogue: SavedCatalogue,
  { service, date }: { readonly service: Service; readonly date: OsloDate },
): Promise<CriteriaInForce | undefined> {
  const own = criteriaOn(unit, service, date)
  if (own) {
    const name = { criteriaSetId: variantSetId(unit.unitId, service), criteriaVersion: `${own.version}` }
    const stopsOn = own.binds ? NO_OR_UNANSWERED : []
    return { core: own.core, requireAssessment: own.requireAssessment, stopsOn, set: await getCriteriaSet(deps, name) }
  }
  const core = coreInForce([...SHIPPED, ...catalogue.saved], service, date)
  if (!core) return undefined
  const stopsOn = outcomesThatStop(core.kinds, unit.profile.kind)
  return { core, requireAssessment: false, stopsOn, set: await getCriteriaSet(deps, core) }
}

/** A version that something names as the one it was decided on: if it is gone, that is a fault and no answer. */
export async function getCriteriaSet(deps: Deps, name: CriteriaRef): Promise<CriteriaSet> {
  const set = await findCriteriaSet(deps, name)
  if (!set) throw new RangeError(`criteria ${name.criteriaSetId} ${name.criteriaVersion} are named and not there`)
  return set
}

/** A version of a core set or of a variant, by name. */
export async function findCriteriaSet(
  deps: Deps,
  { criteriaSetId, criteriaVersion }: CriteriaRef,
): Promise<CriteriaSet | undefined> {
  const shipped = CORE_SETS.find((set) => set.criteriaSetId === criteriaSetId && set.version === criteriaVersion)
  if (shipped) return shipped
  const key = `${criteriaSetId} ${criteriaVersion}`
  const known = deps.knownCriteria?.get(key)
  if (known) return known
  const set = await readCriteriaSet(deps, { criteriaSetId, criteriaVersion })
  if (deps.knownCriteria && deps.knownCriteria.size >= MOST_KNOWN) deps.knownCriteria.clear()
  if (set) deps.knownCriteria?.set(key, set)
  return set
}

/** A set is some tens of kilobytes; a process that has met this many starts over. */
const MOST_KNOWN = 200

async function readCriteriaSet(
  deps: Deps,
  { criteriaSetId, criteriaVersion }: CriteriaRef,
): Promise<CriteriaSet | undefined> {
  if (!/^[1-9]\d*$/.test(criteriaVersion)) return undefined
  const saved = await findCriteriaVersion(deps.store, criteriaSetId, Number(criteriaVersion))
  if (!saved) return undefined
  if (saved.kind === 'core') return { ...saved.content, criteriaSetId, version: criteriaVersion }
  const { variant, service } = saved
  const core = await getCriteriaSet(deps, variant.core)
  return applyVariant(core, variant, { criteriaSetId, version: criteriaVersion, service })
}
