/** Whose patient it is: a kommune's, or an HF's that lies in one of its hospitals. */
export type Asker = {
  readonly id: string
  readonly partyId: string
  readonly name: string
  /** What else it may be known by: the number, or the HF behind the hospital. */
  readonly note: string
  readonly query: { readonly kommune: string } | { readonly hf: string }
  /** Where the patient is taken to be. */
  readonly kommune: string
}

type Tables = {
  readonly kommuner: readonly { readonly kommunenummer: string; readonly name: string }[]
  readonly helseforetak: readonly { readonly orgnr: string; readonly name: string }[]
  readonly sykehus: readonly { readonly name: string; readonly hfOrgnr: string; readonly kommune: string }[]
}

/** Everybody who may ask; the kommuner first, for they ask most. */
export const askersOf = ({ kommuner, helseforetak, sykehus }: Tables): readonly Asker[] => [
  ...kommuner.map(({ kommunenummer, name }) => ({
    id: kommunenummer,
    partyId: `k-${kommunenummer}`,
    name,
    note: kommunenummer,
    query: { kommune: kommunenummer },
    kommune: kommunenummer,
  })),
  ...sykehus.map(({ name, hfOrgnr, kommune }) => ({
    id: `hf-${hfOrgnr}-${kommune}`,
    partyId: `hf-${hfOrgnr}`,
    name,
    note: helseforetak.find(({ orgnr }) => orgnr === hfOrgnr)?.name ?? hfOrgnr,
    query: { hf: hfOrgnr },
    kommune,
  })),
]

/** The same for a party alone, as it stands on a hold. */
export const queryOf = (partyId: string): Asker['query'] =>
  partyId.startsWith('k-') ? { kommune: partyId.slice(2) } : { hf: partyId.slice(3) }
