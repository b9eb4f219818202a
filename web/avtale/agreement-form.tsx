import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { serviceTime } from '../api/service-clock.ts'
import { useAsked } from '../api/use-asked.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { osloDate } from '../i18n/time.ts'
import { partyName } from '../parts/party.ts'
import { useIntent } from '../parts/use-intent.ts'
import { type AgreementBody, bodyOf, faultsIn } from './agreement-body.ts'
import { BeforeSaving } from './before-saving.tsx'
import { Effect } from './effect.tsx'
import { ChoiceField, Faults, type Form, fieldId, Section, TypedField } from './form.tsx'
import { MemberUnits } from './member-units.tsx'
import { MoneyFields } from './money-fields.tsx'
import type { SavedAgreement } from './owner-page.tsx'
import { PartyFields } from './party-fields.tsx'
import { RuleFields } from './rule-fields.tsx'
import { WHOLE_NUMBER } from './typed-number.ts'
import { useEditing } from './use-editing.ts'

const words = AVTALE.sections
const { fields } = AVTALE
const leads = AVTALE.leads

/** The agreement's next version, checked by the service as it is written, with what it would do beside it. */
export function AgreementForm({ saved, onSaved }: { readonly saved: SavedAgreement; readonly onSaved: () => void }) {
  const params = { agreementId: saved.agreementId }
  const editing = useEditing<AgreementBody>({ version: saved.version, body: bodyOf(saved) })
  const { draft, base, changes } = editing
  const preview = useAsked('preview-agreement', changes.length > 0 ? { params, body: draft } : null)
  const faults = faultsIn(preview)
  const form = editing.form(faults)
  const nextMonth = firstOfNextMonth(serviceTime(Date.now()))
  const save = useIntent('put-agreement', (answer) => {
    editing.saved({ version: answer.version, body: bodyOf(answer) })
    onSaved()
  })
  return (
    <div class="editing">
      <div>
        <p class="ds-paragraph">{AVTALE.lead}</p>
        <Section id="naar" title={words.when} lead={leads.when}>
          <div class="fields">
            <TypedField form={form} at="/fom" label={fields['fom'] ?? ''} type="date" />
            <TypedField form={form} at="/name" label={fields['name'] ?? ''} />
            <ChoiceField
              form={form}
              at="/host"
              label={fields['host'] ?? ''}
              options={draft.parties.map(({ partyId }) => ({ value: partyId, label: partyName(partyId) }))}
            />
          </div>
          {draft.fom !== nextMonth && (
            <button type="button" class="as-link" onClick={() => form.set('/fom', nextMonth)}>
              {AVTALE.fromNextMonth(shortDate(nextMonth))}
            </button>
          )}
        </Section>
        <MemberUnits form={form} draft={draft} />
        <Guarantees form={form} draft={draft} />
        <PartyFields form={form} draft={draft} />
        <MoneyFields form={form} draft={draft} hadFinance={base.body.finance !== undefined} />
        <RuleFields form={form} />
      </div>
      <BeforeSaving
        editing={editing}
        checked={preview}
        faults={faults}
        standing={save.standing}
        saved={AVTALE.panel.saved(base.version)}
        button={AVTALE.panel.saveVersion(base.version + 1)}
        onStale={onSaved}
        onSave={() => save.start({ params, body: draft, query: {} }, base.version)}
      >
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

/** The first date of the month after the one it is in Oslo. */
function firstOfNextMonth(ms: number): string {
  const [year = 0, month = 0] = osloDate(ms).split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}

/** Beds that each group can count on, whoever else comes. */
const Guarantees = ({ form, draft }: { readonly form: Form; readonly draft: AgreementBody }) => (
  <Section id="garantier" title={words.beds} lead={leads.beds}>
    <div id={fieldId('/groups')} tabIndex={-1}>
      {draft.groups.map(({ group }, i) => (
        <fieldset key={group} class="row">
          <legend>{group}</legend>
          <p class="ds-paragraph">
            {draft.parties
              .filter((party) => party.group === group)
              .map(({ partyId }) => partyName(partyId))
              .join(', ')}
          </p>
          <div class="fields">
            <TypedField
              form={form}
              at={`/groups/${i}/guaranteed`}
              label={fields['guaranteed'] ?? ''}
              typed={WHOLE_NUMBER}
            />
            <TypedField form={form} at={`/groups/${i}/max`} label={fields['max'] ?? ''} typed={WHOLE_NUMBER} />
          </div>
          <Faults form={form} at={`/groups/${i}/group`} />
        </fieldset>
      ))}
      <Faults form={form} at="/groups" />
    </div>
  </Section>
)
