import type { AnswerOf } from '../contract/routes.ts'
import type { AgreementId } from '../domain/ids.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findBook } from '../store/avregning-store.ts'
import type { Deps } from './deps.ts'

/** Every version that was ever saved, newest first: from when it was to hold, and who saved it. */
export async function listAgreementVersions(
  deps: Deps,
  agreementId: AgreementId,
): Promise<Result<AnswerOf<'list-agreement-versions'>, { readonly kind: 'agreement-not-found' }>> {
  const book = await findBook(deps.store, agreementId)
  if (!book) return refused({ kind: 'agreement-not-found' })
  const versions = book.versions.map(({ version, savedAt, savedBy, agreement: { fom, name } }) => ({
    version,
    fom,
    savedAt,
    savedBy,
    name,
  }))
  return accepted({ agreementId, versions: versions.toReversed() })
}
