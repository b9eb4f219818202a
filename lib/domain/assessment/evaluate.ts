import { parseInstant } from '../../kernel/instant.ts'
import { osloDateOf } from '../../kernel/oslo-date.ts'
import {
  type ConfigValue,
  type CriteriaSet,
  type Criterion,
  type CriterionEffect,
  type CriterionKind,
  effectOf,
  type InputValue,
  type Operand,
  type Rule,
} from './criteria-set.ts'
import { allOf, anyOf, atLeast, not, type Truth, truthOf } from './truth.ts'

export const ANSWERS = ['yes', 'no', 'unknown'] as const
export type Answer = (typeof ANSWERS)[number]

export const ASSESSMENT_OUTCOMES = ['fits', 'does-not-fit', 'ask-doctor'] as const
export type AssessmentOutcome = (typeof ASSESSMENT_OUTCOMES)[number]

/** What was told about the patient: answers by criterion, facts by name. */
export type Told = {
  readonly answers: Readonly<Record<string, Answer>>
  readonly inputs: Readonly<Record<string, InputValue>>
  /** Those of the inputs that nobody gave: an answer outweighs what is only likely. */
  readonly assumed?: ReadonlySet<string>
}

/** How one criterion came out. `met` speaks of the criterion's own good: an exclusion is met when it does not apply. */
export type Reason = {
  readonly criterionId: string
  readonly kind: CriterionKind
  readonly effect: CriterionEffect
  readonly group: string
  /** Whether the statement in the text holds. */
  readonly answer: Answer
  readonly met: Truth
  /** The clinician's answer says otherwise than the facts. */
  readonly contradiction: boolean
  readonly textNb: string
}

export type Evaluation = { readonly outcome: AssessmentOutcome; readonly reasons: readonly Reason[] }

/** One blocking criterion that fails is a no; one that is not known, or is contradicted, asks the doctor; else it fits. */
export function evaluateCriteria(set: CriteriaSet, told: Told): Evaluation {
  const reasons = set.criteria
    .map((criterion) => ({ ...criterion, effect: effectOf(criterion, set) }))
    .filter(({ effect }) => effect !== 'off')
    .map((criterion) => judge(set, criterion, told))
  const blocking = reasons.filter(({ effect }) => effect === 'block')
  const isRefused = blocking.some(({ met, contradiction }) => met === 'false' && !contradiction)
  const isOpen = blocking.some(({ met }) => met === 'unknown') || reasons.some(({ contradiction }) => contradiction)
  return { outcome: isRefused ? 'does-not-fit' : isOpen ? 'ask-doctor' : 'fits', reasons }
}

function judge(set: CriteriaSet, criterion: Criterion, { answers, assumed = NONE, ...told }: Told): Reason {
  const { id, kind, effect, group, textNb } = criterion
  const rule = ruleOf(criterion, set)
  const answered = Object.hasOwn(answers, id) ? truthOfAnswer(answers[id]) : 'unknown'
  const inputs = answered === 'unknown' ? told.inputs : withoutNames(told.inputs, assumed)
  // What the facts settle, whatever else may still come; a fact that is missing settles nothing yet.
  const byFacts = rule ? truthOfRule(rule, { set, inputs, missing: 'unknown' }) : 'unknown'
  const isSettled = byFacts !== null && byFacts !== 'unknown'
  const contradiction = isSettled && answered !== 'unknown' && byFacts !== answered
  // Where nobody speaks, a document that is not there is missing, and a rule out of use stands in nobody's way.
  const inSilence = () => (rule ? truthOfRule(rule, { set, inputs, missing: 'false' }) : 'unknown')
  const holds = isSettled ? byFacts : answered !== 'unknown' ? answered : (inSilence() ?? truthOf(kind !== 'exclusion'))
  const met = contradiction ? 'unknown' : kind === 'exclusion' ? not(holds) : holds
  return { criterionId: id, kind, effect, group, answer: answerOf(holds), met, contradiction, textNb }
}

const NONE: ReadonlySet<string> = new Set()

const withoutNames = (inputs: Told['inputs'], names: ReadonlySet<string>): Told['inputs'] =>
  Object.fromEntries(Object.entries(inputs).filter(([name]) => !names.has(name)))

