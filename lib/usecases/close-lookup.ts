import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import type { LookupId } from '../domain/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findLookupClosing, tryCloseLookup } from '../store/lookup-store.ts'
import type { Deps } from './deps.ts'

/** Why the bed was or was not used. The first outcome stands; the same outcome again is the same answer. */
export async function closeLookup(
  deps: Deps,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
  { lookupId, outcome, reason, unitId }: BodyOf<'close-lookup'> & { readonly lookupId: LookupId },
): Promise<Result<AnswerOf<'close-lookup'>, { readonly kind: 'lookup-closed-already' }>> {
  const closing = { lookupId, outcome, reason, unitId, closedAt: now, closedBy: actor }
  if (await tryCloseLookup(deps.store, closing)) return accepted(closing)
  const first = await findLookupClosing(deps.store, lookupId)
  const isSame = first?.outcome === outcome && first.reason === reason && first.unitId === unitId
  return first && isSame ? accepted(first) : refused({ kind: 'lookup-closed-already' })
}
