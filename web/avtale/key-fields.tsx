import { AVTALE } from '../i18n/nb-avtale.ts'
import { partyName } from '../parts/party.ts'
import type { AgreementBody } from './agreement-body.ts'
import { Faults, type Form, fieldId, TypedField } from './form.tsx'
import { valueAt } from './pointer.ts'
import { EXACT, PERCENT } from './typed-number.ts'

const { fields } = AVTALE
type Kind = keyof typeof AVTALE.keys

/** Among whom a sum is shared, and by what: the HF's part first, the rest by the key. */
export function KeyFields({
  form,
  draft,
  at,
}: {
  readonly form: Form
  readonly draft: AgreementBody
  /** Of the record that has `hfShare` and `key`. */
  readonly at: string
}) {
  const key = valueAt(form.draft, `${at}/key`)
  const kind = kindOf(key)
  const fresh: Readonly<Record<Kind, unknown>> = {
    population: 'population',
    equal: 'equal',
    mixed: { equal: '0.5', population: '0.5' },
    weights: { weights: Object.fromEntries(draft.parties.map(({ partyId }) => [partyId, '1'])) },
  }
  const kinds = Object.entries(AVTALE.keys).map(([value, label]) => ({ value, label }))
  return (
    <div id={fieldId(`${at}/key`)} tabIndex={-1}>
      <div class="fields">
        <TypedField form={form} at={`${at}/hfShare`} label={fields['hfShare'] ?? ''} typed={PERCENT} />
        <label class="field">
          {fields['key']}
          <select
            class="ds-input"
            value={kind}
            onChange={({ currentTarget: { value } }) => {
              const chosen = kinds.find((each) => each.value === value)
              if (chosen && value in fresh) form.set(`${at}/key`, fresh[value as Kind])
            }}
          >
            {kinds.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {kind === 'mixed' && (
          <>
            <TypedField form={form} at={`${at}/key/equal`} label={fields['equal'] ?? ''} typed={PERCENT} />
            <TypedField form={form} at={`${at}/key/population`} label={AVTALE.byPopulation} typed={PERCENT} />
          </>
        )}
        {kind === 'weights' &&
          draft.parties.map(({ partyId }) => (
            <TypedField
              key={partyId}
              form={form}
              at={`${at}/key/weights/${partyId}`}
              label={partyName(partyId)}
              name={`${fields['weights']}, ${partyName(partyId)}`}
              typed={EXACT}
            />
          ))}
      </div>
      <Faults form={form} at={`${at}/key`} />
      <Faults form={form} at={`${at}/key/weights`} />
    </div>
  )
}

function kindOf(key: unknown): Kind {
  if (key === 'population' || key === 'equal') return key
  return typeof key === 'object' && key !== null && 'weights' in key ? 'weights' : 'mixed'
}
