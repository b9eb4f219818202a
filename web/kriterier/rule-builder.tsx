import { KNOWN_FACTS } from 'virtual:contract'
import type { InputType, Rule } from '../../lib/contract/rule.ts'
import { ChoiceField, CodesField, Faults, type Form, fieldId, TypedField } from '../avtale/form.tsx'
import { EXACT_NUMBER } from '../avtale/typed-number.ts'
import { word } from '../i18n/nb.ts'
import { KRITERIER } from '../i18n/nb-kriterier.ts'
import { type Condition, type Conditions, conditionsOf, factOf, freshCondition, QSOFA, ruleOf } from './conditions.ts'
import { ruleSentence } from './rule-sentence.ts'

const words = KRITERIER
const JOINERS = ['and', 'or'] as const
const NUMBER_OPS = ['gte', 'gt', 'lte', 'lt', 'eq'] as const
const CODE_OPS = ['eq', 'ne'] as const

type Props = {
  readonly form: Form
  /** JSON pointer of the criterion. */
  readonly at: string
  readonly criterion: { readonly id: string; readonly rule?: Rule | undefined }
  readonly inputTypes: Readonly<Record<string, InputType>>
  readonly config: Readonly<Record<string, unknown>>
  /** The criterion is decided by a rule in any case, and by which is the question. */
  readonly isAlwaysRule?: boolean
  readonly onRule: (rule: Rule | undefined) => void
}

/** What a rule begins as: the one that most of them look at. */
export const firstRule = (): Rule => freshCondition('news2Total', KNOWN_FACTS['news2Total'])

/** How a criterion is decided: by the clinician's answer, or by a rule that is built by choosing from lists. */
export function RuleBuilder({
  form,
  at,
  criterion: { id, rule },
  inputTypes,
  config,
  isAlwaysRule = false,
  onRule,
}: Props) {
  const facts = { ...KNOWN_FACTS, ...inputTypes }
  const conditions = rule && conditionsOf(rule)
  const set = (next: Conditions) => onRule(ruleOf(next))
  return (
    <div class="rule" id={fieldId(`${at}/rule`)} tabIndex={-1}>
      {!isAlwaysRule && (
        <label class="field">
          {words.decided}
          <select
            class="ds-input"
            aria-label={words.decidedFor(id)}
            value={rule ? 'rule' : 'answer'}
            onChange={({ currentTarget: { value } }) => onRule(value === 'rule' ? (rule ?? firstRule()) : undefined)}
          >
            <option value="answer">{words.byAnswer}</option>
            <option value="rule">{words.byRule}</option>
          </select>
        </label>
      )}
      {rule && (
        <p class="ds-paragraph sentence">
          <strong>{words.reads}</strong> {ruleSentence(rule, { inputTypes: facts, config, say: word })}.
        </p>
      )}
      {rule && !conditions && (
        <>
          <p class="ds-paragraph">{words.tooRich}</p>
          <button type="button" class="ds-button" data-variant="secondary" onClick={() => onRule(firstRule())}>
            {words.replace}
          </button>
        </>
      )}
      {conditions && (
        <>
          {conditions.parts.length > 1 && (
            <label class="field">
              {words.joiner}
              <select
                class="ds-input"
                value={conditions.joiner}
                onChange={({ currentTarget: { value } }) =>
                  set({ ...conditions, joiner: JOINERS.find((each) => each === value) ?? 'and' })
                }
              >
                {JOINERS.map((each) => (
                  <option key={each} value={each}>
                    {words.joiners[each]}
                  </option>
                ))}
              </select>
            </label>
          )}
          <ol class="conditions">
            {conditions.parts.map((part, i) => (
              // A condition that is given another fact is still the one that stands there.
              <li key={i}>
                <OneCondition
                  form={form}
                  at={conditions.parts.length > 1 ? `${at}/rule/args/${i}` : `${at}/rule`}
                  names={{ id, number: i + 1 }}
                  part={part}
                  facts={facts}
                  config={config}
                  onChange={(next) =>
                    set({ ...conditions, parts: conditions.parts.map((each, j) => (j === i ? next : each)) })
                  }
                />
                {conditions.parts.length > 1 && (
                  <button
                    type="button"
                    class="ds-button"
                    data-variant="tertiary"
                    onClick={() => set({ ...conditions, parts: conditions.parts.filter((_, j) => j !== i) })}
                  >
                    {words.remove(i + 1)}
                  </button>
                )}
              </li>
            ))}
          </ol>
          <button
            type="button"
            class="ds-button"
            data-variant="secondary"
            onClick={() =>
              set({ ...conditions, parts: [...conditions.parts, freshCondition('ageYears', facts['ageYears'])] })
            }
          >
            {words.add}
          </button>
        </>
      )}
      <Faults form={form} at={`${at}/rule`} />
      <Faults form={form} at={`${at}/inputs`} />
    </div>
  )
}

