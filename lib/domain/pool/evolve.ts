import { type Instant, later, plusMinutes } from '../../kernel/instant.ts'
import type { JournalActor } from '../actor.ts'
import type { BedId, HoldId, UnitId } from '../ids.ts'
import type { Segment } from '../stay/stay-record.ts'
import type { JournalEvent, PoolEvent } from './events.ts'
import type { Bed, EndedHold, LiveStay, OnDuty, UnitState } from './state.ts'

/** The state before the first event: nothing is known yet, so only `unit-described` can follow. */
export type UnitBefore = UnitState | null

/** ledger-is-truth: one recorded event further. Pure, total over the event types, and blind to the clock. */
export function evolve(state: UnitBefore, event: JournalEvent, unitId: UnitId): UnitState {
  return {
    ...applyEvent(state, event, { at: event.at, actor: event.actor }, unitId),
    version: event.seq,
    lastHash: event.hash,
  }
}

/** What an event does to the state, leaving version and hash to the journal. */
export function applyEvent(
  before: UnitBefore,
  event: PoolEvent,
  { at, actor }: { at: Instant; actor: JournalActor },
  unitId: UnitId,
): UnitState {
  if (before === null) return beginUnit(event, at, unitId)
  const state = isFromUnit(actor, before) ? { ...before, confirmedAt: at } : before
  switch (event.type) {
    case 'unit-described':
      return describe(state, event.data, at)
    case 'agreement-applied': {
      const inForce = state.terms.findLast((dated) => dated.from <= at)
      // Terms that a later version has replaced decide nothing any more; the agreement's own versions are the archive.
      const kept = state.terms.filter(
        (dated) => (dated === inForce || dated.from > at) && dated.from !== event.data.from,
      )
      const terms = [...kept, event.data].sort((a, b) => (a.from < b.from ? -1 : 1))
      const current = terms.findLast((dated) => dated.from <= at)
      return { ...state, terms: terms.filter((dated) => dated === current || dated.from > at) }
    }
    case 'criteria-adopted':
      return { ...state, criteria: [...(state.criteria ?? []), event.data] }
    case 'hold-placed':
      return { ...state, holds: [...state.holds, event.data.hold] }
    case 'hold-accepted': {
      const { holdId, expiresAt } = event.data
      return {
        ...state,
        holds: state.holds.map((hold) => (hold.holdId === holdId ? { ...hold, acceptedAt: at, expiresAt } : hold)),
      }
    }
    case 'hold-moved': {
      const { holdId, bedId } = event.data
      return { ...state, holds: state.holds.map((hold) => (hold.holdId === holdId ? { ...hold, bedId } : hold)) }
    }
    case 'hold-alerted': {
      const { holdId } = event.data
      return {
        ...state,
        holds: state.holds.map((hold) => (hold.holdId === holdId ? { ...hold, alertedAt: at } : hold)),
      }
    }
    case 'hold-passed-on': {
      const { holdId, toUnitId, toHoldId } = event.data
      const next = { unitId: toUnitId, holdId: toHoldId }
      return endHold(state, holdId, { end: 'passed-on', reason: 'unanswered', endedAt: at }, next)
    }
    case 'hold-declined':
      return endHold(state, event.data.holdId, { end: 'declined', reason: event.data.reason, endedAt: at })
    case 'hold-cancelled':
      return endHold(state, event.data.holdId, { end: 'cancelled', reason: event.data.reason, endedAt: at })
    case 'hold-expired':
      return endHold(state, event.data.holdId, {
        end: 'expired',
        reason: event.data.reason,
        endedAt: event.data.expiredAt,
      })
    case 'patient-admitted':
    case 'stay-transferred-in': {
      const { stay, holdId } = event.data
      const rest = holdId === null ? state : endHold(state, holdId, { end: 'used', reason: null, endedAt: at })
      return { ...rest, stays: [...rest.stays, stay] }
    }
    case 'stay-moved': {
      const { stayId, bedId, at: movedAt } = event.data
      const from = state.stays.find((stay) => stay.stayId === stayId)
      const moved = withStays(state, (stay) =>
        stay.stayId === stayId ? { ...stay, bedId, segmentFrom: movedAt } : stay,
      )
      return from ? vacate(moved, from.bedId, movedAt, at) : moved
    }
    case 'stays-swapped': {
      const { stayId, otherStayId, at: swappedAt } = event.data
      const bedOf = new Map(state.stays.map((stay) => [stay.stayId, stay.bedId]))
      const swap = (stay: LiveStay, other: LiveStay['stayId']): LiveStay => ({
        ...stay,
        bedId: bedOf.get(other) ?? stay.bedId,
        segmentFrom: swappedAt,
      })
      return withStays(state, (stay) =>
        stay.stayId === stayId ? swap(stay, otherStayId) : stay.stayId === otherStayId ? swap(stay, stayId) : stay,
      )
    }
    case 'stay-transferred-out':
      return removeStay(state, event.data.stayId, event.data.at, at)
    case 'patient-departed':
      return removeStay(state, event.data.stayId, event.data.departedAt, at)
    case 'stay-corrected':
      return correctLive(state, event.data)
    case 'responsibility-changed': {
      const { stayId, partyId, service, from } = event.data
      return withStays(state, (stay) =>
        stay.stayId === stayId ? { ...stay, partyId, service, segmentFrom: later(stay.segmentFrom, from) } : stay,
      )
    }
    case 'utskrivningsklar-recorded': {
      const { stayId, message } = event.data
      return withStays(state, (stay) =>
        stay.stayId === stayId ? { ...stay, utskrivningsklar: [...stay.utskrivningsklar, message] } : stay,
      )
    }
    case 'review-recorded': {
      const { stayId, nextReviewAt } = event.data
      return withStays(state, (stay) => (stay.stayId === stayId ? { ...stay, reviewDueAt: nextReviewAt } : stay))
    }
    case 'departure-planned': {
      const { stayId, expectedAt } = event.data
      return withStays(state, (stay) => (stay.stayId === stayId ? { ...stay, expectedDepartureAt: expectedAt } : stay))
    }
    case 'discharge-decided':
      return withStays(state, (stay) => (stay.stayId === event.data.stayId ? { ...stay, leaving: true } : stay))
    case 'bed-blocked': {
      const { bedId, reason, until } = event.data
      return withBed(state, bedId, (bed) => ({ ...bed, blocked: { reason, until } }))
    }
    case 'bed-opened':
      return withBed(state, event.data.bedId, (bed) => ({ ...bed, blocked: null }))
    case 'bed-cleaned':
      return withBed(state, event.data.bedId, (bed) => ({ ...bed, cleaningSince: null }))
    case 'staffing-set': {
      const { staffed, until, reason, onDuty } = event.data
      const manned = onDuty ? setOnDuty(state, onDuty, until) : state
      return until === null
        ? { ...manned, staffed, staffing: null }
        : { ...manned, staffing: { staffed, until, reason } }
    }
    case 'unit-closed':
      return { ...state, closure: event.data }
    case 'unit-opened':
      return { ...state, closure: null }
    case 'unit-confirmed':
      return event.data.capabilities ? { ...state, capabilitiesConfirmedAt: at } : state
    case 'waiting-added':
      return { ...state, waiting: [...state.waiting, event.data.entry] }
    case 'waiting-promoted': {
      const { waitingId, hold } = event.data
      return { ...withoutWaiting(state, waitingId), holds: [...state.holds, hold] }
    }
    case 'waiting-removed':
      return withoutWaiting(state, event.data.waitingId)
    case 'action-undone':
      return { ...state, ...event.data.restored }
  }
}

