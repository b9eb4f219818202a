import type { NamedFault } from './form.tsx'
import { valueAt } from './pointer.ts'

/** Of what nobody has written yet, that it is too short or no date says less than that it is not there. */
export const emptyAsMissing = (draft: unknown, faults: readonly NamedFault[]): readonly NamedFault[] =>
  faults.map(({ pointer, rule }) => {
    const value = valueAt(draft, pointer)
    const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
    return { pointer, rule: isEmpty ? 'missing' : rule }
  })
