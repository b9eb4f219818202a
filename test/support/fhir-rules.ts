/**
 * FHIR R4, written down from the specification and apart from the mappings: for each type the members it may have, which
 * must be there, which are lists, and the code lists that bind. Returns what is wrong, as sentences.
 */
type Rule = { readonly min: 0 | 1; readonly many: boolean; readonly codes?: readonly string[] }
const one = (min: 0 | 1, ...codes: string[]): Rule => ({ min, many: false, ...(codes.length > 0 ? { codes } : {}) })
const many = (min: 0 | 1): Rule => ({ min, many: true })

const COMMON = { resourceType: one(1), id: one(0), meta: one(0), extension: many(0) }
const PUBLICATION = ['draft', 'active', 'retired', 'unknown']
const TYPES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  Location: {
    ...COMMON,
    identifier: many(0),
    status: one(0, 'active', 'suspended', 'inactive'),
    operationalStatus: one(0),
    name: one(0),
    mode: one(0, 'instance', 'kind'),
    type: many(0),
    telecom: many(0),
    address: one(0),
    physicalType: one(0),
    position: one(0),
    managingOrganization: one(0),
    partOf: one(0),
  },
  HealthcareService: {
    ...COMMON,
    identifier: many(0),
    active: one(0),
    providedBy: one(0),
    type: many(0),
    location: many(0),
    name: one(0),
    telecom: many(0),
    notAvailable: many(0),
  },
  Organization: { ...COMMON, identifier: many(0), active: one(0), name: one(0) },
  MeasureReport: {
    ...COMMON,
    status: one(1, 'complete', 'pending', 'error'),
    type: one(1, 'individual', 'subject-list', 'summary', 'data-collection'),
    measure: one(1),
    subject: one(0),
    reporter: one(0),
    period: one(1),
    group: many(0),
  },
  Measure: {
    ...COMMON,
    url: one(0),
    name: one(0),
    title: one(0),
    status: one(1, ...PUBLICATION),
    date: one(0),
    scoring: one(0),
    group: many(0),
  },
  StructureDefinition: {
    ...COMMON,
    url: one(1),
    name: one(1),
    status: one(1, ...PUBLICATION),
    date: one(0),
    description: one(0),
    fhirVersion: one(0, '4.0.1'),
    kind: one(1, 'primitive-type', 'complex-type', 'resource', 'logical'),
    abstract: one(1),
    context: many(0),
    type: one(1),
    baseDefinition: one(0),
    derivation: one(0, 'specialization', 'constraint'),
    differential: one(0),
  },
  CapabilityStatement: {
    ...COMMON,
    status: one(1, ...PUBLICATION),
    date: one(1),
    kind: one(1, 'instance', 'capability', 'requirements'),
    implementation: one(0),
    fhirVersion: one(1, '4.0.1'),
    format: many(1),
    rest: many(0),
  },
  Bundle: {
    ...COMMON,
    type: one(1, 'searchset'),
    total: one(0),
    link: many(0),
    entry: many(0),
  },
  OperationOutcome: { ...COMMON, issue: many(1) },
}
const BED_STATUS = ['C', 'H', 'I', 'K', 'O', 'U']

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

export function faultsIn(resource: unknown): readonly string[] {
  if (!isObject(resource)) return ['no resource']
  const type = String(resource['resourceType'])
  const rules = TYPES[type]
  if (!rules) return [`${type} is no type of ours`]
  const faults: string[] = []
  for (const [name, rule] of Object.entries(rules)) {
    const value = resource[name]
    if (value === undefined) {
      if (rule.min === 1) faults.push(`${type}.${name} is missing`)
      continue
    }
    if (rule.many !== Array.isArray(value)) faults.push(`${type}.${name} has the wrong number`)
    if (rule.codes && !rule.codes.includes(String(value))) faults.push(`${type}.${name} ${value} is not bound`)
  }
  for (const name of Object.keys(resource)) if (!rules[name]) faults.push(`${type}.${name} is not in R4`)
  return [...faults, ...idFaults(resource), ...everywhere(resource, type), ...ownRules(type, resource)]
}

const idFaults = ({ id, resourceType }: Json): readonly string[] =>
  id === undefined || (typeof id === 'string' && /^[A-Za-z0-9\-.]{1,64}$/.test(id)) ? [] : [`${resourceType} id ${id}`]

/** What holds wherever it stands: nothing is empty, an extension has an address and either a value or parts, and times have zones. */
function everywhere(value: unknown, path: string): readonly string[] {
  if (value === null || value === '') return [`${path} is empty`]
  if (Array.isArray(value))
    return value.length === 0 ? [`${path} is empty`] : value.flatMap((each, i) => everywhere(each, `${path}[${i}]`))
  if (!isObject(value)) return []
  const entries = Object.entries(value)
  const faults = entries.length === 0 ? [`${path} is empty`] : []
  if (/\.extension\[\d+\]$/.test(path)) {
    const values = entries.filter(([name]) => name.startsWith('value'))
    const has = (values.length > 0 ? 1 : 0) + (value['extension'] === undefined ? 0 : 1)
    if (typeof value['url'] !== 'string' || values.length > 1 || has !== 1)
      faults.push(`${path} is no extension (ext-1)`)
  }
  for (const [name, each] of entries)
    if (/DateTime$|^(start|end)$/.test(name) && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(String(each)))
      faults.push(`${path}.${name} ${each} is no time`)
  return [...faults, ...entries.flatMap(([name, each]) => everywhere(each, `${path}.${name}`))]
}

function ownRules(type: string, resource: Json): readonly string[] {
  const of = (name: string): Json => (isObject(resource[name]) ? resource[name] : {})
  switch (type) {
    case 'Location': {
      const status = of('operationalStatus')
      const { longitude, latitude } = of('position')
      return [
        ...(resource['operationalStatus'] !== undefined &&
        !(
          status['system'] === 'http://terminology.hl7.org/CodeSystem/v2-0116' &&
          BED_STATUS.includes(String(status['code']))
        )
          ? ['a bed status that is none']
          : []),
        ...(resource['position'] !== undefined && !(typeof longitude === 'number' && typeof latitude === 'number')
          ? ['half a position']
          : []),
      ]
    }
    case 'StructureDefinition':
      return /^[A-Z][A-Za-z0-9_]{0,254}$/.test(String(resource['name']))
        ? []
        : ['a name that no program can use (sdf-0)']
    case 'Organization':
      return resource['identifier'] === undefined && resource['name'] === undefined
        ? ['neither name nor identifier (org-1)']
        : []
    case 'Bundle': {
      const entries = Array.isArray(resource['entry']) ? resource['entry'] : []
      const urls = entries.map((entry) => String(entry.fullUrl))
      return [
        ...(new Set(urls).size === urls.length ? [] : ['an address twice (bdl-7)']),
        ...entries.flatMap((entry) => faultsIn(entry.resource)),
        ...entries.flatMap(({ fullUrl, resource: inside }) =>
          String(fullUrl).endsWith(`/${inside.resourceType}/${inside.id}`) ? [] : [`${fullUrl} is not where it stands`],
        ),
      ]
    }
    default:
      return []
  }
}

/** Every `Type/id` that a resource refers to. */
export const referencesIn = (resource: unknown): readonly string[] =>
  [...JSON.stringify(resource).matchAll(/"reference":"([^"]+)"/g)].map(([, found = '']) => found)
