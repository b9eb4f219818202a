import { partyName } from '../parts/party.ts'
import type { Board } from './board-facts.ts'
import { partyLetters } from './party-letters.ts'

/** The agreement's parties in its own order, and then whoever else is here, on the way or waiting: each keeps its colour. */
const partiesOf = ({ parties, beds, holds, waiting }: Board): readonly string[] => {
  const own = parties.map(({ partyId }) => partyId)
  const present = [
    ...beds.flatMap(({ occupant }) => occupant?.partyId ?? []),
    ...[...holds, ...waiting].map(({ partyId }) => partyId),
  ]
  return [...own, ...[...new Set(present)].filter((partyId) => !own.includes(partyId)).sort()]
}

/** The parties of the agreement, the unit's own kommune first: it pays for most. */
export function likelyPayers({ kommune, parties }: Board): readonly string[] {
  const isOwn = ({ partyId }: Board['parties'][number]) => partyId === `k-${kommune}`
  return [...parties.filter(isOwn), ...parties.filter((party) => !isOwn(party))].map(({ partyId }) => partyId)
}

/** How each party is told from the others on the board; a party that the board does not know goes by its name's beginning. */
export const signsOf = (board: Board | undefined) => signsAmong(board ? partiesOf(board) : [])

/** The same for parties that are named, in that order. */
export function signsAmong(parties: readonly string[]) {
  const letters = partyLetters(parties.map((partyId) => ({ partyId, name: shortPartyName(partyId) })))
  return (partyId: string) => ({
    tone: Math.max(0, parties.indexOf(partyId)),
    letters: letters.get(partyId) ?? shortPartyName(partyId).slice(0, 2).toUpperCase(),
  })
}

/** The first of its names, where it has one in each language. */
export const shortPartyName = (partyId: string): string => partyName(partyId).replace(/ - .*$/, '')
