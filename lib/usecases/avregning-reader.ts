import type { Actor } from '../domain/actor.ts'
import type { Viewer } from '../domain/avregning/view-run.ts'
import { PARTY_ID, type PartyId } from '../domain/ids.ts'
import type { AgreementBook } from '../store/avregning-store.ts'

/** The party that a finance role acts for; null for every other role. */
export const partyOf = ({ role, org }: Actor): PartyId | null =>
  role === 'finance' && PARTY_ID.test(org) ? (org as PartyId) : null

/**
 * As whom one may read an agreement's avregning: the host all of it, a party of any of its versions its own. Null for
 * everybody else, and for an agreement that is not there: the two look the same from outside.
 */
export function viewerOf(actor: Actor, book: AgreementBook | undefined): Viewer | null {
  const partyId = partyOf(actor)
  if (partyId === null) return 'host'
  const isParty = book?.versions.some(({ agreement }) => agreement.parties.some((party) => party.partyId === partyId))
  return isParty ? partyId : null
}
