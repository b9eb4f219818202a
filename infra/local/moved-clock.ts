import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** The service's clock in the local run: the machine's, moved by so many seconds. */
export type MovedClock = {
  readonly nowMs: () => number
  readonly offsetSeconds: () => number
  readonly move: (offsetSeconds: number) => void
}

/** The offset is kept with the data: what was recorded at a moved hour must not lie in the future after a restart. */
export function movedClock(file: string | null): MovedClock {
  let offset = file !== null && existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  return {
    nowMs: () => Date.now() + offset * 1000,
    offsetSeconds: () => offset,
    move: (offsetSeconds) => {
      offset = offsetSeconds
      if (file !== null) writeFileSync(file, String(offset))
    },
  }
}
