import type { AnswerOf } from '../../lib/contract/routes.ts'
import { serviceTime } from '../api/service-clock.ts'
import { word } from '../i18n/nb.ts'
import { ENHET } from '../i18n/nb-enhet.ts'
import { clockTime, countdown } from '../i18n/time.ts'
import { PartyChip } from './party-chip.tsx'

const words = ENHET.board
export type BoardHold = AnswerOf<'show-board'>['holds'][number]

type Props = {
  readonly hold: BoardHold
  readonly parties: readonly string[]
  readonly now: number
  readonly onAccept: (hold: BoardHold) => void
  readonly onDecline: (hold: BoardHold) => void
  readonly onAdmit: (hold: BoardHold) => void
}

/** A patient on the way in: who asks, when they come, and how long there is to answer. Large, for gloves. */
export function HoldAnswer({ hold, parties, now, onAccept, onDecline, onAdmit }: Props) {
  const { partyId, service, needs, state, etaAt, answerDueAt, expiresAt, bedId } = hold
  const isPending = state === 'pending'
  const left = Date.parse(isPending ? answerDueAt : expiresAt) - serviceTime(now)
  return (
    <li class="incoming" data-state={state} data-late={left < 0}>
      <div>
        <p class="incoming-head">
          <PartyChip partyId={partyId} among={parties} /> {word(service)}
        </p>
        <p>
          {[
            words.bed(bedId.replace(/^bed_/, '')),
            ...needs.map(word),
            ...(etaAt === null ? [] : [words.comes(clockTime(etaAt))]),
          ].join(' · ')}
        </p>
      </div>
      <p class="incoming-clock">
        <strong>{countdown(left)}</strong>
        <span>{isPending ? words.toAnswer : words.heldUntil(clockTime(expiresAt))}</span>
      </p>
      <div class="incoming-acts">
        {isPending && (
          <>
            <button type="button" class="ds-button big" data-color="success" onClick={() => onAccept(hold)}>
              {words.accept}
            </button>
            <button
              type="button"
              class="ds-button big"
              data-variant="secondary"
              data-color="danger"
              onClick={() => onDecline(hold)}
            >
              {words.decline}
            </button>
          </>
        )}
        {!isPending && (
          <button type="button" class="ds-button big" onClick={() => onAdmit(hold)}>
            {words.admit}
          </button>
        )}
      </div>
    </li>
  )
}
