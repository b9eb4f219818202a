import type { Identified, Resource } from './resource.ts'

/** A parameter that a type of resource can be searched by: what of the resource it is held against. */
export type SearchParameter = {
  readonly name: string
  readonly type: 'token' | 'string' | 'reference'
  readonly documentation: string
  /** The texts of which one must be asked for: for a token both `code` and `system|code`. */
  readonly valuesOf: (found: Found) => readonly string[]
}

/** A resource, and what we know of it that is no member of its own. */
export type Found = {
  readonly resource: Identified
  readonly kommune?: string
  readonly area?: string
  readonly capacityStatus?: string
}

type Coding = { readonly system?: string; readonly code?: string }
type Members = {
  readonly identifier?: readonly { readonly system?: string; readonly value?: string }[]
  readonly status?: string
  readonly active?: boolean
  readonly name?: string
  readonly operationalStatus?: Coding
  readonly physicalType?: { readonly coding: readonly Coding[] }
  readonly type?: readonly { readonly coding: readonly Coding[] }[]
  readonly partOf?: { readonly reference: string }
  readonly subject?: { readonly reference: string }
  readonly location?: readonly { readonly reference: string }[]
}
/** The members that are searched by: our own mappings set them in these shapes. */
const of = ({ resource }: Found): Members => resource as Members

const token = (coding: Coding | undefined): readonly string[] =>
  coding?.code === undefined ? [] : [coding.code, `${coding.system}|${coding.code}`]
const reference = (refers: { readonly reference: string } | undefined): readonly string[] =>
  refers ? [refers.reference, refers.reference.split('/')[1] ?? ''] : []

const ID: SearchParameter = {
  name: '_id',
  type: 'token',
  documentation: 'Ressursens id',
  valuesOf: ({ resource }) => [resource.id],
}
const KOMMUNE: SearchParameter = {
  name: 'kommune',
  type: 'token',
  documentation: 'Vertskommunens nummer',
  valuesOf: ({ kommune = '' }) => [kommune],
}
const AREA: SearchParameter = {
  name: 'area',
  type: 'token',
  documentation: 'Området enheten ligger i',
  valuesOf: ({ area = '' }) => [area],
}
const STATUS: SearchParameter = {
  name: 'status',
  type: 'token',
  documentation: 'Ressursens status',
  valuesOf: (found) => [of(found).status ?? ''],
}
const IDENTIFIER: SearchParameter = {
  name: 'identifier',
  type: 'token',
  documentation: 'System og verdi, eller bare verdien',
  valuesOf: (found) =>
    (of(found).identifier ?? []).flatMap(({ system, value }) =>
      token({ ...(system ? { system } : {}), ...(value ? { code: value } : {}) }),
    ),
}
const NAME: SearchParameter = {
  name: 'name',
  type: 'string',
  documentation: 'Begynnelsen av navnet',
  valuesOf: (found) => [of(found).name ?? ''],
}

export const SEARCH_PARAMETERS = {
  Location: [
    ID,
    KOMMUNE,
    AREA,
    STATUS,
    IDENTIFIER,
    NAME,
    {
      name: 'operational-status',
      type: 'token',
      documentation: 'Sengens status (v2-0116)',
      valuesOf: (found) => token(of(found).operationalStatus),
    },
    {
      name: 'type',
      type: 'token',
      documentation: 'Enhetens slag',
      valuesOf: (found) => (of(found).type ?? []).flatMap(({ coding }) => coding.flatMap(token)),
    },
    {
      name: 'physical-type',
      type: 'token',
      documentation: 'Enhet (wa) eller seng (bd)',
      valuesOf: (found) => (of(found).physicalType?.coding ?? []).flatMap(token),
    },
    {
      name: 'partof',
      type: 'reference',
      documentation: 'Enheten sengen står i',
      valuesOf: (found) => reference(of(found).partOf),
    },
  ],
  HealthcareService: [
    ID,
    KOMMUNE,
    AREA,
    IDENTIFIER,
    NAME,
    { name: 'active', type: 'token', documentation: 'Alltid true', valuesOf: (found) => [String(of(found).active)] },
    {
      name: 'service-type',
      type: 'token',
      documentation: 'Tjenesten',
      valuesOf: (found) => (of(found).type ?? []).flatMap(({ coding }) => coding.flatMap(token)),
    },
    {
      name: 'location',
      type: 'reference',
      documentation: 'Enheten',
      valuesOf: (found) => (of(found).location ?? []).flatMap(reference),
    },
    {
      name: 'capacity-status',
      type: 'token',
      documentation: 'ledig, fa, full, stengt eller ma-ringes',
      valuesOf: ({ capacityStatus = '' }) => [capacityStatus],
    },
  ],
  Organization: [ID, IDENTIFIER, NAME],
  MeasureReport: [
    ID,
    KOMMUNE,
    AREA,
    STATUS,
    { name: 'subject', type: 'reference', documentation: 'Enheten', valuesOf: (found) => reference(of(found).subject) },
  ],
  Measure: [ID],
  StructureDefinition: [ID],
} as const satisfies Record<string, readonly SearchParameter[]>