/** A criterion without a rule asks one yes or no: told as a fact, it says the same as told as an answer. */
export function ruleOf(
  { rule, inputs: [input, ...others] }: Criterion,
  { inputTypes }: Pick<CriteriaSet, 'inputTypes'>,
): Rule | undefined {
  if (rule || input === undefined || others.length > 0) return rule
  return Object.hasOwn(inputTypes, input) && inputTypes[input]?.type === 'answer'
    ? { op: 'eq', input, value: true }
    : undefined
}

type Facts = {
  readonly set: CriteriaSet
  readonly inputs: Told['inputs']
  /** What `allPresent` says while a fact is missing. */
  readonly missing: 'false' | 'unknown'
}

/** Null where every comparison is out of use; one that is out of use has no part in what it was put together with. */
function truthOfRule(rule: Rule, facts: Facts): Truth | null {
  const { set, inputs, missing } = facts
  switch (rule.op) {
    case 'and':
      return combine(rule.args, facts, allOf)
    case 'or':
      return combine(rule.args, facts, anyOf)
    case 'not': {
      const truth = truthOfRule(rule.arg, facts)
      return truth && not(truth)
    }
    case 'countGte': {
      const least = operand(rule.value, set, inputs)
      if (least === null) return null
      return combine(rule.args, facts, (truths) => (typeof least === 'number' ? atLeast(truths, least) : 'unknown'))
    }
    case 'allPresent':
      return rule.inputs.every((name) => Object.hasOwn(inputs, name)) ? 'true' : missing
    case 'sameLocalDate': {
      const [a, b] = rule.inputs.map((name) =>
        Object.hasOwn(inputs, name) ? parseInstant(String(inputs[name])) : undefined,
      )
      return a && b ? truthOf(osloDateOf(a) === osloDateOf(b)) : 'unknown'
    }
    case 'eq':
    case 'ne':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'in':
    case 'subset':
      return compare(
        rule.op,
        Object.hasOwn(inputs, rule.input) ? inputs[rule.input] : undefined,
        operand(rule.value, set, inputs),
      )
  }
}

function combine(args: readonly Rule[], facts: Facts, by: (truths: readonly Truth[]) => Truth): Truth | null {
  const used = args.map((arg) => truthOfRule(arg, facts)).filter((truth) => truth !== null)
  return used.length === 0 ? null : by(used)
}

/** `null` is a setting out of use. */
function operand(value: Operand, set: CriteriaSet, inputs: Told['inputs']): InputValue | null | undefined {
  if (typeof value === 'object' && 'config' in value) return settingOf(set, value.config)
  if (typeof value === 'object' && 'input' in value)
    return Object.hasOwn(inputs, value.input) ? inputs[value.input] : undefined
  return value
}

/** A list of choices with their texts stands for its codes. */
export function settingOf({ config }: Pick<CriteriaSet, 'config'>, key: string): InputValue | null | undefined {
  const setting = Object.hasOwn(config, key) ? config[key] : undefined
  return isChoices(setting) ? setting.map((choice) => (typeof choice === 'string' ? choice : choice.code)) : setting
}

const isChoices = (setting: ConfigValue | undefined): setting is Extract<ConfigValue, readonly unknown[]> =>
  Array.isArray(setting)

function compare(
  op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'subset',
  left: InputValue | undefined,
  right: InputValue | null | undefined,
): Truth | null {
  if (right === null) return null
  if (left === undefined || right === undefined) return 'unknown'
  if (op === 'eq') return truthOf(left === right)
  if (op === 'ne') return truthOf(left !== right)
  if (op === 'in') return Array.isArray(right) ? truthOf(right.includes(String(left))) : 'unknown'
  if (op === 'subset')
    return Array.isArray(left) && Array.isArray(right) ? truthOf(left.every((each) => right.includes(each))) : 'unknown'
  if (typeof left !== 'number' || typeof right !== 'number') return 'unknown'
  const order = { gt: left > right, gte: left >= right, lt: left < right, lte: left <= right }
  return truthOf(order[op])
}

const truthOfAnswer = (answer: Answer | undefined): Truth =>
  answer === 'yes' ? 'true' : answer === 'no' ? 'false' : 'unknown'
const answerOf = (truth: Truth): Answer => (truth === 'true' ? 'yes' : truth === 'false' ? 'no' : 'unknown')
