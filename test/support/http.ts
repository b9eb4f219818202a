import { expect } from 'vitest'
import { localClient } from '../../infra/local/engine.ts'
import { type HelseId, startServer, TABLE_NAME } from '../../infra/local/server.ts'
import { EDGE_PROBLEMS, type ProblemCode } from '../../lib/contract/problems.ts'
import { type AnswerOf, type Operation, ROUTES } from '../../lib/contract/routes.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { testDeps } from './table.ts'

export type Headers = Readonly<Record<string, string>>
export type Answer = {
  readonly status: number
  readonly headers: globalThis.Headers
  readonly text: string
  readonly bytes: Uint8Array
  /** Undefined where no body came. */
  readonly json: unknown
}
/** A problem document: the members of RFC 9457, and the facts of the refusal. */
export type Problem = {
  readonly type: `urn:problem:${ProblemCode}`
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly errors?: readonly { readonly pointer: string; readonly rule: string }[]
  readonly [fact: string]: unknown
}
export type Params = Readonly<Record<string, string>>
export type Send = {
  readonly params?: Params
  readonly query?: string | Readonly<Record<string, string>>
  readonly body?: unknown
  readonly headers?: Headers
}

/** Somebody at the other end of the line. `ok` and `refused` throw when the answer is the other kind. */
export type Caller = {
  readonly token: string | undefined
  readonly call: (operation: Operation, send?: Send) => Promise<Answer>
  readonly ok: <Op extends Operation>(operation: Op, send?: Send) => Promise<AnswerOf<Op>>
  readonly refused: (operation: Operation, send?: Send) => Promise<Problem>
}

export type Api = {
  readonly address: string
  /** Of the engine: another process can share the table. */
  readonly endpoint: string
  /** Looks straight into the server's table, past the API. */
  readonly deps: Deps
  readonly as: (claims: object) => Promise<Caller>
  readonly withToken: (token: string | undefined) => Caller
  readonly request: (method: string, path: string, send?: Omit<Send, 'params'>, token?: string) => Promise<Answer>
  readonly moveClock: (offsetSeconds: number) => Promise<void>
  readonly now: () => number
  readonly stop: () => Promise<void>
}

/**
 * A whole local server in this process, empty and in memory. One per file, which stops it in its own `afterAll`:
 * a hook that is registered inside a hook never runs, and the engine would outlive the tests.
 */
export async function startApi(
  options: {
    readonly helseId?: HelseId
    readonly webhooksToThisMachine?: boolean
    readonly jobsByThemselves?: boolean
  } = {},
): Promise<Api> {
  const server = await startServer({ port: 0, dataDir: null, ...options })
  const client = localClient(server.engine.endpoint)
  const stop = async () => {
    client.destroy()
    await server.stop()
  }
  return { ...apiAt(server.address, server.engine.endpoint, testDeps(client, TABLE_NAME)), stop }
}

