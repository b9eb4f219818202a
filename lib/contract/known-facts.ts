import { CORE_SETS } from '../domain/assessment/core-sets.ts'
import type { InputType } from '../domain/assessment/criteria-set.ts'
import { knownInput } from '../domain/assessment/known-inputs.ts'

const MEASURED = ['integer', 'number', 'boolean', 'code']

/** What the service knows of every patient that is assessed, and any rule can ask for: age, observations and scores. */
export const KNOWN_FACTS: Readonly<Record<string, InputType>> = Object.fromEntries(
  CORE_SETS.flatMap(({ inputTypes }) => Object.entries(inputTypes)).filter(
    ([name, { type, values }]) => knownInput(name) && MEASURED.includes(type) && (type !== 'code' || values),
  ),
)
