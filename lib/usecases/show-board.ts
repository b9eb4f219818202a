import type { AnswerOf, QueryOf } from '../contract/routes.ts'
import type { UnitId } from '../domain/ids.ts'
import { drawBoard } from '../domain/pool/board.ts'
import { eventsAround, eventsUntil, foldJournal } from '../domain/pool/journal.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { findUnit, listJournal } from '../store/unit-store.ts'
import { boardAnswer } from './answers.ts'
import type { Deps } from './deps.ts'

type Refusal = { readonly kind: 'unit-not-found' } | { readonly kind: 'time-in-the-future'; readonly field: string }

/** The board now, or as it was known at any past instant, folded from the journal. */
export async function showBoard(
  deps: Deps,
  { unitId, at, changes }: QueryOf<'show-board'> & { readonly unitId: UnitId },
  now: Instant,
): Promise<Result<AnswerOf<'show-board'>, Refusal>> {
  if (at !== undefined && at > now) return refused({ kind: 'time-in-the-future', field: 'at' })
  if (at === undefined) {
    const state = await findUnit(deps.store, unitId)
    return state ? accepted(boardAnswer(drawBoard(state, now))) : refused({ kind: 'unit-not-found' })
  }
  const events = await listJournal(deps.store, unitId)
  const state = foldJournal(unitId, eventsUntil(events, at))
  if (!state) return refused({ kind: 'unit-not-found' })
  const board = boardAnswer(drawBoard(state, at))
  if (changes === undefined) return accepted(board)
  const told = eventsAround(events, at).map(({ seq, at: changedAt, type }) => ({ seq, at: changedAt, type }))
  return accepted({ ...board, changes: told })
}
