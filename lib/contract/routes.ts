import type * as z from 'zod'
import {
  BED_TAKEN,
  CRITERIA_SAY_NO,
  HOLD_GONE,
  NO_PLACE,
  NOBODY_COMES_IN,
  OVERRIDE_INCOMPLETE,
  STAY_NOT_THEN,
} from '../domain/pool/refusals.ts'
import { ROLES, type Role } from '../domain/vocabulary.ts'
import { AgreementResponse, PutAgreementRequest } from './agreement.ts'
import { CheckCriteriaRequest, CheckCriteriaResponse } from './assessment.ts'
import { BedCleanedRequest, BedResponse, BlockBedRequest, OpenBedRequest } from './bed.ts'
import { BoardResponse, ShowBoardQuery } from './board.ts'
import { agreementId, bedId, holdId, lookupId, stayId, unitId, waitingId, year } from './fields.ts'
import { AcceptHoldRequest, CancelHoldRequest, DeclineHoldRequest, HoldResponse, PlaceHoldRequest } from './hold.ts'
import { JournalResponse, ReadJournalQuery, VerifyJournalResponse } from './journal.ts'
import { CloseLookupRequest, CloseLookupResponse, FindBedsQuery, FindBedsResponse } from './lookup.ts'
import type { ProblemCode } from './problems.ts'
import {
  CloseUnitRequest,
  ConfirmUnitRequest,
  SetStaffingRequest,
  UndoActionRequest,
  UndoActionResponse,
  UnitStandingResponse,
} from './staffing.ts'
import { ShowStatisticsQuery, StatisticsResponse } from './statistics.ts'
import {
  AdmitPatientRequest,
  ChangeResponsibilityRequest,
  CorrectStayRequest,
  DischargePatientRequest,
  ListDueResponse,
  MoveStayRequest,
  PlanDepartureRequest,
  RecordReviewRequest,
  RecordUtskrivningsklarRequest,
  StayResponse,
  SwapResponse,
  SwapStaysRequest,
  TransferStayRequest,
} from './stay.ts'
import { PutUkpRateRequest, UkpRateResponse, UkpRatesResponse } from './ukp-rate.ts'
import { PutUnitRequest, UnitResponse } from './unit.ts'
import {
  AddWaitingRequest,
  PromoteWaitingRequest,
  RemoveWaitingRequest,
  WaitingAddedResponse,
  WaitingListResponse,
  WaitingRemovedResponse,
} from './waiting.ts'

/** One Lambda per audience; a row names its own, so splitting later is a change of the table. */
export const LAMBDAS = ['availability', 'ward', 'admin'] as const
export type LambdaName = (typeof LAMBDAS)[number]

export type Method = 'GET' | 'POST' | 'PUT'

/**
 * Whose things a role may touch through a route. `own-unit`: the ward roles only their own unit, others any.
 * `own-agreement`: an admin only what belongs to the agreement in the token, or everything with `*`.
 * `whole-region`: what concerns every agreement, and so only `*`.
 */
export type Scope = 'any' | 'own-unit' | 'own-agreement' | 'whole-region'

export type RouteRow = {
  readonly method: Method
  readonly path: `/v1/${string}`
  readonly lambda: LambdaName
  readonly roles: readonly Role[]
  readonly scope: Scope
  readonly query?: z.ZodType
  readonly request?: z.ZodType
  readonly response: z.ZodType
  readonly success: 200 | 201
  /** Answers carry an ETag and obey If-None-Match; `versioned` routes take If-Match instead. */
  readonly caching?: 'etag' | 'versioned'
  /** What the operation does to the table: the grants are made from this. */
  readonly table: 'read' | 'write'
  readonly refusals: readonly ProblemCode[]
  /** Who is hurt, and how, when the operation fails: the text of its alarm. */
  readonly impact: string
}

