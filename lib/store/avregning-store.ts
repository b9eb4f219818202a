import type * as z from 'zod'
import type { MonthPicture } from '../domain/avregning/compute-month.ts'
import type { Dispute } from '../domain/avregning/run.ts'
import type { AgreementId } from '../domain/ids.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { epochSecondsOf, type Instant, plusMinutes } from '../kernel/instant.ts'
import type { Month } from '../kernel/oslo-date.ts'
import { type AgreementVersion, agreementVersion } from './agreement-codecs.ts'
import {
  bookedCost,
  type CostBooking,
  dispute,
  monthPicture,
  type RunHead,
  runHead,
  type StoredResult,
  storedResult,
} from './avregning-codecs.ts'
import { decode, encode } from './item-codec.ts'
import {
  agreementPartition,
  avregningPieceKey,
  avregningRunKey,
  bookKindOf,
  costKey,
  disputeKey,
  type Key,
  locksKey,
  RUN_PREFIX,
} from './keys.ts'
import {
  CorruptItemFault,
  getItems,
  type Item,
  marshalKey,
  queryItems,
  type Store,
  StoreBusyFault,
} from './store-client.ts'
import { ABSENT, type Condition, check, hasVersion, put, type TxPart, tryCommit } from './tx.ts'

/** An item and the version that the next write of it is conditioned on. */
export type Versioned<T> = { readonly value: T; readonly version: number }

/** All that an agreement's partition holds: one Query, whatever is asked about its months. */
export type AgreementBook = {
  readonly agreementId: AgreementId
  /** Oldest first. */
  readonly versions: readonly AgreementVersion[]
  readonly costs: ReadonlyMap<Month, Versioned<CostBooking>>
  readonly runs: ReadonlyMap<Month, Versioned<RunHead>>
  readonly disputes: readonly Versioned<Dispute>[]
  /** How many of its months have been locked. */
  readonly locks: number
}

/** Undefined where no such agreement was ever saved. */
export async function findBook(store: Store, agreementId: AgreementId): Promise<AgreementBook | undefined> {
  const book = {
    agreementId,
    versions: [] as AgreementVersion[],
    costs: new Map<Month, Versioned<CostBooking>>(),
    runs: new Map<Month, Versioned<RunHead>>(),
    disputes: [] as Versioned<Dispute>[],
    locks: 0,
  }
  const query = queryItems(store, {
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: agreementPartition(agreementId) } },
    ConsistentRead: true,
  })
  for await (const item of query) {
    const sk = item['sk']?.S ?? '?'
    const versioned = <T>(codec: z.ZodType<T>) => ({ value: decode(codec, item, 'body'), version: versionOf(item) })
    switch (bookKindOf(sk)) {
      case 'version':
        book.versions.push(decode(agreementVersion, item, 'body'))
        break
      case 'cost': {
        const cost = versioned(bookedCost)
        book.costs.set(cost.value.month, cost)
        break
      }
      case 'run': {
        const run = versioned(runHead)
        book.runs.set(run.value.month, run)
        break
      }
      case 'dispute':
        book.disputes.push(versioned(dispute))
        break
      case 'locks':
        book.locks = versionOf(item)
        break
      case 'head':
        break
      case undefined:
        throw new CorruptItemFault({ pk: agreementPartition(agreementId), sk }, 'no item of an agreement is called so')
    }
  }
  return book.versions.length > 0 ? book : undefined
}

/** Where the agreement's months stand. A reader who looks again sees what a lagging read missed. */
export async function listRuns(store: Store, agreementId: AgreementId): Promise<readonly RunHead[]> {
  const query = queryItems(store, {
    KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :runs)',
    ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
    ExpressionAttributeValues: { ':pk': { S: agreementPartition(agreementId) }, ':runs': { S: RUN_PREFIX } },
  })
  const runs: RunHead[] = []
  for await (const item of query) runs.push(decode(runHead, item, 'body'))
  return runs
}

/** Where each of some months stands now, in their order; undefined for one that was never run. */
export async function findRuns(
  store: Store,
  agreementId: AgreementId,
  months: readonly Month[],
): Promise<readonly (Versioned<RunHead> | undefined)[]> {
  const items = await getItems(
    store,
    months.map((month) => avregningRunKey(agreementId, month)),
  )
  return items.map((item) => item && { value: decode(runHead, item, 'body'), version: versionOf(item) })
}

const versionOf = (item: Item): number => Number(item['version']?.N ?? Number.NaN)

const versionedItem = (key: Key, type: string, body: unknown, version: number): Item => ({
  ...marshalKey(key),
  type: { S: type },
  version: { N: String(version) },
  body: encode(body),
})

const standsAt = (version: number) => (version === 0 ? ABSENT : hasVersion(version))

/** `version`: the one that was read, 0 for none. */
export const costPart = (agreementId: AgreementId, booking: CostBooking, version: number): TxPart =>
  put('cost', versionedItem(costKey(agreementId, booking.month), 'cost', booking, version + 1), standsAt(version))

/** A run must not be locked on a cost that is being changed, nor a cost change under a run that is being locked. */
export const costStands = (agreementId: AgreementId, month: Month, version: number): TxPart =>
  check('cost', costKey(agreementId, month), standsAt(version))
