import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { Precondition } from '../../lib/contract/precondition.ts'
import type { ProblemCode } from '../../lib/contract/problems.ts'
import type { LambdaName, RouteRow } from '../../lib/contract/routes/route-row.ts'
import {
  type AnswerOf,
  type BodyOf,
  type Operation,
  type OperationOf,
  type ParamsOf,
  type QueryOf,
  type RefusalCodeOf,
  routeKeyOf,
  rowOf,
} from '../../lib/contract/routes.ts'
import type { Actor } from '../../lib/domain/actor.ts'
import { type Instant, instantOf } from '../../lib/kernel/instant.ts'
import type { Result } from '../../lib/kernel/result.ts'
import type { WriteRequest } from '../../lib/usecases/change-units.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { actorOf, mayCall } from './actor.ts'
import { answerOk } from './answer.ts'
import { realDeps } from './deps.ts'
import { answerFault } from './faults.ts'
import { log } from './log.ts'
import { asOperationOutcome } from './operation-outcome.ts'
import { answerProblem, type Problem } from './problem.ts'
import { findPersonInRequest, readBody, readRequest } from './read-request.ts'
import { answerUnknownRoute } from './unknown-route.ts'

/** Whoever asks here reads FHIR, and so also what is refused. */
const FHIR_ROOT = '/fhir/R4'

/** What one operation is given: everything parsed, checked and allowed. */
export type Call<Op extends Operation> = {
  readonly deps: Deps
  readonly actor: Actor
  /** When the gateway took the request: the one clock of the whole request. */
  readonly now: Instant
  /** Where this service stands for whoever asks: what links in an answer begin with. */
  readonly baseUrl: string
  /** The caller would rather be refused than have what is not known passed over (`Prefer: handling=strict`). */
  readonly isStrict: boolean
  readonly params: ParamsOf<Op>
  readonly query: QueryOf<Op>
  readonly body: BodyOf<Op>
  readonly write: WriteRequest & { readonly actor: Actor; readonly precondition: Precondition | null }
}

/** One operation: an answer of the row's shape, or a refusal that the row names. */
export type Run<Op extends Operation> = (
  call: Call<Op>,
) => Promise<Result<AnswerOf<Op>, { readonly kind: RefusalCodeOf<Op> }>>

type Runs<Lambda extends LambdaName> = { readonly [Op in OperationOf<Lambda>]: Run<Op> }
type AnyRun = (call: Call<Operation>) => Promise<Result<unknown, Problem>>

/** The Lambda handler of one audience, from its operations. A row without its operation does not compile. */
export function serve<Lambda extends LambdaName>(runs: Runs<Lambda>) {
  // Each operation takes its own row's call; once looked up by name at run time, the types can say no more than "any row".
  const byRouteKey = new Map(
    Object.entries(runs).map(([name, run]) => [
      routeKeyOf(rowOf(name as Operation)),
      { operation: name as Operation, run: run as AnyRun },
    ]),
  )
  const dispatch = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const target = byRouteKey.get(event.routeKey)
    if (!target) return answerUnknownRoute(event)
    const answer = await callOperation(target.operation, target.run, event)
    logOutcome(target.operation, event, answer)
    return answer
  }
  const inFormOf = (event: APIGatewayProxyEventV2, answer: APIGatewayProxyStructuredResultV2) =>
    event.rawPath.startsWith(FHIR_ROOT) ? asOperationOutcome(answer) : answer
  return middy(async (event: APIGatewayProxyEventV2) => inFormOf(event, await dispatch(event))).use({
    onError: (request) => inFormOf(request.event, answerFault(request)),
  })
}

async function callOperation(
  operation: Operation,
  run: AnyRun,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const row: RouteRow = rowOf(operation)
  const actor = actorOf(event)
  if (!actor) return answerProblem({ kind: 'unauthenticated' }, { 'www-authenticate': 'Bearer' })
  if (!row.roles.includes(actor.role)) return answerProblem({ kind: 'forbidden' })
  const body = readBody(event)
  if (!body.ok) return answerProblem(body.refusal)
  const persons = findPersonInRequest(event, body.value)
  if (persons.length > 0) return answerProblem({ kind: 'person-identifier-refused', ...{ errors: persons } })
  if (!mayCall(row, actor, event.pathParameters ?? {})) return answerProblem({ kind: 'forbidden' })
  const input = readRequest(operation, row, event, body.value, actor)
  if (!input.ok) return answerProblem(input.refusal)
  const now = instantOf(event.requestContext.timeEpoch)
  const { idempotency, precondition, ...parsed } = input.value
  const write = { actor, now, idempotency, precondition }
  // The schemas of this very row made params, query and body, so they have the row's types.
  const outcome = await run({
    ...parsed,
    actor,
    now,
    write,
    baseUrl: baseUrlOf(event),
    isStrict: /\bhandling=strict\b/.test(event.headers['prefer'] ?? ''),
    deps: realDeps(),
  } as Call<Operation>)
  return outcome.ok ? answerOk(row, outcome.value, event.headers['if-none-match']) : answerProblem(outcome.refusal)
}

/** PUBLIC_URL where something stands in front of the gateway; never a header that the caller wrote. */
const baseUrlOf = ({ headers, requestContext }: APIGatewayProxyEventV2): string =>
  process.env['PUBLIC_URL'] ??
  `${headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'}://${requestContext.domainName}`

/** One line per request, with no path, no query and no value that anybody sent. */
function logOutcome(
  operation: Operation,
  { requestContext }: APIGatewayProxyEventV2,
  { statusCode = 0, body }: APIGatewayProxyStructuredResultV2,
) {
  const isRefused = statusCode >= 400
  const problem = isRefused ? problemCodeIn(body) : undefined
  log.info(`${operation}.${isRefused ? 'refused' : 'answered'}`, {
    statusCode,
    problem,
    requestId: requestContext.requestId,
  })
}

const problemCodeIn = (body: string | undefined): ProblemCode | undefined =>
  /^\{"type":"urn:problem:([a-z-]+)"/.exec(body ?? '')?.[1] as ProblemCode | undefined