type OneProps = {
  readonly form: Form
  readonly at: string
  readonly names: { readonly id: string; readonly number: number }
  readonly part: Condition
  readonly facts: Readonly<Record<string, InputType>>
  readonly config: Readonly<Record<string, unknown>>
  readonly onChange: (part: Condition) => void
}

function OneCondition({ form, at, names: { id, number }, part, facts, config, onChange }: OneProps) {
  const fact = factOf(part)
  const type = facts[fact]
  const isChosen = ([, { type: kind, values }]: readonly [string, InputType]): boolean =>
    ['integer', 'number', 'boolean', 'answer'].includes(kind) || (kind === 'code' && values !== undefined)
  const options = Object.entries(facts).filter(isChosen)
  const measured = options.filter(([name]) => Object.hasOwn(KNOWN_FACTS, name))
  const answered = options.filter(([name]) => !Object.hasOwn(KNOWN_FACTS, name))
  const setting = typeof part.value === 'object' && 'config' in part.value ? config[part.value.config] : undefined
  const isNumber = part.op === 'countGte' || type?.type === 'integer' || type?.type === 'number'
  return (
    <div class="fields">
      <label class="field">
        {words.fact}
        <select
          class="ds-input"
          aria-label={words.factFor(id, number)}
          id={fieldId(`${at}/input`)}
          value={fact}
          onChange={({ currentTarget: { value } }) => onChange(freshCondition(value, facts[value]))}
        >
          <optgroup label={words.measured}>
            {measured.map(([name, { labelNb }]) => (
              <option key={name} value={name}>
                {labelNb}
              </option>
            ))}
            <option value={QSOFA}>{words.qsofa}</option>
          </optgroup>
          <optgroup label={words.answered}>
            {answered.map(([name, { labelNb }]) => (
              <option key={name} value={name}>
                {labelNb}
              </option>
            ))}
          </optgroup>
        </select>
        <Faults form={form} at={`${at}/input`} />
      </label>
      {isNumber && part.op !== 'countGte' && <Comparison {...{ id, number, part, onChange }} ops={NUMBER_OPS} />}
      {type?.type === 'code' && part.op !== 'in' && part.op !== 'countGte' && (
        <Comparison {...{ id, number, part, onChange }} ops={CODE_OPS} />
      )}
      {setting !== undefined && (
        <p class="ds-paragraph">
          {words.value}:{' '}
          {words.fromSetting(
            Array.isArray(setting) ? setting.map((each) => word(String(each))).join(', ') : String(setting),
          )}{' '}
          {typeof setting === 'number' && (
            <button type="button" class="as-link" onClick={() => onChange({ ...part, value: setting })}>
              {words.ownValue}
            </button>
          )}
        </p>
      )}
      {setting === undefined && isNumber && (
        <TypedField
          form={form}
          at={`${at}/value`}
          label={type?.unit ? `${words.value} (${type.unit})` : words.value}
          name={words.valueFor(id, number)}
          typed={EXACT_NUMBER}
        />
      )}
      {setting === undefined && typeof part.value === 'boolean' && (
        <label class="field">
          {words.value}
          <select
            class="ds-input"
            aria-label={words.valueFor(id, number)}
            value={part.value ? 'yes' : 'no'}
            onChange={({ currentTarget: { value } }) => onChange({ ...part, value: value === 'yes' })}
          >
            {['yes', 'no'].map((each) => (
              <option key={each} value={each}>
                {word(each)}
              </option>
            ))}
          </select>
        </label>
      )}
      {setting === undefined && type?.type === 'code' && part.op === 'in' && (
        <CodesField form={form} at={`${at}/value`} label={words.value} options={codesOf(type)} />
      )}
      {setting === undefined && type?.type === 'code' && part.op !== 'in' && (
        <ChoiceField
          form={form}
          at={`${at}/value`}
          label={words.value}
          name={words.valueFor(id, number)}
          options={codesOf(type)}
        />
      )}
      <Faults form={form} at={`${at}/op`} />
    </div>
  )
}

const codesOf = ({ values = [] }: InputType) => values.map((value) => ({ value, label: word(value) }))

function Comparison<Op extends keyof typeof words.comparisons>({
  id,
  number,
  part,
  ops,
  onChange,
}: {
  readonly id: string
  readonly number: number
  readonly part: Exclude<Condition, { readonly op: 'countGte' }>
  readonly ops: readonly Op[]
  readonly onChange: (part: Condition) => void
}) {
  return (
    <label class="field">
      {words.comparison}
      <select
        class="ds-input"
        aria-label={words.comparisonFor(id, number)}
        value={part.op}
        onChange={({ currentTarget: { value } }) => {
          const op = ops.find((each) => each === value)
          if (op) onChange({ ...part, op })
        }}
      >
        {ops.map((each) => (
          <option key={each} value={each}>
            {words.comparisons[each]}
          </option>
        ))}
      </select>
    </label>
  )
}
