import type { AgreementId } from '../domain/ids.ts'
import { type Result, refused } from '../kernel/result.ts'
import { type AgreementBook, findBook } from '../store/avregning-store.ts'
import { changeItems, type ItemsDecision, type ItemsRefusal } from './change-items.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

/** Refusals that belong to the way of writing, not to any rule about money. */
export type BookRefusal = ItemsRefusal | { readonly kind: 'agreement-not-found' }

/** The shell round every change to an agreement's months: the whole book is read before each decision. */
export const changeBook = <Answer, Refusal>(
  deps: Deps,
  request: WriteRequest,
  agreementId: AgreementId,
  decideOn: (book: AgreementBook, isRepeated: boolean) => Promise<Result<ItemsDecision<Answer>, Refusal>>,
): Promise<Result<Answer, Refusal | BookRefusal>> =>
  changeItems<Answer, Refusal | BookRefusal>(deps, request, async (isRepeated) => {
    const book = await findBook(deps.store, agreementId)
    return book ? decideOn(book, isRepeated) : refused({ kind: 'agreement-not-found' })
  })
