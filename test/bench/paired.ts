/** One line of the result. `ratio` is ours divided by what it is held against, both from the same run. */
export type Row = {
  readonly what: string
  readonly ratio: number
  readonly aim?: string
  readonly oursMs?: number
  readonly bareMs?: number
  readonly ours?: string
  readonly bare?: string
}

export type Paired = { readonly ratio: number; readonly oursMs: number; readonly bareMs: number }

/**
 * Takes turns, A B A B, so that a machine that slows down slows both.
 * Medians of wall time in milliseconds; the first rounds only warm up.
 */
export async function takeTurns(
  rounds: number,
  ours: () => Promise<unknown>,
  bare: () => Promise<unknown>,
  /** Puts things back after each round; not measured. */
  putBack: () => Promise<unknown> = async () => {},
  warmUp = Math.max(50, rounds / 4),
): Promise<Paired> {
  const times = { ours: [] as number[], bare: [] as number[] }
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const [a, b] = [await clock(ours), await clock(bare)]
    await putBack()
    if (round < warmUp) continue
    times.ours.push(a)
    times.bare.push(b)
  }
  const [oursMs, bareMs] = [median(times.ours), median(times.bare)]
  return { ratio: oursMs / bareMs, oursMs, bareMs }
}

async function clock(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await run()
  return performance.now() - from
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export function printTable(rows: readonly Row[]): void {
  const shown = rows.map(({ what, ratio, aim, oursMs, bareMs, ours, bare }) => ({
    mål: what,
    forhold: Number(ratio.toFixed(2)),
    sikte: aim ?? '',
    vår: ours ?? (oursMs === undefined ? '' : `${oursMs.toFixed(2)} ms`),
    mot: bare ?? (bareMs === undefined ? '' : `${bareMs.toFixed(2)} ms`),
  }))
  console.table(shown)
}
