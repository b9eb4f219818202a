import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import type { AgreementId } from '../domain/ids.ts'
import type { Month } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import type { CostBooking } from '../store/avregning-codecs.ts'
import { costPart, runStands } from '../store/avregning-store.ts'
import { type BookRefusal, changeBook } from './change-book.ts'
import type { WriteRequest } from './change-units.ts'
import type { Deps } from './deps.ts'

type Refusal = BookRefusal | { readonly kind: 'avregning-locked'; readonly month: Month }

/** What the month cost, as the host booked it; what was booked before is kept. A locked month takes no other cost. */
export const bookCost = (
  deps: Deps,
  request: WriteRequest,
  { agreementId, month, ...cost }: BodyOf<'book-cost'> & { readonly agreementId: AgreementId; readonly month: Month },
): Promise<Result<AnswerOf<'book-cost'>, Refusal>> =>
  changeBook<AnswerOf<'book-cost'>, Refusal>(deps, request, agreementId, async ({ costs, runs }) => {
    const run = runs.get(month)
    if (run && run.value.state !== 'draft') return refused({ kind: 'avregning-locked', month })
    const booked = costs.get(month)
    const next: CostBooking = { month, ...cost, bookedAt: request.now, before: earlierOf(booked?.value) }
    return accepted({
      parts: [costPart(agreementId, next, booked?.version ?? 0), runStands(agreementId, month, run?.version ?? 0)],
      answer: { agreementId, ...next },
    })
  })

function earlierOf(booked: CostBooking | undefined): CostBooking['before'] {
  if (!booked) return []
  const { costOre, guestIncomeOre, note, bookedAt, before } = booked
  return [{ costOre, guestIncomeOre, note, bookedAt }, ...before].slice(0, MOST_KEPT)
}

/** Enough to see what happened; the newest first. */
const MOST_KEPT = 50
