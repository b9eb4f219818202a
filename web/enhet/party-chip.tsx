import { shortPartyName } from './parties-of.ts'

/** The design system's colours that are told apart; its info is nearly its accent, and its danger means danger. */
const TONES = ['accent', 'brand1', 'brand2', 'warning', 'success', 'neutral'] as const

type Props = {
  readonly partyId: string
  /** Its place among the unit's parties, and the letters that no other of them has. */
  readonly sign: PartySign
}
export type PartySign = { readonly tone: number; readonly letters: string }

/** Who pays for the bed, by letters and colour: the letters alone tell the parties of a unit apart. */
export const PartyChip = ({ partyId, sign: { tone, letters } }: Props) => (
  <span class="party" data-color={toneName(tone)}>
    <b aria-hidden="true">{letters}</b> <span class="party-name">{shortPartyName(partyId)}</span>
  </span>
)

export const toneName = (tone: number): string => TONES[tone % TONES.length] ?? TONES[0]
