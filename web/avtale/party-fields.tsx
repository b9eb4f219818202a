import { HELSEFORETAK, KOMMUNER } from 'virtual:contract'
import { useState } from 'preact/hooks'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { inNorwegianOrder } from '../i18n/norwegian-order.ts'
import { partyName } from '../parts/party.ts'
import type { AgreementBody } from './agreement-body.ts'
import { ChoiceField, type Form, Section, TypedField } from './form.tsx'
import { KRONER, WHOLE_NUMBER } from './typed-number.ts'

const { fields } = AVTALE

/** Who is in the agreement, in which group, and what each pays on account. */
export function PartyFields({ form, draft }: { readonly form: Form; readonly draft: AgreementBody }) {
  const [said, setSaid] = useState('')
  const groups = draft.groups.map(({ group }) => ({ value: group, label: group }))
  const takeOut = (partyId: string) => {
    setSaid(AVTALE.removed(partyName(partyId)))
    form.set('', withoutParty(draft, partyId))
  }
  return (
    <Section id="parter" title={AVTALE.sections.parties} lead={AVTALE.leads.parties}>
      {draft.parties.map(({ partyId }, i) => (
        <fieldset key={partyId} class="row">
          <legend>{partyName(partyId)}</legend>
          <div class="fields">
            <ChoiceField form={form} at={`/parties/${i}/group`} label={fields['group'] ?? ''} options={groups} />
            {partyId.startsWith('k-') && (
              <TypedField
                form={form}
                at={`/parties/${i}/population`}
                label={fields['population'] ?? ''}
                typed={WHOLE_NUMBER}
              />
            )}
            {draft.finance && (
              <TypedField
                form={form}
                at={`/finance/onAccount/${partyId}`}
                label={fields['onAccount'] ?? ''}
                typed={KRONER}
              />
            )}
            <button
              type="button"
              class="ds-button"
              data-variant="tertiary"
              aria-label={AVTALE.removeParty(partyName(partyId))}
              onClick={() => takeOut(partyId)}
            >
              {AVTALE.remove}
            </button>
          </div>
        </fieldset>
      ))}
      <AddParty draft={draft} onAdd={(partyId) => form.set('/parties', [...draft.parties, newParty(draft, partyId)])} />
      <p class="ds-sr-only" role="status">
        {said}
      </p>
    </Section>
  )
}

function AddParty({ draft, onAdd }: { readonly draft: AgreementBody; readonly onAdd: (partyId: string) => void }) {
  const known = new Set<string>(draft.parties.map(({ partyId }) => partyId))
  const others = [
    ...KOMMUNER.map(({ kommunenummer, name }) => ({ value: `k-${kommunenummer}`, label: name })),
    ...HELSEFORETAK.map(({ orgnr, name }) => ({ value: `hf-${orgnr}`, label: name })),
  ]
    .filter(({ value }) => !known.has(value))
    .sort((a, b) => inNorwegianOrder(a.label, b.label))
  const [value, setValue] = useState('')
  const chosen = others.find((each) => each.value === value) ?? others[0]
  return (
    <div class="fields">
      <label class="field">
        {AVTALE.newParty}
        <select class="ds-input" value={chosen?.value} onChange={({ currentTarget }) => setValue(currentTarget.value)}>
          {others.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => chosen && onAdd(chosen.value)}>
        {AVTALE.addParty}
      </button>
    </div>
  )
}

/** Beside those of its own kind, where there are any. */
function newParty({ parties, groups }: AgreementBody, partyId: string) {
  const kind = partyId.split('-')[0] ?? ''
  const group = parties.find((party) => party.partyId.startsWith(`${kind}-`))?.group ?? groups[0]?.group ?? ''
  return { partyId, group }
}

/** Everything that the agreement says about the party goes with it. */
function withoutParty(draft: AgreementBody, partyId: string): AgreementBody {
  const without = <T,>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([id]) => id !== partyId))
  const { finance, travelMinutes, parties } = draft
  return {
    ...draft,
    parties: parties.filter((party) => party.partyId !== partyId),
    ...(travelMinutes && { travelMinutes: without(travelMinutes) }),
    ...(finance && {
      finance: {
        ...finance,
        ...(finance.onAccount && { onAccount: without(finance.onAccount) }),
        ...(finance.ehf?.parties && { ehf: { ...finance.ehf, parties: without(finance.ehf.parties) } }),
      },
    }),
  }
}
