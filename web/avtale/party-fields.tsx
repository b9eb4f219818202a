import { HELSEFORETAK, KOMMUNER } from 'virtual:contract'
import { useState } from 'preact/hooks'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { inNorwegianOrder } from '../i18n/norwegian-order.ts'
import { partyName } from '../parts/party.ts'
import { AddFrom } from './add-from.tsx'
import type { AgreementBody } from './agreement-body.ts'
import { ChoiceField, type Form, type Option, Section, TypedField } from './form.tsx'
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
      <AddFrom
        label={AVTALE.newParty}
        button={AVTALE.addParty}
        options={othersThan(draft)}
        onAdd={(partyId) => form.set('', withParty(draft, partyId))}
      />
      <p class="ds-sr-only" role="status">
        {said}
      </p>
    </Section>
  )
}

function othersThan({ parties }: AgreementBody): readonly Option[] {
  const known = new Set<string>(parties.map(({ partyId }) => partyId))
  return [
    ...KOMMUNER.map(({ kommunenummer, name }) => ({ value: `k-${kommunenummer}`, label: name })),
    ...HELSEFORETAK.map(({ orgnr, name }) => ({ value: `hf-${orgnr}`, label: name })),
  ]
    .filter(({ value }) => !known.has(value))
    .sort((a, b) => inNorwegianOrder(a.label, b.label))
}

/** Beside those of its own kind, where there are any; the first of a kind gets a group of its own. */
function withParty(draft: AgreementBody, partyId: string): unknown {
  const { parties, groups } = draft
  const kind = partyId.split('-')[0] ?? ''
  const group =
    parties.find((party) => party.partyId.startsWith(`${kind}-`))?.group ?? (kind === 'k' ? 'kommuner' : kind)
  const isNew = groups.every((each) => each.group !== group)
  return {
    ...draft,
    parties: [...parties, { partyId, group }],
    groups: isNew ? [...groups, { group, guaranteed: 0 }] : groups,
    host: draft.host || partyId,
  }
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
