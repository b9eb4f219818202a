import type { AnswerOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import type { AgreementId } from '../domain/ids.ts'
import type { Month } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { RunHead } from '../store/avregning-codecs.ts'
import { getResult, runPart } from '../store/avregning-store.ts'
import { avregningAnswer, standingRun } from './avregning-answer.ts'
import { partyOf } from './avregning-reader.ts'
import type { BookRefusal } from './change-book.ts'
import { changeBookAs } from './change-book-as.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'
import type { NotRun } from './show-avregning.ts'

type Refusal = BookRefusal | NotRun | { readonly kind: 'forbidden' | 'avregning-not-locked' }

/** A party says yes to its own line of a locked month. When all the agreement's parties have, the month is approved. */
export const approveAvregning = (
  deps: Deps,
  request: WriteRequest & { readonly actor: Actor },
  { agreementId, month }: { readonly agreementId: AgreementId; readonly month: Month },
): Promise<Result<AnswerOf<'approve-avregning'>, Refusal>> =>
  changeBookAs<AnswerOf<'approve-avregning'>, Refusal>(deps, request, agreementId, async (book, viewer) => {
    const { actor, now } = request
    const partyId = partyOf(actor)
    if (partyId === null) return refused({ kind: 'forbidden' })
    const head = book.runs.get(month)
    if (!head) return refused({ kind: 'avregning-not-found' })
    if (head.value.state === 'draft') return refused({ kind: 'avregning-not-locked' })
    const { result } = await getResult(deps.store, agreementId, head.value)
    const parties = result.lines.filter(({ guest }) => !guest).map((line) => line.partyId)
    if (!parties.includes(partyId)) return refused({ kind: 'forbidden' })
    const hasApproved = head.value.approvals.some((approval) => approval.partyId === partyId)
    const approvals = hasApproved ? head.value.approvals : [...head.value.approvals, { partyId, at: now }]
    const isApproved = parties.every((party) => approvals.some((approval) => approval.partyId === party))
    const next: RunHead = { ...head.value, approvals, state: isApproved ? 'approved' : 'locked' }
    return accepted({
      parts: hasApproved ? [] : [runPart(agreementId, next, head.version)],
      answer: avregningAnswer(standingRun(result, next), book, viewer, now),
      isReadAgain: true,
    })
  })
