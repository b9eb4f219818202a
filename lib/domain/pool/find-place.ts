import type { Instant } from '../../kernel/instant.ts'
import { accepted, type Result, refused } from '../../kernel/result.ts'
import type { RoomRule } from '../agreement/agreement.ts'
import type { BedId, HoldId, PartyId, WaitingId } from '../ids.ts'
import type { Service } from '../vocabulary.ts'
import { viewBeds } from './bed-state.ts'
import { chooseBestFit, countShutBeds, findMissingNeeds, findRoomConflicts, wasEmptySince } from './best-fit.ts'
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

/** What keeps a bed from being taken: somebody or something, or a room's rule. */
export function findBedObstacle(
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

/** Whoever gets a bed waits no longer, nor does a bed held for the one who waited stand empty. */
export function leaveWaitingList(state: UnitState, waitingId: WaitingId | null): readonly PoolEvent[] {
  const isWaiting = state.waiting.some((entry) => entry.waitingId === waitingId)
  return isWaiting && waitingId ? [{ type: 'waiting-removed', data: { waitingId, reason: 'innlagt' } }] : []
}
