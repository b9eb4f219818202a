import type { ComponentChildren } from 'preact'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { serviceTime } from '../api/service-clock.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { type AgreementBody, bodyOf } from './agreement-body.ts'
import { BeforeSaving } from './before-saving.tsx'
import { Effect } from './effect.tsx'
import { firstOfNextMonth } from './first-of-next-month.ts'
import { type Form, Section, TypedField } from './form.tsx'
import type { SavedAgreement } from './owner-page.tsx'
import { useNextVersion } from './use-next-version.ts'

export type Parts = { readonly form: Form; readonly draft: AgreementBody; readonly base: AgreementBody }
type Props = {
  readonly saved: SavedAgreement
  readonly onSaved: () => void
  /** Beside the date it begins on. */
  readonly beside?: (parts: Parts) => ComponentChildren
  readonly children: (parts: Parts) => ComponentChildren
  /** What the change does that the service does not tell. */
  readonly effect?: (parts: Parts) => ComponentChildren
}

/** The agreement's next version, checked by the service as it is written, with what it would do beside it. */
export function AgreementEditor({ saved, onSaved, beside, children, effect }: Props) {
  const params = { agreementId: saved.agreementId }
  const { editing, form, checked, panel } = useNextVersion({
    newest: savedOf(saved),
    check: ['preview-agreement', (body) => ({ params, body })],
    save: ['put-agreement', (body) => ({ params, body, query: {} })],
    savedOf,
    onSaved,
  })
  const { draft, base } = editing
  const parts = { form, draft, base: base.body }
  const nextMonth = firstOfNextMonth(serviceTime(Date.now()))
  return (
    <div class="editing">
      <div>
        <p class="ds-paragraph">{AVTALE.lead}</p>
        <Section id="naar" title={AVTALE.sections.when} lead={AVTALE.leads.when}>
          <div class="fields">
            <TypedField form={form} at="/fom" label={AVTALE.fields['fom'] ?? ''} type="date" />
            {beside?.(parts)}
          </div>
          {draft.fom !== nextMonth && (
            <button type="button" class="as-link" onClick={() => form.set('/fom', nextMonth)}>
              {AVTALE.fromNextMonth(shortDate(nextMonth))}
            </button>
          )}
        </Section>
        {children(parts)}
      </div>
      <BeforeSaving {...panel}>
        {effect?.(parts)}
        {checked?.kind === 'answer' && (
          <Effect
            preview={checked.value}
            currentFom={base.body.fom}
            nextMonth={nextMonth}
            onNextMonth={() => form.set('/fom', nextMonth)}
          />
        )}
      </BeforeSaving>
    </div>
  )
}

const savedOf = (saved: SavedAgreement) => ({ version: saved.version, body: bodyOf(saved) })
