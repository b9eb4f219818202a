import { useEffect, useRef } from 'preact/hooks'
import { usePolled } from '../api/use-polled.ts'
import { word } from '../i18n/nb.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { moment } from '../i18n/time.ts'
import { Refusal } from '../parts/refusal.tsx'
import { type MonthAt, UNHURRIED_MS } from './run.ts'
import { type Names, orgName } from './unit-names.tsx'

const words = OKONOMI.explain
type NightAt = MonthAt & { readonly partyId: string; readonly date: string; readonly stayId: string }

/** What was recorded about one night, by which role and organisation. */
export function NightEvents({
  at,
  names,
  title,
}: {
  readonly at: NightAt
  readonly names: Names
  readonly title: string
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { answer, problem } = usePolled('explain-night', { params: at }, { everyMs: UNHURRIED_MS })
  return (
    <div class="trail">
      <h4 class="ds-heading" data-size="2xs" tabIndex={-1} ref={heading}>
        {title}
      </h4>
      {problem && <Refusal problem={problem} />}
      {!answer && !problem && <p class="ds-paragraph">{words.loadingNights}</p>}
      {answer && (
        <ol class="places">
          {answer.events.map(({ seq, type, at: when, actor, hash }) => (
            <li key={seq}>
              <strong>{OKONOMI.events[type] ?? type}</strong>, {moment(when)}. {words.by}{' '}
              {words.by2(word(actor.role), orgName(names, actor.org))}. {words.seq} {seq}, {words.proof.toLowerCase()}{' '}
              <code title={hash}>{hash.slice(0, 12)}</code>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
