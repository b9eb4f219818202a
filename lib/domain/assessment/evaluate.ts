import { parseInstant } from '../../kernel/instant.ts'
import { osloDateOf } from '../../kernel/oslo-date.ts'
import type {
  CriteriaSet,
  Criterion,
  CriterionEffect,
  CriterionKind,
  InputValue,
  Operand,
  Rule,
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
  const reasons = set.criteria.filter(({ effect }) => effect !== 'off').map((criterion) => judge(set, criterion, told))
  const blocking = reasons.filter(({ effect }) => effect === 'block')
  const isRefused = blocking.some(({ met, contradiction }) => met === 'false' && !contradiction)
  const isOpen = blocking.some(({ met }) => met === 'unknown') || reasons.some(({ contradiction }) => contradiction)
  return { outcome: isRefused ? 'does-not-fit' : isOpen ? 'ask-doctor' : 'fits', reasons }
}

function judge(set: CriteriaSet, criterion: Criterion, { answers, inputs }: Told): Reason {
  const byRule = criterion.rule ? truthOfRule(criterion.rule, set, inputs) : 'unknown'
  const answered = Object.hasOwn(answers, criterion.id) ? truthOfAnswer(answers[criterion.id]) : 'unknown'
  const isTold = criterion.inputs.some((name) => Object.hasOwn(inputs, name))
  const contradiction = isTold && byRule !== 'unknown' && answered !== 'unknown' && byRule !== answered
  // The rule speaks where its facts were told; elsewhere the clinician does, and where nobody does, silence is no yes.
  const holds = byRule !== 'unknown' && (isTold || answered === 'unknown') ? byRule : answered
  const { id, kind, effect, group, textNb } = criterion
  const met = contradiction ? 'unknown' : kind === 'exclusion' ? not(holds) : holds
  return { criterionId: id, kind, effect, group, answer: answerOf(holds), met, contradiction, textNb }
}

function truthOfRule(rule: Rule, set: CriteriaSet, inputs: Told['inputs']): Truth {
  switch (rule.op) {
    case 'and':
      return allOf(rule.args.map((arg) => truthOfRule(arg, set, inputs)))
    case 'or':
      return anyOf(rule.args.map((arg) => truthOfRule(arg, set, inputs)))
    case 'not':
      return not(truthOfRule(rule.arg, set, inputs))
    case 'countGte': {
      const least = operand(rule.value, set, inputs)
      const truths = rule.args.map((arg) => truthOfRule(arg, set, inputs))
      return typeof least === 'number' ? atLeast(truths, least) : 'unknown'
    }
    case 'allPresent':
      return truthOf(rule.inputs.every((name) => Object.hasOwn(inputs, name)))
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

/** `null` is a setting out of use: whatever it is compared with passes. */
function operand(value: Operand, set: CriteriaSet, inputs: Told['inputs']): InputValue | null | undefined {
  if (typeof value === 'object' && 'config' in value) {
    const setting = Object.hasOwn(set.config, value.config) ? set.config[value.config] : undefined
    return Array.isArray(setting)
      ? setting.map((item) => (typeof item === 'string' ? item : item.code))
      : (setting as InputValue | null | undefined)
  }
  if (typeof value === 'object' && 'input' in value)
    return Object.hasOwn(inputs, value.input) ? inputs[value.input] : undefined
  return value
}

function compare(
  op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'subset',
  left: InputValue | undefined,
  right: InputValue | null | undefined,
): Truth {
  if (right === null) return 'true'
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
