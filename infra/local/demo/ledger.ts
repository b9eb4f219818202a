import type { StayId, UnitId } from '../../../lib/domain/ids.ts'
import {
  type Command,
  type CommandName,
  type DecidedEvent,
  type DecisionContext,
  decide,
  type RefusalOfCommand,
} from '../../../lib/domain/pool/decide.ts'
import { type JournalEvent, stayIdsOf } from '../../../lib/domain/pool/events.ts'
import { type Recorded, recordEvents } from '../../../lib/domain/pool/journal.ts'
import type { UnitState } from '../../../lib/domain/pool/state.ts'
import type { Instant } from '../../../lib/kernel/instant.ts'
import { accepted, type Result } from '../../../lib/kernel/result.ts'
import type { Item } from '../../../lib/store/store-client.ts'
import { put, type TxPart } from '../../../lib/store/tx.ts'
import { type PatientChange, type StoredStay, type UnitChange, unitParts } from '../../../lib/store/unit-store.ts'

/** What a change brings besides its events; the use cases of lib/usecases hand the store the same. */
export type Alongside = {
  readonly patients?: readonly PatientChange[]
  readonly newStays?: ReadonlyMap<StayId, Omit<StoredStay, 'record'>>
}

/**
 * The units' history while it is being made: decided and recorded by the same functions as a served request, and
 * turned into items by the store's own builders, but kept in memory until all of it can be written at once.
 */
export type Ledger = {
  readonly stateOf: (unitId: UnitId) => UnitState
  readonly states: () => Iterable<UnitState>
  readonly stayOf: (stayId: StayId, now: Instant) => StoredStay | undefined
  readonly tell: <Name extends CommandName>(
    unitId: UnitId,
    command: Command<Name>,
    context: DecisionContext,
    alongside?: Alongside,
  ) => Result<Recorded, RefusalOfCommand<Name>>
  /** Two units in one change. */
  readonly recordTransfer: (out: Decided, into: Decided, now: Instant, alongside: Alongside) => void
  readonly closeBooks: (now: Instant) => History
}

/** What there is to write. */
export type History = {
  /** Journal events, stays and what is known by patient reference: all but the live items, and on no condition. */
  readonly parts: readonly TxPart[]
  /** The live items, each on the condition that its unit still is as it was before the history. */
  readonly liveParts: readonly TxPart[]
  readonly eventCount: number
  readonly stayCount: number
}

type Decided = { readonly unitId: UnitId; readonly events: readonly DecidedEvent[] }

const NOTHING = { patients: [], newStays: new Map() }
/** Items are built for many changes at a time: each building also encodes the whole live item, which nobody reads yet. */
const MOST_PENDING = 400

export function openLedger(founded: readonly UnitState[]): Ledger {
  const before = new Map(founded.map((state) => [state.unitId, state]))
  const units = new Map(before)
  const stays = new Map<StayId, StoredStay>()
  const parts = new Map<string, TxPart>()
  const pending = new Map<UnitId, { before: UnitState; state: UnitState; events: JournalEvent[] }>()
  const newStays = new Map<StayId, Omit<StoredStay, 'record'>>()
  let pendingCount = 0
  let eventCount = 0

  const stateOf = (unitId: UnitId): UnitState => {
    const state = units.get(unitId)
    if (!state) throw new RangeError(`${unitId} is no unit of the demo region`)
    return state
  }
  const recordOne = ({ unitId, events }: Decided, now: Instant): Recorded => {
    const state = stateOf(unitId)
    if (events.length === 0) return { events: [], state }
    const recorded = recordEvents(state, unitId, events, now)
    const known = pending.get(unitId)
    pending.set(unitId, {
      before: known?.before ?? state,
      state: recorded.state,
      events: [...(known?.events ?? []), ...recorded.events],
    })
    units.set(unitId, recorded.state)
    eventCount += recorded.events.length
    pendingCount += 1
    return recorded
  }
  const note = ({ patients = [], newStays: fresh = new Map() }: Alongside, at: Instant) => {
    for (const part of unitParts([], new Map(), { ...NOTHING, patients, at }).parts) keep(part)
    for (const [stayId, stay] of fresh) newStays.set(stayId, stay)
  }
  const build = (at: Instant) => {
    const changes = [...pending].map(([unitId, { before: was, state, events }]): UnitChange => {
      return { unitId, before: was, recorded: { events, state } }
    })
    const touched = changes.flatMap(({ recorded }) => recorded.events.flatMap(stayIdsOf))
    const known = new Map(touched.flatMap((stayId) => entryOf(stays, stayId)))
    const built = unitParts(changes, known, { patients: [], newStays, at })
    for (const [stayId, stay] of built.stays) stays.set(stayId, stay)
    for (const part of built.parts) if (part.name !== 'unit') keep(part)
    pending.clear()
    newStays.clear()
    pendingCount = 0
  }
  /** What would be written over or deleted again never needs to be written; so the conditions mean nothing any more. */
  const keep = (part: TxPart) => {
    const { Put, Delete } = part.write('')
    if (Put?.Item) parts.set(nameOf(Put.Item), put(part.name, Put.Item))
    if (Delete?.Key) parts.delete(nameOf(Delete.Key))
  }

  return {
    stateOf,
    states: () => units.values(),
    stayOf: (stayId, now) => {
      build(now)
      return stays.get(stayId)
    },
    tell: (unitId, command, context, alongside = {}) => {
      const decision = decide(stateOf(unitId), command, context)
      if (!decision.ok) return decision
      const recorded = recordOne({ unitId, events: decision.value }, context.now)
      note(alongside, context.now)
      if (pendingCount >= MOST_PENDING) build(context.now)
      return accepted(recorded)
    },
    recordTransfer: (out, into, now, alongside) => {
      // A stay's segments follow each other across units, so nothing else may be built in between.
      build(now)
      recordOne(out, now)
      recordOne(into, now)
      note(alongside, now)
      build(now)
    },
    closeBooks: (now) => {
      build(now)
      const changes = [...units].flatMap(([unitId, state]): UnitChange[] => {
        const founding = before.get(unitId)
        return founding ? [{ unitId, before: founding, recorded: { events: [], state } }] : []
      })
      const { parts: liveParts } = unitParts(changes, new Map(), { ...NOTHING, at: now })
      return { parts: [...parts.values()], liveParts, eventCount, stayCount: stays.size }
    },
  }
}

function entryOf<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): [Key, Value][] {
  const value = map.get(key)
  return value === undefined ? [] : [[key, value]]
}

const nameOf = (item: Item): string => `${item['pk']?.S} ${item['sk']?.S}`
