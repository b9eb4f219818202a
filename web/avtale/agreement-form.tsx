import { AVTALE } from '../i18n/nb-avtale.ts'
import { partyName } from '../parts/party.ts'
import { AgreementEditor } from './agreement-editor.tsx'
import { ChoiceField, TypedField } from './form.tsx'
import { GuaranteeFields } from './guarantee-fields.tsx'
import { MemberUnits } from './member-units.tsx'
import { MoneyFields } from './money-fields.tsx'
import type { SavedAgreement } from './owner-page.tsx'
import { PartyFields } from './party-fields.tsx'
import { RuleFields } from './rule-fields.tsx'

const { fields } = AVTALE

/** The terms: who shares which units, what each can count on, and how the cost is shared. */
export const AgreementForm = ({ saved, onSaved }: { readonly saved: SavedAgreement; readonly onSaved: () => void }) => (
  <AgreementEditor
    saved={saved}
    onSaved={onSaved}
    beside={({ form, draft }) => (
      <>
        <TypedField form={form} at="/name" label={fields['name'] ?? ''} />
        <ChoiceField
          form={form}
          at="/host"
          label={fields['host'] ?? ''}
          options={draft.parties.map(({ partyId }) => ({ value: partyId, label: partyName(partyId) }))}
        />
      </>
    )}
  >
    {({ form, draft, base }) => (
      <>
        <MemberUnits form={form} draft={draft} agreementId={saved.agreementId} />
        <GuaranteeFields form={form} draft={draft} />
        <PartyFields form={form} draft={draft} />
        <MoneyFields form={form} draft={draft} hadFinance={base.finance !== undefined} />
        <RuleFields form={form} />
      </>
    )}
  </AgreementEditor>
)
