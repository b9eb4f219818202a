import type { NamedFault } from '../agreement/agreement.ts'
import type { CriteriaSet, InputKind, InputType, Operand, Rule } from './criteria-set.ts'
import { settingOf } from './evaluate.ts'
import { waysOf } from './possible.ts'

type Setting = Pick<CriteriaSet, 'config' | 'inputTypes'>
type Comparison = Extract<Rule, { readonly input: string }>

/** What can be held against what: two inputs, or an input and a constant, are compared within one family only. */
const FAMILY_OF = {
  integer: 'number',
  number: 'number',
  boolean: 'yes-no',
  answer: 'yes-no',
  code: 'text',
  reference: 'text',
  codeList: 'list',
  instant: 'instant',
} as const satisfies Record<InputKind, string>
type Family = (typeof FAMILY_OF)[InputKind]

/** Which inputs each comparison takes, and what it holds them against: their like, or a list. */
const COMPARED: Readonly<
  Record<Comparison['op'], { readonly of: readonly Family[]; readonly against: 'same' | 'list' }>
> = {
  eq: { of: ['number', 'yes-no', 'text'], against: 'same' },
  ne: { of: ['number', 'yes-no', 'text'], against: 'same' },
  gt: { of: ['number'], against: 'same' },
  gte: { of: ['number'], against: 'same' },
  lt: { of: ['number'], against: 'same' },
  lte: { of: ['number'], against: 'same' },
  in: { of: ['text'], against: 'list' },
  subset: { of: ['list'], against: 'list' },
}

/** Everything in a rule that is not there, is of the wrong type, or that no patient can ever meet. */
export function findRuleFaults(rule: Rule, pointer: string, set: Setting): NamedFault[] {
  const broken = findBrokenParts(rule, pointer, set)
  // What compares the wrong things has no range, so whether anything meets it is a question for later.
  return broken.length > 0 ? broken : findImpossible(rule, pointer, set)
}

function findBrokenParts(rule: Rule, pointer: string, set: Setting): NamedFault[] {
  switch (rule.op) {
    case 'and':
    case 'or':
      return inEach(rule.args, pointer, set, findBrokenParts)
    case 'not':
      return findBrokenParts(rule.arg, `${pointer}/arg`, set)
    case 'countGte':
      return [...inEach(rule.args, pointer, set, findBrokenParts), ...findCountFaults(rule, `${pointer}/value`, set)]
    case 'allPresent':
      return rule.inputs.flatMap((input, i) => findUnknownInput(input, `${pointer}/inputs/${i}`, set))
    case 'sameLocalDate':
      return rule.inputs.flatMap((input, i) => {
        const at = `${pointer}/inputs/${i}`
        const type = typeOf(set, input)
        return type && type.type !== 'instant' ? [{ pointer: at, rule: 'type' }] : findUnknownInput(input, at, set)
      })
    case 'eq':
    case 'ne':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'in':
    case 'subset':
      return findComparisonFaults(rule, pointer, set)
  }
}

function findComparisonFaults({ op, input, value }: Comparison, pointer: string, set: Setting): NamedFault[] {
  const type = typeOf(set, input)
  if (!type) return findUnknownInput(input, `${pointer}/input`, set)
  const family = FAMILY_OF[type.type]
  const { of, against } = COMPARED[op]
  if (!of.includes(family)) return [{ pointer: `${pointer}/op`, rule: 'not-comparable' }]
  return findOperandFaults(value, { family: against === 'list' ? 'list' : family, type }, `${pointer}/value`, set)
}

function findOperandFaults(
  value: Operand,
  { family, type }: { readonly family: Family; readonly type: InputType },
  pointer: string,
  set: Setting,
): NamedFault[] {
  if (typeof value === 'object' && 'input' in value) {
    const other = typeOf(set, value.input)
    if (!other) return findUnknownInput(value.input, `${pointer}/input`, set)
    return FAMILY_OF[other.type] === family ? [] : [{ pointer: `${pointer}/input`, rule: 'type' }]
  }
  const isSetting = typeof value === 'object' && 'config' in value
  if (isSetting && !Object.hasOwn(set.config, value.config))
    return [{ pointer: `${pointer}/config`, rule: 'unknown-setting' }]
  const at = isSetting ? `${pointer}/config` : pointer
  const constant = isSetting ? settingOf(set, value.config) : value
  if (constant === null || constant === undefined) return []
  if (familyOfConstant(constant) !== family) return [{ pointer: at, rule: 'type' }]
  const { values } = type
  const strange = [constant].flat().findIndex((each) => values && !values.some((known) => known === each))
  return strange < 0 ? [] : [{ pointer: Array.isArray(value) ? `${at}/${strange}` : at, rule: 'value' }]
}

/** As many of the parts as may be asked for: at least one, and no more than there are. */
function findCountFaults(
  { args, value }: Extract<Rule, { op: 'countGte' }>,
  pointer: string,
  set: Setting,
): NamedFault[] {
  const faults = findOperandFaults(value, { family: 'number', type: { type: 'integer', labelNb: '' } }, pointer, set)
  if (faults.length > 0 || (typeof value === 'object' && 'input' in value)) return faults
  const isSetting = typeof value === 'object' && 'config' in value
  const count = isSetting ? settingOf(set, value.config) : value
  const isCount = typeof count !== 'number' || (Number.isInteger(count) && count >= 1 && count <= args.length)
  return isCount ? [] : [{ pointer: isSetting ? `${pointer}/config` : pointer, rule: 'range' }]
}

/** The innermost parts that can never hold: a bound that nothing reaches, or parts of an `and` that shut each other out. */
function findImpossible(rule: Rule, pointer: string, set: Setting): NamedFault[] {
  const within =
    rule.op === 'and' || rule.op === 'or' || rule.op === 'countGte'
      ? inEach(rule.args, pointer, set, findImpossible)
      : rule.op === 'not'
        ? findImpossible(rule.arg, `${pointer}/arg`, set)
        : []
  if (within.length > 0) return within
  return waysOf(rule, true, set)?.length === 0 ? [{ pointer, rule: 'never-true' }] : []
}

const inEach = (
  args: readonly Rule[],
  pointer: string,
  set: Setting,
  find: (rule: Rule, pointer: string, set: Setting) => NamedFault[],
): NamedFault[] => args.flatMap((arg, i) => find(arg, `${pointer}/args/${i}`, set))

const typeOf = ({ inputTypes }: Setting, input: string): InputType | undefined =>
  Object.hasOwn(inputTypes, input) ? inputTypes[input] : undefined

const findUnknownInput = (input: string, pointer: string, set: Setting): NamedFault[] =>
  typeOf(set, input) ? [] : [{ pointer, rule: 'unknown-input' }]

function familyOfConstant(constant: string | number | boolean | readonly string[]): Family {
  if (typeof constant === 'object') return 'list'
  return typeof constant === 'number' ? 'number' : typeof constant === 'boolean' ? 'yes-no' : 'text'
}
