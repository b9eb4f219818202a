import { word } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { dayAndTime, dayOrTime } from '../../i18n/time.ts'
import type { Bed } from '../board-facts.ts'

const words = ENHET.marks

/** A thing to notice about a bed: as a sign with few letters for the wall, and in words. */
export type Mark = { readonly sign: string; readonly text: string; readonly isUrgent?: boolean }

const SOON_MS = 24 * 60 * 60_000

/** What is to be noticed, the most pressing first. `at` is the service's own time. */
export function marksOf({ occupant, features }: Bed, at: number): readonly Mark[] {
  const due = occupant?.reviewDueAt ?? null
  const leaves = occupant?.expectedDepartureAt ?? null
  const told = occupant?.utskrivningsklar ?? null
  const needs = occupant?.needs ?? []
  const isReady = told !== null && !['varslet', 'avmeldt'].includes(told.event)
  return [
    ...(due !== null && Date.parse(due) - at < SOON_MS
      ? [
          Date.parse(due) < at
            ? { sign: words.overdueSign, text: words.overdue(dayAndTime(due)), isUrgent: true }
            : { sign: words.dueSign, text: words.due(dayAndTime(due)) },
        ]
      : []),
    ...(isReady ? [{ sign: words.readySign, text: words.ready(word(told.event), told.dutySince) }] : []),
    ...(leaves === null
      ? []
      : [
          Date.parse(leaves) < at
            ? { sign: words.shouldHaveLeftSign, text: words.shouldHaveLeft(dayAndTime(leaves)), isUrgent: true }
            : { sign: words.leavesSign(dayOrTime(leaves, at)), text: words.leaves(dayAndTime(leaves)) },
        ]),
    ...needs.map((need) => ({ sign: word(need), text: words.needs(word(need)) })),
    ...features
      .filter((feature) => !needs.includes(feature))
      .map((feature) => ({ sign: word(feature), text: words.has(word(feature)) })),
  ]
}
