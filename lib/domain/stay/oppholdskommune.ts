import { type Kommunenummer, kommuneNamedBy, type PartyId } from '../ids.ts'
import type { Service } from '../vocabulary.ts'
import { isKad } from './kad.ts'
import type { StayRecord } from './stay-record.ts'

/**
 * Which kommune answers for the patient (hol. § 3-1), also where an HF pays: what was set; else the latest kommune that
 * gave a message about the departure; else the latest kommune that paid a segment; null where nothing tells.
 */
export function oppholdskommuneOf(
  stay: Pick<StayRecord, 'oppholdskommune' | 'utskrivningsklar' | 'segments'>,
): Kommunenummer | null {
  if (stay.oppholdskommune !== null) return stay.oppholdskommune
  const told = [...stay.utskrivningsklar]
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .flatMap(({ by }) => kommuneNamedBy(by) ?? [])
  const paid = stay.segments.flatMap(({ partyId }) => kommuneNamedBy(partyId) ?? [])
  return told.at(-1) ?? paid.at(-1) ?? null
}

type Payer = { readonly partyId: PartyId; readonly service: Service }

/** A KAD stay is paid by the oppholdskommune, so where a kommune pays and nothing else was said, it is that one. */
export const defaultOppholdskommune = (said: Kommunenummer | null, { partyId, service }: Payer): Kommunenummer | null =>
  said ?? (isKad(service) ? kommuneNamedBy(partyId) : null)

/**
 * A KAD stay that was another kommune's after all: where the oppholdskommune is the one that paid, it goes with the
 * payer. One that was said to be another than the payer stays as it was said.
 */
export function followPayer(known: Kommunenummer | null, before: Payer | undefined, after: Payer | undefined) {
  const kommune = after && isKad(after.service) ? kommuneNamedBy(after.partyId) : null
  return kommune !== null && before && known === kommuneNamedBy(before.partyId) ? kommune : known
}
