import { isKommuneParty, orgnrOfParty, type PartyId } from '../ids.ts'
import { isOrgnr } from './orgnr.ts'
import { KOMMUNER } from './party-name.ts'

/**
 * The first two digits of every kommunenummer that is or has been in use (SSB Klass 131), with Svalbard: what was decided for a
 * kommune that has merged since must still be sent.
 */
const FYLKER = new Set(
  '01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 30 31 32 33 34 38 39 40 42 46 50 54 55 56'.split(' '),
)

/**
 * Of the fylker that we hold every kommune of, nothing is left to guess: their numbers have stood since 2024, and no month here
 * is older. One that merges later stays in the file, with the months that it has to pay for.
 */
const NUMBERS = new Set(KOMMUNER.map(({ kommunenummer }) => kommunenummer))
const WHOLE_FYLKER = new Set([...NUMBERS].map(fylkeOf))

/** Whether an invoice could ever reach the party: a kommune that we know, or in a fylke that exists, or a checked orgnr. */
export function isKnownParty(partyId: PartyId): boolean {
  if (isKommuneParty(partyId)) {
    const kommunenummer = partyId.slice('k-'.length)
    const fylke = fylkeOf(kommunenummer)
    return WHOLE_FYLKER.has(fylke) ? NUMBERS.has(kommunenummer) : FYLKER.has(fylke)
  }
  const orgnr = orgnrOfParty(partyId) ?? ''
  // Enhetsregisteret gives out numbers that begin with 8 or 9; nine zeros have a right check digit too.
  return /^[89]/.test(orgnr) && isOrgnr(orgnr)
}

function fylkeOf(kommunenummer: string): string {
  return kommunenummer.slice(0, 2)
}