export const runStands = (agreementId: AgreementId, month: Month, version: number): TxPart =>
  check('run', avregningRunKey(agreementId, month), standsAt(version))

/** A draft goes away by itself, and before what it is made of does. */
export const runPart = (agreementId: AgreementId, head: RunHead, version: number): TxPart => {
  const item = versionedItem(avregningRunKey(agreementId, head.month), 'run', head, version + 1)
  const isDraft = head.state === 'draft'
  return put('run', isDraft ? { ...item, ...goneAfter(head.computedAt, DRAFT_KEPT_DATES) } : item, standsAt(version))
}

/**
 * Locks of one agreement come one after another, also of different months: each sees what the ones before it settled, so
 * that no correction is made twice and none is missed.
 */
export const locksPart = (agreementId: AgreementId, locks: number): TxPart =>
  put(
    'locks',
    { ...marshalKey(locksKey(agreementId)), type: { S: 'locks' }, version: { N: String(locks + 1) } },
    standsAt(locks),
  )

export const disputePart = (agreementId: AgreementId, raised: Dispute, version: number): TxPart =>
  put(
    'dispute',
    versionedItem(disputeKey(agreementId, raised.month, raised.disputeId), 'dispute', raised, version + 1),
    standsAt(version),
  )

/** An item takes 400 kB. */
const PIECE_BYTES = 300_000
/** A draft that was never locked is of no use once the year has been closed. */
const DRAFT_KEPT_DATES = 370
const DRAFT_PIECES_KEPT_DATES = 400
const goneAfter = (at: Instant, dates: number): Item => ({
  ttl: { N: String(epochSecondsOf(plusMinutes(at, dates * 24 * 60))) },
})

/** Whether a draft will be there for long yet; one that has lain for half its time is better written again. */
export const isDraftKept = ({ computedAt }: RunHead, now: Instant): boolean =>
  now < plusMinutes(computedAt, (DRAFT_KEPT_DATES / 2) * 24 * 60)

/**
 * Writes a text under its hash and says in how many pieces. The same text is the same items, so a writer that was stopped
 * anywhere starts again and ends with the same bytes. Drafts go away by themselves; what is locked stays, and a draft that
 * comes to the same text later takes nothing of it away.
 */
export async function putPieces(
  store: Store,
  agreementId: AgreementId,
  hash: string,
  value: object,
  draftOf: Instant | null,
): Promise<number> {
  const bytes = Buffer.from(canonicalJson(value), 'utf8')
  const count = Math.ceil(bytes.length / PIECE_BYTES)
  for (let piece = 0; piece < count; piece += 1) {
    const item = {
      ...marshalKey(avregningPieceKey(agreementId, hash, piece)),
      type: { S: 'piece' },
      bytes: { B: bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES) },
    }
    const part = draftOf
      ? put('piece', { ...item, ...goneAfter(draftOf, DRAFT_PIECES_KEPT_DATES) }, NOT_KEPT)
      : put('piece', item)
    await putPiece(store, part)
  }
  return count
}

/** There is none yet, or one that goes away by itself. */
const NOT_KEPT: Condition = {
  expression: 'attribute_not_exists(#pk) OR attribute_exists(#ttl)',
  names: { '#pk': 'pk', '#ttl': 'ttl' },
}

const MOST_TRIES = 5

async function putPiece(store: Store, piece: TxPart): Promise<void> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const outcome = await tryCommit(store, [piece])
    // A failed condition says that the same text is there to stay.
    if (outcome.committed || outcome.lost.has('piece')) return
    await store.pause(50 * tries)
  }
  throw new StoreBusyFault('the pieces of a run could not be written')
}

async function getPieces(store: Store, agreementId: AgreementId, hash: string, count: number): Promise<unknown> {
  const keys = Array.from({ length: count }, (_, piece) => avregningPieceKey(agreementId, hash, piece))
  const items = await getItems(store, keys)
  const bytes = items.map((item, i) => {
    const piece = item?.['bytes']?.B
    if (!piece) throw new CorruptItemFault(keys[i] ?? { pk: hash, sk: '?' }, new TypeError('no bytes'))
    return piece
  })
  return JSON.parse(Buffer.concat(bytes).toString('utf8'))
}

export async function getPicture(
  store: Store,
  agreementId: AgreementId,
  { pictureHash, picturePieces }: Pick<RunHead, 'pictureHash' | 'picturePieces'>,
): Promise<MonthPicture> {
  return parsePieces(monthPicture, await getPieces(store, agreementId, pictureHash, picturePieces), pictureHash)
}

export async function getResult(
  store: Store,
  agreementId: AgreementId,
  { storedHash, resultPieces }: Pick<RunHead, 'storedHash' | 'resultPieces'>,
): Promise<StoredResult> {
  return parsePieces(storedResult, await getPieces(store, agreementId, storedHash, resultPieces), storedHash)
}

function parsePieces<T>(codec: z.ZodType<T>, value: unknown, hash: string): T {
  const read = codec.safeParse(value)
  if (read.success) return read.data
  throw new CorruptItemFault({ pk: `AVREGNING#…#${hash}`, sk: 'PIECE#' }, read.error)
}
