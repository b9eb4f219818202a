import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import type { LookupId } from '../domain/ids.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findLookupClosing, lookupClosingPart } from '../store/lookup-store.ts'
import { changeItems, type ItemsRefusal } from './change-items.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type Refusal = ItemsRefusal | { readonly kind: 'lookup-closed-already' }

/** Why the bed was or was not used. The first outcome stands; the same outcome again is the same answer. */
export const closeLookup = (
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor },
  { lookupId, outcome, reason, unitId }: BodyOf<'close-lookup'> & { readonly lookupId: LookupId },
): Promise<Result<AnswerOf<'close-lookup'>, Refusal>> =>
  changeItems<AnswerOf<'close-lookup'>, Refusal>(deps, request, async () => {
    const first = await findLookupClosing(deps.store, lookupId)
    if (first) {
      const isSame = first.outcome === outcome && first.reason === reason && first.unitId === unitId
      return isSame ? accepted({ parts: [], answer: first }) : refused({ kind: 'lookup-closed-already' })
    }
    const closing = { lookupId, outcome, reason, unitId, closedAt: request.now, closedBy: request.actor }
    return accepted({ parts: [lookupClosingPart(closing)], answer: closing })
  })
