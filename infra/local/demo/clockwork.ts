import { type Instant, instantOf } from '../../../lib/kernel/instant.ts'

/** One simulated person or routine: does something, then gives the millisecond at which to be woken again. */
export type Process = Generator<number, void, void>
/** A part of a person's doings that ends in a result, for `yield*`. */
export type Doing<Result> = Generator<number, Result, void>

/** Simulated time: everybody in the region acts on one time line, so that two units can meet in a transfer. */
export type Clockwork = {
  readonly nowMs: () => number
  readonly now: () => Instant
  readonly spawn: (process: Process) => void
  readonly runUntil: (ms: number) => void
}

type Alarm = { readonly at: number; readonly order: number; readonly process: Process }

export function createClockwork(startMs: number): Clockwork {
  const alarms: Alarm[] = []
  let nowMs = startMs
  let made = 0
  const wakeLater = (at: number, process: Process) => {
    made += 1
    // Whole seconds, as people and their systems write them down; never back in time.
    push(alarms, { at: Math.max(nowMs, Math.floor(at / 1000) * 1000), order: made, process })
  }
  return {
    nowMs: () => nowMs,
    now: () => instantOf(nowMs),
    spawn: (process) => wakeLater(nowMs, process),
    runUntil: (ms) => {
      for (let next = alarms[0]; next && next.at <= ms; next = alarms[0]) {
        pop(alarms)
        nowMs = next.at
        const { value, done } = next.process.next()
        if (!done) wakeLater(value, next.process)
      }
      nowMs = ms
    },
  }
}

/** Who was set first goes first at the same instant, so the order never depends on the machine. */
const isBefore = (a: Alarm | undefined, b: Alarm | undefined): boolean =>
  a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.order < b.order))

/** A binary heap: the first alarm is at index 0. */
function push(heap: Alarm[], alarm: Alarm): void {
  heap.push(alarm)
  let child = heap.length - 1
  while (child > 0) {
    const parent = (child - 1) >> 1
    if (!isBefore(heap[child], heap[parent])) return
    swap(heap, child, parent)
    child = parent
  }
}

function pop(heap: Alarm[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  heap[0] = last
  for (let parent = 0; ; ) {
    const [left, right] = [2 * parent + 1, 2 * parent + 2]
    const least = isBefore(heap[right], heap[left]) ? right : left
    if (!isBefore(heap[least], heap[parent])) return
    swap(heap, least, parent)
    parent = least
  }
}

function swap(heap: Alarm[], i: number, j: number): void {
  const [a, b] = [heap[i], heap[j]]
  if (!a || !b) return
  heap[i] = b
  heap[j] = a
}
