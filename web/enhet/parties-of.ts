import type { AnswerOf } from '../../lib/contract/routes.ts'

/** Everybody with somebody here or on the way, in one order, so that a party keeps its colour on the board. */
export const partiesOf = ({ beds, holds }: Pick<AnswerOf<'show-board'>, 'beds' | 'holds'>): readonly string[] =>
  [
    ...new Set([...beds.flatMap(({ occupant }) => occupant?.partyId ?? []), ...holds.map(({ partyId }) => partyId)]),
  ].sort()
