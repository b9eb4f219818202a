import { AccessListResponse, PutAccessListRequest } from '../access-list.ts'
import type { RouteRow } from './route-row.ts'
import { WRITE } from './row-parts.ts'

export const ACCESS_ROUTES = {
  'get-access-list': {
    summary: 'Les avtalens tilgangsliste',
    method: 'GET',
    path: '/v1/agreements/{agreementId}/access-list',
    lambda: 'admin',
    roles: ['admin'],
    scope: 'own-agreement',
    response: AccessListResponse,
    success: 200,
    caching: 'versioned',
    table: 'read',
    refusals: ['agreement-not-found', 'access-list-not-found'],
    impact: 'Avtaleeier ser ikke hvem som slipper inn',
  },
  'put-access-list': {
    summary: 'Lagre avtalens tilgangsliste',
    method: 'PUT',
    path: '/v1/agreements/{agreementId}/access-list',
    lambda: 'admin',
    roles: ['admin'],
    scope: 'own-agreement',
    request: PutAccessListRequest,
    response: AccessListResponse,
    success: 200,
    caching: 'versioned',
    table: 'write',
    refusals: [
      ...WRITE,
      'agreement-not-found',
      'access-list-does-not-add-up',
      'precondition-required',
      'version-mismatch',
    ],
    impact: 'Nye virksomheter slipper ikke inn, og de som skal ut, slipper fortsatt inn',
  },
} as const satisfies Record<string, RouteRow>
