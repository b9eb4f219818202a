import { CRITERION_EFFECTS } from '../../lib/contract/words.ts'
import { word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import type { VariantBody } from './criteria-part.tsx'
import { ChoiceField, type Form, Section, TypedField } from './form.tsx'

const words = AVTALE.criteria
const { fields } = AVTALE
const KINDS = ['exclusion', 'inclusion', 'documentation'] as const

/** Questions of the unit's own, which the clinician answers with yes or no. */
export function OwnCriteria({ form, draft }: { readonly form: Form; readonly draft: VariantBody }) {
  const { changes, inputTypes = {} } = draft
  const add = () => {
    const number = changes.filter((change) => 'add' in change).length + 1
    const input = `egetSporsmal${number}`
    const criterion = {
      id: `LOK-EKS-${String(number).padStart(2, '0')}`,
      kind: 'exclusion',
      effect: 'block',
      textNb: '',
      group: words.own,
      inputs: [input],
      source: words.ownSource,
    }
    form.set('', {
      ...draft,
      inputTypes: { ...inputTypes, [input]: { type: 'answer', labelNb: criterion.id } },
      changes: [...changes, { does: 'tighten', add: criterion, reason: '' }],
    })
  }
  const remove = (at: number, inputs: readonly string[]) =>
    form.set('', {
      ...draft,
      inputTypes: Object.fromEntries(Object.entries(inputTypes).filter(([name]) => !inputs.includes(name))),
      changes: changes.filter((_, i) => i !== at),
    })
  return (
    <Section id="egne" title={words.own}>
      {changes.map((change, i) =>
        'add' in change ? (
          <fieldset key={change.add.id} class="row">
            <legend>{change.add.id}</legend>
            <div class="fields">
              <TypedField form={form} at={`/changes/${i}/add/textNb`} label={fields['textNb'] ?? ''} />
              <ChoiceField
                form={form}
                at={`/changes/${i}/add/kind`}
                label={words.ownKind}
                options={KINDS.map((value) => ({ value, label: word(value) }))}
              />
              <ChoiceField
                form={form}
                at={`/changes/${i}/add/effect`}
                label={fields['effect'] ?? ''}
                options={CRITERION_EFFECTS.filter((each) => each !== 'off').map((value) => ({
                  value,
                  label: word(value),
                }))}
              />
              <TypedField
                form={form}
                at={`/changes/${i}/reason`}
                label={fields['reason'] ?? ''}
                name={words.reasonFor(change.add.id)}
              />
              <button
                type="button"
                class="ds-button"
                data-variant="tertiary"
                onClick={() => remove(i, change.add.inputs)}
              >
                {words.removeOwn(change.add.id)}
              </button>
            </div>
          </fieldset>
        ) : null,
      )}
      <button type="button" class="ds-button" data-variant="secondary" onClick={add}>
        {words.addOwn}
      </button>
    </Section>
  )
}
