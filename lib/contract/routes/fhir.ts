import { FhirResourceResponse, SearchFhirQuery } from '../fhir.ts'
import type { RouteRow } from './route-row.ts'
import { DESK } from './row-parts.ts'

const READERS = [...DESK, 'admin'] as const

export const FHIR_ROUTES = {
  'show-fhir-metadata': {
    summary: 'FHIR R4: hva denne serveren kan (CapabilityStatement)',
    method: 'GET',
    path: '/fhir/R4/metadata',
    lambda: 'availability',
    roles: READERS,
    scope: 'any',
    response: FhirResourceResponse,
    answers: 'fhir',
    success: 200,
    caching: 'etag',
    table: 'read',
    refusals: [],
    impact: 'Andre systemer finner ikke ut hva de kan spørre om',
  },
  'search-fhir': {
    summary: 'FHIR R4: søk i enheter, senger, tjenester, organisasjoner og sengetall',
    method: 'GET',
    path: '/fhir/R4/{resourceType}',
    lambda: 'availability',
    roles: READERS,
    scope: 'any',
    query: SearchFhirQuery,
    response: FhirResourceResponse,
    answers: 'fhir',
    success: 200,
    caching: 'etag',
    table: 'read',
    refusals: ['fhir-type-unknown', 'fhir-parameter-unknown'],
    impact: 'Andre systemer ser ikke hvor det er ledig',
  },
  'read-fhir': {
    summary: 'FHIR R4: les én ressurs',
    method: 'GET',
    path: '/fhir/R4/{resourceType}/{resourceId}',
    lambda: 'availability',
    roles: READERS,
    scope: 'any',
    response: FhirResourceResponse,
    answers: 'fhir',
    success: 200,
    caching: 'etag',
    table: 'read',
    refusals: ['fhir-type-unknown', 'fhir-resource-not-found'],
    impact: 'Andre systemer kan ikke slå opp en enhet eller seng',
  },
} as const satisfies Record<string, RouteRow>
