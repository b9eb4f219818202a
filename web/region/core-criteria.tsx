import { useState } from 'preact/hooks'
import { CRITERION_EFFECTS } from '../../lib/contract/words.ts'
import { ChoiceField, Faults, type Form, Section, TypedField } from '../avtale/form.tsx'
import { CRITERION_KIND_OPTIONS } from '../avtale/own-criteria.tsx'
import { word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { KRITERIER } from '../i18n/nb-kriterier.ts'
import { decidedBy, freeId } from '../kriterier/decided-by.ts'
import { RuleBuilder } from '../kriterier/rule-builder.tsx'
import type { CoreBody } from './core-set-form.tsx'

const words = KRITERIER.set
const EFFECT_OPTIONS = CRITERION_EFFECTS.map((value) => ({ value, label: word(value) }))
type Criterion = CoreBody['criteria'][number]
type Props = { readonly form: Form; readonly draft: CoreBody }

/** Every criterion of the set by its group, and the way to new ones. */
export function CoreCriteria({ form, draft }: Props) {
  const { criteria, inputTypes } = draft
  const groups = [...new Set(criteria.map(({ group }) => group))]
  const add = () => {
    const prefix = `${criteria[0]?.id.split('-')[0] ?? 'REG'}-NY`
    const plain = {
      id: freeId(
        prefix,
        criteria.map(({ id }) => id),
      ),
      kind: 'exclusion' as const,
      effect: 'block' as const,
      textNb: '',
      group: words.newGroup,
      inputs: [],
      source: '',
    }
    const { criterion, added } = decidedBy(plain, undefined, inputTypes)
    form.set('', { ...draft, inputTypes: { ...inputTypes, ...added }, criteria: [...criteria, criterion] })
  }
  return (
    <>
      {groups.map((group, g) => (
        <Section key={group} id={`gruppe-${g}`} title={group}>
          {criteria.map((criterion, i) =>
            criterion.group === group ? (
              <OneCriterion key={criterion.id} form={form} draft={draft} criterion={criterion} number={i} />
            ) : null,
          )}
        </Section>
      ))}
      <Faults form={form} at="/criteria" />
      <button type="button" class="ds-button" data-variant="secondary" onClick={add}>
        {words.add}
      </button>
    </>
  )
}

function OneCriterion({
  form,
  draft,
  criterion,
  number,
}: Props & { readonly criterion: Criterion; readonly number: number }) {
  const { id } = criterion
  const { criteria, inputTypes, config = {}, effectOverrides = {} } = draft
  const at = `/criteria/${number}`
  const isWrong = form.faults.some(({ pointer }) => pointer.startsWith(`${at}/rule`))
  const [isOpen, setOpen] = useState(false)
  return (
    <fieldset class="row">
      <legend>{id}</legend>
      <div class="fields">
        <TypedField
          form={form}
          at={`${at}/textNb`}
          label={AVTALE.fields['textNb'] ?? ''}
          name={words.text(id)}
          isLong
        />
        <ChoiceField
          form={form}
          at={`${at}/kind`}
          label={AVTALE.criteria.ownKind}
          name={words.kind(id)}
          options={CRITERION_KIND_OPTIONS}
        />
        <ChoiceField
          form={form}
          at={Object.hasOwn(effectOverrides, id) ? `/effectOverrides/${id}` : `${at}/effect`}
          label={AVTALE.fields['effect'] ?? ''}
          name={words.effect(id)}
          options={EFFECT_OPTIONS}
        />
        <TypedField
          form={form}
          at={`${at}/source`}
          label={words.criterionSource}
          name={`${words.criterionSource}, ${id}`}
          isLong
        />
      </div>
      <details class="contact" open={isOpen || isWrong} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{KRITERIER.how(id)}</summary>
        {(isOpen || isWrong) && (
          <RuleBuilder
            form={form}
            at={at}
            criterion={criterion}
            inputTypes={inputTypes}
            config={config}
            onRule={(rule) => {
              const { criterion: next, added } = decidedBy(criterion, rule, inputTypes)
              form.set('', {
                ...draft,
                inputTypes: { ...inputTypes, ...added },
                criteria: criteria.map((each, i) => (i === number ? next : each)),
              })
            }}
          />
        )}
      </details>
      <Faults form={form} at={at} />
      <button
        type="button"
        class="ds-button"
        data-variant="tertiary"
        onClick={() =>
          form.set('', {
            ...draft,
            criteria: criteria.filter((_, i) => i !== number),
            effectOverrides: Object.fromEntries(Object.entries(effectOverrides).filter(([each]) => each !== id)),
          })
        }
      >
        {words.remove(id)}
      </button>
    </fieldset>
  )
}
