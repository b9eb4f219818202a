import { bandOfNews2, type Observations, pointsOfNews2 } from '../../../lib/contract/assessment-inputs.ts'
import type { AnswerOf } from '../../../lib/contract/routes.ts'
import { usePolled } from '../../api/use-polled.ts'
import { word } from '../../i18n/nb.ts'
import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'
import { OPPHOLD } from '../../i18n/nb-opphold.ts'
import { moment } from '../../i18n/time.ts'
import { Refusal } from '../../parts/refusal.tsx'

const words = OPPHOLD.assessment
type Stored = AnswerOf<'replay-assessment'>
/** It never changes; asked again only so that a lost answer comes. */
const SELDOM_MS = 300_000

/** What was told when the patient came, how it came out and by which version, and whether it still comes out so. */
export function AssessmentPart({ unitId, stayId }: { readonly unitId: string; readonly stayId: string }) {
  const { answer, problem } = usePolled('replay-assessment', { params: { unitId, stayId } }, { everyMs: SELDOM_MS })
  return (
    <section class="assessment" aria-labelledby="avgjort">
      <h2 id="avgjort">{words.title}</h2>
      {problem && (problem.code === 'assessment-not-found' ? <p>{words.none}</p> : <Refusal problem={problem} />)}
      {answer && <Assessment {...answer} />}
    </section>
  )
}

function Assessment({
  outcome,
  criteriaSetId,
  criteriaVersion,
  admissionAt,
  reasons,
  told,
  news2,
  qsofa,
  replay,
}: Stored) {
  const against = reasons.filter(({ met, contradiction }) => met === 'false' || contradiction)
  const open = reasons.filter(({ met, contradiction }) => met === 'unknown' && !contradiction)
  const by = criteriaSetId === null || criteriaVersion === null ? words.noSet : words.by(criteriaSetId, criteriaVersion)
  return (
    <>
      <p class="assessment-outcome" data-outcome={outcome}>
        <strong>{word(outcome)}</strong> {words.decided(moment(admissionAt))}, {by}
      </p>
      <p>
        {replay.same ? words.same : words.differs(replay.outcome === null ? words.unreadable : word(replay.outcome))}
      </p>
      <ReasonList title={words.against} reasons={against} />
      <ReasonList title={words.open} reasons={open} />
      {reasons.length > 0 && <p>{words.fine(reasons.length - against.length - open.length)}</p>}
      <h3>{words.told}</h3>
      <p>
        {[
          ...(told.ageYears === null ? [] : [words.age(told.ageYears)]),
          ...(told.observedAt === null ? [] : [words.observed(moment(told.observedAt))]),
          ...(told.news2
            ? [words.scale(told.news2.spo2Scale), told.news2.supplementalOxygen ? words.oxygen : words.air]
            : []),
        ].join(' · ')}
      </p>
      {news2 && (
        <p>
          <strong>{INNLEGGELSE.news2Of(news2.total, word(bandOfNews2(news2)))}</strong>
          {qsofa && ` · ${INNLEGGELSE.qsofa(qsofa.total, qsofa.positive)}`}
        </p>
      )}
      {told.news2 && <ObservationsTable seen={told.news2} />}
    </>
  )
}

function ReasonList({ title, reasons }: { readonly title: string; readonly reasons: Stored['reasons'] }) {
  if (reasons.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {reasons.map(({ criterionId, textNb, effect, answer }) => (
          <li key={criterionId}>
            {textNb} <small>{`${word(effect)}, ${words.answered(word(answer))}`}</small>
          </li>
        ))}
      </ul>
    </>
  )
}

const ROWS = ['respirationRate', 'spo2', 'systolicBp', 'pulse', 'temperature', 'consciousness'] as const

function ObservationsTable({ seen }: { readonly seen: Observations }) {
  const points = pointsOfNews2(seen)
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.measure}</th>
          <th scope="col">{words.value}</th>
          <th scope="col">{words.points}</th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map((name) => (
          <tr key={name}>
            <th scope="row">{INNLEGGELSE[name]}</th>
            <td>{name === 'consciousness' ? INNLEGGELSE.acvpu[seen[name]] : seen[name].toLocaleString('nb-NO')}</td>
            <td>{points[name]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
