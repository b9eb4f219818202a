import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { Precondition } from '../../lib/contract/precondition.ts'
import type { ProblemCode } from '../../lib/contract/problems.ts'
import { type LambdaName, type RouteRow, routeKeyOf } from '../../lib/contract/routes/route-row.ts'
import type {
  AnswerOf,
  BodyOf,
  Operation,
  OperationOf,
  ParamsOf,
  QueryOf,
  RefusalCodeOf,
  Routes,
} from '../../lib/contract/routes.ts'
import type { Actor } from '../../lib/domain/actor.ts'
import { type Instant, instantOf } from '../../lib/kernel/instant.ts'
import type { Result } from '../../lib/kernel/result.ts'
import type { WriteRequest } from '../../lib/usecases/change-units.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { hasRole, mayCall } from './actor.ts'
import { answerOk } from './answer.ts'
import { realDeps } from './deps.ts'
import { answerFault } from './faults.ts'
import { cameByFront, publicOrigin } from './front.ts'
import { ANYONE, identify, type NobodyHere, type Principal } from './identify.ts'
import { log } from './log.ts'
import { asOperationOutcome } from './operation-outcome.ts'
import { answerProblem, type Problem, problemCodeIn } from './problem.ts'
import { findPersonInRequest, readBody, readRequest } from './read-request.ts'
import { recordAccess } from './record-access.ts'
import { answerUnknownRoute } from './unknown-route.ts'

/** Whoever asks here reads FHIR, and so also what is refused. */
const FHIR_ROOT = '/fhir/R4'

/** What one operation is given: everything parsed, checked and allowed. */
export type Call<Op extends Operation> = {
  readonly deps: Deps
  readonly actor: Routes[Op]['roles'] extends 'anyone' ? null : Actor
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

/** Of whoever comes to the gateway by its own address nothing is read, and nothing is believed. */
const GOES_AROUND: NobodyHere = { ok: false, refusal: { kind: 'forbidden' }, challenge: undefined, caller: null }

type Runs<Lambda extends LambdaName> = { readonly [Op in OperationOf<Lambda>]: Run<Op> }
/** The rows by subject, so that a function carries the schemas of what it is about and of nothing else. */
type Rows<Lambda extends LambdaName> = Pick<Routes, OperationOf<Lambda>> & Readonly<Record<string, RouteRow>>
type AnyRun = (call: Call<Operation>) => Promise<Result<unknown, Problem>>

/** The Lambda handler of one audience, from its rows and operations. A row without its operation does not compile. */
export function serve<Lambda extends LambdaName>(rows: Rows<Lambda>, runs: Runs<Lambda>) {
  // Each operation takes its own row's call; once looked up by name at run time, the types can say no more than "any row".
  const byName = new Map<string, unknown>(Object.entries(runs))
  const byRouteKey = new Map(
    Object.entries(rows)
      .filter(([name]) => byName.has(name))
      .map(([name, row]) => [
        routeKeyOf(row),
        { operation: name as Operation, row, run: byName.get(name) as AnyRun } satisfies Target,
      ]),
  )
  const dispatch = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const target = byRouteKey.get(event.routeKey)
    if (!target)
      return cameByFront(event) ? answerUnknownRoute(event, Object.values(rows)) : answerProblem(GOES_AROUND.refusal)
    const deps = realDeps()
    const who = cameByFront(event)
      ? target.row.roles === 'anyone'
        ? ANYONE
        : await identify(event, deps.store)
      : GOES_AROUND
    const { answer, query } = who.ok
      ? await callOperation(target, event, deps, who.value)
      : refusedOf(answerProblem(who.refusal, who.challenge ? { 'www-authenticate': who.challenge } : {}))
    const { statusCode = 0, body } = answer
    const problem = statusCode >= 400 ? problemCodeIn(body) : undefined
    const { actor, caller } = who.ok ? who.value : { ...who, actor: null }
    await recordAccess(deps.accessLog, {
      operation: target.operation,
      row: target.row,
      event,
      statusCode,
      problem,
      cause: who.ok || !('cause' in who.refusal) ? undefined : who.refusal.cause,
      actor,
      caller,
      query,
    })
    logOutcome(target.operation, event, statusCode, problem)
    return answer
  }
  const inFormOf = (event: APIGatewayProxyEventV2, answer: APIGatewayProxyStructuredResultV2) =>
    event.rawPath.startsWith(FHIR_ROOT) ? asOperationOutcome(answer) : answer
  return middy(async (event: APIGatewayProxyEventV2) => inFormOf(event, await dispatch(event))).use({
    onError: (request) => inFormOf(request.event, answerFault(request)),
  })
}

/** What a request is for. */
type Target = { readonly operation: Operation; readonly row: RouteRow; readonly run: AnyRun }

/** An answer, and what was asked where the request was read to its end. */
type Handled = { readonly answer: APIGatewayProxyStructuredResultV2; readonly query: unknown }

const refusedOf = (answer: APIGatewayProxyStructuredResultV2): Handled => ({ answer, query: undefined })

async function callOperation(
  { operation, row, run }: Target,
  event: APIGatewayProxyEventV2,
  deps: Deps,
  { actor, within }: Principal,
): Promise<Handled> {
  const refuse = (problem: Problem) => refusedOf(answerProblem(problem))
  if (!hasRole(row, actor)) return refuse({ kind: 'forbidden' })
  const body = readBody(event)
  if (!body.ok) return refuse(body.refusal)
  const persons = findPersonInRequest(event, body.value)
  if (persons.length > 0) return refuse({ kind: 'person-identifier-refused', ...{ errors: persons } })
  if (!mayCall(row, { actor, within }, event.pathParameters ?? {})) return refuse({ kind: 'forbidden' })
  const input = readRequest(operation, row, event, body.value, actor)
  if (!input.ok) return refuse(input.refusal)
  const now = instantOf(event.requestContext.timeEpoch)
  const { idempotency, precondition, ...parsed } = input.value
  const write = { actor, now, idempotency, precondition }
  // The schemas of this very row made params, query and body, so they have the row's types.
  const outcome = await run({
    ...parsed,
    actor,
    now,
    write,
    baseUrl: publicOrigin(event),
    isStrict: /\bhandling=strict\b/.test(event.headers['prefer'] ?? ''),
    deps,
  } as Call<Operation>)
  const answer = outcome.ok
    ? answerOk(row, outcome.value, event.headers['if-none-match'])
    : answerProblem(outcome.refusal)
  return { answer, query: parsed.query }
}

/** One line per request, with no path, no query and no value that anybody sent. */
function logOutcome(
  operation: Operation,
  { requestContext: { requestId } }: APIGatewayProxyEventV2,
  statusCode: number,
  problem: ProblemCode | undefined,
) {
  log.info(`${operation}.${statusCode >= 400 ? 'refused' : 'answered'}`, { statusCode, problem, requestId })
}
