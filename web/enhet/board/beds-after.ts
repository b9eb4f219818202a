import type { Bed } from '../board-facts.ts'

/** A move on its way, or done and not on the board yet. */
export type Underway = { readonly stayId: string; readonly fromBedId: string; readonly toBedId: string }

/** The board as it will be: shown at once, because it can be taken back, and because the service has the last word. */
export function bedsAfter(beds: readonly Bed[], underway: Underway | undefined): readonly Bed[] {
  const from = beds.find(({ bedId }) => bedId === underway?.fromBedId)
  const to = beds.find(({ bedId }) => bedId === underway?.toBedId)
  // When the board shows it already, there is nothing to show beforehand.
  if (!from || !to || from.occupant?.stayId !== underway?.stayId) return beds
  const isSwap = to.occupant?.stayId !== undefined
  return beds.map((bed) => {
    if (bed === to) return { ...bed, occupant: from.occupant, state: from.state, blocked: null }
    if (bed !== from) return bed
    return isSwap ? { ...bed, occupant: to.occupant, state: to.state } : { ...bed, occupant: null, state: 'free' }
  })
}
