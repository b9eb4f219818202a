import type { Instant } from '../../kernel/instant.ts'
import { accepted, type Result, refused } from '../../kernel/result.ts'
import type { BedId, HoldId, PartyId, WaitingId } from '../ids.ts'
import type { Service } from '../vocabulary.ts'
import { noBookableBed } from './bed-by-right.ts'
import { viewBeds } from './bed-state.ts'
import { countShutBeds, findRoomConflicts, fittingBeds, type RoomConflicts, wasEmptySince } from './best-fit.ts'
import { bookableFor, countPool, mayShutFor } from './bookable.ts'
import type { DecisionContext } from './decide.ts'
import type { OverrideRecord, PoolEvent } from './events.ts'
import { findAdmissionObstacle, findServiceObstacle, findValidHold } from './hold.ts'
import { judgeOverride, type Override } from './override.ts'
import type { BedTaken, HoldGone, NoPlace, RefusalOf } from './refusals.ts'
import { type Bed, findBed, type Hold, isValid, termsAt, type UnitState } from './state.ts'

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
export function findPlace(state: UnitState, ask: PlaceAsk, ctx: DecisionContext): Result<Place, RefusalOf<NoPlace>> {
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

  const right = bookableFor(open, ask.partyId, now)
  const isHeldForParty = hold !== undefined && hold.partyId === ask.partyId
  const mayShut = isHeldForParty ? Number.POSITIVE_INFINITY : mayShutFor(open, ask.partyId, now)
  const isFull = !isHeldForParty && right.bookable === 0
  if (isFull && (ask.override === null || countPool(open, now).free === 0))
    return refused(noBookableBed(open, ask, now))

  const wanted = ask.bedId ?? hold?.bedId ?? null
  const fitting = (emptySince?: Instant) => {
    const wish = { needs: ask.needs, at: now, emptySince }
    const byRight = fittingBeds(open, { ...wish, mayShut })
    return byRight.length > 0 || ask.override === null ? byRight : fittingBeds(open, { ...wish, mayLack: true })
  }
  const bed = wanted ? findBed(open, wanted) : fitting(ask.since)[0]
  if (!bed) {
    if (wanted) return refused({ kind: 'bed-not-found' })
    return refused(findOccupiedThen(fitting()) ?? noBookableBed(open, ask, now))
  }
  const taken = findBedObstacle(open, bed, ask.since, now)
  if (taken) return refused(taken)
  // What the bed, where it was named, cannot give: another may.
  const without = (missingNeeds: readonly string[]) =>
    refused({ kind: 'no-bookable-bed' as const, ...right, missingNeeds })
  const shutsGuaranteed = countShutBeds(open, bed, ask.needs, now) > mayShut
  if (shutsGuaranteed && ask.override === null) return without(ask.needs.filter((need) => need === 'isolat'))
  // A bed held for this patient was judged when it was held; needs told later must not shut the door.
  const { hard, lacking } = bed.bedId === hold?.bedId ? NO_CONFLICTS : findRoomConflicts(open, bed, ask.needs, now)
  if (hard.length > 0 && ask.override === null) return refused({ kind: 'room-rule-broken', rules: hard })
  if (lacking.length > 0 && ask.override === null) return without(lacking)

  const breaksRoom = hard.length > 0 || lacking.length > 0
  const of = [
    ...(isFull || shutsGuaranteed ? (['guarantee'] as const) : []),
    ...(breaksRoom ? (['room'] as const) : []),
  ]
  const override = judgeOverride(ask.override, of, ctx)
  return override.ok ? accepted({ bed, holdId: hold?.holdId ?? null, override: override.value }) : override
}

/** The named hold, or the one that the waiting list gave this patient. */
function findOwnHold(state: UnitState, ask: PlaceAsk, now: Instant): Result<Hold | undefined, RefusalOf<HoldGone>> {
  if (ask.holdId !== null) return findValidHold(state, ask.holdId, now)
  const promoted = ask.waitingId === null ? undefined : state.holds.find((hold) => hold.waitingId === ask.waitingId)
  return accepted(promoted && isValid(promoted, now) ? promoted : undefined)
}

const NO_CONFLICTS: RoomConflicts = { hard: [], soft: [], lacking: [] }

/** Who or what keeps a bed from being taken. */
export function findBedObstacle(
  state: UnitState,
  bed: Bed,
  since: Instant,
  now: Instant,
): RefusalOf<BedTaken> | undefined {
  const bedState = viewBeds(state, now).find((view) => view.bed.bedId === bed.bedId)?.state ?? 'closed'
  if (bedState !== 'free' && bedState !== 'closed') return { kind: 'bed-not-free', bedState }
  return wasEmptySince(bed, since) ? undefined : findOccupiedThen([bed])
}

/** Beds that would do now, had somebody not lain there: each with when it was left, the earliest first. */
function findOccupiedThen(beds: readonly Bed[]): RefusalOf<'bed-occupied-then'> | undefined {
  const left = beds
    .flatMap(({ bedId, vacatedAt }) => (vacatedAt === null ? [] : [{ bedId, vacatedAt }]))
    .sort((a, b) => (a.vacatedAt < b.vacatedAt ? -1 : a.vacatedAt > b.vacatedAt ? 1 : 0))
  const [first] = left
  return first && { kind: 'bed-occupied-then', vacatedAt: first.vacatedAt, beds: left }
}

/** Whoever gets a bed waits no longer, nor does a bed held for the one who waited stand empty. */
export function leaveWaitingList(state: UnitState, waitingId: WaitingId | null): readonly PoolEvent[] {
  const isWaiting = state.waiting.some((entry) => entry.waitingId === waitingId)
  return isWaiting && waitingId ? [{ type: 'waiting-removed', data: { waitingId, reason: 'innlagt' } }] : []
}
