import '../avtale/avtale.css'
import { REGION } from '../i18n/nb-region.ts'
import { Link } from '../parts/link.tsx'
import { session } from '../session/session.ts'
import '../styles/desk.css'
import { AgreementList } from './agreement-list.tsx'
import { CriteriaSets } from './criteria-sets.tsx'
import { NewAgreement } from './new-agreement.tsx'

const PARTS = ['avtaler', 'ny-avtale', 'kriterier'] as const

type Props = { readonly part: string | undefined; readonly item: string | undefined }

/** The workplace of whoever keeps the whole region: its agreements, and what they all build on. */
export function RegionPage({ part, item }: Props) {
  const shown = PARTS.find((each) => each === part) ?? 'avtaler'
  if (session()?.org !== '*') return <p class="ds-paragraph page-note">{REGION.notYours}</p>
  return (
    <div class="desk">
      <h1 class="ds-heading" data-size="lg">
        {shown === 'ny-avtale' ? REGION.wizard.title : REGION.title}
      </h1>
      <nav aria-label={REGION.nav} class="parts">
        {PARTS.map((each) => (
          <Link key={each} to={each === 'avtaler' ? '/region' : `/region/${each}`} isCurrent={each === shown}>
            {REGION.parts[each]}
          </Link>
        ))}
      </nav>
      {shown === 'avtaler' && <AgreementList />}
      {shown === 'ny-avtale' && <NewAgreement />}
      {shown === 'kriterier' && <CriteriaSets criteriaSetId={item} />}
    </div>
  )
}
