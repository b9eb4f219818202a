import { type Instant, plusMinutes } from '../../kernel/instant.ts'
import { osloDateOf } from '../../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../../kernel/result.ts'
import { DEFAULT_RULES, type RoomRule } from '../agreement/agreement.ts'
import type { AssessmentRecord } from '../assessment/assess.ts'
import {
  type BedId,
  type HoldId,
  isKommuneParty,
  type Kommunenummer,
  type PartyId,
  type StayId,
  type UnitId,
  type WaitingId,
} from '../ids.ts'
import { defaultOppholdskommune, oppholdskommuneOf } from '../stay/oppholdskommune.ts'
import { type Segment, type StayOrigin, type StayRecord, TRANSFERRED } from '../stay/stay-record.ts'
import type { UtskrivningsklarMessage } from '../stay/utskrivningsklar.ts'
import type { ReviewOutcome, Service, TeamRole } from '../vocabulary.ts'
import { viewBeds } from './bed-state.ts'
import { chooseBestFit, countShutBeds, findMissingNeeds, findRoomConflicts, wasEmptySince } from './best-fit.ts'
import { bookableFor, countPool, mayShutFor } from './bookable.ts'
import type { DecisionContext } from './decide.ts'
import type { OverrideRecord, PoolEvent } from './events.ts'
import { findAdmissionObstacle, findServiceObstacle, findValidHold } from './hold.ts'
import type {
  BedTaken,
  CriteriaSayNo,
  Decision,
  HoldGone,
  NoPlace,
  OverrideIncomplete,
  RefusalOf,
  StayNotThen,
} from './refusals.ts'
import {
  type Bed,
  criteriaOn,
  findBed,
  findLiveStay,
  type Hold,
  isValid,
  type LiveStay,
  termsAt,
  type UnitState,
} from './state.ts'

const MINUTES_PER_DOGN = 24 * 60

export type Override = { readonly reason: string; readonly roles: readonly TeamRole[] }

export type AdmitPatient = {
  readonly stayId: StayId
  readonly partyId: PartyId
  readonly service: Service
  readonly needs: readonly string[]
  readonly holdId: HoldId | null
  readonly bedId: BedId | null
  /** The patient's place on this unit's waiting list, where there is one. */
  readonly waitingId: WaitingId | null
  readonly admittedAt: Instant
  readonly expectedDepartureAt: Instant | null
  readonly override: Override | null
  readonly origin: Omit<StayOrigin, 'agreementId'>
  /** How the criteria came out, and which stand against the admission; left out where nothing was assessed. */
  readonly criteria?: { readonly record: AssessmentRecord; readonly blocking: readonly string[] }
}

/** With a hold, in a named bed, or in the best fit; the admission may lie in the past, never in the future. */
export function decideAdmitPatient(
  state: UnitState,
  ask: AdmitPatient,
  ctx: DecisionContext,
): Decision<NoPlace | CriteriaSayNo | 'time-in-the-future'> {
  if (ask.admittedAt > ctx.now) return refused({ kind: 'time-in-the-future', field: 'admittedAt' })
  const place = findPlace(state, { ...ask, since: ask.admittedAt }, ctx)
  if (!place.ok) return place
  const { bed, holdId } = place.value
  const judged = judgeCriteria(state, ask, place.value.override)
  if (!judged.ok) return judged
  const override = judged.value
  const terms = termsAt(state, ctx.now)
  const stay = liveStay(state, { ...ask, bedId: bed.bedId, segmentFrom: ask.admittedAt }, ctx.now)
  const oppholdskommune = defaultOppholdskommune(ask.origin.oppholdskommune, ask)
  const origin = { ...ask.origin, oppholdskommune, agreementId: terms?.agreementId ?? null }
  return accepted([
    { type: 'patient-admitted', data: { stay, holdId, override, origin, assessment: ask.criteria?.record ?? null } },
    ...leaveWaitingList(state, ask.waitingId),
  ])
}

