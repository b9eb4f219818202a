import { useEffect, useRef, useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { serviceTime } from '../api/service-clock.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { clockTime, countdown } from '../i18n/time.ts'
import { memo } from '../parts/memo.ts'
import { partyName } from '../parts/party.ts'
import { useNow } from '../parts/use-now.ts'
import type { HeldBed, Said } from './kept.ts'
import { isOpen, isRefusal } from './search-holds.ts'
import { play } from './sound.ts'

const words = TEXT.amk
type Hold = AnswerOf<'show-hold'>

type Props = {
  readonly held: HeldBed
  /** Placed since the page was opened. */
  readonly isNew: boolean
  readonly isFirst: boolean
  /** The unit that was asked for the same patient too. */
  readonly askedInstead: string | undefined
  /** How many beds are held for the same patient, where that is one too many. */
  readonly bedsTooMany: number
  readonly onHeard: (held: HeldBed, said: Said) => void
  readonly onPassedOn: (held: HeldBed, next: NonNullable<Hold['next']>) => void
  /** It was refused, and the next unit is to be asked. */
  readonly onGoOn: (held: HeldBed) => Promise<void>
  readonly onCancel: (held: HeldBed) => void
  readonly onPutAway: (held: HeldBed) => void
  readonly onNews: (text: string) => void
}

/** One bed that is held, until it is used, lost or put away: how it stands, and how long it is ours. */
export const HoldCard = memo((props: Props) => {
  const { held, isNew, isFirst, askedInstead, bedsTooMany } = props
  const { onHeard, onPassedOn, onGoOn, onCancel, onPutAway, onNews } = props
  const { unitId, holdId, unitName, phone, body } = held
  const ask = { params: { unitId, holdId } }
  const { answer, problem, connection } = usePolled('show-hold', ask, { keepAs: holdId })
  const [isGoingOn, setGoingOn] = useState(false)
  // What stood so already when the page was opened is no news.
  const told = useRef(isNew ? held.said.state : undefined)
  useEffect(() => {
    if (!answer || told.current === answer.state) return
    const before = told.current
    told.current = answer.state
    onHeard(held, answer)
    if (answer.next) onPassedOn(held, answer.next)
    if (before === undefined) return
    onNews(headlineOf(answer, unitName))
    play(TUNES[answer.state])
    // Where another bed is held already, nobody else is to be asked.
    if (before !== 'pending' || bedsTooMany > 0 || !canGoOn(answer, held)) return
    setGoingOn(true)
    void onGoOn(held).then(() => setGoingOn(false))
  }, [answer, held, onHeard, onPassedOn, onGoOn, onNews, unitName])
  const said = answer ?? held.said
  return (
    <li class="hold-card" data-state={said.state} data-overdue={answer?.answerOverdue}>
      <div>
        <p class="hold-headline">{headlineOf(said, unitName)}</p>
        <p class="unit-line">
          <span>{words.patientFrom(partyName(body.partyId))}</span>
          {said.answerDueAt && (
            <span>{answer?.answerOverdue ? words.overdue(phone) : words.answerBy(clockTime(said.answerDueAt))}</span>
          )}
          {isRefusal(said.state) && <span>{isGoingOn ? words.goingOn : whatNow(answer, askedInstead)}</span>}
          {bedsTooMany > 0 && <b>{words.bedsTooMany(bedsTooMany)}</b>}
          {connection === 'lost' && <b>{TEXT.connection.lostShort}</b>}
          {problem && <b>{problem.title}</b>}
        </p>
      </div>
      {said.expiresAt && <HeldFor until={said.expiresAt} />}
      <div class="hold-acts">
        {isOpen(said.state) ? (
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

const whatNow = (answer: Hold | undefined, askedInstead: string | undefined): string => {
  if (askedInstead !== undefined) return words.isAsked(askedInstead)
  return answer?.next ? '' : words.chooseAnother
}

const headlineOf = ({ state, reason }: Said, unitName: string): string =>
  words.holdIs[state](unitName, reason === null ? '' : ` (${word(reason)})`)
