export type MonthProgress = {
  /** One more is done, and what became of it. */
  readonly tell: (name: string, became: string) => void
  readonly end: () => void
}

const BAR = 24

/** A bar that is written over on a terminal; elsewhere one plain line for each, so that a log can be read. */
export function startMonthProgress(
  total: number,
  out: { readonly isTTY?: boolean; readonly columns?: number; readonly write: (text: string) => unknown },
  clock: () => number,
): MonthProgress {
  const beganMs = clock()
  let done = 0
  const show = (text: string) => out.write(`\r${text.slice(0, (out.columns ?? 80) - 1)}\u001b[K`)
  return {
    tell: (name, became) => {
      done += 1
      if (!out.isTTY)
        return void out.write(`${String(done).padStart(String(total).length)}/${total}  ${name}: ${became}\n`)
      const filled = Math.round((BAR * done) / total)
      const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`
      show(`${bar} ${done}/${total}  ${restText(((clock() - beganMs) / done) * (total - done))}  ${name}`)
    },
    end: () => {
      if (out.isTTY) show('')
    },
  }
}

function restText(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return seconds < 60 ? `${seconds} s igjen` : `${Math.ceil(seconds / 60)} min igjen`
}
