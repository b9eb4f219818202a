import { useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { TEXT } from '../i18n/nb.ts'
import { useSteady } from '../parts/use-steady.ts'
import type { Row } from './ask.ts'
import { goOn } from './go-on.ts'
import { type HeldBed, keepHolds, keptHolds, PENDING, type Said, saidOf } from './kept.ts'

const words = TEXT.amk

/** The beds that are held from this tab, the newest first, and what follows when one of them is refused. */
export function useHeldBeds(everyUnit: readonly Row[], tell: (news: string) => void) {
  const [holds, setHolds] = useState(keptHolds)
  const [fromBefore] = useState(holds)
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
  const note = (holdId: string, more: Partial<Pick<HeldBed, 'said' | 'isAway'>>) =>
    change((before) => before.map((held) => (held.holdId === holdId ? { ...held, ...more } : held)))
  return {
    holds,
    /** Placed since the page was opened: all that becomes of it is news. */
    isNew: ({ holdId }: HeldBed) => fromBefore.every((held) => held.holdId !== holdId),
    add,
    putAway: useSteady(({ holdId }: HeldBed) => note(holdId, { isAway: true })),
    hear: useSteady(({ holdId }: HeldBed, said: Said) => note(holdId, { said: saidOf(said) })),
    /** The service itself went on, for nobody had answered. */
    follow: useSteady(({ body, tried }: HeldBed, { unitId, holdId }: NonNullable<AnswerOf<'show-hold'>['next']>) => {
      const unit = everyUnit.find((row) => row.unitId === unitId)
      const [unitName, phone] = [unit?.name ?? unitId, unit?.phone ?? '']
      add({ unitId, holdId, unitName, phone, body, tried: [...tried, unitId], said: PENDING })
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