/** Refusals that every write can meet. */
const WRITE = ['idempotency-key-reused', 'too-many-at-once', 'unit-not-found'] as const
const STAY_ENDED = ['stay-not-found', 'stay-ended'] as const
const STAY_GONE = [...STAY_NOT_THEN, ...STAY_ENDED] as const
const DESK = ['dispatcher', 'ward', 'ward-leader'] as const
const WARD = ['ward', 'ward-leader'] as const
const KEEPERS = ['ward-leader', 'admin'] as const

/**
 * One row per operation. Handler types, local gateway, CDK routes and grants, the role matrix and the generated docs
 * are read from here, and nothing repeats it.
 */
export const ROUTES = {
  'find-beds': {
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
    method: 'POST',
    path: '/v1/lookups/{lookupId}/outcome',
    lambda: 'availability',
    roles: ['dispatcher'],
    scope: 'any',
    request: CloseLookupRequest,
    response: CloseLookupResponse,
    success: 200,
    table: 'write',
    refusals: ['lookup-closed-already'],
    impact: 'Ingen får vite hvorfor en ledig seng ikke ble brukt',
  },
  'place-hold': {
    method: 'POST',
    path: '/v1/units/{unitId}/holds',
    lambda: 'ward',
    roles: DESK,
    scope: 'own-unit',
    request: PlaceHoldRequest,
    response: HoldResponse,
    success: 201,
    table: 'write',
    refusals: [...WRITE, ...NOBODY_COMES_IN, 'no-bookable-bed'],
    impact: 'AMK får ikke holdt av seng og må ringe enheten',
  },
  'show-hold': {
    method: 'GET',
    path: '/v1/units/{unitId}/holds/{holdId}',
    lambda: 'ward',
    roles: DESK,
    scope: 'own-unit',
    response: HoldResponse,
    success: 200,
    caching: 'etag',
    table: 'read',
    refusals: ['unit-not-found', 'hold-not-found'],
    impact: 'AMK ser ikke om enheten har sagt ja, og må ringe',
  },
  'cancel-hold': {
    method: 'POST',
    path: '/v1/units/{unitId}/holds/{holdId}/cancel',
    lambda: 'ward',
    roles: DESK,
    scope: 'own-unit',
    request: CancelHoldRequest,
    response: HoldResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, ...HOLD_GONE, 'not-your-hold'],
    impact: 'En seng som ikke trengs, står opptatt til holdet går ut',
  },
  'accept-hold': {
    method: 'POST',
    path: '/v1/units/{unitId}/holds/{holdId}/accept',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: AcceptHoldRequest,
    response: HoldResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, ...HOLD_GONE],
    impact: 'Enheten får ikke sagt ja, og AMK tror at ingen svarer',
  },
  'decline-hold': {
    method: 'POST',
    path: '/v1/units/{unitId}/holds/{holdId}/decline',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: DeclineHoldRequest,
    response: HoldResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, ...HOLD_GONE],
    impact: 'Enheten får ikke sagt nei, og pasienten kan bli kjørt til feil sted',
  },
  'show-board': {
    method: 'GET',
    path: '/v1/units/{unitId}/board',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    query: ShowBoardQuery,
    response: BoardResponse,
    success: 200,
    caching: 'etag',
    table: 'read',
    refusals: ['unit-not-found', 'time-in-the-future'],
    impact: 'Enheten ser ikke tavlen sin og må bruke papir',
  },
  'admit-patient': {
    method: 'POST',
    path: '/v1/units/{unitId}/stays',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: AdmitPatientRequest,
    response: StayResponse,
    success: 201,
    table: 'write',
    refusals: [
      ...WRITE,
      ...NO_PLACE,
      ...CRITERIA_SAY_NO,
      'time-in-the-future',
      'patient-already-admitted',
      'invalid-request',
    ],
    impact: 'Enheten får ikke lagt inn pasienten; sengen ser ledig ut for andre',
  },
  'check-criteria': {
    method: 'POST',
    path: '/v1/units/{unitId}/assessments',
    lambda: 'ward',
    roles: DESK,
    scope: 'own-unit',
    request: CheckCriteriaRequest,
    response: CheckCriteriaResponse,
    success: 200,
    table: 'read',
    refusals: ['unit-not-found', 'service-not-offered', 'invalid-request'],
    impact: 'Legen ser ikke om pasienten passer, og må ringe for å spørre',
  },
  'change-responsibility': {
    method: 'POST',
    path: '/v1/units/{unitId}/stays/{stayId}/responsibility',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: ChangeResponsibilityRequest,
    response: StayResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, ...STAY_ENDED, 'time-in-the-future', 'before-admission', 'service-not-offered'],
    impact: 'Døgnene føres på feil part',
  },
  'record-utskrivningsklar': {
    method: 'POST',
    path: '/v1/units/{unitId}/stays/{stayId}/utskrivningsklar',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: RecordUtskrivningsklarRequest,
    response: StayResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, ...STAY_ENDED, 'time-in-the-future', 'before-admission'],
    impact: 'Ingen ser hvem som venter på kommunalt tilbud, og siden når',
  },
  'record-review': {
    method: 'POST',
    path: '/v1/units/{unitId}/stays/{stayId}/reviews',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: RecordReviewRequest,
    response: StayResponse,
    success: 200,
    table: 'write',
    refusals: [
      ...WRITE,
      ...STAY_ENDED,
      'time-in-the-future',
      'before-admission',
      'time-not-in-the-future',
      'review-needs-joint-team',
    ],
    impact: 'Lange opphold blir ikke vurdert i tide',
  },
  'correct-stay': {
    method: 'POST',
    path: '/v1/units/{unitId}/stays/{stayId}/corrections',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: CorrectStayRequest,
    response: StayResponse,
    success: 200,
    table: 'write',
    refusals: [
      ...WRITE,
      'stay-not-found',
      'time-in-the-future',
      'stay-not-departed',
      'segments-do-not-tile',
      'bed-not-found',
      'beds-overlap',
    ],
    impact: 'Feil registrering blir stående, og døgnene telles feil',
  },
  'list-due': {
    method: 'GET',
    path: '/v1/units/{unitId}/due',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    response: ListDueResponse,
    success: 200,
    caching: 'etag',
    table: 'read',
    refusals: ['unit-not-found'],
    impact: 'Enheten ser ikke hvem som må vurderes, og hvem som venter på kommunen',
  },
  'move-stay': {
    method: 'POST',
    path: '/v1/units/{unitId}/stays/{stayId}/move',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: MoveStayRequest,
    response: StayResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, ...STAY_GONE, ...BED_TAKEN, ...OVERRIDE_INCOMPLETE, 'same-bed'],
    impact: 'Tavlen viser pasienten i feil seng',
  },
  'swap-stays': {
    method: 'POST',
    path: '/v1/units/{unitId}/stays/{stayId}/swap',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: SwapStaysRequest,
    response: SwapResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, ...STAY_GONE, ...OVERRIDE_INCOMPLETE, 'room-rule-broken', 'same-stay'],
    impact: 'To pasienter står i feil senger på tavlen',
  },
  'transfer-stay': {
    method: 'POST',
    path: '/v1/units/{unitId}/stays/{stayId}/transfer',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: TransferStayRequest,
    response: StayResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, ...STAY_GONE, ...NO_PLACE, 'same-unit'],
    impact: 'En overflyttet pasient opptar seng begge steder eller ingen',
  },
  'plan-departure': {
    method: 'POST',
    path: '/v1/units/{unitId}/stays/{stayId}/departure-plan',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: PlanDepartureRequest,
    response: StayResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, ...STAY_ENDED],
    impact: 'AMK ser ikke når neste seng ventes ledig',
  },
  'discharge-patient': {
    method: 'POST',
    path: '/v1/units/{unitId}/stays/{stayId}/discharge',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: DischargePatientRequest,
    response: StayResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, ...STAY_GONE],
    impact: 'En tom seng står opptatt, og døgnene løper for feil part',
  },
  'block-bed': {
    method: 'POST',
    path: '/v1/units/{unitId}/beds/{bedId}/block',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: BlockBedRequest,
    response: BedResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, 'bed-not-found', 'bed-not-free', 'time-not-in-the-future'],
    impact: 'En seng som ikke kan brukes, vises som ledig',
  },
  'open-bed': {
    method: 'POST',
    path: '/v1/units/{unitId}/beds/{bedId}/open',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: OpenBedRequest,
    response: BedResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, 'bed-not-found', 'bed-not-blocked'],
    impact: 'En seng som kan brukes, vises som sperret',
  },
  'bed-cleaned': {
    method: 'POST',
    path: '/v1/units/{unitId}/beds/{bedId}/cleaned',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: BedCleanedRequest,
    response: BedResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, 'bed-not-found', 'bed-not-cleaning'],
    impact: 'En ren seng vises ikke som ledig',
  },
  'set-staffing': {
    method: 'POST',
    path: '/v1/units/{unitId}/staffing',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: SetStaffingRequest,
    response: UnitStandingResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, 'time-not-in-the-future'],
    impact: 'Enheten kan få flere pasienter enn den er bemannet for',
  },
  'close-unit': {
    method: 'POST',
    path: '/v1/units/{unitId}/closure',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: CloseUnitRequest,
    response: UnitStandingResponse,
    success: 200,
    table: 'write',
    refusals: [...WRITE, 'time-not-in-the-future'],
    impact: 'AMK sender pasienter til en stengt enhet',
  },
  'confirm-unit': {
    method: 'POST',
    path: '/v1/units/{unitId}/confirm',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: ConfirmUnitRequest,
    response: UnitStandingResponse,
    success: 200,
    table: 'write',
    refusals: WRITE,
    impact: 'Enheten blir vist som gammel og må ringes',
  },
  'undo-action': {
    method: 'POST',
    path: '/v1/units/{unitId}/undo',
    lambda: 'ward',
    roles: WARD,
    scope: 'own-unit',
    request: UndoActionRequest,
    response: UndoActionResponse,
    success: 200,
    table: 'write',
    refusals: [
      ...WRITE,
      'built-upon',
      'nothing-to-undo',
      'not-your-action',
      'too-late-to-undo',
      'hold-expired',
      'patient-already-admitted',
    ],
    impact: 'Et feiltrykk blir stående på tavlen',
  },
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
  'read-journal': {
    method: 'GET',
    path: '/v1/units/{unitId}/journal',
    lambda: 'admin',
    roles: KEEPERS,
    scope: 'own-unit',
    query: ReadJournalQuery,
    response: JournalResponse,
    success: 200,
    table: 'read',
    refusals: ['unit-not-found', 'forbidden'],
    impact: 'Ingen kan se hvem som gjorde hva',
  },
  'verify-journal': {
    method: 'GET',
    path: '/v1/units/{unitId}/journal/verify',
    lambda: 'admin',
    roles: KEEPERS,
    scope: 'own-unit',
    response: VerifyJournalResponse,
    success: 200,
    table: 'read',
    refusals: ['unit-not-found', 'forbidden'],
    impact: 'Ingen kan bevise at tavlen stemmer med journalen',
  },
  'show-statistics': {
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
  'get-unit': {
    method: 'GET',
    path: '/v1/units/{unitId}',
    lambda: 'admin',
    roles: ['admin'],
    scope: 'any',
    response: UnitResponse,
    success: 200,
    caching: 'versioned',
    table: 'read',
    refusals: ['unit-not-found', 'forbidden'],
    impact: 'Avtaleeier ser ikke hva enheten er satt opp med',
  },
  'put-unit': {
    method: 'PUT',
    path: '/v1/units/{unitId}',
    lambda: 'admin',
    roles: ['admin'],
    scope: 'any',
    request: PutUnitRequest,
    response: UnitResponse,
    success: 200,
    caching: 'versioned',
    table: 'write',
    refusals: [...WRITE, 'forbidden', 'bed-in-use', 'precondition-required', 'version-mismatch'],
    impact: 'Nye senger og rom kommer ikke med i søket',
  },
  'get-agreement': {
    method: 'GET',
    path: '/v1/agreements/{agreementId}',
    lambda: 'admin',
    roles: ['admin'],
    scope: 'own-agreement',
    response: AgreementResponse,
    success: 200,
    caching: 'versioned',
    table: 'read',
    refusals: ['agreement-not-found'],
    impact: 'Avtaleeier ser ikke avtalen som gjelder',
  },
  'put-agreement': {
    method: 'PUT',
    path: '/v1/agreements/{agreementId}',
    lambda: 'admin',
    roles: ['admin'],
    scope: 'own-agreement',
    request: PutAgreementRequest,
    response: AgreementResponse,
    success: 200,
    caching: 'versioned',
    table: 'write',
    refusals: [...WRITE, 'agreement-does-not-add-up', 'precondition-required', 'version-mismatch'],
    impact: 'Nye garantier og fordelinger trer ikke i kraft',
  },
  'list-ukp-rates': {
    method: 'GET',
    path: '/v1/ukp-rates',
    lambda: 'admin',
    roles: ['finance', 'host-finance', 'admin', 'auditor'],
    scope: 'any',
    response: UkpRatesResponse,
    success: 200,
    caching: 'etag',
    table: 'read',
    refusals: [],
    impact: 'Ingen ser hvilke satser betalingsplikten regnes med, eller hvilke år som mangler',
  },
  'put-ukp-rate': {
    method: 'PUT',
    path: '/v1/ukp-rates/{year}',
    lambda: 'admin',
    roles: ['admin'],
    scope: 'whole-region',
    request: PutUkpRateRequest,
    response: UkpRateResponse,
    success: 200,
    table: 'write',
    refusals: ['older-scheme', 'too-many-at-once'],
    impact: 'Årets sats mangler, og betalingsplikten kan ikke regnes ut',
  },
} as const satisfies Record<string, RouteRow>

