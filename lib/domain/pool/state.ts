import { type Instant, msBetween, plusMs } from '../../kernel/instant.ts'
import type { OsloDate } from '../../kernel/oslo-date.ts'
import type { JournalActor } from '../actor.ts'
import type { Rules } from '../agreement/agreement.ts'
import type { CriteriaRef } from '../assessment/criteria-set.ts'
import type { AgreementId, BedId, HoldId, Kommunenummer, LookupId, PartyId, StayId, UnitId, WaitingId } from '../ids.ts'
import type { Position } from '../lookup/distance.ts'
import type { UtskrivningsklarMessage } from '../stay/utskrivningsklar.ts'
import type { DoctorOnDuty, Service, UnitKind } from '../vocabulary.ts'

/** What a unit is and can do; confirmed by the unit, shown wherever a bed is chosen. Position in degrees (WGS 84). */
export type Profile = {
  readonly name: string
  readonly kind: UnitKind
  readonly kommune: Kommunenummer
  readonly area: string
  readonly phone: string
  readonly lat: number
  readonly lon: number
  readonly cleaning: boolean
  readonly capabilities: readonly string[]
  /** The services that the unit offers; null where it offers all. */
  readonly services: readonly Service[] | null
}

/** The part of one agreement version that decides about beds. */
export type Terms = {
  readonly agreementId: AgreementId
  readonly agreementVersion: number
  readonly groups: readonly { readonly group: string; readonly guaranteed: number; readonly max: number | null }[]
  readonly parties: Readonly<Record<PartyId, string>>
  readonly guestsAdmitted: boolean
  readonly rules: Rules
  /** Minutes to this unit, for the parties whose agreement names them. */
  readonly travelMinutes: Readonly<Record<PartyId, number>>
}

/** From `from` on these terms hold, or none when the unit left its agreement. */
export type DatedTerms = { readonly from: Instant; readonly terms: Terms | null }

export type Bed = {
  readonly bedId: BedId
  readonly room: string
  readonly features: readonly string[]
  /** Opens by itself at `until`; null means until somebody opens it. */
  readonly blocked: { readonly reason: string; readonly until: Instant | null } | null
  readonly cleaningSince: Instant | null
  /** When the last patient left the bed: nobody can have been admitted to it before that. */
  readonly vacatedAt: Instant | null
}

export type Hold = {
  readonly holdId: HoldId
  readonly bedId: BedId
  readonly partyId: PartyId
  readonly service: Service
  readonly needs: readonly string[]
  readonly placedAt: Instant
  readonly placedBy: JournalActor
  readonly etaAt: Instant | null
  readonly acceptedAt: Instant | null
  /** When the unit should have answered; silence beyond it is alerted, and then passed on if the placer so wished. */
  readonly answerDueAt: Instant
  readonly alertedAt: Instant | null
  readonly onSilence: OnSilence
  /** Where the patient is, for choosing the next unit. */
  readonly position: Position | null
  /** The units that have been silent about this patient already. */
  readonly silentUnits: readonly UnitId[]
  /** The first instant at which the hold is no more. */
  readonly expiresAt: Instant
  readonly lookupId: LookupId | null
  /** Set when the hold came from the waiting list. */
  readonly waitingId: WaitingId | null
}

export const HOLD_ENDS = ['declined', 'cancelled', 'expired', 'used', 'passed-on'] as const

export const ON_SILENCE = ['wait', 'next-unit'] as const
/** What the one who asks wants when the unit does not answer. */
export type OnSilence = (typeof ON_SILENCE)[number]

/** What became of a hold, kept for a day so that the one who placed it can read the answer. */
export type EndedHold = {
  readonly holdId: HoldId
  readonly bedId: BedId
  readonly end: (typeof HOLD_ENDS)[number]
  readonly reason: string | null
  readonly endedAt: Instant
  /** The hold that took over, where the silence was passed on. */
  readonly next: { readonly unitId: UnitId; readonly holdId: HoldId } | null
}

/** An active stay, as far as beds and reminders need it; the stay's own record has the rest. */
export type LiveStay = {
  readonly stayId: StayId
  readonly bedId: BedId
  readonly partyId: PartyId
  readonly service: Service
  readonly needs: readonly string[]
  readonly admittedAt: Instant
  /** When the segment that runs now began. */
  readonly segmentFrom: Instant
  readonly reviewDueAt: Instant
  readonly expectedDepartureAt: Instant | null
  /** Discharged, but not physically gone: the bed is not free. */
  readonly leaving: boolean
  /** What HF and kommune have told each other about the departure, oldest first. */
  readonly utskrivningsklar: readonly UtskrivningsklarMessage[]
}

/** Who is there to look after patients; null where the unit has not said. */
export type OnDuty = { readonly nurse24h: boolean | null; readonly doctor: DoctorOnDuty | null }

export type WaitingEntry = {
  readonly waitingId: WaitingId
  readonly partyId: PartyId
  readonly service: Service
  readonly needs: readonly string[]
  /** 1 is served first. */
  readonly priority: number
  readonly addedAt: Instant
}

/** Which version of its own criteria the unit uses at a service from a date on; the version itself is kept beside. */
export type AdoptedCriteria = {
  readonly service: Service
  readonly version: number
  readonly validFrom: OsloDate
  /** The version of the core set that it is built on. */
  readonly core: CriteriaRef
  readonly requireAssessment: boolean
  readonly binds: boolean
}

