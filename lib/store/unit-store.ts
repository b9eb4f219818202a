import type { PatientRef, StayId, UnitId, WaitingId } from '../domain/ids.ts'
import { type JournalEvent, stayIdsOf } from '../domain/pool/events.ts'
import type { UnitBefore } from '../domain/pool/evolve.ts'
import type { Recorded } from '../domain/pool/journal.ts'
import type { UnitState } from '../domain/pool/state.ts'
import { evolveStays, type StayRecord } from '../domain/stay/stay-record.ts'
import { epochSecondsOf, type Instant, plusMinutes } from '../kernel/instant.ts'
import type { SavedCatalogue } from './criteria-codecs.ts'
import { readCatalogue } from './criteria-store.ts'
import { type Idempotency, idempotencyItemKey, type Replay, readReplay } from './idempotency.ts'
import { decode, encode, readText } from './item-codec.ts'
import { journalEvent } from './journal-codecs.ts'
import {
  areaPrefix,
  criteriaCatalogueKey,
  journalEnd,
  journalKey,
  patientKey,
  patientWaitingKey,
  stayByEndKey,
  stayKey,
  UNITS_BY_AREA,
  unitByAreaKey,
  unitKey,
} from './keys.ts'
import { filingOf, queryPast, standingParts } from './past-store.ts'
import { stayRecord } from './stay-codecs.ts'
import { getItems, getManyItems, type Item, marshalKey, queryItems, type Store } from './store-client.ts'
import { ABSENT, check, hasVersion, put, remove, type TxPart } from './tx.ts'
import { unitState } from './unit-codecs.ts'

/** What a change must see before it decides; all of it comes in one consistent round trip. */
export type UnitReads = {
  readonly unitIds: readonly UnitId[]
  readonly stayIds?: readonly StayId[]
  /** Whose active stay, and whose place on this unit's waiting list, must be known. */
  readonly patient?: { readonly patientRef: PatientRef; readonly unitId: UnitId } | undefined
  readonly idempotency?: Idempotency | undefined
  /** Whether criteria will be chosen: then the catalogue of core sets comes in the same round trip. */
  readonly criteria?: boolean
}

/** A stay's record with the reference to its patient, which lives here and nowhere in the journal. */
export type StoredStay = {
  readonly record: StayRecord
  readonly patientRef: PatientRef | null
  readonly assessment: string | null
}

export type UnitsRead = {
  readonly units: ReadonlyMap<UnitId, UnitState>
  readonly stays: ReadonlyMap<StayId, StoredStay>
  readonly activeStay: { readonly stayId: StayId; readonly unitId: UnitId } | null
  readonly waitingId: WaitingId | null
  /** Of the core sets; only those that came with the service where it was not asked for. */
  readonly catalogue: SavedCatalogue
  readonly replay: Replay | null
}

export async function readUnits(store: Store, reads: UnitReads): Promise<UnitsRead> {
  const { unitIds, stayIds = [], patient, idempotency, criteria = false } = reads
  const keys = [
    ...unitIds.map(unitKey),
    ...stayIds.map(stayKey),
    ...(patient ? [patientKey(patient.patientRef), patientWaitingKey(patient.patientRef, patient.unitId)] : []),
    ...(criteria ? [criteriaCatalogueKey] : []),
    ...(idempotency ? [idempotencyItemKey(idempotency)] : []),
  ]
  const items = [...(await getItems(store, keys))]
  const take = (count: number) => items.splice(0, count).filter((item) => item !== undefined)
  const units = take(unitIds.length).map((item) => decode(unitState, item, 'state'))
  const stays = take(stayIds.length).map(readStoredStay)
  const [active, waiting] = patient ? items.splice(0, 2) : []
  const [catalogue] = criteria ? items.splice(0, 1) : []
  return {
    units: new Map(units.map((unit) => [unit.unitId, unit])),
    stays: new Map(stays.map((stay) => [stay.record.stayId, stay])),
    activeStay: active
      ? { stayId: readText(active, 'stayId') as StayId, unitId: readText(active, 'unitId') as UnitId }
      : null,
    waitingId: waiting ? (readText(waiting, 'waitingId') as WaitingId) : null,
    catalogue: readCatalogue(catalogue),
    replay: idempotency ? readReplay(items[0]) : null,
  }
}

/** Units and nothing else: a function that only reads so is granted no key of a patient's. */
export async function findUnits(store: Store, unitIds: readonly UnitId[]): Promise<ReadonlyMap<UnitId, UnitState>> {
  const items = await getItems(store, unitIds.map(unitKey))
  const units = items.flatMap((item) => (item ? [decode(unitState, item, 'state')] : []))
  return new Map(units.map((unit) => [unit.unitId, unit]))
}