export type Routes = typeof ROUTES
export type Operation = keyof Routes
export type OperationOf<Lambda extends LambdaName> = {
  [Each in Operation]: Routes[Each]['lambda'] extends Lambda ? Each : never
}[Operation]

export const OPERATIONS = Object.keys(ROUTES) as Operation[]
export const rowOf = (operation: Operation): RouteRow => ROUTES[operation]

/** Each path parameter has one schema, whatever route it stands in. */
export const PATH_PARAMETERS = { unitId, bedId, holdId, stayId, waitingId, lookupId, agreementId, year } as const
type PathParameter = keyof typeof PATH_PARAMETERS

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never
export type ParamsOf<Op extends Operation> = {
  readonly [Name in Extract<NamesIn<Routes[Op]['path']>, PathParameter>]: z.output<(typeof PATH_PARAMETERS)[Name]>
}
export type QueryOf<Op extends Operation> = Routes[Op] extends { query: infer Query extends z.ZodType }
  ? z.output<Query>
  : undefined
export type BodyOf<Op extends Operation> = Routes[Op] extends { request: infer Body extends z.ZodType }
  ? z.output<Body>
  : undefined
export type AnswerOf<Op extends Operation> = z.input<Routes[Op]['response']>
export type RefusalCodeOf<Op extends Operation> = Routes[Op]['refusals'][number]

export const parametersOf = (path: string): readonly PathParameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as PathParameter)
/** API Gateway's name for a route: `POST /v1/units/{unitId}/holds`. */
export const routeKeyOf = ({ method, path }: Pick<RouteRow, 'method' | 'path'>): string => `${method} ${path}`
