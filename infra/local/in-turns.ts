/** Does the work for every row, so many at a time: the engine is one process, and a crowd only queues at its door. */
export async function inTurnsOf<Row>(
  atOnce: number,
  rows: readonly Row[],
  work: (row: Row) => Promise<unknown>,
): Promise<void> {
  const left = rows.values()
  const worker = async () => {
    for (const row of left) await work(row)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
