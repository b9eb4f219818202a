import type { AnswerOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import type { Viewer } from '../domain/avregning/view-run.ts'
import type { AgreementId } from '../domain/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Month } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { RunHead } from '../store/avregning-codecs.ts'
import { type AgreementBook, findBook, getResult } from '../store/avregning-store.ts'
import { avregningAnswer, bedsOfCauses, disputesOf, standingRun } from './avregning-answer.ts'
import { viewerOf } from './avregning-reader.ts'
import type { Deps } from './deps.ts'

export type ReadAt = {
  readonly actor: Actor
  readonly now: Instant
  readonly agreementId: AgreementId
}
export type NotReadable = { readonly kind: 'forbidden' } | { readonly kind: 'agreement-not-found' }
export type NotRun = { readonly kind: 'avregning-not-found' }

/** The book, and as whom the actor reads it. */
export async function openBook(
  { store }: Deps,
  { actor, agreementId }: Pick<ReadAt, 'actor' | 'agreementId'>,
): Promise<Result<{ readonly book: AgreementBook; readonly viewer: Viewer }, NotReadable>> {
  const book = await findBook(store, agreementId)
  const viewer = viewerOf(actor, book)
  if (viewer === null) return refused({ kind: 'forbidden' })
  return book ? accepted({ book, viewer }) : refused({ kind: 'agreement-not-found' })
}

/** The book with one month's run in it. */
export async function openRun(
  deps: Deps,
  ask: Pick<ReadAt, 'actor' | 'agreementId'> & { readonly month: Month },
): Promise<
  Result<{ readonly book: AgreementBook; readonly viewer: Viewer; readonly head: RunHead }, NotReadable | NotRun>
> {
  const opened = await openBook(deps, ask)
  if (!opened.ok) return opened
  const head = opened.value.book.runs.get(ask.month)?.value
  return head ? accepted({ ...opened.value, head }) : refused({ kind: 'avregning-not-found' })
}

/** The month as it was last computed, or as it was locked. */
export async function getAvregning(
  deps: Deps,
  ask: ReadAt & { readonly month: Month },
): Promise<Result<AnswerOf<'get-avregning'>, NotReadable | NotRun>> {
  const opened = await openRun(deps, ask)
  if (!opened.ok) return opened
  const { book, viewer, head } = opened.value
  const { result } = await getResult(deps.store, book.agreementId, head)
  const bedOf = await bedsOfCauses(deps.store, result.completeness)
  return accepted(avregningAnswer(standingRun(result, head), book, viewer, ask.now, bedOf))
}

/** Every month that something has been booked or run for, newest first. */
export async function listAvregninger(
  deps: Deps,
  ask: ReadAt,
): Promise<Result<AnswerOf<'list-avregninger'>, NotReadable>> {
  const opened = await openBook(deps, ask)
  if (!opened.ok) return opened
  const { book, viewer } = opened.value
  const months = [...new Set([...book.costs.keys(), ...book.runs.keys()])].sort().reverse()
  return accepted({
    months: months.map((month) => {
      const head = book.runs.get(month)?.value
      return {
        month,
        state: head?.state ?? 'not-run',
        costOre: book.costs.get(month)?.value.costOre ?? null,
        poolOre: head?.poolOre ?? null,
        computedAt: head?.computedAt ?? null,
        lockedAt: head?.lockedAt ?? null,
        approvedBy: head?.approvals.map(({ partyId }) => partyId) ?? [],
        openDisputes: disputesOf(book, month, viewer).filter(({ answer }) => answer === null).length,
        correctedMonths: head?.corrected.map((each) => each.month) ?? [],
      }
    }),
  })
}
