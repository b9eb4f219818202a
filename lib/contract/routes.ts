import type * as z from 'zod'
import type { PATH_PARAMETERS, PathParameter } from './path-parameters.ts'
import { ACCESS_ROUTES } from './routes/access.ts'
import { ACCESS_LOG_ROUTES } from './routes/access-log.ts'
import { AGREEMENT_ROUTES } from './routes/agreement.ts'
import { AVREGNING_ROUTES } from './routes/avregning.ts'
import { CRITERIA_ROUTES } from './routes/criteria.ts'
import { FHIR_ROUTES } from './routes/fhir.ts'
import { HAVE_ROUTES } from './routes/have.ts'
import { HOLD_ROUTES } from './routes/hold.ts'
import { INTEGRATION_ROUTES } from './routes/integration.ts'
import { LOOKUP_ROUTES } from './routes/lookup.ts'
import type { LambdaName, RouteRow } from './routes/route-row.ts'
import { STATISTICS_ROUTES } from './routes/statistics.ts'
import { STAY_ROUTES } from './routes/stay.ts'
import { UNIT_ROUTES } from './routes/unit.ts'
import { WAITING_ROUTES } from './routes/waiting.ts'

/** The rows by what they are about, as the documentation groups them. */
export const ROUTES_BY_SUBJECT = {
  lookup: LOOKUP_ROUTES,
  hold: HOLD_ROUTES,
  stay: STAY_ROUTES,
  unit: UNIT_ROUTES,
  waiting: WAITING_ROUTES,
  criteria: CRITERIA_ROUTES,
  statistics: STATISTICS_ROUTES,
  agreement: AGREEMENT_ROUTES,
  access: ACCESS_ROUTES,
  accessLog: ACCESS_LOG_ROUTES,
  avregning: AVREGNING_ROUTES,
  integration: INTEGRATION_ROUTES,
  fhir: FHIR_ROUTES,
  have: HAVE_ROUTES,
} as const satisfies Record<string, Readonly<Record<string, RouteRow>>>

/**
 * One row per operation, in a file per subject. Handler types, local gateway, CDK routes and grants, the role matrix,
 * OpenAPI, the client and the generated docs are read from here, and nothing repeats it.
 */
export const ROUTES = {
  ...LOOKUP_ROUTES,
  ...HOLD_ROUTES,
  ...STAY_ROUTES,
  ...UNIT_ROUTES,
  ...WAITING_ROUTES,
  ...CRITERIA_ROUTES,
  ...STATISTICS_ROUTES,
  ...AGREEMENT_ROUTES,
  ...ACCESS_ROUTES,
  ...ACCESS_LOG_ROUTES,
  ...AVREGNING_ROUTES,
  ...INTEGRATION_ROUTES,
  ...FHIR_ROUTES,
  ...HAVE_ROUTES,
} as const satisfies Record<string, RouteRow>

export type Routes = typeof ROUTES
export type Operation = keyof Routes
export type OperationOf<Lambda extends LambdaName> = {
  [Each in Operation]: Routes[Each]['lambda'] extends Lambda ? Each : never
}[Operation]

export const OPERATIONS = Object.keys(ROUTES) as Operation[]
export const rowOf = (operation: Operation): RouteRow => ROUTES[operation]

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
/** What a client writes, before it is parsed: ids are plain text, and what may be left out may be left out. */
export type AskOf<Op extends Operation> = (NamesIn<Routes[Op]['path']> extends never
  ? { readonly params?: undefined }
  : { readonly params: { readonly [Name in NamesIn<Routes[Op]['path']>]: string } }) &
  (Routes[Op] extends { query: infer Query extends z.ZodType }
    ? { readonly query: z.input<Query> }
    : { readonly query?: undefined }) &
  (Routes[Op] extends { request: infer Body extends z.ZodType }
    ? { readonly body: z.input<Body> }
    : { readonly body?: undefined })
export type AnswerOf<Op extends Operation> = z.input<Routes[Op]['response']>
export type RefusalCodeOf<Op extends Operation> = Routes[Op]['refusals'][number]
