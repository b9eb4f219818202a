import type * as z from 'zod'
import type { MonthPicture } from '../domain/avregning/compute-month.ts'
import type { Dispute } from '../domain/avregning/run.ts'
import type { AgreementId } from '../domain/ids.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { epochSecondsOf, type Instant, plusMinutes } from '../kernel/instant.ts'
import type { Month } from '../kernel/oslo-date.ts'
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
import { type AgreementVersion, agreementVersion, decode, encode } from './codecs.ts'
import {
  agreementPartition,
  avregningPieceKey,
  avregningRunKey,
  bookKindOf,
  costKey,
  disputeKey,
  type Key,
} from './keys.ts'
import { CorruptItemFault, getItems, type Item, marshalKey, queryItems, type Store } from './store-client.ts'
import { ABSENT, check, hasVersion, put, type TxPart, tryCommit } from './tx.ts'

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
}

/** Undefined where no such agreement was ever saved. */
export async function findBook(store: Store, agreementId: AgreementId): Promise<AgreementBook | undefined> {
  const book = {
    agreementId,
    versions: [] as AgreementVersion[],
    costs: new Map<Month, Versioned<CostBooking>>(),
    runs: new Map<Month, Versioned<RunHead>>(),
    disputes: [] as Versioned<Dispute>[],
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
      case 'head':
        break
      case undefined:
        throw new CorruptItemFault({ pk: agreementPartition(agreementId), sk }, 'no item of an agreement is called so')
    }
  }
  return book.versions.length > 0 ? book : undefined
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

export const runPart = (agreementId: AgreementId, head: RunHead, version: number): TxPart =>
  put('run', versionedItem(avregningRunKey(agreementId, head.month), 'run', head, version + 1), standsAt(version))

export const disputePart = (agreementId: AgreementId, raised: Dispute, version: number): TxPart =>
  put(
    'dispute',
    versionedItem(disputeKey(agreementId, raised.month, raised.disputeId), 'dispute', raised, version + 1),
    standsAt(version),
  )

/** An item takes 400 kB, a transaction 4 MB. */
const PIECE_BYTES = 300_000
const PIECES_AT_ONCE = 10
/** A draft that was never locked is of no use once the year has been closed. */
const DRAFT_KEPT_MINUTES = 400 * 24 * 60

/**
 * Writes a text under its hash and says in how many pieces. The same text is the same items, so a writer that was stopped
 * anywhere starts again and ends with the same bytes. Drafts go away by themselves; what is locked stays.
 */
export async function putPieces(
  store: Store,
  agreementId: AgreementId,
  hash: string,
  value: object,
  draftOf: Instant | null,
): Promise<number> {
  const bytes = Buffer.from(canonicalJson(value), 'utf8')
  const pieces: TxPart[] = []
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    pieces.push(
      put('piece', {
        ...marshalKey(avregningPieceKey(agreementId, hash, pieces.length)),
        type: { S: 'piece' },
        bytes: { B: bytes.subarray(from, from + PIECE_BYTES) },
        ...(draftOf ? { ttl: { N: String(epochSecondsOf(plusMinutes(draftOf, DRAFT_KEPT_MINUTES))) } } : {}),
      }),
    )
  }
  for (let from = 0; from < pieces.length; from += PIECES_AT_ONCE) {
    for (let tries = 1; ; tries += 1) {
      const { committed } = await tryCommit(store, pieces.slice(from, from + PIECES_AT_ONCE))
      if (committed) break
      if (tries === MOST_TRIES) throw new RangeError('the pieces of a run could not be written')
      await store.pause(50 * tries)
    }
  }
  return pieces.length
}

const MOST_TRIES = 5

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
