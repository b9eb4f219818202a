import { SERVICES } from '../../lib/contract/words.ts'
import { word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { partyName } from '../parts/party.ts'
import type { AgreementBody } from './agreement-body.ts'
import { CheckField, ChoiceField, type Form, Section, TypedField } from './form.tsx'
import { KeyFields } from './key-fields.tsx'
import { TurnFinanceOn } from './turn-finance-on.tsx'
import { EXACT, KRONER, PERCENT, WHOLE_NUMBER } from './typed-number.ts'

const { fields, leads, sections } = AVTALE
const label = (field: string): string => fields[field] ?? field
const COUNTING = ['midnight', 'calendar-day', 'started-24h', 'hours'] as const
const SAME_DAY = ['0', '0.5', '1'] as const
const CONTACT = ['orgnr', 'name', 'street', 'postalCode', 'city', 'reference', 'kid'] as const
const ARTER = ['kjop-fra-kommune', 'kjop-fra-stat', 'refusjon-fra-kommune', 'refusjon-fra-stat'] as const
/** What a part begins with when it is turned on. */
const LOW_USE = { factor: '1.5', standbyShare: '0.5' }
const EMPTY_BEDS = { key: 'equal' }

type Props = { readonly form: Form; readonly draft: AgreementBody }

/** How the cost is shared, what guests pay, and what the invoices say. */
export const MoneyFields = ({ form, draft, hadFinance }: Props & { readonly hadFinance: boolean }) => (
  <>
    {!hadFinance && <TurnFinanceOn form={form} draft={draft} />}
    {draft.finance && <Sharing form={form} draft={draft} />}
    <Section id="gjester" title={sections.guests} lead={leads.guests}>
      <CheckField form={form} at="/guests/admitted" label={label('admitted')} />
      <TypedField form={form} at="/guests/rateOre" label={label('rateOre')} typed={KRONER} />
    </Section>
    {draft.finance && <Invoice form={form} draft={draft} />}
  </>
)

const Sharing = ({ form, draft }: Props) => (
  <>
    <Section id="fast" title={sections.fixed} lead={leads.fixed}>
      <div class="fields">
        <TypedField form={form} at="/finance/fixed/share" label={label('share')} typed={PERCENT} />
      </div>
      <KeyFields form={form} draft={draft} at="/finance/fixed" />
      <CheckField
        form={form}
        at="/finance/emptyBeds"
        label={AVTALE.hasEmptyBeds}
        onTurn={(isOn) => form.set('/finance/emptyBeds', isOn ? EMPTY_BEDS : undefined)}
      />
      {draft.finance?.emptyBeds && (
        <>
          <div class="fields">
            <TypedField form={form} at="/places" label={label('places')} typed={EXACT} />
          </div>
          <KeyFields form={form} draft={draft} at="/finance/emptyBeds" />
        </>
      )}
    </Section>
    <Section id="bruk" title={sections.use} lead={leads.use}>
      <div class="fields">
        <ChoiceField
          form={form}
          at="/finance/counting/rule"
          label={AVTALE.countingRule}
          options={COUNTING.map((value) => ({ value, label: word(value) }))}
        />
        <ChoiceField
          form={form}
          at="/finance/counting/sameDayDogn"
          label={label('sameDayDogn')}
          options={SAME_DAY.map((value) => ({ value, label: EXACT.show(value) }))}
        />
        <ChoiceField
          form={form}
          at="/finance/utskrivningsklar"
          label={label('utskrivningsklar')}
          options={Object.entries(AVTALE.ukp).map(([value, text]) => ({ value, label: text }))}
        />
      </div>
      <fieldset class="row">
        <legend>{label('weights')}</legend>
        <div class="fields tight">
          {SERVICES.map((service) => (
            <TypedField
              key={service}
              form={form}
              at={`/finance/use/weights/${service}`}
              label={word(service)}
              name={`${label('weights')}, ${word(service)}`}
              typed={EXACT}
            />
          ))}
        </div>
      </fieldset>
      <CheckField
        form={form}
        at="/finance/lowUse"
        label={AVTALE.hasLowUse}
        onTurn={(isOn) => form.set('/finance/lowUse', isOn ? LOW_USE : undefined)}
      />
      {draft.finance?.lowUse && (
        <div class="fields">
          <TypedField form={form} at="/finance/lowUse/factor" label={label('factor')} typed={EXACT} />
          <TypedField form={form} at="/finance/lowUse/standbyShare" label={label('standbyShare')} typed={PERCENT} />
        </div>
      )}
    </Section>
  </>
)

const Invoice = ({ form, draft }: Props) => (
  <Section id="faktura" title={sections.invoice} lead={leads.invoice}>
    <div class="fields">
      <ChoiceField
        form={form}
        at="/finance/ehf/vatCategory"
        label={label('vatCategory')}
        options={Object.entries(AVTALE.vat).map(([value, text]) => ({ value, label: text }))}
      />
      <TypedField form={form} at="/finance/ehf/exemptionReason" label={label('exemptionReason')} />
      <TypedField form={form} at="/finance/ehf/account" label={label('account')} />
      <TypedField form={form} at="/finance/ehf/dueDays" label={label('dueDays')} typed={WHOLE_NUMBER} />
      <TypedField form={form} at="/finance/disputeDates" label={label('disputeDates')} typed={WHOLE_NUMBER} />
      <TypedField form={form} at="/finance/answerDates" label={label('answerDates')} typed={WHOLE_NUMBER} />
      <TypedField form={form} at="/finance/kostra/ansvar" label={label('ansvar')} />
      {ARTER.map((art) => (
        <TypedField key={art} form={form} at={`/finance/kostra/art/${art}`} label={`${label('art')}, ${word(art)}`} />
      ))}
    </div>
    {draft.parties.map(({ partyId }) => (
      <details
        key={partyId}
        class="contact"
        open={form.faults.some(({ pointer }) => pointer.startsWith(contactAt(partyId)))}
      >
        <summary>{AVTALE.contactOf(partyName(partyId))}</summary>
        <div class="fields">
          {CONTACT.map((field) => (
            <TypedField
              key={field}
              form={form}
              at={`${contactAt(partyId)}/${field}`}
              label={label(field)}
              name={`${label(field)}, ${partyName(partyId)}`}
            />
          ))}
          <CheckField form={form} at={`${contactAt(partyId)}/mvaRegistered`} label={label('mvaRegistered')} />
        </div>
      </details>
    ))}
  </Section>
)

const contactAt = (partyId: string): string => `/finance/ehf/parties/${partyId}`
