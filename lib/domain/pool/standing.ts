import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { UnitId } from '../ids.ts'
import type { JournalEvent, PoolEventType } from './events.ts'
import { applyEvent, type UnitBefore } from './evolve.ts'
import type { UnitState } from './state.ts'

/** What a unit has to offer, apart from who lies in it: the part of its state that sengedogn are counted from. */
export type Standing = {
  readonly physical: number
  readonly staffed: number
  readonly staffing: { readonly staffed: number; readonly until: Instant } | null
  readonly closedUntil: Instant | null
  /** One member per blocked bed: when it opens by itself, or null. */
  readonly blockedUntil: readonly (Instant | null)[]
}

/** How a unit stood up to the instant at which that changed. */
export type PastStanding = { readonly until: Instant; readonly standing: Standing }

export const standingOf = ({ beds, staffed, staffing, closure }: UnitState): Standing => ({
  physical: beds.length,
  staffed,
  staffing: staffing && { staffed: staffing.staffed, until: staffing.until },
  closedUntil: closure?.until ?? null,
  blockedUntil: beds.flatMap(({ blocked }) => (blocked ? [blocked.until] : [])),
})

/** Undoing moves none: with nothing filed for the minutes between, the unit stood all along as it does again. */
const MOVES_STANDING: ReadonlySet<PoolEventType> = new Set([
  'unit-described',
  'staffing-set',
  'unit-closed',
  'unit-opened',
  'bed-blocked',
  'bed-opened',
])

/**
 * The standings that the events put an end to, each with the number of the event that did.
 * Nothing stands before a unit's first description, so that one ends nothing.
 */
export function endedStandings(
  unitId: UnitId,
  before: UnitBefore,
  events: readonly JournalEvent[],
): readonly (PastStanding & { readonly seq: number })[] {
  const ended: (PastStanding & { readonly seq: number })[] = []
  let state = before
  for (const event of events) {
    if (!MOVES_STANDING.has(event.type)) continue
    const next = applyEvent(state, event, event, unitId)
    if (state && canonicalJson(standingOf(state)) !== canonicalJson(standingOf(next))) {
      ended.push({ until: event.at, standing: standingOf(state), seq: event.seq })
    }
    state = next
  }
  return ended
}

/** How the unit stood the moment before `at`: as it did until the first change at or after that, or as it does now. */
export const standingBefore = (past: readonly PastStanding[], live: Standing, at: Instant): Standing =>
  past.find(({ until }) => until >= at)?.standing ?? live