/**
 * A criterion that says no gives way only to a doctor's reason; where a HF pays, to the joint team's (design.md § 5).
 * The guarantee and the room have been judged already; one override may set aside all three.
 */
function judgeCriteria(
  state: UnitState,
  { criteria, override, partyId, service, admittedAt }: AdmitPatient,
  placed: OverrideRecord | null,
): Result<OverrideRecord | null, RefusalOf<CriteriaSayNo>> {
  const isRequired = criteriaOn(state, service, osloDateOf(admittedAt))?.requireAssessment ?? false
  if (isRequired && !criteria) return refused({ kind: 'assessment-missing', service })
  const outcome = criteria?.record.outcome ?? 'fits'
  if (outcome === 'fits' || !criteria || criteria.blocking.length === 0) return accepted(placed)
  const { blocking } = criteria
  if (override === null) return refused({ kind: 'assessment-says-no', outcome, criteria: blocking })
  if (!override.roles.includes('lege')) return refused({ kind: 'override-needs-doctor' })
  const needsTeam = !isKommuneParty(partyId)
  if (needsTeam && !override.roles.includes('sykepleier')) return refused({ kind: 'override-needs-joint-team' })
  return accepted({ ...override, of: [...(placed?.of ?? []), 'criteria'], criteria: blocking })
}

type PlaceAsk = {
  readonly partyId: PartyId
  readonly service: Service
  readonly needs: readonly string[]
  readonly holdId: HoldId | null
  readonly bedId: BedId | null
  readonly waitingId: WaitingId | null
  readonly override: Override | null
  readonly since: Instant
}
type Place = { readonly bed: Bed; readonly holdId: HoldId | null; readonly override: OverrideRecord | null }

/** The bed for one who comes in, by right or by an override; shared by admission and transfer. */
function findPlace(state: UnitState, ask: PlaceAsk, ctx: DecisionContext): Result<Place, RefusalOf<NoPlace>> {
  const { now } = ctx
  const own = findOwnHold(state, ask, now)
  if (!own.ok) return own
  const hold = own.value
  // The hold's own bed counts as open to the one it was held for, so it is judged as if the hold were gone.
  const open = hold ? { ...state, holds: state.holds.filter((other) => other.holdId !== hold.holdId) } : state
  const obstacle = hold
    ? findServiceObstacle(state, ask.service)
    : findAdmissionObstacle(state, ask.service, termsAt(state, now), now)
  if (obstacle) return refused(obstacle)

  const { bookable, entitlement } = bookableFor(open, ask.partyId, now)
  const isHeldForParty = hold !== undefined && hold.partyId === ask.partyId
  const mayShut = isHeldForParty ? Number.POSITIVE_INFINITY : mayShutFor(open, ask.partyId, now)
  const isFull = !isHeldForParty && bookable === 0
  const fullRefusal = (): RefusalOf<'no-bookable-bed'> => ({
    kind: 'no-bookable-bed',
    bookable,
    entitlement,
    missingNeeds: bookable > 0 ? findMissingNeeds(open, ask.needs, now) : [],
  })
  if (isFull && (ask.override === null || countPool(open, now).free === 0)) return refused(fullRefusal())

  const wanted = ask.bedId ?? hold?.bedId ?? null
  const wish = { needs: ask.needs, at: now, emptySince: ask.since }
  const bestFit = () =>
    chooseBestFit(open, { ...wish, mayShut }) ?? (ask.override === null ? undefined : chooseBestFit(open, wish))
  const bed = wanted ? findBed(open, wanted) : bestFit()
  if (!bed) return refused(wanted ? { kind: 'bed-not-found' } : fullRefusal())
  const conflicts = findBedObstacle(open, bed, { needs: ask.needs, since: ask.since, now })
  if (conflicts.obstacle) return refused(conflicts.obstacle)
  const breaksGuarantee = isFull || countShutBeds(open, bed, ask.needs, now) > mayShut
  if (breaksGuarantee && ask.override === null) return refused(fullRefusal())
  // A bed held for this patient was judged when it was held; needs told later must not shut the door.
  const breaksRoomRule = conflicts.hard.length > 0 && bed.bedId !== hold?.bedId
  if (breaksRoomRule && ask.override === null) return refused({ kind: 'room-rule-broken', rules: conflicts.hard })

  const of = [...(breaksGuarantee ? (['guarantee'] as const) : []), ...(breaksRoomRule ? (['room'] as const) : [])]
  const override = judgeOverride(ask.override, of, ctx)
  return override.ok ? accepted({ bed, holdId: hold?.holdId ?? null, override: override.value }) : override
}

