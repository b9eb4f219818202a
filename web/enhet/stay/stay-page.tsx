import { useState } from 'preact/hooks'
import { usePolled } from '../../api/use-polled.ts'
import { word } from '../../i18n/nb.ts'
import { OPPHOLD } from '../../i18n/nb-opphold.ts'
import { moment } from '../../i18n/time.ts'
import { bedName } from '../../parts/bed-name.ts'
import { partyName } from '../../parts/party.ts'
import { useActed } from '../board/use-acted.ts'
import { CorrectDialog } from '../dialogs/correct-dialog.tsx'
import { ListFrame } from '../lists/list-frame.tsx'
import { ReviewDialog } from '../lists/review-dialog.tsx'
import type { UnitPageProps } from '../pages.ts'
import { AssessmentPart } from './assessment-part.tsx'
import './stay.css'

const words = OPPHOLD
const EVERY_MS = 5_000

/** One stay: who has had it, what was decided when it began, and the reviews since. */
export function StayPage({ unitId, item = '' }: UnitPageProps) {
  const params = { unitId, stayId: item }
  const stay = usePolled('show-stay', { params }, { everyMs: EVERY_MS })
  const { acted, onActed } = useActed(stay.refresh)
  const [open, setOpen] = useState<'review' | 'correct'>()
  const close = () => setOpen(undefined)
  const { answer } = stay
  const bed = bedName(answer?.bedId ?? '')
  return (
    <ListFrame title={words.title(bed)} lead={answer ? standingOf(answer) : ''} {...stay} said={acted?.said}>
      {answer && (
        <div class="stay">
          <section aria-labelledby="deler">
            <h2 id="deler">{words.parts}</h2>
            <ol>
              {answer.segments.map(({ from, until, partyId, service, bedId }) => (
                <li key={from}>
                  <b>
                    {partyName(partyId)}, {word(service)}
                  </b>{' '}
                  {words.part(moment(from), until === null ? words.now : moment(until), bedName(bedId))}
                </li>
              ))}
            </ol>
            {answer.state === 'departed' && (
              <button type="button" class="ds-button big" onClick={() => setOpen('correct')}>
                {words.correct}
              </button>
            )}
          </section>
          <section aria-labelledby="vurderinger">
            <h2 id="vurderinger">{words.reviews}</h2>
            {answer.reviews.length === 0 && <p>{words.noReviews}</p>}
            <ol>
              {answer.reviews.map(({ at, roles, outcome }) => (
                <li key={at}>{words.reviewed(moment(at), roles.map(word).join(' og '), word(outcome))}</li>
              ))}
            </ol>
            {answer.state !== 'departed' && (
              <>
                <p>{words.due(moment(answer.reviewDueAt))}</p>
                <button type="button" class="ds-button big" onClick={() => setOpen('review')}>
                  {words.review}
                </button>
              </>
            )}
          </section>
          <AssessmentPart unitId={unitId} stayId={item} />
        </div>
      )}
      {answer && open === 'correct' && <CorrectHere unitId={unitId} stayId={item} onActed={onActed} onClose={close} />}
      {answer && open === 'review' && (
        <ReviewDialog
          unitId={unitId}
          stayId={item}
          bedId={answer.bedId}
          onActed={(...done) => {
            onActed(...done)
            close()
          }}
          onClose={close}
        />
      )}
    </ListFrame>
  )
}

/** The form needs to know who pays here, and for what. */
function CorrectHere({
  unitId,
  ...props
}: Pick<Parameters<typeof CorrectDialog>[0], 'unitId' | 'stayId' | 'onActed' | 'onClose'>) {
  const { answer } = usePolled('show-board', { params: { unitId }, query: {} }, { everyMs: EVERY_MS })
  return (
    <CorrectDialog
      {...props}
      unitId={unitId}
      parties={answer?.parties.map(({ partyId }) => partyId) ?? []}
      services={answer?.services ?? null}
    />
  )
}

type Stay = {
  readonly state: 'active' | 'leaving' | 'departed'
  readonly admittedAt: string
  readonly departedAt: string | null
  readonly expectedDepartureAt: string | null
}

const standingOf = ({ state, admittedAt, departedAt, expectedDepartureAt }: Stay): string =>
  [
    words.states[state],
    words.admitted(moment(admittedAt)),
    ...(departedAt === null
      ? expectedDepartureAt === null
        ? []
        : [words.leaves(moment(expectedDepartureAt))]
      : [words.departed(moment(departedAt))]),
  ].join(' · ')
