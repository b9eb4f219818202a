import { useEffect, useState } from 'preact/hooks'
import type { AnswerOf } from '../../../lib/contract/routes.ts'
import { call } from '../../api/call.ts'
import type { Problem } from '../../api/problem.ts'
import { type Change, keepSteps, stepsOf } from './change-steps.ts'

export type Board = AnswerOf<'show-board'>
type Past = {
  /** The last that came, of the time that it is of; another may be on its way. */
  readonly board: Board | undefined
  readonly steps: readonly Change[]
  readonly problem: Problem | undefined
  readonly isLost: boolean
}

/** A moving hand asks once, when it rests. */
const SETTLE_MS = 120
const RETRY_MS = 2_000

/** The board as it was at an instant, with the changes around it. What has been does not change, so it is asked for once. */
export function usePastBoard(unitId: string, at: string | undefined): Past {
  const [past, setPast] = useState<Past>({ board: undefined, steps: [], problem: undefined, isLost: false })
  useEffect(() => {
    if (at === undefined) return
    const stopping = new AbortController()
    const ask = async (): Promise<void> => {
      const query = { at, changes: 'true' as const }
      const reply = await call('show-board', { params: { unitId }, query }, { signal: stopping.signal })
      if (stopping.signal.aborted) return
      if (reply.kind === 'answer') {
        const steps = stepsOf(reply.value.changes ?? [])
        setPast((before) => ({
          board: reply.value,
          steps: keepSteps(before.steps, steps, at),
          problem: undefined,
          isLost: false,
        }))
      } else if (reply.kind === 'problem' && reply.problem.status < 500)
        setPast((before) => ({ ...before, board: undefined, problem: reply.problem, isLost: false }))
      else {
        setPast((before) => ({ ...before, isLost: true }))
        timer = setTimeout(ask, RETRY_MS)
      }
    }
    let timer = setTimeout(ask, SETTLE_MS)
    return () => {
      clearTimeout(timer)
      stopping.abort()
    }
  }, [unitId, at])
  return past
}
