import { type PartyId, partyOfHf } from '../ids.ts'
import region from './kommuner.json' with { type: 'json' }

/** The kommuner and HF of Nordland, Troms and Finnmark: the one copy of these facts. */
export const KOMMUNER = region.kommuner
export const HELSEFORETAK = region.hf
/** Where the HF have patients in beds, and in which kommune each lies. */
export const SYKEHUS = region.sykehus
const NAMES: ReadonlyMap<string, string> = new Map<string, string>([
  ...HELSEFORETAK.map(({ orgnr, name }) => [partyOfHf(orgnr), name] as const),
  ...region.kommuner.map(({ kommunenummer, name }) => [`k-${kommunenummer}`, `${name} kommune`] as const),
])

/** The official name of a kommune or HF that we know; undefined for the rest of the country. */
export const nameOfParty = (partyId: PartyId): string | undefined => NAMES.get(partyId)
