import { CAPACITY } from './healthcare-services.ts'
import { HELD_UNTIL } from './locations.ts'
import { BED_GROUP, BED_MEASURE, BED_POPULATIONS } from './measure-reports.ts'
import { definitionUrl, type FhirBase, type Identified } from './resource.ts'

const PUBLISHED = '2026-11-25'

/** What our own extensions mean, each at the address that it is named by. */
export const structureDefinitions = (base: FhirBase): readonly Identified[] => [
  extension(
    base,
    HELD_UNTIL,
    'Når et hold på sengen går ut. Sengen er da verken ledig for andre eller i bruk.',
    'Location',
    [
      { id: 'Extension.url', path: 'Extension.url', fixedUri: definitionUrl(base, HELD_UNTIL) },
      { id: 'Extension.value[x]', path: 'Extension.value[x]', min: 1, type: [{ code: 'dateTime' }] },
    ],
  ),
  extension(
    base,
    CAPACITY,
    'Om tjenesten har plass (ledig, fa, full, stengt, ma-ringes), hvor mange senger som er ledige, og når enheten bekreftet det.',
    'HealthcareService',
    [
      ...part('status', 'code'),
      ...part('free', 'unsignedInt'),
      ...part('confirmedAt', 'dateTime'),
      { id: 'Extension.url', path: 'Extension.url', fixedUri: definitionUrl(base, CAPACITY) },
      { id: 'Extension.value[x]', path: 'Extension.value[x]', max: '0' },
    ],
  ),
]

/** What the reports count. */
export const bedMeasure = (base: FhirBase): Identified => ({
  resourceType: 'Measure',
  id: BED_MEASURE,
  url: `${base}/Measure/${BED_MEASURE}`,
  name: 'Senger',
  title: 'Senger i enheten nå',
  status: 'active',
  date: PUBLISHED,
  scoring: { text: 'capacity' },
  group: [
    {
      code: BED_GROUP,
      population: Object.values(BED_POPULATIONS).map((counted) => ({
        code: { coding: [counted] },
        criteria: { language: 'text/plain', expression: counted.display },
      })),
    },
  ],
})

function extension(
  base: FhirBase,
  name: string,
  description: string,
  on: string,
  elements: readonly object[],
): Identified {
  return {
    resourceType: 'StructureDefinition',
    id: name,
    url: definitionUrl(base, name),
    name: name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    status: 'active',
    date: PUBLISHED,
    description,
    fhirVersion: '4.0.1',
    kind: 'complex-type',
    abstract: false,
    context: [{ type: 'element', expression: on }],
    type: 'Extension',
    baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Extension',
    derivation: 'constraint',
    differential: { element: [{ id: 'Extension', path: 'Extension', definition: description, max: '1' }, ...elements] },
  }
}

/** One member of an extension that has several. */
const part = (name: string, type: string): readonly object[] => [
  { id: `Extension.extension:${name}`, path: 'Extension.extension', sliceName: name, min: 1, max: '1' },
  { id: `Extension.extension:${name}.url`, path: 'Extension.extension.url', fixedUri: name },
  { id: `Extension.extension:${name}.value[x]`, path: 'Extension.extension.value[x]', min: 1, type: [{ code: type }] },
]