function beginUnit(event: PoolEvent, at: Instant, unitId: UnitId): UnitState {
  if (event.type !== 'unit-described') throw new RangeError(`the journal of ${unitId} begins with ${event.type}`)
  const empty: UnitState = {
    unitId,
    version: 0,
    lastHash: '',
    profile: event.data.profile,
    descriptionVersion: 0,
    staffed: event.data.staffed,
    staffing: null,
    closure: null,
    confirmedAt: at,
    capabilitiesConfirmedAt: at,
    onDuty: { nurse24h: null, doctor: null },
    onDutyNow: null,
    terms: [],
    beds: [],
    formerBeds: [],
    holds: [],
    endedHolds: [],
    stays: [],
    waiting: [],
  }
  return describe(empty, event.data, at)
}

/** The unit's item must stay small; a bed taken out so long ago that as many others followed has no past worth keeping. */
const MOST_FORMER_BEDS = 200

/** Who describes the unit's beds has just looked at them, so that confirms it too. */
function describe(state: UnitState, { profile, staffed, beds }: EventData<'unit-described'>, at: Instant): UnitState {
  const known = new Map([...state.formerBeds, ...state.beds].map((bed) => [bed.bedId, bed]))
  const kept = new Set(beds.map((bed) => bed.bedId))
  return {
    ...state,
    profile,
    descriptionVersion: state.descriptionVersion + 1,
    staffed,
    confirmedAt: at,
    capabilitiesConfirmedAt: at,
    beds: beds.map((bed) => ({ blocked: null, cleaningSince: null, vacatedAt: null, ...known.get(bed.bedId), ...bed })),
    // Without them a stay could be dated into a time at which another patient lay in the bed (one-bed-one-occupant).
    formerBeds: [...known.values()].filter((bed) => !kept.has(bed.bedId)).slice(-MOST_FORMER_BEDS),
  }
}

