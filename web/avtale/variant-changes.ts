import { inputsOf } from '../../lib/contract/rule.ts'
import type { VariantBody } from './criteria-part.tsx'

export type VariantChange = VariantBody['changes'][number]
type Types = NonNullable<VariantBody['inputTypes']>

/** The variant with other changes; inputs that none of them asks for any more go with the one that did. */
export function withChanges(draft: VariantBody, changes: readonly VariantChange[], types: Types): VariantBody {
  const asked = new Set(changes.flatMap(inputsAskedBy))
  return {
    ...draft,
    changes,
    inputTypes: Object.fromEntries(Object.entries(types).filter(([name]) => asked.has(name))),
  }
}

function inputsAskedBy(change: VariantChange): readonly string[] {
  if ('add' in change) return change.add.inputs
  return 'rule' in change && change.rule ? inputsOf(change.rule) : []
}
