import type { Precondition } from '../contract/precondition.ts'
import type { AnswerOf, BodyOf, QueryOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import type { NamedFault } from '../domain/agreement/agreement.ts'
import { coreInForce, findCatalogueFaults, listed, SHIPPED, versionsOf } from '../domain/assessment/catalogue.ts'
import { CORE_SETS } from '../domain/assessment/core-sets.ts'
import { findCriteriaFaults } from '../domain/assessment/criteria-faults.ts'
import type { Instant } from '../kernel/instant.ts'
import { osloDateOf } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { CriteriaVersion } from '../store/criteria-codecs.ts'
import { cataloguePart, criteriaVersionPart, findCriteriaVersion } from '../store/criteria-store.ts'
import { readUnits } from '../store/unit-store.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type Refusal =
  | WriteRefusal
  | { readonly kind: 'precondition-required' }
  | { readonly kind: 'version-mismatch'; readonly version: number | null }
  | { readonly kind: 'criteria-do-not-add-up'; readonly errors: readonly NamedFault[] }

/** Every core set of the region with its versions, and which of them is chosen today. */
export async function listCriteriaSets(
  deps: Deps,
  now: Instant,
): Promise<Result<AnswerOf<'list-criteria-sets'>, never>> {
  const { catalogue } = await readUnits(deps.store, { unitIds: [], criteria: true })
  const all = [...SHIPPED, ...catalogue.saved]
  const date = osloDateOf(now)
  const chosen = new Set(all.flatMap(({ services }) => services).map((service) => coreInForce(all, service, date)))
  const ids = [...new Set(all.map(({ criteriaSetId }) => criteriaSetId))]
  return accepted({
    sets: ids.map((criteriaSetId) => ({
      criteriaSetId,
      versions: versionsOf(all, criteriaSetId).map((version) => ({ ...version, inForce: chosen.has(version) })),
    })),
  })
}

/** The newest version, also one that is still to come, or the one that is named. */
export async function getCriteriaSet(
  deps: Deps,
  { criteriaSetId, version: named }: QueryOf<'get-criteria-set'> & { readonly criteriaSetId: string },
): Promise<Result<AnswerOf<'get-criteria-set'>, { readonly kind: 'criteria-set-not-found' }>> {
  const { catalogue } = await readUnits(deps.store, { unitIds: [], criteria: true })
  const versions = versionsOf([...SHIPPED, ...catalogue.saved], criteriaSetId)
  const listing = named === undefined ? versions.at(-1) : versions.find((each) => each.criteriaVersion === named)
  if (!listing) return refused({ kind: 'criteria-set-not-found' })
  const { version, criteriaVersion } = listing
  const shipped = version === 0 && CORE_SETS.find((set) => set.criteriaSetId === criteriaSetId)
  if (shipped) return accepted({ ...shipped, criteriaSetId, version, criteriaVersion, savedAt: null })
  const saved = await findCriteriaVersion(deps.store, criteriaSetId, version)
  if (saved?.kind !== 'core') throw new RangeError(`${criteriaSetId} ${version} is in the catalogue and not there`)
  return accepted(setAnswer(saved))
}

/** A new version per PUT, from its date on. The version and its place in the catalogue are written together. */
export function putCriteriaSet(
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor; readonly precondition: Precondition | null },
  criteriaSetId: string,
  content: BodyOf<'put-criteria-set'>,
): Promise<Result<AnswerOf<'put-criteria-set'>, Refusal>> {
  const { actor, now, precondition } = request
  return changeUnits<AnswerOf<'put-criteria-set'>, Refusal>(
    deps,
    request,
    { unitIds: [], criteria: true },
    ({ catalogue }) => {
      const all = [...SHIPPED, ...catalogue.saved]
      const current = versionsOf(all, criteriaSetId).at(-1)?.version ?? null
      if (precondition === null) return refused({ kind: 'precondition-required' })
      const isMet = precondition.kind === 'absent' ? current === null : current === precondition.version
      if (!isMet) return refused({ kind: 'version-mismatch', version: current })
      const errors = [...findCatalogueFaults(all, criteriaSetId, content), ...findCriteriaFaults(content)]
      if (errors.length > 0) return refused({ kind: 'criteria-do-not-add-up', errors })
      const version = (current ?? 0) + 1
      const next = { kind: 'core', criteriaSetId, version, savedAt: now, savedBy: actor, content } as const
      const listing = listed(content, { criteriaSetId, version, criteriaVersion: `${version}` })
      return accepted({
        units: [],
        alongside: [criteriaVersionPart(next), cataloguePart(catalogue, listing)],
        answer: () => setAnswer(next),
      })
    },
  )
}

const setAnswer = ({
  criteriaSetId,
  version,
  savedAt,
  content,
}: Extract<CriteriaVersion, { kind: 'core' }>): AnswerOf<'get-criteria-set'> => ({
  ...content,
  criteriaSetId,
  version,
  criteriaVersion: `${version}`,
  savedAt,
})