export type FhirType = keyof typeof SEARCH_PARAMETERS
export const FHIR_TYPES = Object.keys(SEARCH_PARAMETERS) as readonly FhirType[]
export const isFhirType = (text: string): text is FhirType => Object.hasOwn(SEARCH_PARAMETERS, text)

/** Parameters about the answer, not about what is looked for. */
const RESULT_PARAMETERS = ['_count', '_offset', '_summary', '_format'] as const
export const unknownParameters = (type: FhirType, asked: readonly string[]): readonly string[] =>
  asked.filter(
    (name) =>
      !known(type).some((parameter) => parameter.name === name) && !RESULT_PARAMETERS.some((each) => each === name),
  )

const known = (type: FhirType): readonly SearchParameter[] => SEARCH_PARAMETERS[type]

/** Parameters narrow together; the values of one, with commas between, widen it. What is not known is passed over. */
export const matching = (
  type: FhirType,
  all: readonly Found[],
  asked: Readonly<Record<string, string>>,
): readonly Found[] =>
  known(type)
    .filter(({ name }) => Object.hasOwn(asked, name))
    .reduce(
      (left, parameter) => left.filter((found) => isMatch(parameter, found, (asked[parameter.name] ?? '').split(','))),
      all,
    )

function isMatch({ type, valuesOf }: SearchParameter, found: Found, wanted: readonly string[]): boolean {
  const values = valuesOf(found)
  return wanted.some((want) =>
    values.some((value) => (type === 'string' ? value.toLowerCase().startsWith(want.toLowerCase()) : value === want)),
  )
}

export type Page = { readonly offset: number; readonly count: number; readonly onlyCount: boolean }

/** A page of what was found, with the links to those beside it. */
export function searchBundle(
  base: string,
  type: FhirType,
  found: readonly Found[],
  asked: Readonly<Record<string, string>>,
  { offset, count, onlyCount }: Page,
): Resource {
  const used = Object.entries(asked).filter(
    ([name]) => unknownParameters(type, [name]).length === 0 && name !== '_offset',
  )
  const linkTo = (relation: string, from: number) => {
    const search = new URLSearchParams(Object.fromEntries(used))
    if (from > 0) search.set('_offset', String(from))
    return { relation, url: `${base}/${type}${search.size === 0 ? '' : `?${search}`}` }
  }
  const page = onlyCount || count === 0 ? [] : found.slice(offset, offset + count)
  const isMore = page.length > 0 && offset + count < found.length
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    link: [
      linkTo('self', offset),
      ...(offset > 0 && page.length > 0 ? [linkTo('previous', Math.max(0, offset - count))] : []),
      ...(isMore ? [linkTo('next', offset + count)] : []),
    ],
    ...(page.length === 0
      ? {}
      : {
          entry: page.map(({ resource }) => ({
            fullUrl: `${base}/${type}/${resource.id}`,
            resource,
            search: { mode: 'match' },
          })),
        }),
  }
}
