import * as z from 'zod'
import type { StayId, UnitId } from '../domain/ids.ts'
import type { JournalEvent } from '../domain/pool/events.ts'
import type { UnitBefore } from '../domain/pool/evolve.ts'
import { endedStandings, type PastStanding } from '../domain/pool/standing.ts'
import { isCounted, withoutUndone } from '../domain/statistics/counted-events.ts'
import type { StayRecord } from '../domain/stay/stay-record.ts'
import type { Instant } from '../kernel/instant.ts'
import { instant } from './field-codecs.ts'
import { decode, encode } from './item-codec.ts'
import { journalEvent } from './journal-codecs.ts'
import { journalKey, OUTCOMES_OF_NO_UNIT, pastByTimeKey, pastKindOf, pastSince, standingKey, stayKey } from './keys.ts'
import { type LookupClosing, lookupClosing } from './lookup-codecs.ts'
import { stayRecord } from './stay-codecs.ts'
import { CorruptItemFault, getManyItems, type Item, marshalKey, queryItems, type Store } from './store-client.ts'
import { ABSENT, put, type TxPart } from './tx.ts'

/** What was over at a unit since an instant, or is still going on; oldest first, except that open stays come last. */
export type UnitPast = {
  readonly stays: readonly StayRecord[]
  readonly standings: readonly PastStanding[]
  /** Only those that statistics count; none that were undone. */
  readonly events: readonly JournalEvent[]
  readonly closings: readonly LookupClosing[]
}

const count = z.int().min(0)
const pastStanding = z.strictObject({
  until: instant,
  standing: z.strictObject({
    physical: count,
    staffed: count,
    staffing: z.strictObject({ staffed: count, until: instant }).nullable(),
    closedUntil: instant.nullable(),
    blockedUntil: z.array(instant.nullable()),
  }),
}) satisfies z.ZodType<PastStanding>

/** All that statistics need to know about a unit's past: one Query, whatever the length of its journal. */
export async function readUnitPast(store: Store, unitId: UnitId, since: Instant): Promise<UnitPast> {
  const past = {
    stays: [] as StayRecord[],
    standings: [] as PastStanding[],
    events: [] as JournalEvent[],
    closings: [] as LookupClosing[],
  }
  for await (const { kind, item } of queryPast(store, unitId, since)) {
    switch (kind) {
      case 'stay':
        past.stays.push(decode(stayRecord, item, 'body'))
        break
      case 'standing':
        past.standings.push(decode(pastStanding, item, 'body'))
        break
      case 'event':
        past.events.push(decode(journalEvent, item, 'body'))
        break
      case 'outcome':
        past.closings.push(decode(lookupClosing, item, 'body'))
        break
    }
  }
  return { ...past, events: withoutUndone(past.events) }
}

/** The stays that ended at or after an instant, the first to end first, and then those that go on: one Query. */
export async function listStaysSince(store: Store, unitId: UnitId, from: Instant): Promise<readonly StayRecord[]> {
  const stays: StayRecord[] = []
  // The keys go on after the instant, so that those that ended just then come along.
  for await (const { kind, item } of queryPast(store, unitId, from))
    if (kind === 'stay') stays.push(decode(stayRecord, item, 'body'))
  return stays
}

/** Each item with the word for its codec. */
export async function* queryPast(store: Store, unitId: UnitId, since: Instant) {
  const { gsi2pk, gsi2sk } = pastSince(unitId, since)
  const query = queryItems(store, {
    IndexName: 'gsi2',
    KeyConditionExpression: '#pk = :pk AND #sk > :since',
    ExpressionAttributeNames: { '#pk': 'gsi2pk', '#sk': 'gsi2sk' },
    ExpressionAttributeValues: { ':pk': { S: gsi2pk }, ':since': { S: gsi2sk } },
  })
  for await (const item of query) {
    const { pk = '?', sk = '?' } = { pk: item['pk']?.S, sk: item['sk']?.S }
    const kind = pastKindOf(sk)
    if (!kind) throw new CorruptItemFault({ pk, sk }, 'no item of a past is called so')
    yield { kind, item }
  }
}

/** Stay records by their ids, wherever they are filed; an id without a stay is left out. */
export const findStays = async (store: Store, stayIds: readonly StayId[]): Promise<readonly StayRecord[]> =>
  (await findStaysAndPatients(store, stayIds)).stays

/** The same, and which of them are one patient's: two or more each. The reference itself goes no further. */
export async function findStaysAndPatients(store: Store, stayIds: readonly StayId[]) {
  const items = await getManyItems(store, stayIds.map(stayKey))
  const rows = items.map((item) => ({ record: decode(stayRecord, item, 'body'), patientRef: item['patientRef']?.S }))
  const byPatient = Map.groupBy(
    rows.filter(({ patientRef }) => patientRef !== undefined),
    ({ patientRef }) => patientRef,
  )
  return {
    stays: rows.map(({ record }) => record),
    ofOnePatient: [...byPatient.values()]
      .filter(({ length }) => length > 1)
      .map((own) => own.map(({ record }) => record.stayId)),
  }
}

/** The lookups closed in `[from, until)` that named no unit: one Query. */
export async function listClosingsOfNoUnit(
  store: Store,
  from: Instant,
  until: Instant,
): Promise<readonly LookupClosing[]> {
  const query = queryItems(store, {
    IndexName: 'gsi2',
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :until',
    ExpressionAttributeNames: { '#pk': 'gsi2pk', '#sk': 'gsi2sk' },
    // The keys go on after the instant, so that `until` itself lies before all that happened then.
    ExpressionAttributeValues: { ':pk': { S: OUTCOMES_OF_NO_UNIT }, ':from': { S: from }, ':until': { S: until } },
  })
  const closings: LookupClosing[] = []
  for await (const item of query) closings.push(decode(lookupClosing, item, 'body'))
  return closings
}

/** Files how the unit stood, each time that changes: statistics then need no journal to know the beds of a night. */
export const standingParts = (unitId: UnitId, before: UnitBefore, events: readonly JournalEvent[]): readonly TxPart[] =>
  endedStandings(unitId, before, events).map(({ seq, ...past }) =>
    put(
      'standing',
      {
        ...marshalKey(standingKey(unitId, seq)),
        type: { S: 'standing' },
        body: encode(past),
        ...filedAt(unitId, past.until, standingKey(unitId, seq)),
      },
      ABSENT,
    ),
  )

/** Where a journal event is filed besides, so that it is found with the stays; nowhere if nothing counts it. */
export const filingOf = (unitId: UnitId, event: JournalEvent): Item =>
  isCounted(event) ? filedAt(unitId, event.at, journalKey(unitId, event.seq)) : {}

function filedAt(unitId: UnitId, at: Instant, key: ReturnType<typeof journalKey>): Item {
  const { gsi2pk, gsi2sk } = pastByTimeKey(unitId, at, key)
  return { gsi2pk: { S: gsi2pk }, gsi2sk: { S: gsi2sk } }
}
