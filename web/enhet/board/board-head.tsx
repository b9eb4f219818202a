import { serviceTime } from '../../api/service-clock.ts'
import type { Polled } from '../../api/use-polled.ts'
import { word } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { dayAndTime, stretch } from '../../i18n/time.ts'
import { ConnectionState } from '../../parts/connection-state.tsx'
import { Link } from '../../parts/link.tsx'
import { Outcome } from '../../parts/outcome.tsx'
import { useIntent } from '../../parts/use-intent.ts'
import { useNow } from '../../parts/use-now.ts'
import { adviceFor } from '../advice-for.ts'
import type { Board } from '../board-facts.ts'
import type { OnActed } from './use-acted.ts'

const words = ENHET.head
const MINUTE_MS = 60_000
const AGE_SHOWN_EVERY_MS = 10_000

type Props = Pick<Polled<'show-board'>, 'connection' | 'heardAt'> & {
  readonly unitId: string
  readonly board: Board
  readonly onActed: OnActed
  readonly onStaffing: () => void
  readonly onClosure: () => void
}

/** How the unit stands as a whole: what is free and for whom, how old that is, and the one tap that says it is right. */
export function BoardHead({ unitId, board, connection, heardAt, onActed, onStaffing, onClosure }: Props) {
  const params = { unitId }
  const confirm = useIntent('confirm-unit', (answer) => onActed(words.confirmed, answer, false))
  const reopen = useIntent('close-unit', (answer) => onActed(words.reopened, answer))
  return (
    <>
      <div class="board-head">
        <div class="board-name">
          <h1 class="ds-heading" data-size="sm">
            {board.name}
          </h1>
          <ul class="groups" aria-label={words.groups}>
            {board.groups.map(({ group, guaranteed, occupied, bookable }) => (
              <li key={group}>
                <b>{word(group)}</b> {words.group(occupied, guaranteed, bookable)}
              </li>
            ))}
            {board.waiting.length > 0 && (
              <li>
                <Link to={`/enhet/${encodeURIComponent(unitId)}/venteliste`}>
                  {words.waiting(board.waiting.length)}
                </Link>
              </li>
            )}
          </ul>
        </div>
        <p class="board-free">
          <strong>{board.free}</strong>{' '}
          <span>
            {words.freeOf(board.staffed, board.physical)}
            {board.staffedUntil !== null && ` ${words.staffedUntil(dayAndTime(board.staffedUntil))}`}
          </span>
        </p>
        <div class="board-age">
          <ConnectionState connection={connection} heardAt={heardAt} />
          <ConfirmedAgo confirmedAt={board.confirmedAt} staleAfterMinutes={board.staleAfterMinutes} />
        </div>
        <div class="board-acts">
          {' '}
          <button type="button" class="ds-button big" onClick={() => confirm.start({ params, body: {} })}>
            {words.confirm}
          </button>
          <button type="button" class="ds-button big" data-variant="secondary" onClick={onStaffing}>
            {words.staffing}
          </button>
          {!board.closure && (
            <button type="button" class="ds-button big" data-variant="secondary" onClick={onClosure}>
              {words.close}
            </button>
          )}
        </div>{' '}
      </div>
      {board.closure && (
        <div class="ds-alert closed-bar" data-color="warning">
          <p>{words.closed(board.closure.reason, dayAndTime(board.closure.until))}</p>
          <button type="button" class="ds-button big" onClick={() => reopen.start({ params, body: { open: true } })}>
            {words.reopen}
          </button>
        </div>
      )}
      <Outcome standing={confirm.standing} adviceFor={adviceFor} />
      <Outcome standing={reopen.standing} adviceFor={adviceFor} />
    </>
  )
}

function ConfirmedAgo({ confirmedAt, staleAfterMinutes }: Pick<Board, 'confirmedAt' | 'staleAfterMinutes'>) {
  const ageMs = serviceTime(useNow(AGE_SHOWN_EVERY_MS)) - Date.parse(confirmedAt)
  const isStale = ageMs >= staleAfterMinutes * MINUTE_MS
  return (
    <p class="confirmed" data-stale={isStale}>
      {isStale ? words.stale(stretch(ageMs)) : words.confirmedAgo(stretch(ageMs))}
    </p>
  )
}
