/** Runs work on the same names one after the other, in the order it was asked for; work on other names is not held up. */
export type InTurn = <T>(names: readonly string[], work: () => Promise<T>) => Promise<T>

/**
 * Queues for one process. All names are taken in one stroke, so two who want the same pair never wait for each other.
 * Work that throws lets the next one in all the same.
 */
export function makeTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return (names, work) => {
    const done = Promise.allSettled(names.map((name) => last.get(name))).then(work)
    const leave = () => {
      for (const name of names) if (last.get(name) === turn) last.delete(name)
    }
    const turn = done.then(leave, leave)
    for (const name of names) last.set(name, turn)
    return done
  }
}
