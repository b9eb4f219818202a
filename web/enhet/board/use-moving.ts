import { useEffect, useState } from 'preact/hooks'
import type { AnswerOf } from '../../../lib/contract/routes.ts'
import { call } from '../../api/call.ts'
import type { Bed } from '../board-facts.ts'

export type Target = AnswerOf<'list-targets'>['targets'][number]

/** A patient who has been picked up, and what is known of the beds that they may be put in. */
export type Moving = {
  readonly stayId: string
  readonly from: Bed
  /** Undefined until the service has said it; it judges in any case. */
  readonly targets: ReadonlyMap<string, Target> | undefined
}

/** Picks a patient up, asks where they may be put, and asks anew when the board has changed meanwhile. */
export function useMoving(unitId: string, unitVersion: number | undefined) {
  const [picked, setPicked] = useState<{ readonly stayId: string; readonly from: Bed }>()
  const [targets, setTargets] = useState<{ readonly stayId: string; readonly byBed: ReadonlyMap<string, Target> }>()
  const stayId = picked?.stayId
  useEffect(() => {
    if (stayId === undefined) return
    let isGone = false
    void call('list-targets', { params: { unitId, stayId } }).then((reply) => {
      if (isGone || reply.kind !== 'answer') return
      setTargets({ stayId, byBed: new Map(reply.value.targets.map((target) => [target.bedId, target])) })
    })
    return () => {
      isGone = true
    }
  }, [unitId, stayId, unitVersion])
  const moving: Moving | undefined = picked && {
    ...picked,
    targets: targets?.stayId === picked.stayId ? targets.byBed : undefined,
  }
  return {
    moving,
    pick: (from: Bed) => {
      const stayId = from.occupant?.stayId
      if (stayId !== undefined) setPicked({ stayId, from })
    },
    putDown: () => setPicked(undefined),
  }
}
