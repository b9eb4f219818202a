import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import { DEFAULT_ANSWER_DATES, DEFAULT_DISPUTE_DATES, type NamedFault } from '../domain/agreement/agreement.ts'
import { computeMonth } from '../domain/avregning/compute-month.ts'
import type { Dispute, RunResult } from '../domain/avregning/run.ts'
import type { AgreementId, DisputeId, PartyId } from '../domain/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Month, monthOf, osloDateOf, plusDates } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { RunHead } from '../store/avregning-codecs.ts'
import { type AgreementBook, disputePart, getPicture, getResult } from '../store/avregning-store.ts'
import { disputeAnswer, disputesOf } from './avregning-answer.ts'
import { partyOf } from './avregning-reader.ts'
import type { BookRefusal } from './change-book.ts'
import { changeBookAs } from './change-book-as.ts'
import type { WriteRequest } from './change-units.ts'
import { factsWithoutStays } from './compute-run.ts'
import type { Deps } from './deps.ts'
import { readStays } from './read-month.ts'
import { type NotReadable, type NotRun, openBook, type ReadAt } from './show-avregning.ts'

type At = { readonly agreementId: AgreementId; readonly month: Month }
type RaiseRefusal =
  | BookRefusal
  | NotRun
  | { readonly kind: 'forbidden' | 'line-not-found' }
  | { readonly kind: 'dispute-too-late'; readonly until: string }
  | { readonly kind: 'invalid-request'; readonly errors: readonly NamedFault[] }

/** A party objects to its line, or to some nights of it, while the agreement's time for it lasts. */
export function raiseDispute(
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor },
  { agreementId, month, reason, detail, nights }: At & BodyOf<'raise-dispute'>,
): Promise<Result<AnswerOf<'raise-dispute'>, RaiseRefusal>> {
  const disputeId = deps.newId('disp') as DisputeId
  return changeBookAs<AnswerOf<'raise-dispute'>, RaiseRefusal>(deps, request, agreementId, async (book) => {
    const { actor, now } = request
    const partyId = partyOf(actor)
    if (partyId === null) return refused({ kind: 'forbidden' })
    const head = book.runs.get(month)?.value
    if (!head) return refused({ kind: 'avregning-not-found' })
    const { disputeDates, answerDates } = datesOf(book)
    const until = head.lockedAt && plusDates(osloDateOf(head.lockedAt), disputeDates)
    if (until && until < osloDateOf(now)) return refused({ kind: 'dispute-too-late', until })
    const { result } = await getResult(deps.store, agreementId, head)
    if (!result.lines.some((line) => line.partyId === partyId)) return refused({ kind: 'line-not-found' })
    const own = await ownNights(deps, agreementId, head, result, partyId)
    const errors = nights.flatMap(({ stayId, date }, i) =>
      own.has(`${stayId} ${date}`) ? [] : [{ pointer: `/nights/${i}`, rule: 'not-on-your-line' }],
    )
    if (errors.length > 0) return refused({ kind: 'invalid-request', errors })
    const raised: Dispute = {
      disputeId,
      month,
      partyId,
      reason,
      detail,
      nights,
      raisedAt: now,
      answerBy: plusDates(osloDateOf(now), answerDates),
      answer: null,
    }
    return accepted({ parts: [disputePart(agreementId, raised, 0)], answer: disputeAnswer(raised, now) })
  })
}

type AnswerRefusal =
  | BookRefusal
  | { readonly kind: 'forbidden' | 'dispute-not-found' }
  | { readonly kind: 'dispute-answered'; readonly outcome: string }
  | { readonly kind: 'night-already-answered'; readonly nights: Dispute['nights'] }
  | { readonly kind: 'invalid-request'; readonly errors: readonly NamedFault[] }

/**
 * The host upholds or rejects; the party itself may withdraw. Upheld, the disputed nights are another's or nobody's from then
 * on: an open month is computed so at once, a locked one is corrected in the next run.
 */
