import type { Instant } from '../../kernel/instant.ts'
import type { AgreementId, BedId, Kommunenummer, PartyId, StayId, UnitId } from '../ids.ts'
import { type PoolEvent, stayIdsOf } from '../pool/events.ts'
import type { ReviewOutcome, Service, TeamRole } from '../vocabulary.ts'
import { followPayer } from './oppholdskommune.ts'
import type { UtskrivningsklarMessage } from './utskrivningsklar.ts'

/** `[from, until)` in one bed, for one party and service; `until` is null while it runs. */
export type Segment = {
  readonly from: Instant
  readonly until: Instant | null
  readonly partyId: PartyId
  readonly service: Service
  readonly unitId: UnitId
  readonly bedId: BedId
}

/** Where the stay came from and the coarse groups that statistics count; no value points at a person. */
export type StayOrigin = {
  readonly agreementId: AgreementId | null
  readonly referrer: string | null
  readonly reasonGroup: string | null
  readonly ageBand: string | null
  /** The kommune that answers for the patient, as far as somebody has said; `oppholdskommuneOf` gives the answer. */
  readonly oppholdskommune: Kommunenummer | null
}

/**
 * A stay from admission to departure, as the journal tells it. Its segments tile `[admittedAt, departedAt)`.
 * `unitId` is where the patient is, or left from.
 */
export type StayRecord = StayOrigin & {
  readonly stayId: StayId
  readonly unitId: UnitId
  readonly admittedAt: Instant
  readonly departedAt: Instant | null
  readonly dischargedTo: string | null
  readonly reviewDueAt: Instant
  readonly expectedDepartureAt: Instant | null
  readonly segments: readonly Segment[]
  readonly utskrivningsklar: readonly UtskrivningsklarMessage[]
  readonly reviews: readonly Review[]
}

/** A review by the joint team: who took part, what came of it, and when the next is due. */
export type Review = {
  readonly at: Instant
  readonly roles: readonly TeamRole[]
  readonly outcome: ReviewOutcome
  readonly nextReviewAt: Instant
}

/** Where a stay's patient went when the stay itself ended because the patient was moved to another agreement's unit. */
export const TRANSFERRED = 'overflyttet'

/**
 * The stay records after one event of a unit's journal, for those that the event touches.
 * Throws when the journal speaks of a stay that never began: that is a broken ledger, not a refusal.
 */
export function evolveStays(
  stays: ReadonlyMap<StayId, StayRecord>,
  unitId: UnitId,
  event: PoolEvent,
): ReadonlyMap<StayId, StayRecord> {
  if (stayIdsOf(event).length === 0) return stays
  const next = new Map(stays)
  const change = (stayId: StayId, by: (stay: StayRecord) => StayRecord) => {
    const stay = next.get(stayId)
    if (!stay) throw new RangeError(`the journal of ${unitId} changes stay ${stayId} before it began`)
    next.set(stayId, by(stay))
  }
  switch (event.type) {
    case 'patient-admitted': {
      next.set(event.data.stay.stayId, beginStay(unitId, event.data.stay, event.data.origin, []))
      break
    }
    case 'stay-transferred-in': {
      const { stay, origin, earlierSegments } = event.data
      // A stay that goes on keeps what the joint team decided about it in the unit that it left.
      const reviews = next.get(stay.stayId)?.reviews ?? []
      next.set(stay.stayId, { ...beginStay(unitId, stay, origin, earlierSegments), reviews })
      break
    }
    case 'stay-moved':
      change(event.data.stayId, (stay) => moveTo(stay, event.data.bedId, event.data.at))
      break
    case 'stays-swapped': {
      const bedOf = (stayId: StayId) => next.get(stayId)?.segments.at(-1)?.bedId
      const [one, other] = [bedOf(event.data.stayId), bedOf(event.data.otherStayId)]
      change(event.data.stayId, (stay) => (other ? moveTo(stay, other, event.data.at) : stay))
      change(event.data.otherStayId, (stay) => (one ? moveTo(stay, one, event.data.at) : stay))
      break
    }
    case 'stay-transferred-out':
      change(event.data.stayId, (stay) => endStay(stay, event.data.at, TRANSFERRED))
      break
    case 'stay-corrected': {
      const { stayId, admittedAt, departedAt, segments, oppholdskommune } = event.data
      change(stayId, (stay) => ({ ...stay, admittedAt, departedAt, segments, oppholdskommune }))
      break
    }
    case 'responsibility-changed':
      change(event.data.stayId, (stay) => ({
        ...stay,
        segments: changePayer(stay.segments, event.data),
        oppholdskommune: followPayer(stay.oppholdskommune, stay.segments.at(-1), event.data),
      }))
      break
    case 'utskrivningsklar-recorded': {
      const { stayId, message, oppholdskommune } = event.data
      change(stayId, (stay) => ({
        ...stay,
        utskrivningsklar: [...stay.utskrivningsklar, message],
        oppholdskommune: oppholdskommune ?? stay.oppholdskommune,
      }))
      break
    }
    case 'review-recorded': {
      const { stayId, ...review } = event.data
      change(stayId, (stay) => ({ ...stay, reviewDueAt: review.nextReviewAt, reviews: [...stay.reviews, review] }))
      break
    }
    case 'departure-planned':
      change(event.data.stayId, (stay) => ({ ...stay, expectedDepartureAt: event.data.expectedAt }))
      break
    case 'discharge-decided':
      change(event.data.stayId, (stay) => ({ ...stay, dischargedTo: event.data.dischargedTo }))
      break
    case 'action-undone':
      for (const { stayId, before } of event.data.stays) {
        if (before) next.set(stayId, before)
        else next.delete(stayId)
      }
      break
    case 'patient-departed':
      change(event.data.stayId, (stay) => endStay(stay, event.data.departedAt, event.data.dischargedTo))
      break
  }
  return next
}

