import type { Operation } from '../contract/routes.ts'
import type { Reply } from './exchange.ts'

export type Persistence = {
  /** How many times in all; 1 does not try again. */
  readonly tries: number
  readonly pause: (ms: number, signal: AbortSignal | undefined) => Promise<void>
  /** From 0 to 1. */
  readonly random: () => number
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 8_000

/**
 * Sends again after silence, after a fault of the service's, and where the service says when to come back. What it
 * refuses for good is an answer. The caller sends the same key each time, so that nothing is done twice.
 */
export async function persist<Op extends Operation>(
  send: () => Promise<Reply<Op>>,
  { tries, pause, random }: Persistence,
  signal: AbortSignal | undefined,
): Promise<Reply<Op>> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await send()
    if (attempt >= tries || signal?.aborted || !isWorthAnotherTry(reply)) return reply
    // The half that is left to chance keeps many clients from coming back at once.
    const backoffMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS) * (0.5 + random() / 2)
    await pause(Math.max(backoffMs, retryAfterMs(reply) ?? 0), signal)
    if (signal?.aborted) return reply
  }
}

const retryAfterMs = <Op extends Operation>(reply: Reply<Op>): number | undefined =>
  reply.kind === 'problem' ? reply.retryAfterMs : undefined

const isWorthAnotherTry = <Op extends Operation>(reply: Reply<Op>): boolean =>
  reply.kind === 'unreachable' ||
  (reply.kind === 'problem' &&
    (reply.problem.status === 429 || reply.problem.status === 503 || reply.retryAfterMs !== undefined))

/** Ends early, and without a fault, when whoever waits gives up. */
export const pauseFor = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })
