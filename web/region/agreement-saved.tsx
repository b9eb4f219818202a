import { useEffect, useRef } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { usePolled } from '../api/use-polled.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { REGION } from '../i18n/nb-region.ts'
import { Link } from '../parts/link.tsx'

const words = REGION.wizard
const UNHURRIED_MS = 10_000

/** What a new agreement gives, from when, and what there still is to do. */
export function AgreementSaved({
  saved: { agreementId, name, fom, groups },
  today,
}: {
  readonly saved: AnswerOf<'put-agreement'>
  readonly today: string
}) {
  const units = usePolled('list-units', { params: { agreementId } }, { everyMs: UNHURRIED_MS }).answer?.units ?? []
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section aria-labelledby="lagret">
      <h2 class="ds-heading" data-size="md" id="lagret" tabIndex={-1} ref={heading}>
        {words.saved(name)}
      </h2>
      <p class="ds-paragraph">{fom <= today ? words.savedNow : words.savedLater(shortDate(fom))}</p>
      <ul class="means-list">
        {units.map((unit) => (
          <li key={unit.unitId}>{AVTALE.bedsIn(unit.name, unit.physical)}</li>
        ))}
        {groups.map(({ group, guaranteed }) => (
          <li key={group}>{AVTALE.groups.counts(group, guaranteed)}</li>
        ))}
      </ul>
      <p class="ds-paragraph">{words.nextUp}</p>
      <ul class="means-list">
        <li>
          <Link to={`/avtale/${agreementId}/reisetider`}>{words.travel}</Link>
        </li>
        <li>
          <Link to={`/avtale/${agreementId}/kriterier`}>{words.criteria}</Link>
        </li>
        <li>
          <Link to={`/avtale/${agreementId}`}>{words.terms}</Link>
        </li>
        <li>{words.access}</li>
      </ul>
    </section>
  )
}
