import { byText } from '../../kernel/by-text.ts'
import type { PartyId } from '../ids.ts'
import type { Agreement } from './agreement.ts'

/** What a party may count on: its group's guaranteed beds and ceiling. */
export type PartyStanding = { readonly group: string; readonly guaranteed: number; readonly max: number | null }

/** Every party of either, as it stands in each; null where it is no party. */
export function compareParties(before: Agreement | null, after: Agreement) {
  const [were, are] = [standingsOf(before), standingsOf(after)]
  return [...new Set([...were.keys(), ...are.keys()])]
    .sort(byText((partyId) => partyId))
    .map((partyId) => ({ partyId, before: were.get(partyId) ?? null, after: are.get(partyId) ?? null }))
}

function standingsOf(agreement: Agreement | null): ReadonlyMap<PartyId, PartyStanding> {
  const groups = new Map(agreement?.groups.map((row) => [row.group, row]))
  return new Map(
    agreement?.parties.map(({ partyId, group }) => {
      const { guaranteed = 0, max = null } = groups.get(group) ?? {}
      return [partyId, { group, guaranteed, max }]
    }),
  )
}
