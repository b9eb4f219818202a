import { useEffect, useRef } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { serviceTime } from '../api/service-clock.ts'
import { word } from '../i18n/nb.ts'
import { ENHET } from '../i18n/nb-enhet.ts'
import { clockTime, countdown } from '../i18n/time.ts'
import { bedName } from '../parts/bed-name.ts'
import { Outcome } from '../parts/outcome.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { useNow } from '../parts/use-now.ts'
import { adviceFor } from './advice-for.ts'
import type { OnActed } from './board/use-acted.ts'
import { PartyChip, type PartySign } from './party-chip.tsx'

const words = ENHET.board
export type BoardHold = AnswerOf<'show-board'>['holds'][number]

type Props = {
  readonly unitId: string
  readonly hold: BoardHold
  readonly sign: PartySign
  readonly onActed: OnActed
  readonly onDecline: (hold: BoardHold) => void
  readonly onRelease: (hold: BoardHold) => void
  readonly onAdmit: (hold: BoardHold) => void
}

/** A patient on the way in: who asks, when they come, and how long there is to answer. Large, for gloves. */
export function HoldAnswer({ unitId, hold, sign, onActed, onDecline, onRelease, onAdmit }: Props) {
  const { holdId, partyId, service, needs, state, etaAt, answerDueAt, expiresAt, bedId } = hold
  const card = useRef<HTMLLIElement>(null)
  const accept = useIntent('accept-hold', (answer) => onActed(words.accepted(bedName(bedId)), answer))
  const isPending = state === 'pending'
  const now = useNow()
  const left = Date.parse(answerDueAt ?? expiresAt) - serviceTime(now)
  // The button that was pressed is gone with the answer: the next one takes the focus after it.
  useEffect(() => {
    if (accept.standing.kind === 'done' && document.activeElement === document.body)
      card.current?.querySelector('button')?.focus()
  }, [state, accept.standing.kind])
  return (
    <li class="incoming" data-state={state} data-late={left < 0} ref={card}>
      <div>
        <p class="incoming-head">
          <PartyChip partyId={partyId} sign={sign} /> <span>{ENHET.services[service] ?? word(service)}</span>
        </p>
        <p>
          {[
            words.bed(bedName(bedId)),
            ...needs.map(word),
            ...(etaAt === null ? [] : [words.comes(clockTime(etaAt))]),
          ].join(' · ')}
        </p>
      </div>
      <p class="incoming-clock">
        <strong>{left < 0 ? words.late(countdown(-left)) : countdown(left)}</strong>
        <span>{isPending ? words.toAnswer : words.heldUntil(clockTime(expiresAt))}</span>
      </p>
      <div class="incoming-acts">
        {isPending ? (
          <>
            <button
              type="button"
              class="ds-button big"
              data-color="success"
              onClick={() => accept.start({ params: { unitId, holdId }, body: {} })}
            >
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
        ) : (
          <>
            <button type="button" class="ds-button big" onClick={() => onAdmit(hold)}>
              {words.admit}
            </button>
            <button type="button" class="ds-button big" data-variant="secondary" onClick={() => onRelease(hold)}>
              {words.release}
            </button>
          </>
        )}
      </div>
      <Outcome standing={accept.standing} adviceFor={adviceFor} />
    </li>
  )
}
