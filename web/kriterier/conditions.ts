import type { InputType, Rule } from '../../lib/contract/rule.ts'

/** Of several conditions, whether all must hold or one is enough. */
export type Joiner = 'and' | 'or'
/** A rule that can be built by choosing from lists: conditions in one row, all of them joined alike. */
export type Conditions = { readonly joiner: Joiner; readonly parts: readonly Condition[] }
export type Condition = Extract<Rule, { readonly input: string }> | Extract<Rule, { readonly op: 'countGte' }>

/** qSOFA is no fact of its own in a rule: so many of its three signs. */
export const QSOFA = 'qsofa'
const QSOFA_SIGNS: readonly Rule[] = [
  { op: 'gte', input: 'respiratoryRate', value: 22 },
  { op: 'lte', input: 'systolicBp', value: 100 },
  { op: 'ne', input: 'consciousness', value: 'A' },
]

/** The rule as such conditions; undefined where it says more than lists can. */
export function conditionsOf(rule: Rule): Conditions | undefined {
  const joiner = rule.op === 'or' ? 'or' : 'and'
  const parts = rule.op === 'and' || rule.op === 'or' ? rule.args : [rule]
  const simple = parts.filter(isCondition)
  return simple.length === parts.length ? { joiner, parts: simple } : undefined
}

export function ruleOf({ joiner, parts }: Conditions): Rule | undefined {
  const [only] = parts
  return parts.length > 1 ? { op: joiner, args: parts } : only
}

/** The fact that a condition is about. */
export const factOf = (part: Condition): string => (part.op === 'countGte' ? QSOFA : part.input)

/** What a condition about a fact begins as. */
export function freshCondition(fact: string, type: InputType | undefined): Condition {
  if (fact === QSOFA) return { op: 'countGte', args: QSOFA_SIGNS, value: 2 }
  switch (type?.type) {
    case 'integer':
    case 'number':
      return { op: 'gte', input: fact, value: 0 }
    case 'code':
      return { op: 'in', input: fact, value: type.values?.slice(0, 1) ?? [] }
    default:
      return { op: 'eq', input: fact, value: true }
  }
}

function isCondition(rule: Rule): rule is Condition {
  if (rule.op === 'countGte') return isQsofa(rule)
  if (!('input' in rule)) return false
  const { op, value } = rule
  if (op === 'subset') return false
  if (typeof value === 'object' && 'input' in value) return false
  return true
}

/** Also where the region's own settings stand for its numbers. */
const isQsofa = ({ args }: Extract<Rule, { readonly op: 'countGte' }>): boolean =>
  args.length === QSOFA_SIGNS.length &&
  QSOFA_SIGNS.every((sign) =>
    args.some((arg) => 'input' in arg && 'input' in sign && arg.input === sign.input && arg.op === sign.op),
  )