export async function findUnit(store: Store, unitId: UnitId): Promise<UnitState | undefined> {
  return (await findUnits(store, [unitId])).get(unitId)
}

/** The bytes of the live state, for those who hold them against the journal. */
export async function findUnitBytes(store: Store, unitId: UnitId): Promise<string | undefined> {
  const [item] = await getItems(store, [unitKey(unitId)])
  return item?.['state']?.S
}

/** Every unit, or those of one area: one Query. Index reads lag a little, so nothing is decided on them. */
export async function listUnits(store: Store, area?: string): Promise<readonly UnitState[]> {
  const query = queryItems(store, {
    IndexName: 'gsi1',
    KeyConditionExpression: area === undefined ? '#pk = :pk' : '#pk = :pk AND begins_with(#sk, :area)',
    ExpressionAttributeNames: { '#pk': 'gsi1pk', ...(area === undefined ? {} : { '#sk': 'gsi1sk' }) },
    ExpressionAttributeValues: {
      ':pk': { S: UNITS_BY_AREA },
      ...(area === undefined ? {} : { ':area': { S: areaPrefix(area) } }),
    },
  })
  const units: UnitState[] = []
  for await (const item of query) units.push(decode(unitState, item, 'state'))
  return units
}

/** A unit's journal after `seq`, oldest first unless told otherwise, as it comes: only a page of it is held. */
export async function* streamJournal(
  store: Store,
  unitId: UnitId,
  {
    after = 0,
    limit = Number.POSITIVE_INFINITY,
    newestFirst = false,
  }: { after?: number; limit?: number; newestFirst?: boolean } = {},
): AsyncGenerator<JournalEvent> {
  const query = queryItems(store, {
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
    ExpressionAttributeValues: {
      ':pk': { S: journalKey(unitId, 0).pk },
      ':from': { S: journalKey(unitId, after + 1).sk },
      ':to': { S: journalEnd(unitId).sk },
    },
    ConsistentRead: true,
    ScanIndexForward: !newestFirst,
    ...(Number.isFinite(limit) ? { Limit: limit } : {}),
  })
  let count = 0
  for await (const item of query) {
    yield decode(journalEvent, item, 'body')
    count += 1
    if (count >= limit) break
  }
}

/** The same as a list, of at most `limit` events. */
export async function listJournal(
  store: Store,
  unitId: UnitId,
  range: { after?: number; limit?: number } = {},
): Promise<readonly JournalEvent[]> {
  const events: JournalEvent[] = []
  for await (const event of streamJournal(store, unitId, range)) events.push(event)
  return events
}

/** Some events of a unit's journal by their numbers, in that order. */
export async function listEvents(
  store: Store,
  unitId: UnitId,
  numbers: readonly number[],
): Promise<readonly JournalEvent[]> {
  const items = await getManyItems(
    store,
    numbers.map((seq) => journalKey(unitId, seq)),
  )
  return items.map((item) => decode(journalEvent, item, 'body'))
}

/** The stays of a unit that ended after an instant or still run: one Query. */
export async function listStaysEndedAfter(
  store: Store,
  unitId: UnitId,
  endedAfter: Instant,
): Promise<readonly StayRecord[]> {
  const stays: StayRecord[] = []
  for await (const { kind, item } of queryPast(store, unitId, endedAfter)) {
    if (kind === 'stay') stays.push(decode(stayRecord, item, 'body'))
  }
  return stays
}

/** What happens to the one item per patient reference that makes an active stay unique. */
export type PatientChange =
  | { readonly kind: 'claim'; readonly patientRef: PatientRef; readonly stayId: StayId; readonly unitId: UnitId }
  | {
      readonly kind: 'repoint'
      readonly patientRef: PatientRef
      readonly from: StayId
      readonly stayId: StayId
      readonly unitId: UnitId
    }
  | { readonly kind: 'release'; readonly patientRef: PatientRef; readonly stayId: StayId }
  | { readonly kind: 'wait'; readonly patientRef: PatientRef; readonly waitingId: WaitingId; readonly unitId: UnitId }

/** One unit's part of a change: the version it was decided on, and what was recorded. */
export type UnitChange = { readonly unitId: UnitId; readonly before: UnitBefore; readonly recorded: Recorded }

