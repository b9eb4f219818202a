import { CRITERION_EFFECTS } from '../../lib/contract/words.ts'
import { word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { KRITERIER } from '../i18n/nb-kriterier.ts'
import { ruleSentence } from '../kriterier/rule-sentence.ts'
import type { CoreSet, VariantBody } from './criteria-part.tsx'
import { Faults, type Form, fieldId, Section, TypedField } from './form.tsx'
import { isReplacementOf, ReplaceFields } from './replace-fields.tsx'

type Criterion = CoreSet['criteria'][number]
type Effect = (typeof CRITERION_EFFECTS)[number]
const words = AVTALE.criteria

type Props = { readonly form: Form; readonly draft: VariantBody; readonly core: CoreSet }

/** The region's criteria by group: for each what it does here, and where that is another thing, why. */
export function CriterionFields({ form, draft, core }: Props) {
  const groups = [...new Set(core.criteria.map(({ group }) => group))]
  return groups.map((group) => (
    <Section key={group} id={`gruppe-${groups.indexOf(group)}`} title={group}>
      {core.criteria
        .filter((criterion) => criterion.group === group)
        .map((criterion) => (
          <OneCriterion key={criterion.id} form={form} draft={draft} core={core} criterion={criterion} />
        ))}
    </Section>
  ))
}

function OneCriterion({ form, draft, core, criterion }: Props & { readonly criterion: Criterion }) {
  const { id, kind, textNb, rule } = criterion
  const { changes } = draft
  const agreed: Effect = core.effectOverrides?.[id] ?? criterion.effect
  const weighed = changes.findIndex(
    (change) => 'criterionId' in change && 'effect' in change && change.criterionId === id,
  )
  const replacement = changes.find(isReplacementOf(id))
  const hasOwnRule = replacement?.rule !== undefined
  const own = changes[weighed]
  const effect = own && 'effect' in own ? own.effect : agreed
  const choose = (chosen: Effect) => {
    const others = changes.filter((_, i) => i !== weighed)
    if (chosen === agreed) return form.set('/changes', others)
    const change = {
      does: strictness(chosen) > strictness(agreed) ? 'tighten' : 'loosen',
      criterionId: id,
      effect: chosen,
      reason: own?.reason ?? '',
    }
    form.set('/changes', weighed < 0 ? [...changes, change] : changes.map((each, i) => (i === weighed ? change : each)))
  }
  return (
    <fieldset class="row" data-changed={weighed >= 0 || replacement ? '' : undefined}>
      <legend>
        {id} · {word(kind)}
      </legend>
      <p class="ds-paragraph">{textNb}</p>
      {rule && (
        <p class="ds-paragraph sentence">
          <strong>{hasOwnRule ? KRITERIER.regionReads : KRITERIER.reads}</strong>{' '}
          {ruleSentence(rule, { inputTypes: core.inputTypes, config: core.config ?? {}, say: word })}.
        </p>
      )}
      <div class="fields">
        <label class="field">
          {AVTALE.fields['effect']}
          <select
            class="ds-input"
            aria-label={words.effectFor(id)}
            id={fieldId(`/changes/${weighed}/effect`)}
            value={effect}
            onChange={({ currentTarget: { value } }) =>
              choose(CRITERION_EFFECTS.find((each) => each === value) ?? agreed)
            }
          >
            {CRITERION_EFFECTS.map((each) => (
              <option key={each} value={each}>
                {word(each)}
              </option>
            ))}
          </select>
          {weighed >= 0 && <span>{words.ownEffect(word(agreed))}</span>}
          <Faults form={form} at={`/changes/${weighed}/effect`} />
        </label>
        {weighed >= 0 && (
          <TypedField
            form={form}
            at={`/changes/${weighed}/reason`}
            label={AVTALE.fields['reason'] ?? ''}
            name={words.reasonFor(id)}
          />
        )}
      </div>
      <ReplaceFields form={form} draft={draft} core={core} criterion={criterion} />
    </fieldset>
  )
}

/** The list goes from the strictest to the one that asks for nothing. */
const strictness = (effect: Effect): number => -CRITERION_EFFECTS.indexOf(effect)
