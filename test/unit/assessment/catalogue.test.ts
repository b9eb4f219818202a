import { describe, expect, it } from 'vitest'
import {
  type Catalogue,
  type CatalogueVersion,
  coreInForce,
  findCatalogueFaults,
  SHIPPED,
} from '../../../lib/domain/assessment/catalogue.ts'
import type { CriteriaContent } from '../../../lib/domain/assessment/criteria-set.ts'
import type { Service } from '../../../lib/domain/vocabulary.ts'
import { type OsloDate, parseOsloDate } from '../../../lib/kernel/oslo-date.ts'

const date = (text: string): OsloDate => {
  const parsed = parseOsloDate(text)
  if (!parsed) throw new RangeError(`${text} is no date`)
  return parsed
}
const version = (criteriaSetId: string, n: number, from: string, services: readonly Service[]): CatalogueVersion => ({
  criteriaSetId,
  criteriaVersion: `${n}`,
  version: n,
  validFrom: date(from),
  title: criteriaSetId,
  kinds: [],
  services,
})
const CATALOGUE: Catalogue = [
  ...SHIPPED,
  version('kad-somatic', 1, '2026-03-01', ['kad-somatikk', 'observasjon']),
  version('lindring', 1, '2026-04-01', ['lindrende']),
  version('kad-somatic', 2, '2027-01-01', ['kad-somatikk']),
]

describe('the core set of a service', () => {
  it.each<[service: Service, on: string, chosen: string | undefined]>([
    ['kad-somatikk', '2026-02-28', 'kad-somatic 0.1.0'],
    ['kad-somatikk', '2026-03-01', 'kad-somatic 1'],
    ['kad-somatikk', '2026-12-31', 'kad-somatic 1'],
    ['kad-somatikk', '2027-01-01', 'kad-somatic 2'],
    // What came with the service was there before the date in its file.
    ['kad-somatikk', '2019-06-01', 'kad-somatic 0.1.0'],
    ['observasjon', '2026-02-28', undefined],
    ['observasjon', '2026-03-01', 'kad-somatic 1'],
    ['observasjon', '2027-01-01', undefined],
    ['lindrende', '2026-03-31', undefined],
    ['lindrende', '2026-04-01', 'lindring 1'],
    ['utredning', '2026-04-01', undefined],
  ])('for %s on %s: %s', (service, on, chosen) => {
    const found = coreInForce(CATALOGUE, service, date(on))
    expect(found && `${found.criteriaSetId} ${found.criteriaVersion}`).toBe(chosen)
  })
})

describe('a new version', () => {
  const say = (criteriaSetId: string, from: string, services: readonly Service[]) => {
    const content: CriteriaContent = {
      title: '',
      source: '',
      validFrom: date(from),
      appliesTo: { kinds: [], services },
      config: {},
      effectOverrides: {},
      inputTypes: {},
      criteria: [],
    }
    return findCatalogueFaults(CATALOGUE, criteriaSetId, content).map(({ pointer, rule }) => `${pointer} ${rule}`)
  }

  it.each<[set: string, from: string, services: readonly Service[], ...faults: string[]]>([
    ['kad-somatic', '2027-01-02', ['kad-somatikk']],
    ['kad-somatic', '2027-01-01', ['kad-somatikk'], '/validFrom same-date-as-last-version'],
    ['kad-somatic', '2026-12-31', ['kad-somatikk'], '/validFrom before-last-version'],
    // A set that came with the service has a date as well.
    ['kad-psych', '2026-01-01', ['kad-psyk-rus'], '/validFrom same-date-as-last-version'],
    ['ny', '2020-01-01', ['utredning']],
    ['ny', '2028-01-01', ['utredning', 'lindrende'], '/appliesTo/services/1 service-of-other-set'],
    ['ny', '2028-01-01', ['kad-psyk-rus'], '/appliesTo/services/0 service-of-other-set'],
    // Another set lets go of the service on 1 January, and not a date before.
    ['ny', '2027-01-01', ['observasjon']],
    ['ny', '2026-12-31', ['observasjon'], '/appliesTo/services/0 service-of-other-set'],
    ['lindring', '2026-05-01', ['lindrende', 'kad-somatikk'], '/appliesTo/services/1 service-of-other-set'],
  ])('of %s from %s for %s', (set, from, services, ...faults) => {
    expect(say(set, from, services)).toEqual(faults)
  })
})
