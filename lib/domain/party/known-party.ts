import { isKommuneParty, orgnrOfParty, type PartyId } from '../ids.ts'
import { isOrgnr } from './orgnr.ts'

/**
 * The first two digits of every kommunenummer that is or has been in use (SSB Klass 131), with Svalbard: what was decided for a
 * kommune that has merged since must still be sent. We hold the names of the north only, so nothing closer can be told.
 */
const FYLKER = new Set(
  '01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 30 31 32 33 34 38 39 40 42 46 50 54 55 56'.split(' '),
)

/** Whether an invoice could ever reach the party: a kommune in a fylke that exists, or an orgnr with the right check digit. */
export function isKnownParty(partyId: PartyId): boolean {
  if (isKommuneParty(partyId)) return FYLKER.has(partyId.slice(2, 4))
  const orgnr = orgnrOfParty(partyId) ?? ''
  // Enhetsregisteret gives out numbers that begin with 8 or 9; nine zeros have a right check digit too.
  return /^[89]/.test(orgnr) && isOrgnr(orgnr)
}