/** The callers of a server that runs somewhere. */
export function apiAt(address: string, endpoint: string, deps: Deps): Api {
  let offsetSeconds = 0
  const request = async (method: string, path: string, send: Omit<Send, 'params'> = {}, token?: string) => {
    const { query = {}, body, headers = {} } = send
    const search = (typeof query === 'string' ? query : new URLSearchParams(query).toString()).replace(/^(?=.)/, '?')
    const response = await fetch(`${address}${path}${search}`, {
      method,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const text = bytes.toString('utf8')
    const json = asProblem(parse(text), response.status)
    const answer = { status: response.status, headers: response.headers, text, bytes, json }
    expectWellFormed(answer)
    return answer
  }
  const withToken = (token: string | undefined): Caller => {
    const call: Caller['call'] = async (operation, { params = {}, ...send } = {}) => {
      const { method, path } = ROUTES[operation]
      const takesBody = method !== 'GET'
      const answer = await request(method, fillIn(path, params), takesBody ? { body: {}, ...send } : send, token)
      if (answer.status >= 400) expectNamedByRow(operation, answer.json as Problem)
      return answer
    }
    return {
      token,
      call,
      ok: async <Op extends Operation>(operation: Op, send?: Send) => {
        const answer = await call(operation, send)
        if (answer.status >= 300) throw new Error(`${operation} was refused: ${answer.status} ${answer.text}`)
        return answer.json as AnswerOf<Op>
      },
      refused: async (operation, send) => {
        const answer = await call(operation, send)
        if (answer.status < 400) throw new Error(`${operation} was not refused: ${answer.status} ${answer.text}`)
        return answer.json as Problem
      },
    }
  }
  return {
    address,
    endpoint,
    deps,
    request,
    withToken,
    as: async (claims) => {
      const answer = await request('POST', '/dev/token', { body: claims })
      if (answer.status !== 200) throw new Error(`no token for ${JSON.stringify(claims)}: ${answer.text}`)
      return withToken((answer.json as { accessToken: string }).accessToken)
    },
    moveClock: async (seconds) => {
      const answer = await request('POST', '/dev/clock', { body: { offsetSeconds: seconds } })
      expect(answer.status).toBe(200)
      offsetSeconds = seconds
    },
    now: () => Date.now() + offsetSeconds * 1000,
    stop: async () => {},
  }
}

export const codeOf = (problem: Problem): ProblemCode => problem.type.slice('urn:problem:'.length) as ProblemCode

/** Refusals of the edges, which no row names; every other one must stand in its row, for clients learn them from there. */
const EDGE_CODES: readonly ProblemCode[] = [...EDGE_PROBLEMS, 'method-not-allowed']

function expectNamedByRow(operation: Operation, problem: Problem): void {
  const named: readonly ProblemCode[] = [...ROUTES[operation].refusals, ...EDGE_CODES]
  expect(named, `${operation} names its refusals`).toContain(codeOf(problem))
}

const fillIn = (path: string, params: Params): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new RangeError(`${path} needs ${name}`)
    return encodeURIComponent(value)
  })

/** FHIR's form of a refusal says the same: what is asked of a problem document can be asked of it too. */
function asProblem(json: unknown, status: number): unknown {
  if (status < 400 || (json as { resourceType?: string } | undefined)?.resourceType !== 'OperationOutcome') return json
  const { issue } = json as { issue: { details: { coding: { code: string }[]; text: string }; diagnostics: string }[] }
  const [{ details, diagnostics }] = issue as [(typeof issue)[number]]
  const errors = issue.flatMap((each) => {
    const [, pointer, rule] = /^(\/.*): ([a-z-]+)$/.exec(each.diagnostics) ?? []
    return pointer === undefined ? [] : [{ pointer, rule }]
  })
  const plain = { type: `urn:problem:${details.coding[0]?.code}`, status, title: details.text, detail: diagnostics }
  return errors.length > 0 ? { ...plain, errors } : plain
}

/** What every answer owes, whatever was asked: right type, bokmål problem document, no caching of refusals, no insides. */
function expectWellFormed({ status, headers, text, json }: Answer): void {
  const type = headers.get('content-type')
  // A file is what its own tests say, and may hold any bytes.
  if (status === 200 && headers.has('content-disposition')) return
  expect(text, 'no stack, no file of ours, no word of the engine').not.toMatch(
    /\n\s+at |node_modules|\.ts:\d|dynamo|ConditionalCheck|ZodError/i,
  )
  if (status === 304) {
    expect([text, type]).toEqual(['', null])
    return
  }
  expect(headers.get('x-content-type-options') ?? 'nosniff').toBe('nosniff')
  const isFhir = type?.startsWith('application/fhir+json')
  if (status < 400) {
    const expected = isFhir ? 'fhir+json' : text.startsWith('<?xml') ? 'xml' : 'json'
    expect(type).toBe(`application/${expected}; charset=utf-8`)
    return
  }
  if (!isFhir) expect(type).toBe('application/problem+json; charset=utf-8')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(json).toMatchObject({
    type: expect.stringMatching(/^urn:problem:[a-z-]+$/),
    status,
    title: expect.stringMatching(/^[A-ZÆØÅ].{5,}$/),
    detail: expect.any(String),
  })
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
