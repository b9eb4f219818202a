import { accepted, type Result, refused } from '../kernel/result.ts'
import { findReplay, idempotencyPart } from '../store/idempotency.ts'
import { type TxPart, tryCommit } from '../store/tx.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

/** Refusals that belong to the way of writing, whatever is written. */
export type ItemsRefusal =
  | { readonly kind: 'idempotency-key-reused' }
  | { readonly kind: 'too-many-at-once'; readonly retryAfterSeconds: number }

/** What was decided: the parts to write on the versions read, none where all stands already as it should. */
export type ItemsDecision<Answer> = {
  readonly parts: readonly TxPart[]
  readonly answer: Answer
  /** A month of hundreds of parties is more than an item takes: a repeated request then reads its answer again. */
  readonly isReadAgain?: true
}

const MOST_TRIES = 5

/**
 * The shell round a change that touches no unit, and so reaches none: decide on what is read, write on the versions read.
 * A lost race reads and decides again. A repeated request with the same key gets the answer that the first one got, or is
 * decided as a repetition where that answer was not kept.
 */
export async function changeItems<Answer, Refusal>(
  deps: Deps,
  { idempotency, now }: WriteRequest,
  decideOn: (isRepeated: boolean) => Promise<Result<ItemsDecision<Answer>, Refusal>>,
): Promise<Result<Answer, Refusal | ItemsRefusal>> {
  for (let tries = 1; ; tries += 1) {
    const replay = idempotency && (await findReplay(deps.store, idempotency))
    if (replay && replay.fingerprint !== idempotency.fingerprint) return refused({ kind: 'idempotency-key-reused' })
    // The fingerprint covers operation, path and body, so the stored answer has the shape asked for.
    if (replay && replay.answer !== null) return accepted(replay.answer as Answer)
    const decision = await decideOn(Boolean(replay))
    if (!decision.ok) return decision
    const { parts, answer, isReadAgain } = decision.value
    const kept = idempotency && !replay ? [idempotencyPart(idempotency, isReadAgain ? null : answer, now)] : []
    const all = [...parts, ...kept]
    if (all.length === 0 || (await tryCommit(deps.store, all)).committed) return accepted(answer)
    if (tries === MOST_TRIES) return refused({ kind: 'too-many-at-once', retryAfterSeconds: 1 })
    await deps.store.pause(deps.random() * 50 * 2 ** tries)
  }
}
