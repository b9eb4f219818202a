import { useState } from 'preact/hooks'
import { usePolled } from '../../api/use-polled.ts'
import { word } from '../../i18n/nb.ts'
import { OPPHOLD } from '../../i18n/nb-opphold.ts'
import { moment } from '../../i18n/time.ts'
import { partyName } from '../../parts/party.ts'
import { bedName } from '../bed-name.ts'
import { useActed } from '../board/use-acted.ts'
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
  const [isReviewing, setReviewing] = useState(false)
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
                <button type="button" class="ds-button big" onClick={() => setReviewing(true)}>
                  {words.review}
                </button>
              </>
            )}
          </section>
          <AssessmentPart unitId={unitId} stayId={item} />
        </div>
      )}
      {answer && isReviewing && (
        <ReviewDialog
          unitId={unitId}
          stayId={item}
          bedId={answer.bedId}
          onActed={(...done) => {
            onActed(...done)
            setReviewing(false)
          }}
          onClose={() => setReviewing(false)}
        />
      )}
    </ListFrame>
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
