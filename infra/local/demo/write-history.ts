import { type Store, StoreBusyFault } from '../../../lib/store/store-client.ts'
import { MOST_PARTS, type TxPart, tryCommit } from '../../../lib/store/tx.ts'
import { inTurnsOf } from '../in-turns.ts'

const AT_ONCE = 4

/**
 * Puts the history, a hundred items to a transaction: on a disk the engine is several times faster so than with batches.
 * The parts have no conditions: nobody has seen them yet, and to write them twice is the same.
 * `onWritten` hears how many are done.
 */
export async function writeHistory(
  store: Store,
  parts: readonly TxPart[],
  onWritten: (count: number) => void,
): Promise<void> {
  const chunks: (readonly TxPart[])[] = []
  for (let from = 0; from < parts.length; from += MOST_PARTS) chunks.push(parts.slice(from, from + MOST_PARTS))
  let written = 0
  await inTurnsOf(AT_ONCE, chunks, async (chunk) => {
    const { committed } = await tryCommit(store, chunk)
    if (!committed) throw new StoreBusyFault('somebody else writes to the demo region')
    written += chunk.length
    onWritten(written)
  })
}
