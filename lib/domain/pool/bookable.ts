import type { Instant } from '../../kernel/instant.ts'
import type { PartyId } from '../ids.ts'
import { isOpen, viewBeds } from './bed-state.ts'
import { closureAt, staffedAt, type Terms, termsAt, type UnitState, validHolds } from './state.ts'

export const ENTITLEMENTS = ['guaranteed', 'flexible', 'guest', 'none'] as const
/** With what right a party may use a unit: the order is the order of rank in lookup. */
export type Entitlement = (typeof ENTITLEMENTS)[number]

export type GroupCount = {
  readonly group: string
  readonly guaranteed: number
  readonly max: number | null
  /** Stays and valid holds of the group's parties. */
  readonly occupied: number
  readonly bookable: number
}

/** The unit's numbers at one instant. Whole beds, none below 0. */
export type PoolCount = {
  readonly physical: number
  readonly staffed: number
  /** Stays, also those about to leave. */
  readonly occupied: number
  readonly held: number
  readonly free: number
  readonly groups: readonly GroupCount[]
  /** What a party outside the agreement may have: never a guaranteed bed. */
  readonly guestBookable: number
}

/**
 * bookable-is-one-number: the accordion of design.md section 4, for the whole unit at once.
 * `free = max(0, min(S − used, U − used − cleaning))`; a closed unit has nothing free.
 */
export function countPool(state: UnitState, at: Instant): PoolCount {
  const views = viewBeds(state, at)
  const terms = termsAt(state, at)
  const staffed = staffedAt(state, at)
  const unblocked = views.filter((view) => view.state !== 'blocked').length
  const cleaning = views.filter((view) => view.state === 'cleaning').length
  const held = validHolds(state, at).length
  const occupied = state.stays.length
  const used = occupied + held
  const free = closureAt(state, at) ? 0 : Math.max(0, Math.min(staffed - used, unblocked - used - cleaning))
  const occupiedBy = countByGroup(state, at, terms)
  const entitled = (terms?.groups ?? []).map(({ group, guaranteed }) =>
    countEntitled(guaranteed, occupiedBy.get(group) ?? 0),
  )
  const flexible = Math.max(0, free - entitled.reduce((sum, beds) => sum + beds, 0))
  const groups = (terms?.groups ?? []).map(({ group, guaranteed, max }, i): GroupCount => {
    const groupOccupied = occupiedBy.get(group) ?? 0
    const room = max === null ? Number.POSITIVE_INFINITY : max - groupOccupied
    const bookable = Math.max(0, Math.min(room, free, (entitled[i] ?? 0) + flexible))
    return { group, guaranteed, max, occupied: groupOccupied, bookable }
  })
  return {
    physical: state.beds.length,
    staffed,
    occupied,
    held,
    free,
    groups,
    guestBookable: terms?.guestsAdmitted ? Math.min(free, flexible) : 0,
  }
}

/** What one party may book, and with what right. */
export type PartyBookable = { readonly bookable: number; readonly entitlement: Entitlement }

export function bookableFor(
  state: UnitState,
  partyId: PartyId,
  at: Instant,
  count = countPool(state, at),
): PartyBookable {
  const terms = termsAt(state, at)
  const group = terms ? groupOf(terms, partyId) : undefined
  const row = group === undefined ? undefined : count.groups.find((candidate) => candidate.group === group)
  if (row) return { bookable: row.bookable, entitlement: row.occupied < row.guaranteed ? 'guaranteed' : 'flexible' }
  return { bookable: count.guestBookable, entitlement: terms?.guestsAdmitted ? 'guest' : 'none' }
}

const countEntitled = (guaranteed: number, occupied: number): number => Math.max(0, guaranteed - occupied)

/**
 * guarantee-holds, where isolation shuts beds: how many besides the own one of the party's patients may make unusable.
 * Within the guarantee first come is first served, as in want of staff; beyond it nobody shuts a guaranteed bed.
 */
export function mayShutFor(state: UnitState, partyId: PartyId, at: Instant): number {
  const count = countPool(state, at)
  if (bookableFor(state, partyId, at, count).entitlement === 'guaranteed') return Number.POSITIVE_INFINITY
  const open = viewBeds(state, at).filter(isOpen).length
  const entitled = count.groups.reduce((sum, row) => sum + countEntitled(row.guaranteed, row.occupied), 0)
  return Math.max(0, open - 1 - entitled)
}

/** The party's group; own members only, so that a party named like a built-in member is nobody's. */
export const groupOf = (terms: Terms, partyId: PartyId): string | undefined =>
  Object.hasOwn(terms.parties, partyId) ? terms.parties[partyId] : undefined

function countByGroup(state: UnitState, at: Instant, terms: Terms | null): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  if (!terms) return counts
  for (const { partyId } of [...state.stays, ...validHolds(state, at)]) {
    const group = groupOf(terms, partyId)
    if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1)
  }
  return counts
}
