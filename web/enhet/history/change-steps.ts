import type { AnswerOf } from '../../../lib/contract/routes.ts'

export type Change = NonNullable<AnswerOf<'show-board'>['changes']>[number]

/** Where one can step to: each instant once, by the last that happened then. */
export const stepsOf = (changes: readonly Change[]): readonly Change[] =>
  changes.filter((change, i) => changes[i + 1]?.at !== change.at)

/** The last step that is not after the instant; -1 before the first. */
export const stepAt = (steps: readonly Change[], at: string): number =>
  steps.findLastIndex((step) => Date.parse(step.at) <= Date.parse(at))

const MARGIN = 2

/** The steps go on standing while one moves among them, so that the slider does not slip under the hand. */
export function keepSteps(before: readonly Change[], now: readonly Change[], at: string): readonly Change[] {
  const i = stepAt(before, at)
  return i >= MARGIN && i < before.length - MARGIN ? before : now
}
