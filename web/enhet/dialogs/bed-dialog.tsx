import { isKad } from '../../../lib/contract/words.ts'
import { serviceTime } from '../../api/service-clock.ts'
import { TEXT, word } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { dayAndTime, stretch } from '../../i18n/time.ts'
import { bedName } from '../../parts/bed-name.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Link } from '../../parts/link.tsx'
import { Outcome } from '../../parts/outcome.tsx'
import { partyName } from '../../parts/party.ts'
import { stayPath } from '../../parts/stay-path.ts'
import { useIntent } from '../../parts/use-intent.ts'
import { adviceFor } from '../advice-for.ts'
import { marksOf } from '../board/marks-of.ts'
import type { Bed } from '../board-facts.ts'
import type { BedDialogProps } from './dialog-props.ts'

const words = ENHET.bed
const DOGN_MS = 24 * 60 * 60_000

/** What can be done with a bed or its patient that needs a form of its own. */
export type BedAct =
  | 'move'
  | 'discharge'
  | 'plan'
  | 'responsibility'
  | 'transfer'
  | 'messages'
  | 'correct'
  | 'block'
  | 'admit'

const FOR_PATIENT: readonly BedAct[] = [
  'move',
  'discharge',
  'plan',
  'messages',
  'responsibility',
  'transfer',
  'correct',
]

type Props = BedDialogProps & { readonly onChosen: (act: BedAct) => void }

/** One bed up close: all that is known of it, and all that can be done, in buttons for a gloved finger. */
export function BedDialog({ unitId, board, bed, onActed, onClose, onChosen }: Props) {
  const { bedId, state, occupant, blocked } = bed
  const at = serviceTime(Date.now())
  const params = { unitId, bedId }
  const done = (said: string) => (answer: { readonly unitVersion: number }) => {
    onClose()
    onActed(said, answer)
  }
  const open = useIntent('open-bed', done(words.opened(bedName(bedId))))
  const cleaned = useIntent('bed-cleaned', done(words.isCleaned(bedName(bedId))))
  const isPatient = occupant?.stayId !== undefined
  // A room-mate in isolation shuts the bed, and nobody opens it by hand.
  const isBlockedByHand = state === 'blocked' && blocked?.reason !== 'isolat'
  const acts: readonly BedAct[] = isPatient
    ? FOR_PATIENT
    : state === 'free' || state === 'closed'
      ? ['admit', 'block']
      : state === 'held' || state === 'cleaning'
        ? ['block']
        : []
  return (
    <Dialog title={words.title(bedName(bedId), ENHET.states[state])} onClose={onClose}>
      <dl class="bed-facts">
        {occupant && (
          <>
            <dt>{words.party}</dt>
            <dd>{partyName(occupant.partyId)}</dd>
            <dt>{ENHET.service}</dt>
            <dd>{word(occupant.service)}</dd>
            <dt>{isPatient ? words.since : words.heldSince}</dt>
            <dd>{words.sinceAt(dayAndTime(occupant.since), stretch(at - Date.parse(occupant.since)))}</dd>
            {isPatient && (
              <>
                <dt>{isKad(occupant.service) ? words.kadMean : words.review}</dt>
                <dd>{lengthOf(occupant, board.kadMeanDogn)}</dd>
              </>
            )}
          </>
        )}
        {blocked && (
          <>
            <dt>{words.blocked}</dt>
            <dd>
              {word(blocked.reason)},{' '}
              {blocked.until === null ? words.untilOpened : words.until(dayAndTime(blocked.until))}
            </dd>
          </>
        )}
      </dl>
      <ul class="bed-notes">
        {marksOf(bed, at).map(({ text, isUrgent }) => (
          <li key={text} data-urgent={isUrgent}>
            {text}
          </li>
        ))}
      </ul>
      <div class="bed-acts">
        {state === 'cleaning' && (
          <button
            type="button"
            class="ds-button big"
            data-color="success"
            onClick={() => cleaned.start({ params, body: {} })}
          >
            {words.cleaned}
          </button>
        )}
        {isBlockedByHand && (
          <button type="button" class="ds-button big" onClick={() => open.start({ params, body: {} })}>
            {words.open}
          </button>
        )}
        {acts.map((act, i) => (
          <button
            key={act}
            type="button"
            class="ds-button big"
            data-variant={i === 0 && state !== 'cleaning' ? undefined : 'secondary'}
            onClick={() => onChosen(act)}
          >
            {words.acts[act]}
          </button>
        ))}
      </div>
      {state === 'held' && <p>{words.answerAbove}</p>}
      <Outcome standing={open.standing} adviceFor={adviceFor} />
      <Outcome standing={cleaned.standing} adviceFor={adviceFor} />
      {occupant?.stayId !== undefined && (
        <p>
          <Link to={stayPath(unitId, occupant.stayId)}>{words.stay}</Link>
        </p>
      )}
      <div class="dialog-acts">
        <button type="button" class="ds-button big" data-variant="tertiary" onClick={onClose}>
          {TEXT.back}
        </button>
      </div>
    </Dialog>
  )
}

/** A KAD stay is measured by the mean that it should not exceed, all others by when they are to be judged anew. */
function lengthOf({ service, since, reviewDueAt }: NonNullable<Bed['occupant']>, kadMeanDogn: number): string {
  if (!isKad(service)) return reviewDueAt === null ? '' : dayAndTime(reviewDueAt)
  return words.kadMeanUntil(kadMeanDogn, dayAndTime(new Date(Date.parse(since) + kadMeanDogn * DOGN_MS).toISOString()))
}
