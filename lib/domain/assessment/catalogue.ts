import type { OsloDate } from '../../kernel/oslo-date.ts'
import type { NamedFault } from '../agreement/agreement.ts'
import type { Service, UnitKind } from '../vocabulary.ts'
import { CORE_SETS } from './core-sets.ts'
import type { CriteriaContent, CriteriaRef } from './criteria-set.ts'

/** One version of a core set, as far as choosing it goes; small, so that all of them come along with a unit in one read. */
export type CatalogueVersion = CriteriaRef & {
  /** 0 came with the service, and nobody saved it. */
  readonly version: number
  readonly validFrom: OsloDate
  readonly title: string
  readonly kinds: readonly UnitKind[]
  readonly services: readonly Service[]
}

/** Every version of every core set; those of one set in the order in which they were saved, which is that of their dates. */
export type Catalogue = readonly CatalogueVersion[]

/** What the region has before anybody saves anything. */
export const SHIPPED: Catalogue = CORE_SETS.map(({ version, ...set }) =>
  listed(set, { criteriaSetId: set.criteriaSetId, criteriaVersion: version, version: 0 }),
)

/** The entry of a version that is being saved. */
export function listed(
  { validFrom, title, appliesTo }: CriteriaContent,
  name: CriteriaRef & { readonly version: number },
): CatalogueVersion {
  const { criteriaSetId, criteriaVersion, version } = name
  return { criteriaSetId, criteriaVersion, version, validFrom, title, ...appliesTo }
}

export const versionsOf = (catalogue: Catalogue, criteriaSetId: string): Catalogue =>
  catalogue.filter((version) => version.criteriaSetId === criteriaSetId)

/** The version of the core set for a service that is in force on a date; undefined where no criteria are written for it. */
export function coreInForce(catalogue: Catalogue, service: Service, date: OsloDate): CatalogueVersion | undefined {
  return idsIn(catalogue)
    .map((criteriaSetId) => versionsOf(catalogue, criteriaSetId).findLast((version) => beginsBy(version, date)))
    .find((version) => version?.services.includes(service))
}

/** What came with the service was there before the date it names, too: an admission can be registered back in time. */
const beginsBy = ({ version, validFrom }: CatalogueVersion, date: OsloDate): boolean =>
  version === 0 || validFrom <= date

/** Why a new version cannot take its place among the others: dates only go forward, and a service has one set at a time. */
export function findCatalogueFaults(
  catalogue: Catalogue,
  criteriaSetId: string,
  content: CriteriaContent,
): NamedFault[] {
  return [
    ...findDateFaults(versionsOf(catalogue, criteriaSetId).at(-1)?.validFrom, content.validFrom),
    ...content.appliesTo.services.flatMap((service, i) =>
      isTaken(catalogue, criteriaSetId, service, content.validFrom)
        ? [{ pointer: `/appliesTo/services/${i}`, rule: 'service-of-other-set' }]
        : [],
    ),
  ]
}

/** A date has one version, and what was in force on a date that has passed another version by stays what it was. */
export function findDateFaults(last: OsloDate | undefined, validFrom: OsloDate): NamedFault[] {
  if (last === undefined || validFrom > last) return []
  const rule = validFrom === last ? 'same-date-as-last-version' : 'before-last-version'
  return [{ pointer: '/validFrom', rule }]
}

/** Whether another set has the service on any date from `from` on. */
const isTaken = (catalogue: Catalogue, criteriaSetId: string, service: Service, from: OsloDate): boolean =>
  idsIn(catalogue)
    .filter((id) => id !== criteriaSetId)
    .some((id) =>
      versionsOf(catalogue, id).some(({ services }, i, versions) => {
        const until = versions[i + 1]?.validFrom
        return services.includes(service) && (until === undefined || until > from)
      }),
    )

const idsIn = (catalogue: Catalogue): readonly string[] => [
  ...new Set(catalogue.map(({ criteriaSetId }) => criteriaSetId)),
]
