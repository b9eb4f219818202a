import { ROLES } from '../../domain/vocabulary.ts'
import { ShowUseQuery, UseResponse } from '../bed-use.ts'
import { ExportStaysQuery, ExportStaysResponse, ShowStatisticsQuery, StatisticsResponse } from '../statistics.ts'
import type { RouteRow } from './route-row.ts'
import { WARD } from './row-parts.ts'

export const STATISTICS_ROUTES = {
  'show-statistics': {
    summary: 'Vis statistikk for en enhet eller et område, med små tall skjult',
    method: 'GET',
    path: '/v1/statistics',
    lambda: 'admin',
    roles: ROLES,
    scope: 'any',
    query: ShowStatisticsQuery,
    response: StatisticsResponse,
    success: 200,
    caching: 'etag',
    table: 'read',
    refusals: ['unit-not-found'],
    impact: 'Ingen ser hvordan sengene er brukt, og partene kan ikke bli enige om tallene',
  },
  'show-use': {
    summary: 'Vis hvem som brukte sengene, og garanti mot bruk',
    method: 'GET',
    path: '/v1/units/{unitId}/use',
    lambda: 'admin',
    roles: WARD,
    scope: 'own-unit',
    query: ShowUseQuery,
    response: UseResponse,
    success: 200,
    caching: 'etag',
    table: 'read',
    accessLog: 'each',
    refusals: ['unit-not-found'],
    impact: 'Enheten ser ikke hvem som har brukt sengene, og om garantiene ble brukt',
  },
  'export-stays': {
    summary: 'Hent oppholdene uten identitet, i KPR-form',
    method: 'GET',
    path: '/v1/statistics/stays',
    lambda: 'admin',
    roles: ['ward-leader', 'host-finance', 'admin'],
    scope: 'any',
    query: ExportStaysQuery,
    response: ExportStaysResponse,
    success: 200,
    caching: 'etag',
    table: 'read',
    accessLog: 'each',
    refusals: ['unit-not-found', 'forbidden'],
    impact: 'Oppholdene kan ikke meldes til KPR',
  },
} as const satisfies Record<string, RouteRow>
