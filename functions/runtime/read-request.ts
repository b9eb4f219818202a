import { createHash } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type * as z from 'zod'
import { PATH_PARAMETERS, parametersOf } from '../../lib/contract/path-parameters.ts'
import { type Precondition, parsePrecondition } from '../../lib/contract/precondition.ts'
import type { NamedError } from '../../lib/contract/problems.ts'
import type { RouteRow } from '../../lib/contract/routes/route-row.ts'
import type { Operation } from '../../lib/contract/routes.ts'
import type { Actor } from '../../lib/domain/actor.ts'
import { canonicalJson } from '../../lib/kernel/canonical-json.ts'
import { accepted, type Result, refused } from '../../lib/kernel/result.ts'
import type { Idempotency } from '../../lib/store/idempotency.ts'
import { findPersonIn } from './find-person.ts'
import { namedErrors } from './named-errors.ts'
import type { Problem } from './problem.ts'

export type RequestInput = {
  readonly params: Readonly<Record<string, unknown>>
  readonly query: unknown
  readonly body: unknown
  readonly precondition: Precondition | null
  readonly idempotency: Idempotency | undefined
}
type BadInput = Problem & { readonly errors?: readonly NamedError[] }

/** Beyond the largest honest body (an agreement of 400 parties) by a good measure. */
export const MOST_BODY_BYTES = 256 * 1024
const MOST_KEY_LENGTH = 64

/** The body before anybody looks at its meaning; `{}` where none was sent. */
export function readBody(event: APIGatewayProxyEventV2): Result<unknown, BadInput> {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.length > MOST_BODY_BYTES) return refused({ kind: 'body-too-large' })
  const text = bytes.toString('utf8')
  if (text.trim() === '') return accepted({})
  try {
    return accepted(JSON.parse(text))
  } catch {
    return refused({ kind: 'malformed-json' })
  }
}

/** no-person-in-the-store: path, query, headers that are read, and body, before anything else looks at them. */
export function findPersonInRequest(event: APIGatewayProxyEventV2, body: unknown): readonly NamedError[] {
  const { path, keys } = { path: decodePath(event.rawPath), keys: ['idempotency-key', 'if-match', 'if-none-match'] }
  const headers = Object.fromEntries(keys.map((key) => [key, event.headers[key]]))
  return [
    ...findPersonIn(path, '/path'),
    ...findPersonIn(event.pathParameters ?? {}, '/path'),
    ...findPersonIn(event.queryStringParameters ?? {}, '/query'),
    ...findPersonIn(headers, '/headers'),
    ...findPersonIn(body, ''),
  ]
}

/** Path, query, body and headers by the row's schemas; every fault named at once. */
export function readRequest(
  operation: Operation,
  row: RouteRow,
  event: APIGatewayProxyEventV2,
  rawBody: unknown,
  actor: Actor | null,
): Result<RequestInput, BadInput> {
  const params: Record<string, unknown> = {}
  for (const name of parametersOf(row.path)) {
    const read = PATH_PARAMETERS[name].safeParse(event.pathParameters?.[name])
    // An id that cannot exist is not there, like any other that is not there.
    if (!read.success) return refused({ kind: 'route-not-found' })
    params[name] = read.data
  }
  const errors: NamedError[] = []
  const query = parse(row.query, event.queryStringParameters ?? {}, '/query', errors)
  const body = parse(row.request, rawBody, '', errors)
  const precondition = parsePrecondition({
    ifMatch: event.headers['if-match'],
    ifNoneMatch: row.method === 'PUT' ? event.headers['if-none-match'] : undefined,
  })
  if (precondition === undefined) errors.push({ pointer: '/headers/if-match', rule: 'format' })
  const key = event.headers['idempotency-key']
  if (key !== undefined && (key.length === 0 || key.length > MOST_KEY_LENGTH)) {
    errors.push({ pointer: '/headers/idempotency-key', rule: 'length' })
  }
  if (errors.length > 0) return refused({ kind: 'invalid-request', errors })
  const fingerprint = createHash('sha256')
    .update(canonicalJson({ operation, params, body: row.request ? rawBody : null }))
    .digest('hex')
  const idempotency =
    key === undefined || actor === null ? undefined : { scope: `${actor.role} ${actor.org}`, key, fingerprint }
  return accepted({ params, query, body, precondition: precondition ?? null, idempotency })
}

function parse(schema: z.ZodType | undefined, input: unknown, prefix: string, errors: NamedError[]): unknown {
  if (!schema) {
    if (prefix === '/query') {
      errors.push(
        ...Object.keys(input ?? {}).map((name) => ({ pointer: `/query/${name.slice(0, 80)}`, rule: 'unknown' })),
      )
    }
    return undefined
  }
  const read = schema.safeParse(input)
  errors.push(...(read.success ? hiddenNames(input, prefix) : namedErrors(read.error.issues, input, prefix)))
  return read.data
}

/** A map of free names passes over `__proto__` in silence; unknown fields are refused, this one like any other. */
function hiddenNames(input: unknown, pointer: string): NamedError[] {
  if (typeof input !== 'object' || input === null) return []
  return Object.entries(input).flatMap(([name, member]) =>
    name === '__proto__'
      ? [{ pointer: `${pointer}/${name}`, rule: 'unknown' }]
      : hiddenNames(member, `${pointer}/${name}`),
  )
}

function decodePath(rawPath: string): string {
  try {
    return decodeURIComponent(rawPath)
  } catch {
    return rawPath
  }
}
