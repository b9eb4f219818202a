import { hashOf } from '../../kernel/hash-of.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { UnitId } from '../ids.ts'
import type { DecidedEvent } from './decide.ts'
import type { JournalEvent } from './events.ts'
import { evolve, type UnitBefore } from './evolve.ts'
import type { UnitState } from './state.ts'

/**
 * Each event's hash covers the event and the hash before it, so one changed, missing or moved event breaks every hash
 * after it. SHA-256 over the canonical JSON of the event without its own hash, in hex.
 */
export function hashEvent(event: Omit<JournalEvent, 'hash'>): string {
  const { seq, type, at, actor, data, prevHash } = event
  return hashOf({ seq, type, at, actor, data, prevHash })
}

/** The decided events as the journal will hold them, and the state after them. */
export type Recorded = { readonly events: readonly JournalEvent[]; readonly state: UnitState }

/** Throws when nothing was decided for a unit that does not exist: there is then no state to give back. */
export function recordEvents(
  before: UnitBefore,
  unitId: UnitId,
  decided: readonly DecidedEvent[],
  at: Instant,
): Recorded {
  const events: JournalEvent[] = []
  let state = before
  for (const { event, actor } of decided) {
    const unhashed = { ...event, seq: (state?.version ?? 0) + 1, at, actor, prevHash: state?.lastHash ?? '' }
    const recorded: JournalEvent = { ...unhashed, hash: hashEvent(unhashed) }
    events.push(recorded)
    state = evolve(state, recorded, unitId)
  }
  if (state === null) throw new RangeError(`no event was decided for the new unit ${unitId}`)
  return { events, state }
}

/** The state after the events; null where there are none. */
export const foldJournal = (unitId: UnitId, events: readonly JournalEvent[]): UnitBefore =>
  events.reduce<UnitBefore>((state, event) => evolve(state, event, unitId), null)

type Link = Pick<JournalEvent, 'seq' | 'hash'>
/** Whether an event is the next one after another, or the first of all: one that is missing between them shows. */
export const follows = (last: Link | null, { seq, prevHash }: JournalEvent): boolean =>
  seq === (last?.seq ?? 0) + 1 && prevHash === (last?.hash ?? '')

/** The number of the first event that does not follow from the one before it; null when the chain is whole. */
export function findBrokenLink(events: readonly JournalEvent[]): number | null {
  let last: Link | null = null
  for (const [i, event] of events.entries()) {
    if (!follows(last, event) || event.hash !== hashEvent(event)) return i + 1
    last = event
  }
  return null
}

/** What was known at an instant: every event up to the last one recorded by then. */
export function eventsUntil(events: readonly JournalEvent[], at: Instant): readonly JournalEvent[] {
  return events.slice(0, events.findLastIndex((event) => event.at <= at) + 1)
}

/** How many events to each side of a past time are told of: some days of a small unit, a day of the largest. */
const MOST_ASIDE = 100

/** The events nearest to an instant, to step from one to the next; the last of those before it is what the board shows. */
export function eventsAround(events: readonly JournalEvent[], at: Instant): readonly JournalEvent[] {
  const before = eventsUntil(events, at).length
  return events.slice(Math.max(0, before - MOST_ASIDE), before + MOST_ASIDE)
}
