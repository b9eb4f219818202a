import { useState } from 'preact/hooks'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { serviceTime } from '../api/service-clock.ts'
import { useAsked } from '../api/use-asked.ts'
import { TEXT } from '../i18n/nb.ts'
import { STATISTIKK } from '../i18n/nb-statistikk.ts'
import { Link } from '../parts/link.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { homeOf } from '../session/home.ts'
import { session } from '../session/session.ts'
import '../styles/desk.css'
import { compileFigures } from './compile-figures.ts'
import { FigureCard } from './figure-card.tsx'
import { PERIODS, type Period, type PeriodChoice, periodOf } from './periods.ts'
import { type Scope, ScopeField } from './scope-field.tsx'
import './statistikk.css'
import { Waiting } from './waiting.tsx'

const words = STATISTIKK
/** A year of the whole region takes its time. */
const PATIENCE_MS = 30_000

/** How the beds are used: one period of one unit, an area or the whole region, for everybody who may know. */
export function StatisticsPage() {
  const who = session()
  const [scope, setScope] = useState<Scope>(
    who?.role === 'ward' || who?.role === 'ward-leader' ? { unit: who.org } : {},
  )
  const [choice, setChoice] = useState<PeriodChoice>('last-month')
  const [own, setOwn] = useState<Period>(periodOf('last-month', serviceTime(Date.now())))
  const period = choice === 'own' ? own : periodOf(choice, serviceTime(Date.now()))
  const reply = useAsked('show-statistics', { query: { ...scope, ...period } }, { patienceMs: PATIENCE_MS })
  const answer = reply?.kind === 'answer' ? reply.value : undefined
  const setDate = (part: Partial<Period>) => setOwn({ ...period, ...part })
  const home = who && homeOf(who)
  return (
    <div class="desk">
      {home !== undefined && (
        <p class="ds-paragraph">
          <Link to={home}>{words.home}</Link>
        </p>
      )}
      <h1 class="ds-heading" data-size="lg">
        {words.title}
      </h1>
      <p class="ds-paragraph">{words.lead}</p>
      <div class="fields">
        <ScopeField scope={scope} onChosen={setScope} />
        <label class="field">
          {words.period}
          <select
            class="ds-input"
            value={choice}
            onChange={({ currentTarget: { value } }) => {
              setOwn(period)
              setChoice(PERIODS.find((each) => each === value) ?? 'last-month')
            }}
          >
            {PERIODS.map((each) => (
              <option key={each} value={each}>
                {words.periods[each]}
              </option>
            ))}
          </select>
        </label>
        {choice === 'own' && (
          <>
            <label class="field">
              {words.fom}
              <input
                class="ds-input"
                type="date"
                value={own.fom}
                onChange={({ currentTarget: { value } }) => value && setDate({ fom: value })}
              />
            </label>
            <label class="field">
              {words.tom}
              <input
                class="ds-input"
                type="date"
                value={own.tom}
                onChange={({ currentTarget: { value } }) => value && setDate({ tom: value })}
              />
            </label>
          </>
        )}
      </div>
      <p class="ds-paragraph" role="status">
        {reply === undefined && words.computing}
        {reply?.kind === 'unreachable' && TEXT.connection.lostShort}
        {answer && words.shown(shortDate(answer.fom), shortDate(answer.tom), answer.endedDates)}{' '}
        {answer && (answer.smallNumbers === 'suppressed' ? words.suppressed : words.all)}{' '}
        {answer?.smallNumbers === 'suppressed' && answer.definitions['suppressed']}
      </p>
      {reply?.kind === 'problem' && <Refusal problem={reply.problem} />}
      {answer && (
        <div class="figure-cards">
          {compileFigures(answer).map((figure) => (
            <FigureCard key={figure.id} figure={figure} about={`${answer.fom}-${answer.tom}`} />
          ))}
          <Waiting />
        </div>
      )}
    </div>
  )
}
