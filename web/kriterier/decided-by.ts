import { KNOWN_FACTS } from 'virtual:contract'
import { type InputType, inputsOf, type Rule } from '../../lib/contract/rule.ts'

type Criterion = { readonly id: string; readonly inputs: readonly string[]; readonly rule?: Rule | undefined }
type Types = Readonly<Record<string, InputType>>

/** The question that a criterion asks where nothing but the clinician decides it. */
export const questionOf = (id: string): string =>
  id.toLowerCase().replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** The criterion decided by a rule, or by the clinician's answer; with the facts that it then asks for and `known` lacks. */
export function decidedBy<C extends Criterion>(
  criterion: C,
  rule: Rule | undefined,
  known: Types,
): { readonly criterion: C; readonly added: Types } {
  const { rule: _, ...plain } = criterion
  const inputs = rule ? inputsOf(rule) : [questionOf(criterion.id)]
  const lacking = inputs.filter((name) => !Object.hasOwn(known, name))
  return {
    // All of it but the rule is there as it was.
    criterion: { ...plain, inputs, ...(rule && { rule }) } as C,
    added: Object.fromEntries(
      lacking.map((name) => [name, KNOWN_FACTS[name] ?? { type: 'answer', labelNb: criterion.id }]),
    ),
  }
}

/** The next id of a kind that nobody has taken. */
export function freeId(prefix: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const id = `${prefix}-${String(number).padStart(2, '0')}`
    if (!taken.includes(id)) return id
  }
}
