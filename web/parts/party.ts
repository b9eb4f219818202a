import { HELSEFORETAK, KOMMUNER } from 'virtual:contract'

const NAMES: ReadonlyMap<string, string> = new Map([
  ...KOMMUNER.map(({ kommunenummer, name }) => [`k-${kommunenummer}`, name] as const),
  ...HELSEFORETAK.map(({ orgnr, name }) => [`hf-${orgnr}`, name] as const),
])

/** What a table calls a party; its id where we know no name. */
export const partyName = (partyId: string): string => NAMES.get(partyId) ?? partyId