/** The named hold, or the one that the waiting list gave this patient. */
function findOwnHold(state: UnitState, ask: PlaceAsk, now: Instant): Result<Hold | undefined, RefusalOf<HoldGone>> {
  if (ask.holdId !== null) return findValidHold(state, ask.holdId, now)
  const promoted = ask.waitingId === null ? undefined : state.holds.find((hold) => hold.waitingId === ask.waitingId)
  return accepted(promoted && isValid(promoted, now) ? promoted : undefined)
}

function findBedObstacle(
  state: UnitState,
  bed: Bed,
  {
    needs,
    since,
    now,
    ignoring = [],
  }: { needs: readonly string[]; since: Instant; now: Instant; ignoring?: readonly BedId[] },
): { readonly obstacle?: RefusalOf<BedTaken>; readonly hard: readonly RoomRule[] } {
  const bedState = viewBeds(state, now).find((view) => view.bed.bedId === bed.bedId)?.state ?? 'closed'
  if (bedState !== 'free' && bedState !== 'closed') return { obstacle: { kind: 'bed-not-free', bedState }, hard: [] }
  if (!wasEmptySince(bed, since))
    return { obstacle: { kind: 'bed-occupied-then', vacatedAt: bed.vacatedAt ?? since }, hard: [] }
  return { hard: findRoomConflicts(state, bed, needs, now, ignoring).hard }
}

/** guarantee-holds: only a ward leader with the joint team behind may break it; a needless override is ignored. */
function judgeOverride(
  override: Override | null,
  of: OverrideRecord['of'],
  { actor }: DecisionContext,
): Result<OverrideRecord | null, RefusalOf<OverrideIncomplete>> {
  if (override === null || of.length === 0) return accepted(null)
  if (actor.role !== 'ward-leader') return refused({ kind: 'override-needs-ward-leader' })
  const isJointTeam = override.roles.includes('lege') && override.roles.includes('sykepleier')
  return isJointTeam ? accepted({ ...override, of, criteria: [] }) : refused({ kind: 'override-needs-joint-team' })
}

/** Whoever gets a bed waits no longer, nor does a bed held for the one who waited stand empty. */
function leaveWaitingList(state: UnitState, waitingId: WaitingId | null): readonly PoolEvent[] {
  const isWaiting = state.waiting.some((entry) => entry.waitingId === waitingId)
  return isWaiting && waitingId ? [{ type: 'waiting-removed', data: { waitingId, reason: 'innlagt' } }] : []
}

type NewLiveStay = Omit<LiveStay, 'reviewDueAt' | 'leaving' | 'utskrivningsklar'>

function liveStay(state: UnitState, ask: NewLiveStay, now: Instant): LiveStay {
  return {
    stayId: ask.stayId,
    bedId: ask.bedId,
    partyId: ask.partyId,
    service: ask.service,
    needs: ask.needs,
    admittedAt: ask.admittedAt,
    segmentFrom: ask.segmentFrom,
    reviewDueAt: plusMinutes(ask.admittedAt, reviewAfterDognAt(state, now) * MINUTES_PER_DOGN),
    expectedDepartureAt: ask.expectedDepartureAt,
    leaving: false,
    utskrivningsklar: [],
  }
}

