import type { AnswerOf } from '../contract/routes.ts'
import type { BedId, HoldId, StayId } from '../domain/ids.ts'
import { type BedView, viewBeds } from '../domain/pool/bed-state.ts'
import type { Board } from '../domain/pool/board.ts'
import { countPool } from '../domain/pool/bookable.ts'
import {
  closureAt,
  findHold,
  type Hold,
  isValid,
  onDutyAt,
  staffedAt,
  staffedUntil,
  termsAt,
  type UnitState,
} from '../domain/pool/state.ts'
import { oppholdskommuneOf } from '../domain/stay/oppholdskommune.ts'
import { dutiesOf, dutyOf, toldAbout } from '../domain/stay/utskrivningsklar.ts'
import type { Instant } from '../kernel/instant.ts'
import type { StoredStay } from '../store/unit-store.ts'

/** No answer is due once it is given. */
const standingOf = ({ acceptedAt, answerDueAt }: Hold) =>
  acceptedAt === null ? { state: 'pending' as const, answerDueAt } : { state: 'accepted' as const, answerDueAt: null }

/** The hold as its dispatcher and its unit see it, also after its end; undefined where no such hold is known. */
export function findHoldAnswer(state: UnitState, holdId: HoldId, now: Instant): AnswerOf<'place-hold'> | undefined {
  const of = { holdId, unitId: state.unitId, unitVersion: state.version }
  const over = { expiresAt: null, answerDueAt: null, answerOverdue: false }
  const hold = findHold(state, holdId)
  if (hold && isValid(hold, now)) {
    const standing = standingOf(hold)
    const answerOverdue = standing.answerDueAt !== null && standing.answerDueAt <= now
    const { bedId, expiresAt } = hold
    return {
      ...of,
      bedId,
      ...standing,
      expiresAt,
      endedAt: null,
      reason: null,
      answerOverdue,
      next: null,
    }
  }
  if (hold) {
    const reason = hold.acceptedAt === null ? 'unanswered' : 'no-show'
    return { ...of, ...over, bedId: hold.bedId, state: 'expired', endedAt: hold.expiresAt, reason, next: null }
  }
  const ended = state.endedHolds.find((candidate) => candidate.holdId === holdId)
  if (!ended) return undefined
  const { bedId, end, endedAt, reason, next } = ended
  return { ...of, ...over, bedId, state: end, endedAt, reason, next }
}

/** After a change to a hold the hold is there; its absence would be a broken decision. */
export function holdAnswer(state: UnitState, holdId: HoldId, now: Instant): AnswerOf<'place-hold'> {
  const answer = findHoldAnswer(state, holdId, now)
  if (!answer) throw new RangeError(`hold ${holdId} vanished from ${state.unitId}`)
  return answer
}

export function stayAnswer(
  state: UnitState,
  stays: ReadonlyMap<StayId, StoredStay>,
  stayId: StayId,
): AnswerOf<'admit-patient'> {
  const stored = stays.get(stayId)
  if (!stored) throw new RangeError(`stay ${stayId} vanished from ${state.unitId}`)
  const { record } = stored
  const isLeaving = state.stays.some((stay) => stay.stayId === stayId && stay.leaving)
  return {
    stayId,
    unitId: record.unitId,
    bedId: record.segments.at(-1)?.bedId ?? '',
    state: record.departedAt !== null ? 'departed' : isLeaving ? 'leaving' : 'active',
    admittedAt: record.admittedAt,
    departedAt: record.departedAt,
    dischargedTo: record.dischargedTo,
    reviewDueAt: record.reviewDueAt,
    expectedDepartureAt: record.expectedDepartureAt,
    segments: [...record.segments],
    utskrivningsklar: record.utskrivningsklar,
    oppholdskommune: oppholdskommuneOf(record),
    duty: dutyOf(record.utskrivningsklar, record.departedAt),
    duties: dutiesOf(record.utskrivningsklar, record.departedAt),
    reviews: record.reviews,
    unitVersion: state.version,
  }
}

export function boardBed({ bed, state, occupant, blocked }: BedView): AnswerOf<'show-board'>['beds'][number] {
  return {
    bedId: bed.bedId,
    room: bed.room,
    features: bed.features,
    state,
    occupant:
      occupant === null
        ? null
        : occupant.kind === 'stay'
          ? {
              ...occupant.stay,
              since: occupant.stay.admittedAt,
              utskrivningsklar: toldAbout(occupant.stay.utskrivningsklar),
            }
          : {
              ...occupant.hold,
              since: occupant.hold.placedAt,
              reviewDueAt: null,
              expectedDepartureAt: null,
              utskrivningsklar: null,
            },
    blocked,
  }
}

export function bedAnswer(state: UnitState, bedId: BedId, now: Instant): AnswerOf<'block-bed'> {
  const view = viewBeds(state, now).find((candidate) => candidate.bed.bedId === bedId)
  if (!view) throw new RangeError(`bed ${bedId} vanished from ${state.unitId}`)
  return { ...boardBed(view), unitVersion: state.version }
}

export function boardAnswer(board: Board): AnswerOf<'show-board'> {
  return {
    ...board,
    name: board.profile.name,
    kind: board.profile.kind,
    kommune: board.profile.kommune,
    services: board.profile.services,
    undoMinutes: board.rules.undoMinutes,
    staleAfterMinutes: board.rules.staleAfterMinutes,
    kadMeanDogn: board.rules.kadMeanDogn,
    parties: Object.entries(board.parties).map(([partyId, group]) => ({ partyId, group })),
    beds: board.beds.map(boardBed),
    holds: board.holds.map((hold) => ({
      ...hold,
      ...standingOf(hold),
      placedBy: hold.placedBy.org,
    })),
    waiting: [...board.waiting],
    changes: null,
    groups: [...board.groups],
  }
}

export function standingAnswer(state: UnitState, now: Instant): AnswerOf<'confirm-unit'> {
  return {
    ...countPool(state, now),
    unitId: state.unitId,
    unitVersion: state.version,
    staffed: staffedAt(state, now),
    staffedUntil: staffedUntil(state, now),
    closure: closureAt(state, now),
    confirmedAt: state.confirmedAt,
    capabilitiesConfirmedAt: state.capabilitiesConfirmedAt,
    ...onDutyAt(state, now),
  }
}

export function unitAnswer(state: UnitState, now: Instant): AnswerOf<'get-unit'> {
  const rooms = new Map<string, AnswerOf<'get-unit'>['rooms'][number]>()
  for (const { room, bedId, features } of state.beds) {
    const known = rooms.get(room) ?? { room, beds: [] }
    known.beds.push({ bedId, features })
    rooms.set(room, known)
  }
  return {
    ...state.profile,
    unitId: state.unitId,
    agreementId: termsAt(state, now)?.agreementId ?? null,
    version: state.descriptionVersion,
    staffed: state.staffed,
    capabilitiesConfirmedAt: state.capabilitiesConfirmedAt,
    rooms: [...rooms.values()],
  }
}
