import { word } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import type { Target } from './use-moving.ts'

/** The room rules that a move would break, and what the patient would go without, in words. */
export const brokenBy = ({ rules, missingNeeds }: NonNullable<Target['obstacle']>): readonly string[] => [
  ...rules.map((rule) => ENHET.roomRules[rule] ?? rule),
  ...missingNeeds.map((need) => ENHET.bedLacks(word(need))),
]