export type MoveStay = {
  readonly stayId: StayId
  readonly bedId: BedId
  readonly at: Instant
  readonly override: Override | null
}

/** To another bed of the same unit; counts and entitlements stay as they are. */
export function decideMoveStay(
  state: UnitState,
  { stayId, bedId, at, override }: MoveStay,
  ctx: DecisionContext,
): Decision<StayNotThen | BedTaken | OverrideIncomplete | 'same-bed'> {
  const found = findStayAt(state, stayId, at, ctx.now)
  if (!found.ok) return found
  const stay = found.value
  if (stay.bedId === bedId) return refused({ kind: 'same-bed' })
  const bed = findBed(state, bedId)
  if (!bed) return refused({ kind: 'bed-not-found' })
  const rest = { ...state, stays: state.stays.filter((other) => other.stayId !== stayId) }
  const { obstacle, hard } = findBedObstacle(rest, bed, { needs: stay.needs, since: at, now: ctx.now })
  if (obstacle) return refused(obstacle)
  const judged = judgeRoomOverride(hard, override, ctx)
  return judged.ok ? accepted([{ type: 'stay-moved', data: { stayId, bedId, at, override: judged.value } }]) : judged
}

function judgeRoomOverride(hard: readonly RoomRule[], override: Override | null, ctx: DecisionContext) {
  if (hard.length > 0 && override === null) return refused({ kind: 'room-rule-broken' as const, rules: hard })
  return judgeOverride(override, hard.length > 0 ? ['room'] : [], ctx)
}

export type SwapStays = {
  readonly stayId: StayId
  readonly otherStayId: StayId
  readonly at: Instant
  readonly override: Override | null
}

/** Two full beds change patients in one stroke: neither is ever free in between. */
export function decideSwapStays(
  state: UnitState,
  { stayId, otherStayId, at, override }: SwapStays,
  ctx: DecisionContext,
): Decision<StayNotThen | 'room-rule-broken' | OverrideIncomplete | 'same-stay'> {
  if (stayId === otherStayId) return refused({ kind: 'same-stay' })
  const one = findStayAt(state, stayId, at, ctx.now)
  if (!one.ok) return one
  const other = findStayAt(state, otherStayId, at, ctx.now)
  if (!other.ok) return other
  const swapped: UnitState = {
    ...state,
    stays: state.stays.map((stay) =>
      stay.stayId === stayId
        ? { ...stay, bedId: other.value.bedId }
        : stay.stayId === otherStayId
          ? { ...stay, bedId: one.value.bedId }
          : stay,
    ),
  }
  const conflictsOf = (stay: LiveStay, bedId: BedId) => {
    const bed = findBed(swapped, bedId)
    return bed ? findRoomConflicts(swapped, bed, stay.needs, ctx.now).hard : []
  }
  const hard = new Set([...conflictsOf(one.value, other.value.bedId), ...conflictsOf(other.value, one.value.bedId)])
  const judged = judgeRoomOverride([...hard], override, ctx)
  return judged.ok
    ? accepted([{ type: 'stays-swapped', data: { stayId, otherStayId, at, override: judged.value } }])
    : judged
}

export type TransferOut = {
  readonly stayId: StayId
  readonly toUnitId: UnitId
  readonly toStayId: StayId
  readonly at: Instant
}

export function decideTransferOut(
  state: UnitState,
  ask: TransferOut,
  { now }: DecisionContext,
): Decision<StayNotThen | 'same-unit'> {
  if (ask.toUnitId === state.unitId) return refused({ kind: 'same-unit' })
  const found = findStayAt(state, ask.stayId, ask.at, now)
  return found.ok ? accepted([{ type: 'stay-transferred-out', data: ask }]) : found
}

