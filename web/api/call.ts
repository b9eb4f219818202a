import { OPERATIONS } from 'virtual:contract'
import type { AnswerOf, AskOf, Operation } from '../../lib/contract/routes.ts'
import { signOut, token } from '../session/session.ts'
import { type Problem, readProblem } from './problem.ts'
import { noteServiceTime } from './service-clock.ts'

/** What came of a request. Nothing is thrown: whoever asks must say what the user sees in each case. */
export type Reply<Op extends Operation> =
  | { readonly kind: 'answer'; readonly value: AnswerOf<Op>; readonly etag: string | null }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** No reply came. A write may or may not have been done: only the same key may be sent again. */
  | { readonly kind: 'unreachable' }

/** The version that a PUT is to follow; `absent` where there must be none yet. */
export type Follows = number | 'absent'

export type Options = {
  readonly etag?: string | null
  readonly idempotencyKey?: string
  readonly follows?: Follows | undefined
  readonly signal?: AbortSignal
  readonly patienceMs?: number
}

type Params = Readonly<Record<string, string>>

const PATIENCE_MS = 6_000

/** Asks the service to do one operation of the contract, as whoever is signed in. */
export async function call<Op extends Operation>(
  operation: Op,
  ask: AskOf<Op>,
  options: Options = {},
): Promise<Reply<Op>> {
  const reply = await callAs(token(), operation, ask, options)
  if (reply.kind === 'problem' && reply.problem.status === 401) signOut('expired')
  return reply
}

/** The same for another token than the session's. */
export async function callAs<Op extends Operation>(
  bearer: string | undefined,
  operation: Op,
  ask: AskOf<Op>,
  options: Options = {},
): Promise<Reply<Op>> {
  try {
    const response = await send(bearer, operation, ask, options)
    if (response.status === 304) return { kind: 'unchanged' }
    if (!response.ok) {
      const problem = await readProblem(response)
      return problem ? { kind: 'problem', problem } : { kind: 'unreachable' }
    }
    // The service checks what it answers against the very schema this type is made from.
    const value = (await response.json()) as AnswerOf<Op>
    if ('asOf' in value && typeof value.asOf === 'string') noteServiceTime(value.asOf)
    return { kind: 'answer', value, etag: response.headers.get('etag') }
  } catch {
    return { kind: 'unreachable' }
  }
}

/** The bare request; rejects where no response came in time. */
export function send<Op extends Operation>(
  bearer: string | undefined,
  operation: Op,
  ask: AskOf<Op>,
  { etag, idempotencyKey, follows, signal, patienceMs = PATIENCE_MS }: Options,
): Promise<Response> {
  // What every ask has, whatever the operation.
  const { params, query, body }: { params?: Params | undefined; query?: unknown; body?: unknown } = ask
  const [method, path] = OPERATIONS[operation]
  const headers = new Headers()
  if (bearer) headers.set('authorization', `Bearer ${bearer}`)
  if (etag) headers.set('if-none-match', etag)
  if (idempotencyKey) headers.set('idempotency-key', idempotencyKey)
  if (follows === 'absent') headers.set('if-none-match', '*')
  else if (follows !== undefined) headers.set('if-match', String(follows))
  const patience = AbortSignal.timeout(patienceMs)
  return fetch(`${fillIn(path, params)}${searchOf(query)}`, {
    method,
    headers,
    ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
    cache: 'no-store',
  })
}

const fillIn = (path: string, params: Params = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

function searchOf(query: unknown): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? '' : `?${search}`
}
