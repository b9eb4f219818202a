import { useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { TEXT } from '../i18n/nb.ts'
import { useSteady } from '../parts/use-steady.ts'
import type { Row } from './ask.ts'
import { goOn } from './go-on.ts'
import { type HeldBed, keepHolds, keptHolds } from './kept.ts'

const words = TEXT.amk

/** The beds that are held from this tab, the newest first, and what follows when one of them is refused. */
export function useHeldBeds(everyUnit: readonly Row[], tell: (news: string) => void) {
  const [holds, setHolds] = useState(keptHolds)
  const change = (turn: (before: readonly HeldBed[]) => readonly HeldBed[]) =>
    setHolds((before) => {
      const after = turn(before)
      keepHolds(after)
      return after
    })
  const add = (held: HeldBed) =>
    change((before) => (before.some(({ holdId }) => holdId === held.holdId) ? before : [held, ...before]))
  return {
    holds,
    add,
    putAway: (held: HeldBed) => change((before) => before.filter(({ holdId }) => holdId !== held.holdId)),
    /** The service itself went on, for nobody had answered. */
    follow: useSteady((held: HeldBed, { unitId, holdId }: NonNullable<AnswerOf<'show-hold'>['next']>) => {
      const unit = everyUnit.find((row) => row.unitId === unitId)
      const tried = [...held.tried, unitId]
      add({ ...held, unitId, holdId, unitName: unit?.name ?? unitId, phone: unit?.phone ?? '', tried })
    }),
    goOn: useSteady(async (held: HeldBed) => {
      const next = await goOn(held)
      if (next.kind === 'held') add(next.held)
      tell(
        next.kind === 'held'
          ? words.wentOn(next.held.unitName)
          : words[next.kind === 'nobody' ? 'nobodyElse' : 'notAsked'],
      )
    }),
  }
}
