import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import type { LookupId } from '../domain/ids.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findLookupClosing, lookupClosingPart } from '../store/lookup-store.ts'
import { changeUnits, type WriteRefusal, type WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type Refusal = WriteRefusal | { readonly kind: 'lookup-closed-already' }

/** Why the bed was or was not used. The first outcome stands; the same outcome again is the same answer. */
export const closeLookup = (
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor },
  { lookupId, outcome, reason, unitId }: BodyOf<'close-lookup'> & { readonly lookupId: LookupId },
): Promise<Result<AnswerOf<'close-lookup'>, Refusal>> =>
  changeUnits<AnswerOf<'close-lookup'>, Refusal>(deps, request, { unitIds: [] }, async () => {
    const first = await findLookupClosing(deps.store, lookupId)
    if (first) {
      const isSame = first.outcome === outcome && first.reason === reason && first.unitId === unitId
      return isSame ? accepted({ units: [], answer: () => first }) : refused({ kind: 'lookup-closed-already' })
    }
    const closing = { lookupId, outcome, reason, unitId, closedAt: request.now, closedBy: request.actor }
    return accepted({ units: [], alongside: [lookupClosingPart(closing)], answer: () => closing })
  })
