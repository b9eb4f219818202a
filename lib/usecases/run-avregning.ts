import type { AnswerOf } from '../contract/routes.ts'
import type { AvregningRun } from '../domain/avregning/run.ts'
import type { AgreementId } from '../domain/ids.ts'
import { hashOf } from '../kernel/hash-of.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Month } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { agreementStands } from '../store/agreement-store.ts'
import type { RunHead } from '../store/avregning-codecs.ts'
import {
  type AgreementBook,
  costStands,
  getResult,
  isDraftKept,
  locksPart,
  putPieces,
  runPart,
} from '../store/avregning-store.ts'
import type { TxPart } from '../store/tx.ts'
import { avregningAnswer, bedsOfCauses, standingRun } from './avregning-answer.ts'
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
  changeBook<AnswerOf<'run-avregning'>, ComputeRefusal>(deps, request, agreementId, async (book, isRepeated) => {
    const head = book.runs.get(month)
    if (head && isRepeated) return readStored(deps, book, head.value, request.now)
    const drafted = await decideDraft(deps, book, month, request.now)
    if (!drafted.ok) return drafted
    const { parts, run } = drafted.value
    const bedOf = await bedsOfCauses(deps.store, run.completeness)
    return accepted({ parts, answer: avregningAnswer(run, book, 'host', request.now, bedOf), isReadAgain: true })
  })

export type Drafted = {
  readonly did: 'locked-before' | 'unchanged' | 'drafted'
  readonly run: AvregningRun
  readonly parts: readonly TxPart[]
}

/** The month as a draft, and what there is to write: nothing for a month that is locked, or a draft that says the same. */
export async function decideDraft(
  deps: Deps,
  book: AgreementBook,
  month: Month,
  now: Instant,
): Promise<Result<Drafted, ComputeRefusal>> {
  const head = book.runs.get(month)
  if (head && head.value.state !== 'draft')
    return accepted({ did: 'locked-before', run: await storedRun(deps, book, head.value), parts: [] })
  const computed = await compute(deps, book, month, now)
  if (!computed.ok) return computed
  const { result, termsHash } = computed.value
  const pieces = piecesOf(computed.value)
  const saysTheSame =
    head?.value.storedHash === pieces.whole.hash &&
    head.value.pictureHash === pieces.own.hash &&
    head.value.termsHash === termsHash
  if (saysTheSame && isDraftKept(head.value, now))
    return accepted({ did: 'unchanged', run: standingRun(result, head.value), parts: [] })
  const next = await keepPieces(deps, book, computed.value, pieces, { state: 'draft', at: now })
  const parts = [runPart(book.agreementId, next, head?.version ?? 0)]
  return accepted({ did: 'drafted', run: standingRun(result, next), parts })
}

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
    if (head && head.value.state !== 'draft') return readStored(deps, book, head.value, request.now)
    const computed = await compute(deps, book, month, request.now)
    if (!computed.ok) return computed
    const { result } = computed.value
    if (!result.completeness.ok) return refused({ kind: 'avregning-incomplete', causes: result.completeness.causes })
    if (resultHash !== null && resultHash !== result.resultHash)
      return refused({ kind: 'avregning-changed', resultHash: result.resultHash })
    const pieces = piecesOf(computed.value)
    const next = await keepPieces(deps, book, computed.value, pieces, { state: 'locked', at: request.now })
    return accepted({
      parts: [
        runPart(agreementId, next, head?.version ?? 0),
        locksPart(agreementId, book.locks),
        // Locked is what stood when it was locked: a cost or a version that came meanwhile makes this try a lost race.
        costStands(agreementId, month, book.costs.get(month)?.version ?? 0),
        agreementStands(agreementId, book.versions.at(-1)?.version ?? 0),
      ],
      answer: avregningAnswer(standingRun(result, next), book, 'host', request.now),
      isReadAgain: true,
    })
  })

const compute = async (deps: Deps, book: AgreementBook, month: Month, now: Instant) =>
  computeRun(deps.store, book, { month, now, ukpRates: await readUkpRates(deps.store) })

type Piece = { readonly hash: string; readonly value: object }
const pieceOf = (value: object): Piece => ({ hash: hashOf(value), value })

/** A run's texts by their hashes: what a draft is compared by, and kept under. Its corrections stand in the result. */
const piecesOf = ({ result, evidence, picture }: ComputedRun) => ({
  whole: pieceOf({ result, evidence }),
  own: pieceOf(picture),
})

/** The pieces lie there before the head that names them; until then nobody sees them. */
async function keepPieces(
  { store }: Deps,
  { agreementId, locks }: AgreementBook,
  { result, termsHash, knownSeq, agreementVersion, corrected }: ComputedRun,
  { whole, own }: ReturnType<typeof piecesOf>,
  { state, at }: { readonly state: 'draft' | 'locked'; readonly at: Instant },
): Promise<RunHead> {
  const keep = ({ hash, value }: Piece) => putPieces(store, agreementId, hash, value, state === 'draft' ? at : null)
  const [resultPieces, picturePieces] = [await keep(whole), await keep(own)]
  const settled: RunHead['corrected'] = []
  for (const { picture: earlier, termsHash: itsTerms } of corrected) {
    // What a draft would correct is worked out again when it is locked.
    const piece = state === 'locked' ? pieceOf(earlier) : null
    settled.push({
      month: earlier.month,
      settled: piece && { pictureHash: piece.hash, picturePieces: await keep(piece), termsHash: itsTerms },
    })
  }
  return {
    month: result.month,
    state,
    poolOre: result.poolOre,
    storedHash: whole.hash,
    resultPieces,
    pictureHash: own.hash,
    picturePieces,
    termsHash,
    knownSeq: { ...knownSeq },
    agreementVersion,
    lockNumber: state === 'locked' ? locks + 1 : 0,
    corrected: settled,
    computedAt: at,
    lockedAt: state === 'locked' ? at : null,
    approvals: [],
  }
}

const storedRun = async ({ store }: Deps, book: AgreementBook, head: RunHead): Promise<AvregningRun> =>
  standingRun((await getResult(store, book.agreementId, head)).result, head)

/** As it stands, with nothing to write. */
async function readStored(deps: Deps, book: AgreementBook, head: RunHead, now: Instant) {
  const run = await storedRun(deps, book, head)
  const bedOf = await bedsOfCauses(deps.store, run.completeness)
  const answer: AnswerOf<'lock-avregning'> = avregningAnswer(run, book, 'host', now, bedOf)
  return accepted({ parts: [], answer, isReadAgain: true as const })
}
