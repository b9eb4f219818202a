import { useEffect, useRef, useState } from 'preact/hooks'
import type { AnswerOf, AskOf, Operation } from '../../lib/contract/routes.ts'
import type { Follows } from '../api/call.ts'
import { forgetIntent, type Intent, intend, keepIntent, keptIntent } from '../api/intent.ts'
import type { Problem } from '../api/problem.ts'
import { useSteady } from './use-steady.ts'

/** How an intent stands. `unsure`: it was sent and nobody answered; the same key is tried again until somebody does. */
export type Standing<Op extends Operation> =
  | { readonly kind: 'none' | 'sending' | 'unsure' }
  | { readonly kind: 'done'; readonly value: AnswerOf<Op> }
  | { readonly kind: 'refused'; readonly problem: Problem }

const RETRY_MS = 2_000
const LONGEST_RETRY_MS = 15_000

/**
 * Carries out one thing at a time, and to the end: after silence it sends the same intent again, more and more seldom.
 * Pressing twice, or a network that comes back, does nothing twice; nor does loading the page anew, where it `isKept`.
 */
export function useIntent<Op extends Operation>(
  operation: Op,
  onDone: (value: AnswerOf<Op>, ask: AskOf<Op>) => void = () => {},
  { isKept = false }: { readonly isKept?: boolean } = {},
): {
  readonly standing: Standing<Op>
  readonly start: (ask: AskOf<Op>, follows?: Follows) => void
  readonly forget: () => void
} {
  const [standing, setStanding] = useState<Standing<Op>>({ kind: 'none' })
  const running = useRef<Intent<Op>>(undefined)

  const tell = useSteady(onDone)
  const settle = (next: Standing<Op>) => {
    running.current = undefined
    if (isKept) forgetIntent(operation)
    setStanding(next)
  }
  const send = async (intent: Intent<Op>, pauseMs: number): Promise<void> => {
    const reply = await intent.send()
    if (running.current !== intent) return
    if (reply.kind === 'answer') {
      settle({ kind: 'done', value: reply.value })
      tell(reply.value, intent.ask)
    } else if (reply.kind === 'problem' && reply.problem.status < 500)
      settle({ kind: 'refused', problem: reply.problem })
    else {
      setStanding({ kind: 'unsure' })
      setTimeout(() => void send(intent, Math.min(pauseMs * 1.5, LONGEST_RETRY_MS)), pauseMs)
    }
  }
  const carryOut = (intent: Intent<Op>, kind: 'sending' | 'unsure') => {
    running.current = intent
    setStanding({ kind })
    void send(intent, RETRY_MS)
  }
  useEffect(() => {
    const unanswered = isKept ? keptIntent(operation) : undefined
    if (unanswered) carryOut(unanswered, 'unsure')
  }, [])
  return {
    standing,
    start: (ask, follows) => {
      if (running.current) return
      const intent = intend(operation, ask, follows)
      if (isKept) keepIntent(intent)
      carryOut(intent, 'sending')
    },
    forget: () => settle({ kind: 'none' }),
  }
}
