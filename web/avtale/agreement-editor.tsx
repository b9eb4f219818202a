import type { ComponentChildren } from 'preact'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { serviceTime } from '../api/service-clock.ts'
import { useAsked } from '../api/use-asked.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { useIntent } from '../parts/use-intent.ts'
import { type AgreementBody, bodyOf, faultsIn } from './agreement-body.ts'
import { BeforeSaving } from './before-saving.tsx'
import { Effect } from './effect.tsx'
import { firstOfNextMonth } from './first-of-next-month.ts'
import { type Form, Section, TypedField } from './form.tsx'
import type { SavedAgreement } from './owner-page.tsx'
import { useEditing } from './use-editing.ts'

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
  const editing = useEditing<AgreementBody>({ version: saved.version, body: bodyOf(saved) })
  const { draft, base, changes } = editing
  const preview = useAsked('preview-agreement', changes.length > 0 ? { params, body: draft } : null)
  const faults = faultsIn(preview, draft)
  const form = editing.form(faults)
  const parts = { form, draft, base: base.body }
  const nextMonth = firstOfNextMonth(serviceTime(Date.now()))
  const save = useIntent('put-agreement', (answer) => {
    editing.saved({ version: answer.version, body: bodyOf(answer) })
    onSaved()
  })
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
      <BeforeSaving
        editing={editing}
        checked={preview}
        faults={faults}
        standing={save.standing}
        onStale={onSaved}
        onSave={() => save.start({ params, body: draft, query: {} }, base.version)}
      >
        {effect?.(parts)}
        {preview?.kind === 'answer' && (
          <Effect
            preview={preview.value}
            currentFom={base.body.fom}
            nextMonth={nextMonth}
            onNextMonth={() => form.set('/fom', nextMonth)}
          />
        )}
      </BeforeSaving>
    </div>
  )
}
