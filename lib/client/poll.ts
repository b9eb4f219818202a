import type { Operation } from '../contract/routes.ts'
import type { ArgumentsOf, OperationCall } from './client.ts'
import type { Reply } from './exchange.ts'
import { pauseFor } from './persist.ts'

export type PollOptions = { readonly everyMs?: number; readonly signal?: AbortSignal }

/** Asks again and again with the ETag of the last answer, and gives what is new; «as before» is passed over. */
export async function* poll<Op extends Operation>(
  call: OperationCall<Op>,
  ask: ArgumentsOf<Op>,
  { everyMs = 2_000, signal }: PollOptions = {},
): AsyncGenerator<Exclude<Reply<Op>, { kind: 'unchanged' }>, void> {
  let etag: string | null = null
  while (!signal?.aborted) {
    const reply: Reply<Op> = await call(ask, { etag, ...(signal ? { signal } : {}) })
    if (signal?.aborted) return
    if (reply.kind === 'answer') etag = reply.etag
    if (reply.kind !== 'unchanged') yield reply
    await pauseFor(everyMs, signal)
  }
}
