import { INNLEGGELSE } from '../../i18n/nb-innleggelse.ts'
import { Refusal } from '../../parts/refusal.tsx'
import { rowId } from './criterion-row.tsx'
import type { Heard } from './use-verdict.ts'
import type { Headline, Reason, Verdict } from './verdict-of.ts'

const words = INNLEGGELSE.verdict
const MARKS: Readonly<Record<Headline, string>> = {
  'not-begun': '○',
  unfinished: '…',
  fits: '✓',
  'ask-doctor': '?',
  'does-not-fit': '✕',
}
/** More than one reads at a glance; the rest are marked in the list. */
const MOST_SHOWN = 6

type Props = { readonly heard: Heard; readonly verdict: Verdict | undefined }

/** How it stands just now, and every reason by name; each leads to its place in the list. */
export function VerdictPart({ heard: { checked, isFresh, isLost, problem }, verdict }: Props) {
  return (
    <section class="verdict" aria-labelledby="vurdering" data-headline={verdict?.headline} data-fresh={isFresh}>
      <h2 id="vurdering" class="ds-sr-only">
        {words.title}
      </h2>
      <p class="verdict-headline" role="status">
        {verdict && (
          <>
            <span aria-hidden="true">{MARKS[verdict.headline]} </span>
            {words[verdict.headline]}
          </>
        )}
        {!verdict && !isLost && words.waiting}
      </p>
      {isLost && <p class="verdict-lost">{checked ? words.stale : words.none}</p>}
      {problem && <Refusal problem={problem} />}
      {checked?.observationsOld && <p class="verdict-lost">{words.old(checked.observationAgeMinutes ?? 0)}</p>}
      {verdict && checked && (
        <>
          <p>
            {verdict.headline === 'not-begun'
              ? words.notBegun
              : verdict.headline === 'unfinished'
                ? words.unfinishedOf(verdict.open.length)
                : words.answered(verdict.settled, checked.reasons.length)}
          </p>
          <Reasons title={words.blocks} reasons={verdict.blocks} />
          <Reasons title={words.contradictions} reasons={verdict.contradictions} />
          <Reasons title={words.unsure} reasons={verdict.unsure} />
          <Reasons title={words.open} reasons={verdict.headline === 'not-begun' ? [] : verdict.open} />
          <Reasons title={words.warnings} reasons={verdict.warnings} />
          <Reasons title={words.missing} reasons={verdict.headline === 'not-begun' ? [] : verdict.missing} />
        </>
      )}
    </section>
  )
}

function Reasons({ title, reasons }: { readonly title: string; readonly reasons: readonly Reason[] }) {
  if (reasons.length === 0) return null
  const hidden = reasons.length - MOST_SHOWN
  return (
    <div class="reasons">
      <h3>{title}</h3>
      <ul>
        {reasons.slice(0, MOST_SHOWN).map(({ criterionId, textNb }) => (
          <li key={criterionId}>
            <button type="button" onClick={() => goToRow(criterionId)}>
              {textNb}
            </button>
          </li>
        ))}
        {hidden > 0 && <li>{words.more(hidden)}</li>}
      </ul>
    </div>
  )
}

function goToRow(criterionId: string): void {
  const row = document.getElementById(rowId(criterionId))
  row?.scrollIntoView({ block: 'center' })
  const target = row?.querySelector<HTMLElement>('input:checked, input') ?? row
  target?.focus({ preventScroll: true })
}
