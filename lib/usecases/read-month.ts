import { beganAt, type JournalSpans, noSpans, takeEvent } from '../domain/avregning/journal-spans.ts'
import { type PayableStay, payableStayOf } from '../domain/avregning/paying-segments.ts'
import type { StayId, UnitId } from '../domain/ids.ts'
import { type JournalEvent, stayIdsOf } from '../domain/pool/events.ts'
import { follows } from '../domain/pool/journal.ts'
import { earliest, type Instant } from '../kernel/instant.ts'
import { findStays } from '../store/past-store.ts'
import type { Store } from '../store/store-client.ts'
import { findUnit, listStaysEndedAfter, streamJournal } from '../store/unit-store.ts'

export type ReadJournals = {
  readonly spans: JournalSpans
  /** Units whose journal lacks an event, in the middle or at the end. */
  readonly broken: readonly UnitId[]
  /** Stays that events after the known ones speak of. */
  readonly touchedStays: ReadonlySet<StayId>
  /** The earliest instant that those events can have changed anything about; null without any. */
  readonly touchedFrom: () => Promise<Instant | null>
}

/** Every unit's journal once through, event by event; only what reaches into the month, or is new, is remembered. */
export async function readJournals(
  store: Store,
  units: readonly UnitId[],
  since: Instant,
  knownSeq: Readonly<Record<string, number>>,
): Promise<ReadJournals> {
  const spans = noSpans()
  const touchedStays = new Set<StayId>()
  const takenAway: Instant[] = []
  const broken: UnitId[] = []
  for (const unitId of units) {
    // Read first, so that what happens meanwhile makes the journal longer and never too short.
    const { version = 0 } = (await findUnit(store, unitId)) ?? {}
    let last: JournalEvent | null = null
    let isWhole = true
    for await (const event of streamJournal(store, unitId)) {
      isWhole &&= follows(last, event)
      last = event
      if (event.seq > (knownSeq[unitId] ?? 0)) {
        for (const stayId of stayIdsOf(event)) touchedStays.add(stayId)
        takenAway.push(...takenAwayBy(event, spans))
      }
      takeEvent(spans, unitId, event, since)
    }
    if (!isWhole || (spans.lastSeq.get(unitId) ?? 0) < version) broken.push(unitId)
  }
  const touchedFrom = async () => {
    const records = await findStays(store, [...touchedStays])
    return earliest([...takenAway, ...records.map(({ admittedAt }) => admittedAt)])
  }
  return { spans, broken, touchedStays, touchedFrom }
}

/** Where a stay began that was corrected, or undone, is told by no record any more. */
function takenAwayBy(event: JournalEvent, spans: JournalSpans): readonly Instant[] {
  if (event.type === 'stay-corrected') return [event.data.before.admittedAt]
  if (event.type !== 'action-undone') return []
  return event.data.stays.flatMap(({ stayId }) => beganAt(spans, stayId) ?? [])
}

/** Stays as they are counted, read consistently by their ids. */
export const readStays = async (store: Store, stayIds: readonly StayId[]): Promise<readonly PayableStay[]> =>
  (await findStays(store, stayIds)).map(payableStayOf)

/**
 * Every stay of the units since an instant. The index tells their ids and may lag behind what happened a moment ago, so
 * those that were just touched are named besides, and all are read from their own items.
 */
export async function listStaysSince(
  store: Store,
  units: readonly UnitId[],
  since: Instant,
  touched: ReadonlySet<StayId>,
): Promise<readonly PayableStay[]> {
  const stayIds = new Set(touched)
  for (const unitId of units) {
    for (const { stayId } of await listStaysEndedAfter(store, unitId, since)) stayIds.add(stayId)
  }
  return readStays(store, [...stayIds])
}
