import { useEffect, useRef } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { serviceTime } from '../api/service-clock.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { clockTime, countdown } from '../i18n/time.ts'
import type { HeldBed } from './kept.ts'
import { play } from './sound.ts'

const words = TEXT.amk
type Hold = AnswerOf<'show-hold'>

type Props = {
  readonly held: HeldBed
  readonly now: number
  readonly isFirst: boolean
  readonly onPassedOn: (next: NonNullable<Hold['next']>) => void
  readonly onCancel: () => void
  readonly onPutAway: () => void
  readonly onNews: (text: string) => void
}

/** One bed that is held, until it is used, lost or put away: how it stands, and how long it is ours. */
export function HoldCard({ held, now, isFirst, onPassedOn, onCancel, onPutAway, onNews }: Props) {
  const { unitId, holdId, unitName, phone, kommune } = held
  const { answer, problem, connection } = usePolled('show-hold', { params: { unitId, holdId } })
  const told = useRef<Hold['state']>(undefined)
  useEffect(() => {
    if (!answer || told.current === answer.state) return
    // What stood so already when the page was opened is no news.
    const isNews = told.current !== undefined
    told.current = answer.state
    if (answer.next) onPassedOn(answer.next)
    if (!isNews) return
    onNews(headlineOf(answer, unitName))
    play(
      answer.state === 'accepted' ? 'good' : answer.state === 'used' || answer.state === 'cancelled' ? 'done' : 'bad',
    )
  }, [answer, onPassedOn, onNews, unitName])
  const isOpen = answer?.state === 'pending' || answer?.state === 'accepted'
  return (
    <li class="hold-card" data-state={answer?.state ?? 'waiting'} data-overdue={answer?.answerOverdue}>
      <div>
        <p class="hold-headline">{answer ? headlineOf(answer, unitName) : TEXT.connection.waiting}</p>
        <p class="unit-line">
          <span>{words.patientFrom(kommune)}</span>
          {answer?.answerDueAt && (
            <span>{answer.answerOverdue ? words.overdue(phone) : words.answerBy(clockTime(answer.answerDueAt))}</span>
          )}
          {connection === 'lost' && <b>{TEXT.connection.lostShort}</b>}
          {problem && <b>{problem.title}</b>}
        </p>
      </div>
      {answer?.expiresAt && (
        <p class="hold-clock">
          <strong aria-hidden="true">{countdown(Date.parse(answer.expiresAt) - serviceTime(now))}</strong>
          <span>{words.heldUntil(clockTime(answer.expiresAt))}</span>
        </p>
      )}
      <div class="hold-acts">
        {isOpen ? (
          <button type="button" class="ds-button" data-variant="secondary" data-color="danger" onClick={onCancel}>
            {words.cancel} {isFirst && <kbd>G</kbd>}
          </button>
        ) : (
          <button type="button" class="ds-button" data-variant="secondary" onClick={onPutAway}>
            {words.putAway}
          </button>
        )}
      </div>
    </li>
  )
}

const headlineOf = ({ state, reason }: Hold, unitName: string): string =>
  words.holdIs[state](unitName, reason === null ? '' : ` (${word(reason)})`)
