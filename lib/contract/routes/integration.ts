import { CRITERIA_SAY_NO, NO_PLACE, STAY_NOT_THEN } from '../../domain/pool/refusals.ts'
import { ReceivedEventResponse, ReceiveEventRequest } from '../incoming-event.ts'
import type { RouteRow } from './route-row.ts'
import { WARD, WRITE } from './row-parts.ts'

export const INTEGRATION_ROUTES = {
  'receive-event': {
    summary: 'Motta en hendelse fra journalsystemet',
    method: 'POST',
    path: '/v1/units/{unitId}/events',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: ReceiveEventRequest,
    response: ReceivedEventResponse,
    success: 200,
    table: 'write',
    refusals: [
      ...WRITE,
      ...NO_PLACE,
      ...CRITERIA_SAY_NO,
      ...STAY_NOT_THEN,
      'stay-ended',
      'before-admission',
      'same-bed',
      'bed-not-cleaning',
      'patient-already-admitted',
      'invalid-request',
      'patient-not-here',
      'event-too-old',
      'event-overtaken',
    ],
    impact: 'Journalsystemets hendelser kommer ikke på tavlen, og enheten må føre dem selv',
  },
} as const satisfies Record<string, RouteRow>
