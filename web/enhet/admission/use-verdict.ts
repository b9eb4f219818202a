import { useEffect, useState } from 'preact/hooks'
import type { AskOf } from '../../../lib/contract/routes.ts'
import { call } from '../../api/call.ts'
import type { Problem } from '../../api/problem.ts'
import type { Checked } from './verdict-of.ts'

/** So long after the last key; a fast typist asks once. */
const SETTLE_MS = 250
const RETRY_MS = 2_000

export type Heard = {
  /** The last that the service said, and whether it answers what is written now. */
  readonly checked: Checked | undefined
  readonly isFresh: boolean
  readonly isLost: boolean
  readonly problem: Problem | undefined
}

/** Asks the dry run anew when what is written has rested for a moment, and again until it answers. Null asks nothing. */
export function useVerdict(unitId: string, body: AskOf<'check-criteria'>['body'] | null): Heard {
  const key = JSON.stringify(body)
  const [heard, setHeard] = useState<Omit<Heard, 'isFresh'> & { readonly key: string | undefined }>({
    key: undefined,
    checked: undefined,
    isLost: false,
    problem: undefined,
  })
  useEffect(() => {
    if (body === null) return
    const stopping = new AbortController()
    const ask = async (): Promise<void> => {
      const reply = await call('check-criteria', { params: { unitId }, body }, { signal: stopping.signal })
      if (stopping.signal.aborted) return
      if (reply.kind === 'answer') setHeard({ key, checked: reply.value, isLost: false, problem: undefined })
      else if (reply.kind === 'problem' && reply.problem.status < 500)
        setHeard(({ checked }) => ({ key, checked, isLost: false, problem: reply.problem }))
      else {
        setHeard((before) => ({ ...before, isLost: true }))
        timer = setTimeout(ask, RETRY_MS)
      }
    }
    let timer = setTimeout(ask, SETTLE_MS)
    return () => {
      clearTimeout(timer)
      stopping.abort()
    }
  }, [unitId, key])
  return { ...heard, isFresh: heard.key === key && heard.problem === undefined }
}
