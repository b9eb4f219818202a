import { usePolled } from '../api/use-polled.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { Link } from '../parts/link.tsx'
import { Refusal } from '../parts/refusal.tsx'
import '../parts/fields.css'
import '../styles/desk.css'
import { AccessList } from './access-list.tsx'
import { Subscriptions } from './subscriptions.tsx'
import './tilgang.css'

const UNHURRIED_MS = 30_000

/** Who comes in through an agreement, and which systems are told what happens under it. */
export function AccessPage({ agreementId, part }: { readonly agreementId: string; readonly part: string | undefined }) {
  const shown = part === 'abonnementer' ? part : 'tilgang'
  const agreement = usePolled('get-agreement', { params: { agreementId }, query: {} }, { everyMs: UNHURRIED_MS })
  return (
    <div class="desk">
      <h1 class="ds-heading" data-size="lg">
        {TILGANG.title}
      </h1>
      {agreement.answer && <p class="ds-paragraph">{agreement.answer.name}</p>}
      <nav aria-label={TILGANG.nav} class="parts">
        {(['tilgang', 'abonnementer'] as const).map((each) => (
          <Link
            key={each}
            to={each === 'tilgang' ? `/tilgang/${agreementId}` : `/tilgang/${agreementId}/${each}`}
            isCurrent={each === shown}
          >
            {TILGANG.parts[each]}
          </Link>
        ))}
        <Link to={`/avtale/${agreementId}`}>{TILGANG.toAgreement}</Link>
      </nav>
      {agreement.problem && <Refusal problem={agreement.problem} />}
      {agreement.answer && shown === 'tilgang' && <AccessList agreement={agreement.answer} />}
      {agreement.answer && shown === 'abonnementer' && <Subscriptions agreementId={agreementId} />}
    </div>
  )
}
