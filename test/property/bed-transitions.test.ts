import fc from 'fast-check'
import { expect, it } from 'vitest'
import { viewBeds } from '../../lib/domain/pool/bed-state.ts'
import { evolve, type UnitBefore } from '../../lib/domain/pool/evolve.ts'
import type { UnitState } from '../../lib/domain/pool/state.ts'
import { BED_TRANSITIONS, type Mover } from '../../lib/domain/pool/transitions.ts'
import type { Instant } from '../../lib/kernel/instant.ts'
import { history, live } from '../support/pool-world.ts'

const LONGEST_RUN_MS = 3_600_000
const drawn = new Set(BED_TRANSITIONS.flatMap(({ from, to, by }) => by.map((mover) => `${from} -> ${to} by ${mover}`)))

it('beds go only the ways that docs/generated/states.md draws', { timeout: LONGEST_RUN_MS }, () => {
  const seen = new Set<string>()
  for (const lived of fc.sample(history, { seed: 20_261_123, numRuns: 250 })) {
    for (const { unitId, journal } of live(lived).units.values()) {
      let state: UnitBefore = null
      let at = journal[0]?.at
      for (const event of journal) {
        if (state && at) note(seen, state, at, state, event.at, 'clock')
        const next: UnitState = evolve(state, event, unitId)
        // Undoing puts every bed back where it was, whatever ways led from there.
        if (state && event.type !== 'action-undone') note(seen, state, event.at, next, event.at, event.type)
        state = next
        at = event.at
      }
    }
  }
  expect([...seen].filter((way) => !drawn.has(way)).sort()).toEqual([])
  expect(seen.size).toBeGreaterThan(25)
})

function note(seen: Set<string>, before: UnitState, was: Instant, after: UnitState, is: Instant, mover: Mover): void {
  const then = new Map(viewBeds(before, was).map(({ bed, state }) => [bed.bedId, state]))
  for (const { bed, state } of viewBeds(after, is)) {
    const from = then.get(bed.bedId)
    if (from !== undefined && from !== state) seen.add(`${from} -> ${state} by ${mover}`)
  }
}