export type TransferIn = {
  /** The id under which the stay goes on: the same within one agreement, a new one between two. */
  readonly stayId: StayId
  readonly fromUnitId: UnitId
  readonly from: LiveStay
  readonly record: StayRecord
  readonly service: Service
  readonly holdId: HoldId | null
  readonly waitingId: WaitingId | null
  readonly at: Instant
  readonly override: Override | null
}

/** The receiving end of a transfer: the same gate as an admission. */
export function decideTransferIn(state: UnitState, ask: TransferIn, ctx: DecisionContext): Decision<NoPlace> {
  const { from, record } = ask
  const place = findPlace(state, { ...ask, partyId: from.partyId, needs: from.needs, bedId: null, since: ask.at }, ctx)
  if (!place.ok) return place
  const { bed, holdId, override } = place.value
  const goesOn = ask.stayId === from.stayId
  const earlierSegments: readonly Segment[] = goesOn ? record.segments : []
  const agreementId = termsAt(state, ctx.now)?.agreementId ?? null
  const fresh = liveStay(
    state,
    { ...from, stayId: ask.stayId, bedId: bed.bedId, service: ask.service, admittedAt: ask.at, segmentFrom: ask.at },
    ctx.now,
  )
  const stay = goesOn
    ? { ...fresh, admittedAt: from.admittedAt, reviewDueAt: from.reviewDueAt, utskrivningsklar: from.utskrivningsklar }
    : fresh
  const { referrer, reasonGroup, ageBand } = record
  const origin: StayOrigin = {
    agreementId,
    referrer: goesOn ? referrer : TRANSFERRED,
    reasonGroup,
    ageBand,
    // A new stay begins without the messages and payers that told it.
    oppholdskommune: defaultOppholdskommune(goesOn ? record.oppholdskommune : oppholdskommuneOf(record), stay),
  }
  return accepted([
    {
      type: 'stay-transferred-in',
      data: { stay, fromUnitId: ask.fromUnitId, holdId, override, origin, earlierSegments },
    },
    ...leaveWaitingList(state, ask.waitingId),
  ])
}

export type ChangeResponsibility = {
  readonly stayId: StayId
  readonly partyId: PartyId
  readonly service: Service
  readonly from: Instant
  readonly reason: string
}

/** Who pays, and for which service, from an instant on: now, or back to the admission; beds stay as they are. */
export function decideChangeResponsibility(
  state: UnitState,
  ask: ChangeResponsibility,
  { now }: DecisionContext,
): Decision<'stay-not-found' | 'time-in-the-future' | 'before-admission' | 'service-not-offered'> {
  const stay = findLiveStay(state, ask.stayId)
  if (!stay) return refused({ kind: 'stay-not-found' })
  const obstacle = findServiceObstacle(state, ask.service)
  if (obstacle) return refused(obstacle)
  const misplaced = findMisplacedTime(stay, ask.from, now, 'from')
  if (misplaced) return refused(misplaced)
  return accepted([{ type: 'responsibility-changed', data: ask }])
}

/** Told as it happened, or in hindsight; the duty that follows is computed, never told. */
export function decideRecordUtskrivningsklar(
  state: UnitState,
  ask: {
    readonly stayId: StayId
    readonly message: UtskrivningsklarMessage
    /** Sets or changes it; null leaves it as it was. */
    readonly oppholdskommune: Kommunenummer | null
  },
  { now }: DecisionContext,
): Decision<'stay-not-found' | 'time-in-the-future' | 'before-admission'> {
  const stay = findLiveStay(state, ask.stayId)
  if (!stay) return refused({ kind: 'stay-not-found' })
  const misplaced = findMisplacedTime(stay, ask.message.at, now, 'at')
  if (misplaced) return refused(misplaced)
  return accepted([{ type: 'utskrivningsklar-recorded', data: ask }])
}

