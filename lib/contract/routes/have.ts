import { HaveDocumentResponse } from '../have.ts'
import type { RouteRow } from './route-row.ts'
import { READERS } from './row-parts.ts'

export const HAVE_ROUTES = {
  'show-have': {
    summary: 'EDXL-HAVE 2.0: enhetene i et område og de ledige sengene deres',
    method: 'GET',
    path: '/have/2.0/{area}',
    lambda: 'availability',
    roles: READERS,
    scope: 'any',
    response: HaveDocumentResponse,
    answers: 'xml',
    success: 200,
    caching: 'etag',
    table: 'read',
    refusals: ['area-not-found'],
    impact: 'Beredskapssystemer ser ikke hvor det er ledig i området',
  },
} as const satisfies Record<string, RouteRow>
