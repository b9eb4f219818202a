import { createHistogram } from 'node:perf_hooks'

/** What one kind of caller met: how long each answer took, and with which status it came. */
export type Tally = {
  readonly record: (status: number, ms: number) => void
  readonly line: (seconds: number) => Readonly<Record<string, number | string>>
  /** Answers that no caller should ever get: faults, and lines that broke. */
  readonly faults: () => number
}

export function tallyOf(who: string): Tally {
  // In microseconds, for a histogram counts whole numbers from one.
  const taken = createHistogram()
  const statuses = new Map<number, number>()
  const ms = (percentile: number) => Number((taken.percentile(percentile) / 1000).toFixed(1))
  return {
    record: (status, took) => {
      taken.record(Math.max(1, Math.round(took * 1000)))
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    },
    faults: () =>
      [...statuses].reduce((sum, [status, count]) => (status === 0 || status >= 500 ? sum + count : sum), 0),
    line: (seconds) => ({
      hvem: who,
      'svar/s': Number((taken.count / seconds).toFixed(1)),
      'p50 ms': ms(50),
      'p95 ms': ms(95),
      'p99 ms': ms(99),
      svar: [...statuses]
        .sort(([left], [right]) => left - right)
        .map(([status, count]) => `${status}: ${count}`)
        .join(', '),
    }),
  }
}