export type RecordReview = {
  readonly stayId: StayId
  readonly at: Instant
  readonly roles: readonly TeamRole[]
  readonly outcome: ReviewOutcome
  /** Null: the agreement's own interval from this review on. */
  readonly nextReviewAt: Instant | null
}

/** At least lege and sykepleier decide together how the stay goes on (Delrapport 5, model B and C). */
export function decideRecordReview(
  state: UnitState,
  { nextReviewAt, ...ask }: RecordReview,
  { now }: DecisionContext,
): Decision<
  'stay-not-found' | 'time-in-the-future' | 'before-admission' | 'time-not-in-the-future' | 'review-needs-joint-team'
> {
  const stay = findLiveStay(state, ask.stayId)
  if (!stay) return refused({ kind: 'stay-not-found' })
  const misplaced = findMisplacedTime(stay, ask.at, now, 'at')
  if (misplaced) return refused(misplaced)
  if (!ask.roles.includes('lege') || !ask.roles.includes('sykepleier'))
    return refused({ kind: 'review-needs-joint-team' })
  if (nextReviewAt !== null && nextReviewAt <= ask.at)
    return refused({ kind: 'time-not-in-the-future', field: 'nextReviewAt' })
  const next = nextReviewAt ?? plusMinutes(ask.at, reviewAfterDognAt(state, now) * MINUTES_PER_DOGN)
  return accepted([{ type: 'review-recorded', data: { ...ask, nextReviewAt: next } }])
}

function findMisplacedTime(
  { admittedAt }: LiveStay,
  at: Instant,
  now: Instant,
  field: string,
): RefusalOf<'time-in-the-future' | 'before-admission'> | undefined {
  if (at > now) return { kind: 'time-in-the-future', field }
  return at < admittedAt ? { kind: 'before-admission', field, admittedAt } : undefined
}

const reviewAfterDognAt = (state: UnitState, at: Instant): number =>
  termsAt(state, at)?.rules.reviewAfterDogn ?? DEFAULT_RULES.reviewAfterDogn

export function decidePlanDeparture(
  state: UnitState,
  ask: { readonly stayId: StayId; readonly expectedAt: Instant | null },
  _ctx: DecisionContext,
): Decision<'stay-not-found'> {
  return findLiveStay(state, ask.stayId)
    ? accepted([{ type: 'departure-planned', data: ask }])
    : refused({ kind: 'stay-not-found' })
}

export type DischargePatient = {
  readonly stayId: StayId
  /** Null while the patient, though discharged, is still in the bed. */
  readonly departedAt: Instant | null
  readonly dischargedTo: string
}

/** free-means-gone: the discharge alone empties no bed, only the departure does. */
export function decideDischargePatient(
  state: UnitState,
  ask: DischargePatient,
  { now }: DecisionContext,
): Decision<StayNotThen> {
  const { stayId, departedAt, dischargedTo } = ask
  if (departedAt === null) {
    const isHere = findLiveStay(state, stayId) !== undefined
    return isHere
      ? accepted([{ type: 'discharge-decided', data: { stayId, dischargedTo } }])
      : refused({ kind: 'stay-not-found' })
  }
  const found = findStayAt(state, stayId, departedAt, now, 'departedAt')
  return found.ok ? accepted([{ type: 'patient-departed', data: { stayId, departedAt, dischargedTo } }]) : found
}

/** The stay, if `at` lies in its running segment and not in the future. */
function findStayAt(
  state: UnitState,
  stayId: StayId,
  at: Instant,
  now: Instant,
  field = 'at',
): Result<LiveStay, RefusalOf<StayNotThen>> {
  const stay = findLiveStay(state, stayId)
  if (!stay) return refused({ kind: 'stay-not-found' })
  if (at > now) return refused({ kind: 'time-in-the-future', field })
  if (at < stay.segmentFrom) return refused({ kind: 'before-segment-began', field, began: stay.segmentFrom })
  return accepted(stay)
}