/** The parts of the transaction that bring units, journals, stays and patients forward together. */
export function unitParts(
  changes: readonly UnitChange[],
  known: ReadonlyMap<StayId, StoredStay>,
  {
    patients,
    newStays,
    at,
  }: { patients: readonly PatientChange[]; newStays: ReadonlyMap<StayId, Omit<StoredStay, 'record'>>; at: Instant },
): { readonly parts: readonly TxPart[]; readonly stays: ReadonlyMap<StayId, StoredStay> } {
  const touched = new Set<StayId>()
  let records: ReadonlyMap<StayId, StayRecord> = new Map([...known].map(([stayId, { record }]) => [stayId, record]))
  for (const { unitId, recorded } of changes) {
    for (const event of recorded.events) {
      records = evolveStays(records, unitId, event)
      for (const stayId of stayIdsOf(event)) touched.add(stayId)
    }
  }
  const stays = new Map(
    [...touched].flatMap((stayId): [StayId, StoredStay][] => {
      const record = records.get(stayId)
      const stored = newStays.get(stayId) ?? known.get(stayId) ?? { patientRef: null, assessment: null }
      return record ? [[stayId, { ...stored, record }]] : []
    }),
  )
  const parts = [
    ...changes.flatMap(({ unitId, before, recorded }) => [
      put('unit', unitItem(recorded.state), before === null ? ABSENT : hasVersion(before.version)),
      ...standingParts(unitId, before, recorded.events),
      ...recorded.events.map((event) => put('journal', journalItem(recorded.state.unitId, event), ABSENT)),
    ]),
    ...[...stays.values()].map((stay) => put('stay', stayItem(stay))),
    // A stay whose admission was undone has never been.
    ...[...touched].filter((stayId) => !records.has(stayId)).map((stayId) => remove('stay', stayKey(stayId))),
    ...patients.map((change) => patientPart(change, at)),
  ]
  return { parts, stays }
}

/** Lets nothing be written unless the unit still stands as it was read. */
export const unitStands = ({ unitId, version }: UnitState): TxPart =>
  check('unit', unitKey(unitId), hasVersion(version))

function unitItem(state: UnitState): Item {
  return {
    ...marshalKey(unitKey(state.unitId)),
    type: { S: 'unit' },
    version: { N: String(state.version) },
    state: encode(state),
    ...mapValues(unitByAreaKey(state.profile.area, state.unitId)),
  }
}

const journalItem = (unitId: UnitId, event: JournalEvent): Item => ({
  ...marshalKey(journalKey(unitId, event.seq)),
  type: { S: 'event' },
  body: encode(event),
  ...filingOf(unitId, event),
})

function stayItem({ record, patientRef, assessment }: StoredStay): Item {
  return {
    ...marshalKey(stayKey(record.stayId)),
    type: { S: 'stay' },
    body: encode(record),
    ...mapValues(stayByEndKey(record.unitId, record.stayId, record.departedAt)),
    ...(patientRef ? { patientRef: { S: patientRef } } : {}),
    ...(assessment ? { assessment: { S: assessment } } : {}),
  }
}

const readStoredStay = (item: Item): StoredStay => ({
  record: decode(stayRecord, item, 'body'),
  patientRef: (item['patientRef']?.S as PatientRef | undefined) ?? null,
  assessment: item['assessment']?.S ?? null,
})

/** A place on a waiting list that nobody took up for this long points at nothing any more. */
const WAITING_POINTER_MINUTES = 90 * 24 * 60

function patientPart(change: PatientChange, at: Instant): TxPart {
  switch (change.kind) {
    case 'claim':
      return put('patient', patientItem(change), ABSENT)
    case 'repoint':
      return put('patient', patientItem(change), holdsStay(change.from))
    case 'release':
      return remove('patient', patientKey(change.patientRef), holdsStay(change.stayId))
    case 'wait':
      return put('waiting', {
        ...marshalKey(patientWaitingKey(change.patientRef, change.unitId)),
        type: { S: 'waiting' },
        waitingId: { S: change.waitingId },
        ttl: { N: String(epochSecondsOf(plusMinutes(at, WAITING_POINTER_MINUTES))) },
      })
  }
}

const patientItem = ({
  patientRef,
  stayId,
  unitId,
}: {
  patientRef: PatientRef
  stayId: StayId
  unitId: UnitId
}): Item => ({
  ...marshalKey(patientKey(patientRef)),
  type: { S: 'patient' },
  stayId: { S: stayId },
  unitId: { S: unitId },
})

const holdsStay = (stayId: StayId) => ({
  expression: '#stayId = :stayId',
  names: { '#stayId': 'stayId' },
  values: { ':stayId': { S: stayId } },
})

const mapValues = (values: Readonly<Record<string, string>>): Item =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { S: value }]))