/**
 * The live state of one unit: the fold of its journal, and all that lookup, board and claims read.
 * It holds no reference to a patient: a stay is known here by its id alone.
 */
export type UnitState = {
  readonly unitId: UnitId
  /** The number of the last journal event. */
  readonly version: number
  readonly lastHash: string
  readonly profile: Profile
  /** How many times the unit has been described: what If-Match is held against, since beds change all the time. */
  readonly descriptionVersion: number
  readonly staffed: number
  /** A cap that ends by itself, above or below the ordinary one. */
  readonly staffing: { readonly staffed: number; readonly until: Instant; readonly reason: string } | null
  readonly closure: { readonly reason: string; readonly until: Instant } | null
  readonly confirmedAt: Instant
  /** When the unit last said that its capability profile is right. */
  readonly capabilitiesConfirmedAt: Instant
  readonly onDuty: OnDuty
  /** What holds instead until an instant, member by member. */
  readonly onDutyNow: (OnDuty & { readonly until: Instant }) | null
  readonly terms: readonly DatedTerms[]
  readonly beds: readonly Bed[]
  /** Beds that were taken out of the unit: one that comes back comes as it left, with its past. */
  readonly formerBeds: readonly Bed[]
  readonly holds: readonly Hold[]
  readonly endedHolds: readonly EndedHold[]
  readonly stays: readonly LiveStay[]
  readonly waiting: readonly WaitingEntry[]
  /** Not there before the unit first takes criteria of its own: most never do, and every lookup reads every unit. */
  readonly criteria?: readonly AdoptedCriteria[] | undefined
}

/** The parts of a unit's state that an action which can be undone may change. */
export type RestoredState = Partial<
  Pick<
    UnitState,
    'beds' | 'holds' | 'endedHolds' | 'stays' | 'waiting' | 'staffed' | 'staffing' | 'onDuty' | 'onDutyNow' | 'closure'
  >
>

/** The terms in force at an instant; null for a unit that stands outside every agreement. */
export function termsAt(state: UnitState, at: Instant): Terms | null {
  return state.terms.findLast((dated) => dated.from <= at)?.terms ?? null
}

/** The agreement that has the unit, or will have it from a later date; null where another can take it in. */
export const agreementIdOf = (state: UnitState, at: Instant): AgreementId | null =>
  termsAt(state, at)?.agreementId ?? state.terms.at(-1)?.terms?.agreementId ?? null

/** The newest criteria of its own that the unit has for a service; those to come are among them. */
export const latestCriteria = (state: UnitState, service: Service): AdoptedCriteria | undefined =>
  state.criteria?.findLast((adopted) => adopted.service === service)

/** The unit's own criteria that are in force on a date; undefined where it goes by the core set. */
export const criteriaOn = (state: UnitState, service: Service, date: OsloDate): AdoptedCriteria | undefined =>
  state.criteria?.findLast((adopted) => adopted.service === service && adopted.validFrom <= date)

/** expiry-is-judged: the one place that says whether a hold still stands. */
export const isValid = (hold: Hold, at: Instant): boolean => at < hold.expiresAt
export const validHolds = (state: UnitState, at: Instant): readonly Hold[] =>
  state.holds.filter((hold) => isValid(hold, at))

/** Silence for a second answer time lets the hold go to the next unit, where the placer so wished. */
export const passOnAt = (hold: Hold): Instant => plusMs(hold.answerDueAt, msBetween(hold.placedAt, hold.answerDueAt))
export const isUnanswered = (hold: Hold, at: Instant): boolean => hold.acceptedAt === null && isValid(hold, at)

export const closureAt = (state: UnitState, at: Instant) =>
  state.closure && at < state.closure.until ? state.closure : null
export const staffedAt = (state: UnitState, at: Instant): number =>
  state.staffing && at < state.staffing.until ? state.staffing.staffed : state.staffed
/** When the staffing that holds now ends by itself; null where it is the ordinary one. */
export const staffedUntil = (state: UnitState, at: Instant): Instant | null =>
  state.staffing && at < state.staffing.until ? state.staffing.until : null
/** Who is on duty, and until when that holds where it ends by itself. */
export function onDutyAt(
  { onDuty, onDutyNow }: UnitState,
  at: Instant,
): OnDuty & { readonly onDutyUntil: Instant | null } {
  const now = onDutyNow && at < onDutyNow.until ? onDutyNow : null
  return {
    nurse24h: now?.nurse24h ?? onDuty.nurse24h,
    doctor: now?.doctor ?? onDuty.doctor,
    onDutyUntil: now?.until ?? null,
  }
}
export const blockAt = (bed: Bed, at: Instant) =>
  bed.blocked && (bed.blocked.until === null || at < bed.blocked.until) ? bed.blocked : null

export const findHold = (state: UnitState, holdId: HoldId) => state.holds.find((hold) => hold.holdId === holdId)
export const findLiveStay = (state: UnitState, stayId: StayId) => state.stays.find((stay) => stay.stayId === stayId)
export const findBed = (state: UnitState, bedId: BedId) => state.beds.find((bed) => bed.bedId === bedId)
