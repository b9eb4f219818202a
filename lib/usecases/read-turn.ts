import type { AgreementId, UnitId } from '../domain/ids.ts'
import { type Cover, coverAfter, coveredBy, coverOf } from '../domain/outgoing/cover.ts'
import { type OutgoingEvent, tellUnitEvent } from '../domain/outgoing/outgoing-event.ts'
import type { UnitState } from '../domain/pool/state.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Store } from '../store/store-client.ts'
import type { Feed } from '../store/subscription-codecs.ts'
import { streamJournal } from '../store/unit-store.ts'
import { listMonthEvents } from './find-told-event.ts'

/** Whose events somebody is told: one agreement's, or every agreement's (null). */
export type Hearing = {
  readonly agreementId: AgreementId | null
  readonly wants: (type: OutgoingEvent['type']) => boolean
  /** Nothing that was recorded before it is told. */
  readonly since: Instant
}

type Progress = Pick<Feed, 'after' | 'cover' | 'told'>
/** What is to be told next, in order, and how far one has come when so many of them have been. */
export type Turn = {
  readonly events: readonly OutgoingEvent[]
  readonly progressAt: (told: number) => Progress
}

/** As many as the bus takes at a time; and little is sent again when a sender dies before it has written what it did. */
const MOST_EVENTS = 10
const MOST_SCANNED = 200

/** The next events of a unit's journal; undefined when all of it has been told. */
export async function readUnitTurn(
  store: Store,
  { agreementId: heard, wants }: Hearing,
  feed: Feed,
  unitId: UnitId,
): Promise<Turn | undefined> {
  const events: OutgoingEvent[] = []
  const before: Progress[] = []
  let progress: Progress = { after: feed.after, cover: feed.cover, told: feed.told }
  for await (const event of streamJournal(store, unitId, { after: feed.after, limit: MOST_SCANNED })) {
    const left = coveredBy(progress.cover, event.at)
    const isApplied = event.type === 'agreement-applied'
    const cover: Cover = isApplied ? coverAfter(progress.cover, event.data, event.at) : progress.cover
    // Whoever loses a unit is told that too, as the last of it.
    const agreementId = coveredBy(cover, event.at) ?? (isApplied ? left : null)
    const isHeard = heard === null || agreementId === heard || (isApplied && left === heard)
    const told = isHeard ? tellUnitEvent(unitId, heard ?? agreementId, event) : null
    if (told && wants(told.type)) {
      if (events.length === MOST_EVENTS) break
      events.push(told)
      before.push(progress)
    }
    progress = { ...progress, after: event.seq, cover }
  }
  if (progress.after === feed.after) return undefined
  const end = progress
  return { events, progressAt: (told) => betweenEvents(before[told], events[told]) ?? end }
}

/** Everything before the first event that was not taken is done with. */
const betweenEvents = (progress: Progress | undefined, event: OutgoingEvent | undefined): Progress | undefined =>
  progress && event && { ...progress, after: (event.seq ?? 1) - 1 }

/** The months of an agreement that have been locked or approved and not been told; undefined when there are none. */
export async function readMonthsTurn(
  store: Store,
  { wants, since }: Hearing,
  feed: Feed,
  agreementId: AgreementId,
): Promise<Turn | undefined> {
  const known = new Set(feed.told)
  const events = (await listMonthEvents(store, agreementId))
    .filter(({ id, type, timestamp }) => wants(type) && timestamp >= since && !known.has(id))
    .slice(0, MOST_EVENTS)
  if (events.length === 0) return undefined
  const { after, cover } = feed
  return {
    events,
    progressAt: (told) => ({ after, cover, told: [...feed.told, ...events.slice(0, told).map(({ id }) => id)] }),
  }
}

export const newFeed = (source: string, { after, cover }: Pick<Feed, 'after' | 'cover'>): Feed => ({
  source,
  after,
  cover,
  told: [],
  failures: 0,
  failingSince: null,
  retryAt: null,
  leasedUntil: null,
})

/** From here on, whatever has been. */
export const feedFromNow = (unit: UnitState): Feed =>
  newFeed(unit.unitId, { after: unit.version, cover: coverOf(unit.terms) })

/**
 * Where to begin in the journal of a unit that nobody has followed: with the event that brought it under the agreement.
 * Nothing from before it is told, for then the unit was no concern of this agreement's.
 */
export async function openFeed(store: Store, { agreementId, since }: Hearing, unit: UnitState): Promise<Feed> {
  let after = unit.version
  for await (const event of streamJournal(store, unit.unitId, { newestFirst: true })) {
    if (event.at < since) break
    if (agreementId === null) after = event.seq - 1
    if (agreementId === null || event.type !== 'agreement-applied') continue
    if (event.data.terms?.agreementId !== agreementId) break
    after = event.seq - 1
  }
  const isKnown = after === unit.version || (agreementId === null && after > 0)
  return newFeed(unit.unitId, { after, cover: isKnown ? coverOf(unit.terms) : [] })
}