export const answerDispute = (
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor },
  ask: At & BodyOf<'answer-dispute'> & { readonly disputeId: DisputeId },
): Promise<Result<AnswerOf<'answer-dispute'>, AnswerRefusal>> =>
  changeBookAs<AnswerOf<'answer-dispute'>, AnswerRefusal>(deps, request, ask.agreementId, async (book) => {
    const { actor, now } = request
    const { agreementId, month, disputeId, outcome, text, payer } = ask
    const partyId = partyOf(actor)
    const found = book.disputes.find(({ value }) => value.month === month && value.disputeId === disputeId)
    if (!found) return refused({ kind: 'dispute-not-found' })
    // A party may take back its own; what is to be decided is the host's alone.
    const isOwn = partyId === null || found.value.partyId === partyId
    if (!isOwn || (partyId === null) === (outcome === 'withdrawn')) return refused({ kind: 'forbidden' })
    if (found.value.answer) return refused({ kind: 'dispute-answered', outcome: found.value.answer.outcome })
    const rule = outcome !== 'upheld' ? 'only-with-upheld' : payer === found.value.partyId ? 'pays-already' : null
    if (payer !== null && rule) return refused({ kind: 'invalid-request', errors: [{ pointer: '/payer', rule }] })
    const answered: Dispute = { ...found.value, answer: { outcome, text, payer, at: now } }
    const unmoved = outcome === 'upheld' ? await findUnmoved(deps, book, answered, now) : []
    if (unmoved.length > 0) return refused({ kind: 'night-already-answered', nights: unmoved })
    return accepted({
      parts: [disputePart(agreementId, answered, found.version)],
      answer: disputeAnswer(answered, now),
    })
  })

/**
 * The nights that the answer would move nowhere, because an earlier answer or a correction has moved them away from the party
 * already: a night has one payer, so an answer about it may not stand as if it had been followed.
 */
async function findUnmoved({ store }: Deps, book: AgreementBook, answered: Dispute, now: Instant) {
  const others = book.disputes.map(({ value }) => value).filter(({ disputeId }) => disputeId !== answered.disputeId)
  const stays = await readStays(store, [...new Set(answered.nights.map(({ stayId }) => stayId))])
  const payersBy = (disputes: readonly Dispute[], month: Month) => {
    const { dogn } = computeMonth({ ...factsWithoutStays(book, { month, now, ukpRates: [] }, disputes), stays })
    return Map.groupBy(dogn, ({ stayId, date }) => `${stayId} ${date}`)
  }
  return [...Map.groupBy(answered.nights, ({ date }) => monthOf(date))].flatMap(([month, nights]) => {
    const [was, is] = [payersBy(others, month), payersBy([...others, answered], month)]
    return nights.filter(({ stayId, date }) => {
      const [before, after] = [was, is].map((all) => (all.get(`${stayId} ${date}`) ?? []).map(({ partyId }) => partyId))
      return before?.toSorted().join() === after?.toSorted().join()
    })
  })
}

/** The month's disputes: a party's own, the host's all. */
export async function listDisputes(
  deps: Deps,
  ask: ReadAt & { readonly month: Month },
): Promise<Result<AnswerOf<'list-disputes'>, NotReadable>> {
  const opened = await openBook(deps, ask)
  if (!opened.ok) return opened
  const { book, viewer } = opened.value
  return accepted({ disputes: disputesOf(book, ask.month, viewer).map((dispute) => disputeAnswer(dispute, ask.now)) })
}

/** The newest version says how long one has; before any does, nothing runs out. */
function datesOf({ versions }: AgreementBook): { readonly disputeDates: number; readonly answerDates: number } {
  const { disputeDates = DEFAULT_DISPUTE_DATES, answerDates = DEFAULT_ANSWER_DATES } =
    versions.at(-1)?.agreement.finance ?? {}
  return { disputeDates, answerDates }
}

/** The month's own, and those of earlier months that came to the party in this run as a correction. */
async function ownNights(
  { store }: Deps,
  agreementId: AgreementId,
  head: RunHead,
  { corrections }: RunResult,
  partyId: PartyId,
) {
  const { dogn } = await getPicture(store, agreementId, head)
  const own = [...dogn, ...corrections.flatMap(({ added }) => added)].filter((row) => row.partyId === partyId)
  return new Set(own.map(({ stayId, date }) => `${stayId} ${date}`))
}
