import { partyName } from '../parts/party.ts'

const TONES = ['accent', 'brand1', 'brand2', 'info', 'success', 'warning'] as const

/** Who pays for the bed, by letters and colour: either alone is enough to tell the parties of a unit apart. */
export const PartyChip = ({ partyId, tone }: { readonly partyId: string; readonly tone: number }) => (
  <span class="party" data-color={TONES[Math.max(0, tone) % TONES.length]}>
    <b aria-hidden="true">{lettersOf(partyId)}</b> <span class="party-name">{shortName(partyId)}</span>
  </span>
)

const lettersOf = (partyId: string): string =>
  partyId.startsWith('k-') ? shortName(partyId).slice(0, 2).toUpperCase() : 'HF'
/** The first of its names, where it has one in each language. */
const shortName = (partyId: string): string => partyName(partyId).replace(/ - .*$/, '')