/** Every stay that a unit's journal tells of, by id. */
export const foldStays = (unitId: UnitId, events: readonly PoolEvent[]): ReadonlyMap<StayId, StayRecord> =>
  events.reduce<ReadonlyMap<StayId, StayRecord>>((stays, event) => evolveStays(stays, unitId, event), new Map())

type Beginning = {
  readonly stayId: StayId
  readonly bedId: BedId
  readonly partyId: PartyId
  readonly service: Service
  readonly admittedAt: Instant
  readonly segmentFrom: Instant
  readonly reviewDueAt: Instant
  readonly expectedDepartureAt: Instant | null
  readonly utskrivningsklar: readonly UtskrivningsklarMessage[]
}

function beginStay(unitId: UnitId, stay: Beginning, origin: StayOrigin, earlier: readonly Segment[]): StayRecord {
  const {
    stayId,
    bedId,
    partyId,
    service,
    admittedAt,
    segmentFrom,
    reviewDueAt,
    expectedDepartureAt,
    utskrivningsklar,
  } = stay
  return {
    ...origin,
    stayId,
    unitId,
    admittedAt,
    departedAt: null,
    dischargedTo: null,
    reviewDueAt,
    expectedDepartureAt,
    segments: [...closeLast(earlier, segmentFrom), { from: segmentFrom, until: null, partyId, service, unitId, bedId }],
    utskrivningsklar,
    reviews: [],
  }
}

function moveTo(stay: StayRecord, bedId: BedId, at: Instant): StayRecord {
  const last = stay.segments.at(-1)
  if (!last) return stay
  return { ...stay, segments: [...closeLast(stay.segments, at), { ...last, from: at, until: null, bedId }] }
}

/**
 * From `from` on another pays, or for another service: the segment that holds at `from` ends there, and all that follow
 * change with it. Beds stay as they were, so that the segments go on tiling the stay.
 */
function changePayer(
  segments: readonly Segment[],
  { from, partyId, service }: { from: Instant; partyId: PartyId; service: Service },
): readonly Segment[] {
  return segments.flatMap((segment) => {
    const changed = { ...segment, partyId, service }
    if (segment.from >= from) return [changed]
    if (segment.until !== null && segment.until <= from) return [segment]
    return [
      { ...segment, until: from },
      { ...changed, from },
    ]
  })
}

function endStay(stay: StayRecord, at: Instant, dischargedTo: string): StayRecord {
  const ended = closeLast(stay.segments, at)
  // A stay that ends the instant it began keeps its one empty segment: somebody was there, and for whom.
  const segments = ended.length > 0 ? ended : stay.segments.map((segment) => ({ ...segment, until: at }))
  return { ...stay, departedAt: at, dischargedTo, segments }
}

/** Ends the running segment; one that would have no length is dropped, so that segments tile the stay. */
function closeLast(segments: readonly Segment[], at: Instant): readonly Segment[] {
  const last = segments.at(-1)
  if (!last) return segments
  const earlier = segments.slice(0, -1)
  return last.from === at ? earlier : [...earlier, { ...last, until: at }]
}
