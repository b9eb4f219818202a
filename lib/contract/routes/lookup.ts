import { CloseLookupRequest, CloseLookupResponse, FindBedsQuery, FindBedsResponse } from '../lookup.ts'
import type { RouteRow } from './route-row.ts'
import { DESK } from './row-parts.ts'

export const LOOKUP_ROUTES = {
  'find-beds': {
    summary: 'Finn ledige senger en pasients kommune eller HF kan bruke, i rekkefølge',
    method: 'GET',
    path: '/v1/availability',
    lambda: 'availability',
    roles: DESK,
    scope: 'any',
    query: FindBedsQuery,
    response: FindBedsResponse,
    success: 200,
    caching: 'etag',
    table: 'read',
    refusals: [],
    impact: 'AMK og legevakt ser ikke hvor det er ledig, og må ringe rundt',
  },
  'close-lookup': {
    summary: 'Fortell hva et oppslag endte med',
    method: 'POST',
    path: '/v1/lookups/{lookupId}/outcome',
    lambda: 'availability',
    roles: ['dispatcher'],
    scope: 'any',
    request: CloseLookupRequest,
    response: CloseLookupResponse,
    success: 200,
    table: 'write',
    refusals: ['lookup-closed-already', 'idempotency-key-reused', 'too-many-at-once'],
    impact: 'Ingen får vite hvorfor en ledig seng ikke ble brukt',
  },
} as const satisfies Record<string, RouteRow>
