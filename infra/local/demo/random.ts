import { createHash } from 'node:crypto'

/** Chance that repeats: the same seed gives the same numbers in the same order on every machine. */
export type Chance = {
  /** In [0, 1). */
  readonly next: () => number
  readonly isTrue: (probability: number) => boolean
  /** In [from, until), not whole. */
  readonly between: (from: number, until: number) => number
  /** Undefined only where the list is empty. */
  readonly pick: <T>(list: readonly T[]) => T | undefined
  /** One of the rows, as often as its weight says. */
  readonly weighted: <T>(rows: readonly (readonly [T, number])[]) => T
  readonly poisson: (mean: number) => number
  /** Skewed to the right like lengths of stay; `sigma` is the spread of the logarithm. */
  readonly lognormal: (mean: number, sigma: number) => number
}

/** Each simulated person has an own seed, so that one who hesitates longer does not change what the others do. */
export function chanceOf(seed: string): Chance {
  const next = sfc32(createHash('sha256').update(seed).digest())
  const between = (from: number, until: number) => from + next() * (until - from)
  return {
    next,
    between,
    isTrue: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)],
    weighted: (rows) => {
      const drawn = next() * rows.reduce((sum, [, weight]) => sum + weight, 0)
      let passed = 0
      for (const [value, weight] of rows) {
        passed += weight
        if (drawn < passed) return value
      }
      const last = rows.at(-1)
      if (!last) throw new RangeError('nothing to choose from')
      return last[0]
    },
    poisson: (mean) => {
      // Knuth's way, by multiplying until e^-mean is passed: right for the few arrivals that a unit has in a day.
      const floor = Math.exp(-mean)
      let product = next()
      let count = 0
      while (product > floor) {
        product *= next()
        count += 1
      }
      return count
    },
    lognormal: (mean, sigma) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
      return mean * Math.exp(sigma * normal - (sigma * sigma) / 2)
    },
  }
}

/** Small Fast Counter, 32 bits (Doty-Humphrey, PractRand): whole-number arithmetic only, so no machine differs. */
function sfc32(seed: Buffer): () => number {
  let [a, b, c, counter] = [seed.readInt32LE(0), seed.readInt32LE(4), seed.readInt32LE(8), 1]
  return () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return (sum >>> 0) / 2 ** 32
  }
}