type EventData<Type extends PoolEvent['type']> = Extract<PoolEvent, { type: Type }>['data']

/** The board knows of a stay only what holds now, and of an emptied bed when it was left. */
function correctLive(
  state: UnitState,
  { stayId, admittedAt, departedAt, segments, before }: EventData<'stay-corrected'>,
): UnitState {
  const last = segments.at(-1)
  if (!last) return state
  const left = before.segments.at(-1)
  const isIn = (bed: Bed, segment: Segment | undefined) =>
    segment?.unitId === state.unitId && segment.bedId === bed.bedId
  /** A bed that was left earlier is given back only the time in which this patient alone lay there. */
  const vacatedAtOf = (bed: Bed): Instant | null => {
    const isLastLeft = left && departedAt && isIn(bed, left) && bed.vacatedAt === before.departedAt
    const ends = segments.flatMap((segment) => (isIn(bed, segment) ? (segment.until ?? []) : []))
    return ends.reduce<Instant | null>(
      (latest, end) => (latest === null ? end : later(latest, end)),
      isLastLeft ? later(departedAt, left.from) : bed.vacatedAt,
    )
  }
  const vacated = { ...state, beds: state.beds.map((bed) => ({ ...bed, vacatedAt: vacatedAtOf(bed) })) }
  if (departedAt !== null) return vacated
  const { partyId, service, from } = last
  return withStays(vacated, (stay) =>
    stay.stayId === stayId ? { ...stay, admittedAt, partyId, service, segmentFrom: from } : stay,
  )
}

/** For good, and then nothing else holds for the time being; or until an instant, and then as before. */
function setOnDuty(state: UnitState, { nurse24h, doctor }: OnDuty, until: Instant | null): UnitState {
  if (until !== null) return { ...state, onDutyNow: { nurse24h, doctor, until } }
  const onDuty = { nurse24h: nurse24h ?? state.onDuty.nurse24h, doctor: doctor ?? state.onDuty.doctor }
  return { ...state, onDuty, onDutyNow: null }
}

/** Freshness: whatever the unit's own people report shows that its board is looked after. */
const isFromUnit = (actor: JournalActor, { unitId }: UnitState): boolean =>
  (actor.role === 'ward' || actor.role === 'ward-leader') && actor.org === unitId

function removeStay(state: UnitState, stayId: LiveStay['stayId'], leftAt: Instant, at: Instant): UnitState {
  const gone = state.stays.find((stay) => stay.stayId === stayId)
  const rest = { ...state, stays: state.stays.filter((stay) => stay.stayId !== stayId) }
  return gone ? vacate(rest, gone.bedId, leftAt, at) : rest
}

/** free-means-gone: an emptied bed is not free before it is clean, where the unit cleans. */
const vacate = (state: UnitState, bedId: BedId, leftAt: Instant, at: Instant): UnitState =>
  withBed(state, bedId, (bed) => ({ ...bed, vacatedAt: leftAt, cleaningSince: state.profile.cleaning ? at : null }))

const withBed = (state: UnitState, bedId: BedId, change: (bed: Bed) => Bed): UnitState => ({
  ...state,
  beds: state.beds.map((bed) => (bed.bedId === bedId ? change(bed) : bed)),
})
const withStays = (state: UnitState, change: (stay: LiveStay) => LiveStay): UnitState => ({
  ...state,
  stays: state.stays.map(change),
})
/** The hold goes; what became of it stays readable for a day, so that the one who placed it learns the answer. */
function endHold(
  state: UnitState,
  holdId: HoldId,
  end: Omit<EndedHold, 'holdId' | 'bedId' | 'next'>,
  next: EndedHold['next'] = null,
): UnitState {
  const hold = state.holds.find((candidate) => candidate.holdId === holdId)
  if (!hold) return state
  const yesterday = plusMinutes(end.endedAt, -24 * 60)
  return {
    ...state,
    holds: state.holds.filter((candidate) => candidate !== hold),
    endedHolds: [
      ...state.endedHolds.filter((ended) => ended.endedAt > yesterday).slice(-19),
      { holdId, bedId: hold.bedId, next, ...end },
    ],
  }
}
const withoutWaiting = (state: UnitState, waitingId: string): UnitState => ({
  ...state,
  waiting: state.waiting.filter((entry) => entry.waitingId !== waitingId),
})
