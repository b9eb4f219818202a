import type { AnswerOf } from '../contract/routes.ts'
import type { UnitId } from '../domain/ids.ts'
import { drawBoard } from '../domain/pool/board.ts'
import { eventsUntil, foldJournal } from '../domain/pool/journal.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findUnit, listJournal } from '../store/unit-store.ts'
import { boardAnswer } from './answers.ts'
import type { Deps } from './deps.ts'

type Refusal = { readonly kind: 'unit-not-found' } | { readonly kind: 'time-in-the-future'; readonly field: string }

/** The board now, or as it was known at any past instant, folded from the journal. */
export async function showBoard(
  deps: Deps,
  { unitId, at }: { readonly unitId: UnitId; readonly at?: Instant | undefined },
  now: Instant,
): Promise<Result<AnswerOf<'show-board'>, Refusal>> {
  if (at !== undefined && at > now) return refused({ kind: 'time-in-the-future', field: 'at' })
  const state =
    at === undefined
      ? await findUnit(deps.store, unitId)
      : foldJournal(unitId, eventsUntil(await listJournal(deps.store, unitId), at))
  return state ? accepted(boardAnswer(drawBoard(state, at ?? now))) : refused({ kind: 'unit-not-found' })
}
