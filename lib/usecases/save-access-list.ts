import type { Precondition } from '../contract/precondition.ts'
import type { AnswerOf } from '../contract/routes.ts'
import { type AccessEntry, findAccessFaults } from '../domain/access/access-list.ts'
import type { Actor } from '../domain/actor.ts'
import type { NamedFault } from '../domain/agreement/agreement.ts'
import type { AgreementId } from '../domain/ids.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { AccessListVersion } from '../store/access-codecs.ts'
import { accessListParts, findAccessList, MOST_ORGANISATIONS } from '../store/access-store.ts'
import { findAgreement } from '../store/agreement-store.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type NotFound = { readonly kind: 'agreement-not-found' | 'access-list-not-found' }
type Refusal =
  | WriteRefusal
  | { readonly kind: 'agreement-not-found' | 'precondition-required' }
  | { readonly kind: 'version-mismatch'; readonly version: number | null }
  | { readonly kind: 'access-list-does-not-add-up'; readonly errors: readonly NamedFault[] }

export async function getAccessList(
  { store }: Deps,
  agreementId: AgreementId,
): Promise<Result<AnswerOf<'get-access-list'>, NotFound>> {
  const [agreement, saved] = await Promise.all([findAgreement(store, agreementId), findAccessList(store, agreementId)])
  if (!agreement) return refused({ kind: 'agreement-not-found' })
  return saved ? accepted(listAnswer(saved)) : refused({ kind: 'access-list-not-found' })
}

/** A new version per PUT, in force at once; the earlier ones are kept, with who saved them. */
export async function putAccessList(
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor; readonly precondition: Precondition | null },
  agreementId: AgreementId,
  entries: readonly AccessEntry[],
): Promise<Result<AnswerOf<'put-access-list'>, Refusal>> {
  const { actor, now, precondition } = request
  return changeUnits<AnswerOf<'put-access-list'>, Refusal>(deps, request, { unitIds: [] }, async () => {
    const [agreement, saved] = await Promise.all([
      findAgreement(deps.store, agreementId),
      findAccessList(deps.store, agreementId),
    ])
    if (!agreement) return refused({ kind: 'agreement-not-found' })
    if (precondition === null) return refused({ kind: 'precondition-required' })
    const current = saved?.version ?? null
    const isMet = precondition.kind === 'absent' ? current === null : current === precondition.version
    if (!isMet) return refused({ kind: 'version-mismatch', version: current })
    const errors = [...findAccessFaults(agreementId, agreement.agreement, entries), ...findSizeFaults(entries)]
    if (errors.length > 0) return refused({ kind: 'access-list-does-not-add-up', errors })
    const version = (current ?? 0) + 1
    const next: AccessListVersion = { agreementId, version, savedAt: now, savedBy: actor, entries: [...entries] }
    return accepted({ units: [], alongside: accessListParts(next, saved), answer: () => listAnswer(next) })
  })
}

const findSizeFaults = (entries: readonly AccessEntry[]): NamedFault[] =>
  new Set(entries.map(({ orgnr }) => orgnr)).size > MOST_ORGANISATIONS
    ? [{ pointer: '/entries', rule: 'too-many-organisations' }]
    : []

const listAnswer = ({ agreementId, version, savedAt, entries }: AccessListVersion): AnswerOf<'get-access-list'> => ({
  agreementId,
  version,
  savedAt,
  entries,
})
