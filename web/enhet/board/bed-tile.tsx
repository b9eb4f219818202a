import type { AnswerOf } from '../../../lib/contract/routes.ts'
import { word } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { dayOrTime, stretch } from '../../i18n/time.ts'
import { bedName } from '../../parts/bed-name.ts'
import { steady } from '../../parts/steady.tsx'
import { PartyChip } from '../party-chip.tsx'
import { HoldClock } from './hold-clock.tsx'
import { marksOf } from './marks-of.ts'

const words = ENHET.tile
export type Bed = AnswerOf<'show-board'>['beds'][number]

/** What choosing the bed would do while a patient is being moved; `why` where it cannot be chosen. */
export type TileMode = 'plain' | 'chosen' | 'move' | 'swap' | 'no'

type Props = {
  readonly bed: Bed
  /** Which of the parties' colours, and the letters that say the same. */
  readonly tone: number
  readonly letters: string
  /** The service's time, to the minute. */
  readonly at: number
  readonly mode: TileMode
  readonly why: string | undefined
  /** Something was done here that the service has not answered yet. */
  readonly isSending: boolean
  readonly expiresAt: string | undefined
}

/** One bed on the wall: how it stands, whose it is and for how long, and what to notice. The whole of it is the button. */
export const BedTile = steady(function Tile({ bed, tone, letters, at, mode, why, isSending, expiresAt }: Props) {
  const { bedId, state, occupant, blocked } = bed
  const marks = marksOf(bed, at)
  return (
    <li>
      <button
        type="button"
        class="bed"
        data-bed={bedId}
        data-state={state}
        data-mode={mode}
        data-sending={isSending}
        aria-disabled={mode === 'no'}
      >
        <span class="bed-head">
          <b>{bedName(bedId)}</b>
          <span class="bed-state">{ENHET.states[state]}</span>
          {occupant?.stayId !== undefined && (
            <span class="bed-days">
              <span class="ds-sr-only">{words.lainFor}</span> {stretch(at - Date.parse(occupant.since))}
            </span>
          )}
          {expiresAt !== undefined && <HoldClock until={expiresAt} />}
        </span>
        {occupant && (
          <span class="bed-who">
            <PartyChip partyId={occupant.partyId} sign={{ tone, letters }} />
            <span class="bed-service">{ENHET.services[occupant.service] ?? word(occupant.service)}</span>
          </span>
        )}
        {blocked && occupant === null && (
          <span class="bed-why">
            {word(blocked.reason)}
            {blocked.until !== null && ` ${words.until(dayOrTime(blocked.until, at))}`}
          </span>
        )}
        {marks.length > 0 && (
          <span class="bed-marks">
            {marks.map(({ sign, text, isUrgent }) => (
              <span key={text} class="mark" data-urgent={isUrgent} title={text}>
                <span aria-hidden="true">{sign}</span>
                <span class="ds-sr-only">{text}.</span>
              </span>
            ))}
          </span>
        )}
        {mode !== 'plain' && <span class="bed-mode">{isSending ? words.sending : (why ?? words.modes[mode])}</span>}
        {mode === 'plain' && isSending && <span class="bed-mode">{words.sending}</span>}
      </button>
    </li>
  )
})
