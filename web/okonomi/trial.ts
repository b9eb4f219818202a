import type { AnswerOf, AskOf } from '../../lib/contract/routes.ts'

export type Terms = NonNullable<AnswerOf<'what-if'>['before']['terms']>
type Body = AskOf<'what-if'>['body']

export const KEY_CHOICES = ['agreed', 'population', 'equal', 'half'] as const
/** What the dials say. */
export type Trial = {
  readonly sharePercent: number
  readonly key: (typeof KEY_CHOICES)[number]
  readonly isProtected: boolean
  readonly factor: number
  readonly standbyPercent: number
  readonly guestKroner: number
}

/** Where the dials stand when nothing is turned; an agreement without protection gets a mild one to begin from. */
export const agreedTrial = ({ fixed, lowUse, guests }: Terms): Trial => ({
  sharePercent: percentOf(fixed.share),
  key: 'agreed',
  isProtected: lowUse !== null,
  factor: lowUse ? tenths(numberOf(lowUse.factor)) : 2,
  standbyPercent: lowUse ? percentOf(lowUse.standbyShare) : 50,
  guestKroner: Math.round((guests?.rateOre ?? 0) / 100),
})

/** Only what is turned away from the agreement: what a dial shows rounded stays exact where nobody touched it. */
export function trialBody(terms: Terms, trial: Trial): Body {
  const agreed = agreedTrial(terms)
  const isTurned = (...dials: readonly (keyof Trial)[]) => dials.some((dial) => trial[dial] !== agreed[dial])
  const { fixed, guests } = terms
  const keys = {
    agreed: fixed.key,
    population: 'population',
    equal: 'equal',
    half: { equal: '0.5', population: '0.5' },
  } as const
  const share = isTurned('sharePercent') ? String(trial.sharePercent / 100) : fixed.share
  const lowUse = { factor: String(trial.factor), standbyShare: String(trial.standbyPercent / 100) }
  const finance = {
    ...(isTurned('sharePercent', 'key') && { fixed: { ...fixed, share, key: keys[trial.key] } }),
    ...(isTurned('isProtected', 'factor', 'standbyPercent') && { lowUse: trial.isProtected ? lowUse : null }),
  }
  return {
    ...(Object.keys(finance).length > 0 && { finance }),
    ...(guests && isTurned('guestKroner') && { guests: { ...guests, rateOre: trial.guestKroner * 100 } }),
  }
}

const percentOf = (share: string): number => Math.round(100 * numberOf(share))
const tenths = (value: number): number => Math.round(10 * value) / 10

/** For a dial to stand at; what is sent back is the text itself. */
function numberOf(exact: string): number {
  const [numerator = 0, denominator = 1] = exact.split('/').map(Number)
  return numerator / denominator
}
