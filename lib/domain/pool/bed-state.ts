import type { Instant } from '../../kernel/instant.ts'
import type { BedId } from '../ids.ts'
import { type Bed, blockAt, closureAt, type Hold, type LiveStay, termsAt, type UnitState, validHolds } from './state.ts'

/** What a bed can be; docs/generated/states.md draws the ways between them. */
export const BED_STATES = ['free', 'held', 'occupied', 'leaving', 'cleaning', 'blocked', 'closed'] as const
export type BedState = (typeof BED_STATES)[number]

export type Occupant =
  | { readonly kind: 'stay'; readonly stay: LiveStay }
  | { readonly kind: 'hold'; readonly hold: Hold }

/** one-bed-one-occupant: the hold or stay in each bed at an instant. */
export function occupantsAt(state: UnitState, at: Instant): ReadonlyMap<BedId, Occupant> {
  const occupants = new Map<BedId, Occupant>()
  for (const hold of validHolds(state, at)) occupants.set(hold.bedId, { kind: 'hold', hold })
  for (const stay of state.stays) occupants.set(stay.bedId, { kind: 'stay', stay })
  return occupants
}

export const needsOf = (occupant: Occupant): readonly string[] =>
  occupant.kind === 'stay' ? occupant.stay.needs : occupant.hold.needs

/** The beds that an isolation patient next to them makes unusable, where the agreement takes isolation seriously. */
export function bedsShutByIsolation(state: UnitState, at: Instant): ReadonlySet<BedId> {
  if (termsAt(state, at)?.rules.rooms.isolation === 'soft') return new Set()
  const occupants = occupantsAt(state, at)
  const isolatedRooms = new Set(
    state.beds.flatMap((bed) => {
      const occupant = occupants.get(bed.bedId)
      return occupant && needsOf(occupant).includes('isolat') ? [bed.room] : []
    }),
  )
  return new Set(
    state.beds.flatMap((bed) => (isolatedRooms.has(bed.room) && !occupants.has(bed.bedId) ? [bed.bedId] : [])),
  )
}

/** Everything that the counts and the board need to know about each bed at one instant. */
export type BedView = {
  readonly bed: Bed
  readonly state: BedState
  readonly occupant: Occupant | null
  readonly blocked: { readonly reason: string; readonly until: Instant | null } | null
}

/** Neither taken nor blocked nor waiting for cleaning; a closed unit's free beds show as `closed`. */
export const isOpen = (view: BedView): boolean => view.state === 'free' || view.state === 'closed'

export function viewBeds(state: UnitState, at: Instant): readonly BedView[] {
  const occupants = occupantsAt(state, at)
  const shut = bedsShutByIsolation(state, at)
  const isClosed = closureAt(state, at) !== null
  return state.beds.map((bed) => {
    const occupant = occupants.get(bed.bedId) ?? null
    const blocked = blockAt(bed, at) ?? (shut.has(bed.bedId) ? { reason: 'isolat', until: null } : null)
    return { bed, occupant, blocked, state: bedStateOf(bed, occupant, blocked !== null, isClosed) }
  })
}

function bedStateOf(bed: Bed, occupant: Occupant | null, isBlocked: boolean, isClosed: boolean): BedState {
  if (occupant?.kind === 'stay') return occupant.stay.leaving ? 'leaving' : 'occupied'
  if (occupant?.kind === 'hold') return 'held'
  if (isBlocked) return 'blocked'
  if (bed.cleaningSince !== null) return 'cleaning'
  return isClosed ? 'closed' : 'free'
}
