import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import type { AgreementBody } from './agreement-body.ts'
import { type Form, Section } from './form.tsx'

const words = AVTALE.turnOn

/** From sharing beds to sharing what they cost: what it means, and the terms that it begins with. */
export const TurnFinanceOn = ({ form, draft }: { readonly form: Form; readonly draft: AgreementBody }) => (
  <Section id="oppgjor" title={AVTALE.sections.finance} lead={words.lead}>
    <ul class="means-list">
      {words.means.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
    <p class="ds-paragraph">{words.dates}</p>
    {draft.finance && draft.fom && !draft.fom.endsWith('-01') && (
      <p class="ds-alert" data-color="warning">
        {words.notFirst(shortDate(draft.fom))}
      </p>
    )}
    <button
      type="button"
      class="ds-button"
      data-variant="secondary"
      onClick={() => form.set('/finance', draft.finance ? undefined : firstTerms(draft))}
    >
      {draft.finance ? words.undo : words.button}
    </button>
  </Section>
)

/** What most agreements begin with: four tenths whatever the use, and of those half to the HF, where there are both. */
function firstTerms({ parties }: AgreementBody): AgreementBody['finance'] {
  const kommuner = parties.filter(({ partyId }) => partyId.startsWith('k-'))
  const hasBoth = kommuner.length > 0 && kommuner.length < parties.length
  const isCounted = kommuner.length > 0 && kommuner.every(({ population }) => population)
  const keyed = hasBoth || kommuner.length === parties.length
  return {
    counting: { rule: 'midnight', sameDayDogn: '1' },
    fixed: {
      share: '0.4',
      ...(hasBoth && { hfShare: '0.5' }),
      key: isCounted && keyed ? 'population' : 'equal',
    },
    utskrivningsklar: 'moves-payer',
  }
}
