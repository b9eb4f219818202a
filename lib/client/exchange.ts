import type { AnswerOf, AskOf, Operation } from '../contract/routes.ts'
import type { OperationTable } from './operation-table.ts'
import { type Problem, type ProblemCodeOf, readProblem } from './problem.ts'

/** What came of a request. Nothing is thrown: whoever asks must say what happens in each case. */
export type Reply<Op extends Operation> =
  | { readonly kind: 'answer'; readonly value: AnswerOf<Op>; readonly etag: string | null }
  /** As it was when the ETag was given. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'problem'; readonly problem: Problem<ProblemCodeOf<Op>>; readonly retryAfterMs?: number }
  /** No reply came. A write may or may not have been done: only the same key may be sent again. */
  | { readonly kind: 'unreachable' }

/** The version that a PUT is to follow; `absent` where there must be none yet. */
export type Follows = number | 'absent'

export type ExchangeOptions = {
  readonly etag?: string | null
  readonly follows?: Follows | undefined
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
  readonly patienceMs?: number
}

export type Connection = {
  readonly operations: OperationTable
  /** Before every path; empty for the page's own origin. */
  readonly baseUrl: string
  readonly fetch: typeof fetch
  /** The headers that say who asks, for this very request: a Bearer token, or a DPoP token with its proof. */
  readonly authorize: (request: {
    readonly method: string
    readonly url: string
  }) => Promise<Readonly<Record<string, string>>>
}

type Params = Readonly<Record<string, string>>
const PATIENCE_MS = 6_000

/** One request and its reply. */
export async function exchange<Op extends Operation>(
  { operations, baseUrl, fetch, authorize }: Connection,
  operation: Op,
  ask: AskOf<Op>,
  { etag, follows, idempotencyKey, signal, patienceMs = PATIENCE_MS }: ExchangeOptions = {},
): Promise<Reply<Op>> {
  // What every ask has, whatever the operation.
  const { params, query, body }: { params?: Params | undefined; query?: unknown; body?: unknown } = ask
  const [method, path] = operations[operation]
  const url = `${baseUrl}${fillIn(path, params)}${searchOf(query)}`
  const patience = AbortSignal.timeout(patienceMs)
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...(await authorize({ method, url })),
        ...(etag ? { 'if-none-match': etag } : {}),
        ...(follows === 'absent'
          ? { 'if-none-match': '*' }
          : follows === undefined
            ? {}
            : { 'if-match': String(follows) }),
        ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
      cache: 'no-store',
    })
    if (response.status === 304) return { kind: 'unchanged' }
    if (response.ok) return { kind: 'answer', value: await readAnswer(response), etag: response.headers.get('etag') }
    const problem = await readProblem<ProblemCodeOf<Op>>(response)
    const seconds = response.headers.get('retry-after')
    return problem
      ? { kind: 'problem', problem, ...(seconds ? { retryAfterMs: Number(seconds) * 1000 } : {}) }
      : { kind: 'unreachable' }
  } catch {
    return { kind: 'unreachable' }
  }
}

/** The service checks what it answers against the very schema that the type is made from. */
async function readAnswer<Op extends Operation>(response: Response): Promise<AnswerOf<Op>> {
  const contentType = response.headers.get('content-type') ?? ''
  const fileName = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  // An invoice is XML too, but a file first.
  if (fileName !== undefined)
    return { fileName, contentType, body: new Uint8Array(await response.arrayBuffer()) } as AnswerOf<Op>
  if (contentType.startsWith('application/xml')) return (await response.text()) as AnswerOf<Op>
  return (await response.json()) as AnswerOf<Op>
}

const fillIn = (path: string, params: Params = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

function searchOf(query: unknown): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? '' : `?${search}`
}
