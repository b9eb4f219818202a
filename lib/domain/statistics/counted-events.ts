import type { JournalEvent, OverrideRecord, PoolEvent, PoolEventType } from '../pool/events.ts'

const COUNTED_TYPES: ReadonlySet<PoolEventType> = new Set([
  'hold-placed',
  'hold-declined',
  'hold-cancelled',
  'hold-expired',
  'hold-passed-on',
  // Counts nothing, but tells which stays went on in another unit and are filed there.
  'stay-transferred-out',
  // Tells which of the others count no more.
  'action-undone',
])

/** Whether statistics count the event, so that it is filed with the stays and one Query finds both. */
export const isCounted = (event: PoolEvent): boolean => COUNTED_TYPES.has(event.type) || findOverride(event) !== null

/** What was undone has not been: neither the events nor that they were taken back count for anything. */
export function withoutUndone(events: readonly JournalEvent[]): readonly JournalEvent[] {
  const undone = events.flatMap((event) => (event.type === 'action-undone' ? [event.data] : []))
  return events.filter(
    ({ type, seq }) => type !== 'action-undone' && !undone.some(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq),
  )
}

export const findOverride = (event: PoolEvent): OverrideRecord | null =>
  'override' in event.data ? event.data.override : null

/** When the counted thing happened, which the journal may have learned later. */
export const happenedAt = (event: JournalEvent) => (event.type === 'hold-expired' ? event.data.expiredAt : event.at)
