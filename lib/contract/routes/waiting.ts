import { NOBODY_COMES_IN } from '../../domain/pool/refusals.ts'
import { HoldResponse } from '../hold.ts'
import {
  AddWaitingRequest,
  PromoteWaitingRequest,
  RemoveWaitingRequest,
  WaitingAddedResponse,
  WaitingListResponse,
  WaitingRemovedResponse,
} from '../waiting.ts'
import type { RouteRow } from './route-row.ts'
import { WARD, WRITE } from './row-parts.ts'

export const WAITING_ROUTES = {
  'list-waiting': {
    method: 'GET',
    path: '/v1/units/{unitId}/waiting',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    response: WaitingListResponse,
    success: 200,
    caching: 'etag',
    table: 'read',
    refusals: ['unit-not-found'],
    impact: 'Enheten ser ikke hvem som venter',
  },
  'add-waiting': {
    method: 'POST',
    path: '/v1/units/{unitId}/waiting',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: AddWaitingRequest,
    response: WaitingAddedResponse,
    success: 201,
    table: 'write',
    refusals: [...WRITE, 'service-not-offered', 'unit-without-agreement', 'waiting-list-full'],
    impact: 'En pasient som venter, blir glemt',
  },
  'promote-waiting': {
    method: 'POST',
    path: '/v1/units/{unitId}/waiting/{waitingId}/promote',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: PromoteWaitingRequest,
    response: HoldResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, ...NOBODY_COMES_IN, 'waiting-not-found', 'no-bookable-bed'],
    impact: 'Den som venter, får ikke sengen som er ledig',
  },
  'remove-waiting': {
    method: 'POST',
    path: '/v1/units/{unitId}/waiting/{waitingId}/remove',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: RemoveWaitingRequest,
    response: WaitingRemovedResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, 'waiting-not-found'],
    impact: 'Sengen blir holdt av til en som ikke lenger venter',
  },
} as const satisfies Record<string, RouteRow>
