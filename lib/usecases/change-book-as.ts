import type { Actor } from '../domain/actor.ts'
import type { Viewer } from '../domain/avregning/view-run.ts'
import type { AgreementId } from '../domain/ids.ts'
import { type Result, refused } from '../kernel/result.ts'
import type { AgreementBook } from '../store/avregning-store.ts'
import { viewerOf } from './avregning-reader.ts'
import { type BookRefusal, changeBook } from './change-book.ts'
import type { ItemsDecision } from './change-items.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type Forbidden = { readonly kind: 'forbidden' }

/** A change by the host or by a party. To whoever is neither, an agreement that is there looks like one that is not. */
export async function changeBookAs<Answer, Refusal extends { readonly kind: string }>(
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor },
  agreementId: AgreementId,
  decideOn: (book: AgreementBook, viewer: Viewer) => Promise<Result<ItemsDecision<Answer>, Refusal>>,
): Promise<Result<Answer, Refusal | BookRefusal | Forbidden>> {
  const { actor } = request
  const outcome = await changeBook<Answer, Refusal | Forbidden>(deps, request, agreementId, async (book) => {
    const viewer = viewerOf(actor, book)
    return viewer === null ? refused({ kind: 'forbidden' }) : decideOn(book, viewer)
  })
  const isMissing = !outcome.ok && outcome.refusal.kind === 'agreement-not-found'
  return isMissing && viewerOf(actor, undefined) === null ? refused({ kind: 'forbidden' }) : outcome
}
