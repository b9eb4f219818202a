import { useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { TEXT } from '../i18n/nb.ts'
import { useSteady } from '../parts/use-steady.ts'
import type { Row } from './ask.ts'
import { goOn } from './go-on.ts'
import { type HeldBed, keepHolds, keptHolds, type Said } from './kept.ts'

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
    change((before) =>
      before.some(({ holdId }) => holdId === held.holdId)
        ? before
        : [held, ...before.filter(({ isAway, body }) => !isAway || body.lookupId === held.body.lookupId)],
    )
  const note = (holdId: string, more: Pick<HeldBed, 'said' | 'isAway'>) =>
    change((before) => before.map((held) => (held.holdId === holdId ? { ...held, ...more } : held)))
  return {
    holds,
    add,
    putAway: useSteady(({ holdId }: HeldBed) => note(holdId, { isAway: true })),
    hear: useSteady(({ holdId }: HeldBed, { state, reason, endedAt }: Said) =>
      note(holdId, { said: { state, reason, endedAt } }),
    ),
    /** The service itself went on, for nobody had answered. */
    follow: useSteady(({ body, tried }: HeldBed, { unitId, holdId }: NonNullable<AnswerOf<'show-hold'>['next']>) => {
      const unit = everyUnit.find((row) => row.unitId === unitId)
      const [unitName, phone] = [unit?.name ?? unitId, unit?.phone ?? '']
      add({ unitId, holdId, unitName, phone, body, tried: [...tried, unitId] })
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
