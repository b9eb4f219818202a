import { useEffect, useState } from 'preact/hooks'
import type { AskOf, Operation } from '../../lib/contract/routes.ts'
import { call, type Options, type Reply } from './call.ts'

const SETTLE_MS = 300

/** Asks once what is asked has rested for a moment; undefined until the answer to that very question is here. */
export function useAsked<Op extends Operation>(
  operation: Op,
  ask: AskOf<Op> | null,
  options: Pick<Options, 'follows' | 'patienceMs'> = {},
): Reply<Op> | undefined {
  const key = JSON.stringify([operation, ask, options.follows])
  const [heard, setHeard] = useState<{ readonly key: string; readonly reply: Reply<Op> }>()
  useEffect(() => {
    if (ask === null) return
    const stopping = new AbortController()
    const timer = setTimeout(async () => {
      const reply = await call(operation, ask, { ...options, signal: stopping.signal })
      if (!stopping.signal.aborted) setHeard({ key, reply })
    }, SETTLE_MS)
    return () => {
      clearTimeout(timer)
      stopping.abort()
    }
  }, [key])
  return heard?.key === key ? heard.reply : undefined
}
