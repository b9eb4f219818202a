import { CRITERION_EFFECTS } from '../../lib/contract/words.ts'
import { word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { decidedBy, freeId } from '../kriterier/decided-by.ts'
import { RuleBuilder } from '../kriterier/rule-builder.tsx'
import type { CoreSet, VariantBody } from './criteria-part.tsx'
import { ChoiceField, type Form, Section, TypedField } from './form.tsx'
import { type VariantChange, withChanges } from './variant-changes.ts'

const words = AVTALE.criteria
const { fields } = AVTALE
export const CRITERION_KIND_OPTIONS = (['exclusion', 'inclusion', 'documentation'] as const).map((value) => ({
  value,
  label: word(value),
}))
type Props = { readonly form: Form; readonly draft: VariantBody; readonly core: CoreSet }

/** Criteria of the unit's own, which the clinician answers with yes or no, or a rule decides. */
export function OwnCriteria({ form, draft, core }: Props) {
  const { changes, inputTypes = {} } = draft
  const put = (next: readonly VariantChange[], types = inputTypes) => form.set('', withChanges(draft, next, types))
  const add = () => {
    const taken = changes.flatMap((change) => ('add' in change ? [change.add.id] : []))
    const plain = {
      id: freeId('LOK-EKS', taken),
      kind: 'exclusion' as const,
      effect: 'block' as const,
      textNb: '',
      group: words.own,
      inputs: [],
      source: words.ownSource,
    }
    const { criterion, added } = decidedBy(plain, undefined, core.inputTypes)
    put([...changes, { does: 'tighten', add: criterion, reason: '' }], { ...inputTypes, ...added })
  }
  return (
    <Section id="egne" title={words.own}>
      {changes.map((change, i) =>
        'add' in change ? (
          <fieldset key={change.add.id} class="row">
            <legend>{change.add.id}</legend>
            <div class="fields">
              <TypedField form={form} at={`/changes/${i}/add/textNb`} label={fields['textNb'] ?? ''} isLong />
              <ChoiceField
                form={form}
                at={`/changes/${i}/add/kind`}
                label={words.ownKind}
                options={CRITERION_KIND_OPTIONS}
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
                isLong
              />
            </div>
            <RuleBuilder
              form={form}
              at={`/changes/${i}/add`}
              criterion={change.add}
              inputTypes={{ ...core.inputTypes, ...inputTypes }}
              config={core.config ?? {}}
              onRule={(rule) => {
                const { criterion, added } = decidedBy(change.add, rule, { ...core.inputTypes, ...inputTypes })
                put(
                  changes.map((each, j) => (j === i ? { ...change, add: criterion } : each)),
                  { ...inputTypes, ...added },
                )
              }}
            />
            <button
              type="button"
              class="ds-button"
              data-variant="tertiary"
              onClick={() => put(changes.filter((_, j) => j !== i))}
            >
              {words.removeOwn(change.add.id)}
            </button>
          </fieldset>
        ) : null,
      )}
      <button type="button" class="ds-button" data-variant="secondary" onClick={add}>
        {words.addOwn}
      </button>
    </Section>
  )
}
