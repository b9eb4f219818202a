import type { AnswerOf } from '../../lib/contract/routes.ts'
import { serviceTime } from '../api/service-clock.ts'
import { word } from '../i18n/nb.ts'
import { ENHET } from '../i18n/nb-enhet.ts'
import { dayAndTime, stretch } from '../i18n/time.ts'
import { PartyChip } from './party-chip.tsx'

const words = ENHET.board
export type Bed = AnswerOf<'show-board'>['beds'][number]

type Props = {
  readonly bed: Bed
  readonly parties: readonly string[]
  readonly now: number
  readonly onDischarge: (bed: Bed) => void
  readonly onCleaned: (bed: Bed) => void
}

/** One bed: how it stands, whose it is, and the one thing that is usually done next. */
export function BedTile({ bed, parties, now, onDischarge, onCleaned }: Props) {
  const { bedId, state, occupant, blocked, features } = bed
  const at = serviceTime(now)
  return (
    <li class="bed" data-state={state}>
      <p class="bed-head">
        <b>{bedId.replace(/^bed_/, '').toUpperCase()}</b> <span class="bed-state">{word(state)}</span>
      </p>
      {features.length > 0 && <p class="bed-features">{features.map(word).join(', ')}</p>}
      {occupant && (
        <>
          <PartyChip partyId={occupant.partyId} among={parties} />
          <p>{word(occupant.service)}</p>
          {occupant.stayId !== undefined && <p>{words.lainFor(stretch(at - Date.parse(occupant.since)))}</p>}
          {occupant.reviewDueAt !== null && (
            <p data-late={Date.parse(occupant.reviewDueAt) < at}>{words.reviewDue(dayAndTime(occupant.reviewDueAt))}</p>
          )}
          {occupant.expectedDepartureAt !== null && <p>{words.leaves(dayAndTime(occupant.expectedDepartureAt))}</p>}
        </>
      )}
      {blocked && (
        <p>
          {blocked.reason}
          {blocked.until !== null && ` ${words.until(dayAndTime(blocked.until))}`}
        </p>
      )}
      {(state === 'occupied' || state === 'leaving') && (
        <button
          type="button"
          class="ds-button"
          data-variant="secondary"
          aria-label={words.dischargeFrom(bedId.replace(/^bed_/, ''))}
          onClick={() => onDischarge(bed)}
        >
          {words.discharge}
        </button>
      )}
      {state === 'cleaning' && (
        <button
          type="button"
          class="ds-button"
          data-variant="secondary"
          aria-label={words.cleanedBed(bedId.replace(/^bed_/, ''))}
          onClick={() => onCleaned(bed)}
        >
          {words.cleaned}
        </button>
      )}
    </li>
  )
}
