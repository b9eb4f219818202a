import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { UnitId } from '../../lib/domain/ids.ts'
import { bookableFor } from '../../lib/domain/pool/bookable.ts'
import { evolve, type UnitBefore } from '../../lib/domain/pool/evolve.ts'
import { validHolds } from '../../lib/domain/pool/state.ts'
import { listJournal } from '../../lib/store/unit-store.ts'
import type { Api, Caller } from './http.ts'
import { expectSound } from './http-world.ts'

/** RACE_SEED=… repeats a run; the seed stands in the name of every race, so that a failure says which. */
export const RACE_SEED = Number(process.env['RACE_SEED'] ?? Math.floor(Math.random() * 1e9))

export type Chance = () => number

/** mulberry32: small, and the same everywhere. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  const left = [...items]
  return items.flatMap(() => left.splice(Math.floor(chance() * left.length), 1))
}

export const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

/** One of two ways in, by chance at every call: two processes on one table, which know nothing of each other. */
export const either = (here: Caller, there: Caller, chance: Chance): Caller => {
  const pick = () => (chance() < 0.5 ? here : there)
  return {
    token: here.token,
    call: (...args) => pick().call(...args),
    ok: (...args) => pick().ok(...args),
    refused: (...args) => pick().refused(...args),
  }
}

/** Starts everything in an order and at moments of chance, within `withinMs`, and gives what came of it. */
export function race<T>(starters: readonly (() => Promise<T>)[], chance: Chance, withinMs = 5): Promise<T[]> {
  const order = shuffled(
    starters.map((start, i) => ({ start, i })),
    chance,
  )
  const results = order.map(async ({ start, i }) => {
    await sleep(chance() * withinMs)
    return { i, result: await start() }
  })
  return Promise.all(results).then((done) => done.sort((a, b) => a.i - b.i).map(({ result }) => result))
}

/**
 * Walks the unit's journal event by event: no bed ever had two, and no hold was placed where nothing could be booked.
 * Then the whole table is held against itself.
 */
export async function expectLawful(api: Api, ...unitIds: readonly string[]): Promise<void> {
  for (const unitId of unitIds) {
    let state: UnitBefore = null
    for (const event of await listJournal(api.deps.store, unitId as UnitId)) {
      if (state && event.type === 'hold-placed') {
        expect(bookableFor(state, event.data.hold.partyId, event.at).bookable, `event ${event.seq}`).toBeGreaterThan(0)
      }
      state = evolve(state, event, unitId as UnitId)
      const beds = [...state.stays, ...validHolds(state, event.at)].map(({ bedId }) => bedId)
      expect(beds.length, `beds taken twice at event ${event.seq}`).toBe(new Set(beds).size)
    }
  }
  await expectSound(api)
}
