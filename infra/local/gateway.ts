import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { answerProblem } from '../../functions/runtime/problem.ts'
import { FRONT_HEADER, ORIGIN_VARIABLE } from '../../lib/contract/front.ts'
import type { LambdaName } from '../../lib/contract/routes/route-row.ts'
import { FALLBACK, routeKeyOf } from '../../lib/contract/routes/route-row.ts'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'
import type { TokenIssuer } from './dev-token.ts'
import type { MovedClock } from './moved-clock.ts'

export type LambdaHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>
export type Handlers = Readonly<Record<LambdaName | 'session', LambdaHandler>>
/** A path that only the local run has; undefined hands the request on. */
export type LocalRoute = (
  method: string,
  path: string,
  body: string,
) => Promise<APIGatewayProxyStructuredResultV2 | undefined>

type Matched = {
  readonly lambda: keyof Handlers
  readonly routeKey: string
  readonly pathParameters: Record<string, string>
}

/** API Gateway takes no more than this. */
const MOST_GATEWAY_BYTES = 10 * 1024 * 1024

/**
 * What CloudFront and API Gateway do on AWS, in one process: the key that shows which way a request came, routes, the
 * token's claims, and version 2 events to the real handlers.
 * Nothing here knows what an operation means.
 */
export function createGateway(
  handlers: Handlers,
  {
    tokens,
    clock,
    local,
    frontKey,
  }: {
    readonly tokens: TokenIssuer
    readonly clock: MovedClock
    readonly local: readonly LocalRoute[]
    readonly frontKey: string
  },
): RequestListener {
  const answer = async (request: IncomingMessage): Promise<APIGatewayProxyStructuredResultV2> => {
    const url = urlOf(request)
    if (!url) return answerProblem({ kind: 'route-not-found' })
    const method = request.method ?? 'GET'
    const body = await readAll(request)
    if (body === undefined) return answerProblem({ kind: 'body-too-large' })
    for (const route of local) {
      const own = await route(method, url.pathname, body)
      if (own) return own
    }
    const target = matchSession(url.pathname) ??
      matchRoute(method, url.pathname) ?? {
        lambda: FALLBACK,
        routeKey: '$default',
        pathParameters: {},
      }
    const claims =
      target.routeKey === '$default' ? undefined : await tokens.verify(request.headers.authorization, clock.nowMs())
    const event = eventOf(request, url, body, target, claims, clock.nowMs())
    event.headers[FRONT_HEADER] = frontKey
    return await handlers[target.lambda](event, contextOf(event.requestContext.requestId))
  }
  return (request, response) => {
    answer(request).then(
      (result) => send(response, result),
      () => send(response, answerProblem({ kind: 'internal-fault' })),
    )
  }
}

const ROUTES_BY_SHAPE = OPERATIONS.map(rowOf).map((row) => ({ row, parts: row.path.split('/') }))

/** No operation of the API: the app's own way to sign in. */
const matchSession = (path: string): Matched | undefined =>
  /^\/session(?=\/|$)/.test(path) ? { lambda: 'session', routeKey: 'session', pathParameters: {} } : undefined

function matchRoute(method: string, path: string): Matched | undefined {
  const given = path.split('/')
  const found = ROUTES_BY_SHAPE.find(
    ({ row, parts }) =>
      row.method === method &&
      parts.length === given.length &&
      parts.every((part, i) => part.startsWith('{') || part === given[i]),
  )
  if (!found) return undefined
  const named = found.parts.flatMap((part, i) =>
    part.startsWith('{') ? [[part.slice(1, -1), decode(given[i] ?? '')]] : [],
  )
  return { lambda: found.row.lambda, routeKey: routeKeyOf(found.row), pathParameters: Object.fromEntries(named) }
}

function eventOf(
  request: IncomingMessage,
  url: URL,
  body: string,
  { routeKey, pathParameters }: Matched,
  claims: Record<string, unknown> | undefined,
  timeEpoch: number,
): APIGatewayProxyEventV2 {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  )
  // A map first: on a plain object a parameter called __proto__ would vanish unseen.
  const query = new Map<string, string>()
  const host = `localhost:${request.socket.localPort}`
  for (const [name, value] of url.searchParams) query.set(name, query.has(name) ? `${query.get(name)},${value}` : value)
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers,
    ...(url.search === '' ? {} : { queryStringParameters: Object.fromEntries(query) }),
    pathParameters,
    stageVariables: { [ORIGIN_VARIABLE]: `http://${host}` },
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName: host,
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: new Date(timeEpoch).toISOString(),
      timeEpoch,
      ...(claims ? { authorizer: { jwt: { claims, scopes: [] } } } : {}),
    },
    ...(body === '' ? {} : { body }),
    isBase64Encoded: false,
  }
}

/** The few members of Lambda's context that middleware may ask for. */
const contextOf = (awsRequestId: string): Context => ({
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'local',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'local',
  memoryLimitInMB: '512',
  awsRequestId,
  logGroupName: 'local',
  logStreamName: 'local',
  getRemainingTimeInMillis: () => 10_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
})

/** Undefined for a target that is no address. It begins with `/`, so that `//host` is a path and no other host. */
function urlOf({ url: target = '/' }: IncomingMessage): URL | undefined {
  return URL.parse(target.startsWith('/') ? `http://localhost${target}` : target) ?? undefined
}

/** Reads to the end also what is too large: a connection torn off midway would tell the sender nothing. */
async function readAll(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes <= MOST_GATEWAY_BYTES) chunks.push(chunk)
  }
  return bytes > MOST_GATEWAY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8')
}

export function send(
  response: ServerResponse,
  {
    statusCode = 200,
    headers = {},
    cookies = [],
    body = '',
    isBase64Encoded = false,
  }: APIGatewayProxyStructuredResultV2,
): void {
  response.writeHead(statusCode, {
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    ...(cookies.length === 0 ? {} : { 'set-cookie': [...cookies] }),
  })
  response.end(isBase64Encoded ? Buffer.from(body, 'base64') : body)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
