import type { InputType, Rule } from '../../lib/contract/rule.ts'

/** What the rule's names stand for: the facts, and the settings that it compares with. */
export type Meaning = {
  readonly inputTypes: Readonly<Record<string, InputType>>
  readonly config: Readonly<Record<string, unknown>>
  /** A code as people say it. */
  readonly say: (code: string) => string
}

/** The rule as a person would say it, so that whoever is to answer for it can read it. */
export function ruleSentence(rule: Rule, meaning: Meaning): string {
  const { say } = meaning
  const label = (input: string): string => (meaning.inputTypes[input]?.labelNb ?? input).replace(/\?$/, '')
  switch (rule.op) {
    case 'and':
      return rule.args.map((arg) => withinOther(arg, 'or', meaning)).join(' og ')
    case 'or':
      return rule.args.map((arg) => withinOther(arg, 'and', meaning)).join(' eller ')
    case 'not':
      return `ikke (${ruleSentence(rule.arg, meaning)})`
    case 'countGte':
      return `minst ${operandText(rule.value, meaning)} av disse: ${rule.args.map((arg) => ruleSentence(arg, meaning)).join('; ')}`
    case 'allPresent':
      return `det er opplyst: ${rule.inputs.map(label).join(', ')}`
    case 'sameLocalDate':
      return `${label(rule.inputs[0])} og ${label(rule.inputs[1])} er samme dato`
    case 'eq':
    case 'ne': {
      if (typeof rule.value === 'boolean')
        return `${label(rule.input)}: ${say(rule.value === (rule.op === 'eq') ? 'yes' : 'no')}`
      return `${label(rule.input)} er ${rule.op === 'eq' ? '' : 'ikke '}${operandText(rule.value, meaning)}`
    }
    case 'gt':
      return `${label(rule.input)} er over ${operandText(rule.value, meaning)}`
    case 'gte':
      return `${label(rule.input)} er ${operandText(rule.value, meaning)} eller mer`
    case 'lt':
      return `${label(rule.input)} er under ${operandText(rule.value, meaning)}`
    case 'lte':
      return `${label(rule.input)} er ${operandText(rule.value, meaning)} eller mindre`
    case 'in':
      return `${label(rule.input)} er ${operandText(rule.value, meaning)}`
    case 'subset':
      return `${label(rule.input)} er alle blant: ${operandText(rule.value, meaning)}`
  }
}

/** An «or» inside an «and» means another thing without its brackets, and the other way round. */
const withinOther = (rule: Rule, other: 'and' | 'or', meaning: Meaning): string =>
  rule.op === other || rule.op === 'countGte' ? `(${ruleSentence(rule, meaning)})` : ruleSentence(rule, meaning)

function operandText(value: unknown, meaning: Meaning): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    if ('config' in value) return operandText(meaning.config[String(value.config)], meaning)
    if ('input' in value) return meaning.inputTypes[String(value.input)]?.labelNb ?? String(value.input)
  }
  if (Array.isArray(value)) return value.map((each) => meaning.say(String(each))).join(' eller ')
  return typeof value === 'number' ? String(value).replace('.', ',') : meaning.say(String(value))
}
