import type { AnswerOf, ParamsOf, QueryOf } from '../contract/routes.ts'
import { standingOf } from '../domain/lookup/standing.ts'
import { countPool } from '../domain/pool/bookable.ts'
import type { UnitState } from '../domain/pool/state.ts'
import { capabilityStatement } from '../fhir/capability-statement.ts'
import { bedMeasure, structureDefinitions } from '../fhir/definitions.ts'
import { healthcareServicesOf } from '../fhir/healthcare-services.ts'
import { locationsOf } from '../fhir/locations.ts'
import { measureReportOf } from '../fhir/measure-reports.ts'
import { ORGANIZATIONS } from '../fhir/organizations.ts'
import type { FhirBase, Identified } from '../fhir/resource.ts'
import { type FhirType, type Found, isFhirType, matching, searchBundle, unknownParameters } from '../fhir/search.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { listUnits } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

export type FhirCall = { readonly base: FhirBase; readonly now: Instant }
type NoSuchType = { readonly kind: 'fhir-type-unknown' }

const MOST_ENTRIES = 200

export const showFhirMetadata = ({ base }: FhirCall): Result<AnswerOf<'show-fhir-metadata'>, never> =>
  accepted(capabilityStatement(base))

/** One Query at the most: the same that the lookup makes. */
export async function searchFhir(
  deps: Deps,
  { base, now, isStrict }: FhirCall & { readonly isStrict: boolean },
  { resourceType }: ParamsOf<'search-fhir'>,
  query: QueryOf<'search-fhir'>,
): Promise<
  Result<
    AnswerOf<'search-fhir'>,
    NoSuchType | { readonly kind: 'fhir-parameter-unknown'; readonly parameters: readonly string[] }
  >
> {
  if (!isFhirType(resourceType)) return refused({ kind: 'fhir-type-unknown' })
  const { _count, _offset, _summary, ...rest } = query
  const asked: Record<string, string> = Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  const unknown = unknownParameters(resourceType, Object.keys(asked))
  // FHIR R4 3.1.1.1: what is not known is passed over, unless the caller would rather hear of it.
  if (isStrict && unknown.length > 0) return refused({ kind: 'fhir-parameter-unknown', parameters: unknown })
  const found = matching(resourceType, await findAll(deps, resourceType, { base, now }), asked)
  const count = Math.min(_count ?? MOST_ENTRIES, MOST_ENTRIES)
  const links = {
    ...asked,
    ...(_count === undefined ? {} : { _count: String(count) }),
    ...(_summary ? { _summary } : {}),
  }
  return accepted(
    searchBundle(base, resourceType, found, links, { offset: _offset, count, onlyCount: _summary === 'count' }),
  )
}

export async function readFhir(
  deps: Deps,
  call: FhirCall,
  { resourceType, resourceId }: ParamsOf<'read-fhir'>,
): Promise<Result<AnswerOf<'read-fhir'>, NoSuchType | { readonly kind: 'fhir-resource-not-found' }>> {
  if (!isFhirType(resourceType)) return refused({ kind: 'fhir-type-unknown' })
  const all = await findAll(deps, resourceType, call)
  const found = all.find(({ resource }) => resource.id === resourceId)
  return found ? accepted(found.resource) : refused({ kind: 'fhir-resource-not-found' })
}

async function findAll(deps: Deps, type: FhirType, { base, now }: FhirCall): Promise<readonly Found[]> {
  switch (type) {
    case 'Location':
      return ofUnits(await listUnits(deps.store), (state) => locationsOf(base, state, now))
    case 'HealthcareService':
      return (await listUnits(deps.store)).flatMap((state) => {
        const { status } = standingOf(state, countPool(state, now).free, now)
        return ofUnits([state], () => healthcareServicesOf(base, state, now)).map((found) => ({
          ...found,
          capacityStatus: status,
        }))
      })
    case 'MeasureReport':
      return ofUnits(await listUnits(deps.store), (state) => [measureReportOf(base, state, now)])
    case 'Organization':
      return ORGANIZATIONS.map((resource) => ({ resource }))
    case 'Measure':
      return [{ resource: bedMeasure(base) }]
    case 'StructureDefinition':
      return structureDefinitions(base).map((resource) => ({ resource }))
  }
}

const ofUnits = (
  units: readonly UnitState[],
  resourcesOf: (state: UnitState) => readonly Identified[],
): readonly Found[] =>
  [...units]
    .sort((a, b) => (a.unitId < b.unitId ? -1 : 1))
    .flatMap((state) =>
      resourcesOf(state).map((resource) => ({ resource, kommune: state.profile.kommune, area: state.profile.area })),
    )
