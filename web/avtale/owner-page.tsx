import type { AnswerOf } from '../../lib/contract/routes.ts'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { usePolled } from '../api/use-polled.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { moment } from '../i18n/time.ts'
import { ConnectionState } from '../parts/connection-state.tsx'
import { Link } from '../parts/link.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { session } from '../session/session.ts'
import '../styles/desk.css'
import { AgreementForm } from './agreement-form.tsx'
import './avtale.css'
import { CriteriaPart } from './criteria-part.tsx'
import { TravelPart } from './travel-part.tsx'
import { UnitNames } from './unit-names.ts'
import { UnitsPart } from './units-part.tsx'
import { Versions } from './versions.tsx'

export type SavedAgreement = AnswerOf<'get-agreement'>

const PARTS = ['senger', 'reisetider', 'kriterier', 'versjoner'] as const
const UNHURRIED_MS = 10_000

/** The workplace of whoever keeps an agreement: its terms, beds and criteria, and what they were before. */
export function OwnerPage({ agreementId, part }: { readonly agreementId: string; readonly part: string | undefined }) {
  const shown = PARTS.find((each) => each === part) ?? 'avtale'
  const { answer, problem, connection, heardAt, refresh } = usePolled(
    'get-agreement',
    { params: { agreementId }, query: {} },
    { everyMs: UNHURRIED_MS },
  )
  const units = usePolled('list-region-units', {}, { everyMs: UNHURRIED_MS }).answer?.units ?? []
  return (
    <UnitNames.Provider value={units}>
      <div class="desk">
        <h1 class="ds-heading" data-size="lg">
          {answer?.name ?? AVTALE.title}
        </h1>
        <nav aria-label={AVTALE.nav} class="parts">
          {(['avtale', ...PARTS] as const).map((each) => (
            <Link
              key={each}
              to={each === 'avtale' ? `/avtale/${agreementId}` : `/avtale/${agreementId}/${each}`}
              isCurrent={each === shown}
            >
              {AVTALE.parts[each]}
            </Link>
          ))}
          <Link to={`/tilgang/${agreementId}`}>{AVTALE.more.access}</Link>
          <Link to={`/okonomi/${agreementId}`}>{AVTALE.more.months}</Link>
          {session()?.org === '*' && <Link to="/region">{AVTALE.more.region}</Link>}
          <Link to="/statistikk">{AVTALE.more.statistics}</Link>
        </nav>
        <ConnectionState connection={connection} heardAt={heardAt} />
        {problem && <Refusal problem={problem} />}
        {answer && (
          <p class="ds-paragraph">{AVTALE.standing(answer.version, shortDate(answer.fom), moment(answer.savedAt))}</p>
        )}
        {answer && shown === 'avtale' && <AgreementForm saved={answer} onSaved={refresh} />}
        {answer && shown === 'senger' && <UnitsPart agreement={answer} />}
        {answer && shown === 'reisetider' && <TravelPart saved={answer} onSaved={refresh} />}
        {answer && shown === 'kriterier' && <CriteriaPart agreement={answer} />}
        {answer && shown === 'versjoner' && <Versions agreementId={agreementId} newest={answer.version} />}
      </div>
    </UnitNames.Provider>
  )
}
