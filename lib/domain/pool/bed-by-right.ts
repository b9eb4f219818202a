import type { Instant } from '../../kernel/instant.ts'
import type { PartyId } from '../ids.ts'
import { chooseBestFit, emptied, findMissingNeeds } from './best-fit.ts'
import { bookableFor, mayShutFor } from './bookable.ts'
import type { RefusalOf } from './refusals.ts'
import type { Bed, UnitState } from './state.ts'

type Comer = { readonly partyId: PartyId; readonly needs: readonly string[] }

/** The bed for one who comes by the party's own right: hold, waiting list and lookup ask the same question. */
export function findBedByRight(state: UnitState, { partyId, needs }: Comer, at: Instant): Bed | undefined {
  if (bookableFor(state, partyId, at).bookable === 0) return undefined
  return chooseBestFit(state, { needs, at, mayShut: mayShutFor(state, partyId, at) })
}

/** What the party would lack here; where it may book nothing, what the beds themselves lack. */
export function findMissingByRight(
  state: UnitState,
  { partyId, needs }: Comer,
  at: Instant,
  { bookable } = bookableFor(state, partyId, at),
): readonly string[] {
  if (needs.length === 0) return []
  return findMissingNeeds(state, needs, at, bookable > 0 ? mayShutFor(state, partyId, at) : undefined)
}

/** What the party's patient could not be given even if nobody else were here: waiting for it is waiting for ever. */
export const findNeverGiven = (state: UnitState, comer: Comer, at: Instant): readonly string[] =>
  comer.needs.length === 0 ? [] : findMissingByRight(emptied(state), comer, at)

/** The facts of a no: how many beds the party may book, and what none of them can give. */
export function noBookableBed(state: UnitState, comer: Comer, at: Instant): RefusalOf<'no-bookable-bed'> {
  const right = bookableFor(state, comer.partyId, at)
  const missingNeeds = right.bookable > 0 ? findMissingByRight(state, comer, at, right) : []
  return { kind: 'no-bookable-bed', ...right, missingNeeds }
}
