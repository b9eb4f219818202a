import type { AnswerOf } from '../contract/routes.ts'
import type { AvregningRun } from '../domain/avregning/run.ts'
import type { AgreementId } from '../domain/ids.ts'
import { hashOf } from '../kernel/hash-of.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Month } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { agreementStands } from '../store/agreement-store.ts'
import type { RunHead } from '../store/avregning-codecs.ts'
import { type AgreementBook, costStands, getResult, locksPart, putPieces, runPart } from '../store/avregning-store.ts'
import { avregningAnswer, standingRun } from './avregning-answer.ts'
import { type BookRefusal, changeBook } from './change-book.ts'
import type { WriteRequest } from './change-units.ts'
import { type ComputedRun, type ComputeRefusal, computeRun } from './compute-run.ts'
import type { Deps } from './deps.ts'
import { readUkpRates } from './ukp-rates.ts'

type At = { readonly agreementId: AgreementId; readonly month: Month }
type LockRefusal =
  | { readonly kind: 'avregning-incomplete'; readonly causes: AvregningRun['completeness']['causes'] }
  | { readonly kind: 'avregning-changed'; readonly resultHash: string }

/** Computes the month as a draft, as often as one likes. A locked month is given back as it was locked. */
export const runAvregning = (
  deps: Deps,
  request: WriteRequest,
  { agreementId, month }: At,
): Promise<Result<AnswerOf<'run-avregning'>, BookRefusal | ComputeRefusal>> =>
  changeBook<AnswerOf<'run-avregning'>, ComputeRefusal>(deps, request, agreementId, async (book) => {
    const head = book.runs.get(month)
    if (head && head.value.state !== 'draft')
      return accepted({ parts: [], answer: await storedAnswer(deps, book, head.value, request.now) })
    const computed = await compute(deps, book, month, request.now)
    if (!computed.ok) return computed
    const next = await keepPieces(deps, book, computed.value, { state: 'draft', at: request.now })
    return accepted({
      parts: [runPart(agreementId, next, head?.version ?? 0)],
      answer: avregningAnswer(standingRun(computed.value.result, next), book, 'host', request.now),
    })
  })

/**
 * locked-is-locked. The month is computed once more, so that what is locked is what the facts say at that moment; whoever
 * names the hash of the draft that they looked at locks that draft or nothing. Locking again changes nothing.
 */
export const lockAvregning = (
  deps: Deps,
  request: WriteRequest,
  { agreementId, month, resultHash }: At & { readonly resultHash: string | null },
): Promise<Result<AnswerOf<'lock-avregning'>, BookRefusal | ComputeRefusal | LockRefusal>> =>
  changeBook<AnswerOf<'lock-avregning'>, ComputeRefusal | LockRefusal>(deps, request, agreementId, async (book) => {
    const head = book.runs.get(month)
    if (head && head.value.state !== 'draft')
      return accepted({ parts: [], answer: await storedAnswer(deps, book, head.value, request.now) })
    const computed = await compute(deps, book, month, request.now)
    if (!computed.ok) return computed
    const { result } = computed.value
    if (!result.completeness.ok) return refused({ kind: 'avregning-incomplete', causes: result.completeness.causes })
    if (resultHash !== null && resultHash !== result.resultHash)
      return refused({ kind: 'avregning-changed', resultHash: result.resultHash })
    const next = await keepPieces(deps, book, computed.value, { state: 'locked', at: request.now })
    return accepted({
      parts: [
        runPart(agreementId, next, head?.version ?? 0),
        locksPart(agreementId, book.locks),
        // Locked is what stood when it was locked: a cost or a version that came meanwhile makes this try a lost race.
        costStands(agreementId, month, book.costs.get(month)?.version ?? 0),
        agreementStands(agreementId, book.versions.at(-1)?.version ?? 0),
      ],
      answer: avregningAnswer(standingRun(result, next), book, 'host', request.now),
    })
  })

const compute = async (deps: Deps, book: AgreementBook, month: Month, now: Instant) =>
  computeRun(deps.store, book, { month, now, ukpRates: await readUkpRates(deps.store) })

/** The pieces lie there before the head that names them; until then nobody sees them. */
async function keepPieces(
  { store }: Deps,
  { agreementId, locks }: AgreementBook,
  { result, picture, evidence, termsHash, knownSeq, corrected }: ComputedRun,
  { state, at }: { readonly state: 'draft' | 'locked'; readonly at: Instant },
): Promise<RunHead> {
  const keep = async (value: object) => {
    const hash = hashOf(value)
    return { hash, pieces: await putPieces(store, agreementId, hash, value, state === 'draft' ? at : null) }
  }
  const whole = await keep({ result, evidence })
  const own = await keep(picture)
  const settled: RunHead['corrected'] = []
  for (const { picture: earlier, termsHash: itsTerms } of corrected) {
    // What a draft would correct is worked out again when it is locked.
    const kept = state === 'locked' ? await keep(earlier) : null
    settled.push({
      month: earlier.month,
      settled: kept && { pictureHash: kept.hash, picturePieces: kept.pieces, termsHash: itsTerms },
    })
  }
  return {
    month: result.month,
    state,
    poolOre: result.poolOre,
    storedHash: whole.hash,
    resultPieces: whole.pieces,
    pictureHash: own.hash,
    picturePieces: own.pieces,
    termsHash,
    knownSeq: { ...knownSeq },
    lockNumber: state === 'locked' ? locks + 1 : 0,
    corrected: settled,
    computedAt: at,
    lockedAt: state === 'locked' ? at : null,
    approvals: [],
  }
}

async function storedAnswer(
  { store }: Deps,
  book: AgreementBook,
  head: RunHead,
  now: Instant,
): Promise<AnswerOf<'lock-avregning'>> {
  const { result } = await getResult(store, book.agreementId, head)
  return avregningAnswer(standingRun(result, head), book, 'host', now)
}
