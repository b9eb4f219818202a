import { useEffect, useRef, useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { serviceTime } from '../api/service-clock.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { clockTime, countdown } from '../i18n/time.ts'
import { memo } from '../parts/memo.ts'
import { partyName } from '../parts/party.ts'
import { useNow } from '../parts/use-now.ts'
import type { HeldBed } from './kept.ts'
import { play } from './sound.ts'

const words = TEXT.amk
type Hold = AnswerOf<'show-hold'>

type Props = {
  readonly held: HeldBed
  readonly isFirst: boolean
  readonly onPassedOn: (held: HeldBed, next: NonNullable<Hold['next']>) => void
  /** It was refused, and the next unit is to be asked. */
  readonly onGoOn: (held: HeldBed) => Promise<void>
  readonly onCancel: (held: HeldBed) => void
  readonly onPutAway: (held: HeldBed) => void
  readonly onNews: (text: string) => void
}

/** One bed that is held, until it is used, lost or put away: how it stands, and how long it is ours. */
export const HoldCard = memo(({ held, isFirst, onPassedOn, onGoOn, onCancel, onPutAway, onNews }: Props) => {
  const { unitId, holdId, unitName, phone, body } = held
  const ask = { params: { unitId, holdId } }
  const { answer, problem, connection } = usePolled('show-hold', ask, { keepAs: holdId })
  const [isGoingOn, setGoingOn] = useState(false)
  const told = useRef<Hold['state']>(undefined)
  useEffect(() => {
    if (!answer || told.current === answer.state) return
    const before = told.current
    told.current = answer.state
    if (answer.next) onPassedOn(held, answer.next)
    // What stood so already when the page was opened is no news.
    if (before === undefined) return
    onNews(headlineOf(answer, unitName))
    play(TUNES[answer.state])
    if (before !== 'pending' || !canGoOn(answer, held)) return
    setGoingOn(true)
    void onGoOn(held).then(() => setGoingOn(false))
  }, [answer, held, onPassedOn, onGoOn, onNews, unitName])
  const isOpen = answer?.state === 'pending' || answer?.state === 'accepted'
  const isRefused = answer?.state === 'declined' || answer?.state === 'expired'
  return (
    <li class="hold-card" data-state={answer?.state ?? 'waiting'} data-overdue={answer?.answerOverdue}>
      <div>
        <p class="hold-headline">{answer ? headlineOf(answer, unitName) : TEXT.connection.waiting}</p>
        <p class="unit-line">
          <span>{words.patientFrom(partyName(body.partyId))}</span>
          {answer?.answerDueAt && (
            <span>{answer.answerOverdue ? words.overdue(phone) : words.answerBy(clockTime(answer.answerDueAt))}</span>
          )}
          {isRefused && <span>{isGoingOn ? words.goingOn : words.chooseAnother}</span>}
          {connection === 'lost' && <b>{TEXT.connection.lostShort}</b>}
          {problem && <b>{problem.title}</b>}
        </p>
      </div>
      {answer?.expiresAt && <HeldFor until={answer.expiresAt} />}
      <div class="hold-acts">
        {isOpen ? (
          <button
            type="button"
            class="ds-button"
            data-variant="secondary"
            data-color="danger"
            onClick={() => onCancel(held)}
          >
            {words.cancel} {isFirst && <kbd>G</kbd>}
          </button>
        ) : (
          <button type="button" class="ds-button" data-variant="secondary" onClick={() => onPutAway(held)}>
            {words.putAway}
          </button>
        )}
      </div>
    </li>
  )
})

const HeldFor = ({ until }: { readonly until: string }) => (
  <p class="hold-clock">
    <strong aria-hidden="true">{countdown(Date.parse(until) - serviceTime(useNow()))}</strong>
    <span>{words.heldUntil(clockTime(until))}</span>
  </p>
)

const TUNES: Readonly<Record<Hold['state'], Parameters<typeof play>[0]>> = {
  pending: 'done',
  accepted: 'good',
  used: 'done',
  cancelled: 'done',
  declined: 'bad',
  expired: 'bad',
  'passed-on': 'bad',
}

/** A patient who does not fit here fits no better next door: that is for a person to judge. */
const canGoOn = ({ state, reason }: Hold, { body }: HeldBed): boolean =>
  body.onSilence === 'next-unit' && (state === 'expired' || (state === 'declined' && reason !== 'criteria'))

const headlineOf = ({ state, reason }: Hold, unitName: string): string =>
  words.holdIs[state](unitName, reason === null ? '' : ` (${word(reason)})`)
