import { ExportAccessQuery, ListAccessQuery, ListAccessResponse } from '../access-log.ts'
import { FileResponse } from '../avregning.ts'
import type { RouteRow } from './route-row.ts'

export const ACCESS_LOG_ROUTES = {
  'list-access': {
    summary: 'Les tilgangsloggen',
    method: 'GET',
    path: '/v1/access-log',
    lambda: 'audit',
    roles: ['auditor'],
    scope: 'any',
    query: ListAccessQuery,
    response: ListAccessResponse,
    success: 200,
    table: 'read',
    accessLog: 'each',
    refusals: [],
    impact: 'Ingen kan kontrollere hvem som har sett hva',
  },
  'export-access': {
    summary: 'Hent tilgangsloggen som fil',
    method: 'GET',
    path: '/v1/access-log/export',
    lambda: 'audit',
    roles: ['auditor'],
    scope: 'any',
    query: ExportAccessQuery,
    response: FileResponse,
    answers: 'file',
    success: 200,
    table: 'read',
    accessLog: 'each',
    refusals: ['too-much-for-a-file'],
    impact: 'Revisor får ikke tatt med seg tilgangsloggen',
  },
} as const satisfies Record<string, RouteRow>
