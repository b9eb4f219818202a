import type { Rule } from '../../lib/contract/rule.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { decidedBy } from '../kriterier/decided-by.ts'
import { firstRule, RuleBuilder } from '../kriterier/rule-builder.tsx'
import type { CoreSet, VariantBody } from './criteria-part.tsx'
import { Faults, type Form, TypedField } from './form.tsx'
import { type VariantChange, withChanges } from './variant-changes.ts'

const words = AVTALE.criteria
type Replacement = Extract<VariantChange, { readonly does: 'replace'; readonly criterionId: string }>

type Props = {
  readonly form: Form
  readonly draft: VariantBody
  readonly core: CoreSet
  readonly criterion: CoreSet['criteria'][number]
}

export const isReplacementOf =
  (id: string) =>
  (change: VariantChange): change is Replacement =>
    'criterionId' in change && !('effect' in change) && change.criterionId === id

/** What a criterion of the region says at the unit instead, and how it is decided there instead. */
export function ReplaceFields({ form, draft, core, criterion }: Props) {
  const { id, textNb, rule } = criterion
  const { changes, inputTypes = {} } = draft
  const known = { ...core.inputTypes, ...inputTypes }
  const number = changes.findIndex(isReplacementOf(id))
  const own = changes.find(isReplacementOf(id))
  const at = `/changes/${number}`
  const replace = ({ textNb, rule }: Pick<Replacement, 'textNb' | 'rule'>) => {
    const change: Replacement = {
      ...{ does: 'replace', criterionId: id, reason: own?.reason ?? '' },
      ...(textNb !== undefined && { textNb }),
      ...(rule && { rule }),
    }
    const others = changes.filter((each) => each !== own)
    const next = own ? changes.map((each) => (each === own ? change : each)) : [...changes, change]
    const { added } = decidedBy(criterion, rule, known)
    form.set(
      '',
      withChanges(draft, textNb === undefined && !rule ? others : next, { ...inputTypes, ...(rule ? added : {}) }),
    )
  }
  const { textNb: ownText, rule: ownRule }: { textNb?: string | undefined; rule?: Rule | undefined } = own ?? {}
  return (
    <>
      <div class="buttons">
        <Switch
          label={words.replaceText}
          isOn={ownText !== undefined}
          onTurn={(isOn) => replace({ textNb: isOn ? textNb : undefined, rule: ownRule })}
        />
        <Switch
          label={words.replaceRule}
          isOn={ownRule !== undefined}
          onTurn={(isOn) => replace({ textNb: ownText, rule: isOn ? (rule ?? firstRule()) : undefined })}
        />
      </div>
      {own && (
        <>
          <div class="fields">
            {ownText !== undefined && (
              <TypedField
                form={form}
                at={`${at}/textNb`}
                label={AVTALE.fields['textNb'] ?? ''}
                name={words.wordingFor(id)}
                isLong
              />
            )}
            <TypedField
              form={form}
              at={`${at}/reason`}
              label={AVTALE.fields['reason'] ?? ''}
              name={words.reasonFor(id)}
              isLong
            />
          </div>
          {ownRule && (
            <RuleBuilder
              form={form}
              at={at}
              criterion={{ id, rule: ownRule }}
              inputTypes={known}
              config={core.config ?? {}}
              isAlwaysRule
              onRule={(next) => replace({ textNb: ownText, rule: next })}
            />
          )}
          <Faults form={form} at={at} />
        </>
      )}
    </>
  )
}

const Switch = ({
  label,
  isOn,
  onTurn,
}: {
  readonly label: string
  readonly isOn: boolean
  readonly onTurn: (isOn: boolean) => void
}) => (
  <label class="choice">
    <input type="checkbox" checked={isOn} onChange={({ currentTarget }) => onTurn(currentTarget.checked)} />
    {label}
  </label>
)
