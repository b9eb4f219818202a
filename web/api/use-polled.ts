import { useEffect, useRef, useState } from 'preact/hooks'
import type { AnswerOf, AskOf, Operation } from '../../lib/contract/routes.ts'
import { call } from './call.ts'
import { keepPicture, keptPicture } from './kept-picture.ts'
import type { Problem } from './problem.ts'

/** `waiting` before the first answer; `lost` keeps the last picture, and `heardAt` tells how old it is. */
export type Connection = 'waiting' | 'live' | 'lost'

export type Polled<Op extends Operation> = {
  readonly answer: AnswerOf<Op> | undefined
  readonly problem: Problem | undefined
  readonly connection: Connection
  /**
   * When the service last said how things are, also when it said «as before»; milliseconds of this machine's clock.
   * Brought up to date when it matters: «as before» alone draws nothing anew.
   */
  readonly heardAt: number | undefined
  /** Asks at once, as after an action of one's own. */
  readonly refresh: () => void
}

const VISIBLE_MS = 1_200
const HIDDEN_MS = 20_000
const LOST_MS = 2_000

type Options<Op extends Operation> = {
  /** How often while the page is seen. */
  readonly everyMs?: number
  /** The question once there is an answer, where it is not the same again. */
  readonly followUp?: (ask: AskOf<Op>, answer: AnswerOf<Op>) => AskOf<Op>
  /** The name that the last picture is kept under, to be there when the page is loaded anew without contact. */
  readonly keepAs?: string
}

/** Asks again and again, with the ETag of what is shown; null asks nothing. A new ask starts over. */
export function usePolled<Op extends Operation>(
  operation: Op,
  ask: AskOf<Op> | null,
  { everyMs = VISIBLE_MS, followUp, keepAs }: Options<Op> = {},
): Polled<Op> {
  const key = JSON.stringify([operation, ask])
  const [seen, setSeen] = useState<Seen<Op>>(() => ({ key, ...NOTHING, ...(keepAs && keptPicture<Op>(keepAs, key)) }))
  const [asked, setAsked] = useState(0)
  const latest = useRef(seen)
  latest.current = seen
  const heard = useRef(seen.heardAt === undefined ? undefined : { key, at: seen.heardAt })

  // The key stands for operation and ask, which are new objects each time.
  useEffect(() => {
    if (ask === null) return
    const stopping = new AbortController()
    let etag: string | null = null
    // Asked anew, also after the page was loaded anew, it is still the same question.
    const { key: seenKey, answer } = latest.current
    let question = followUp && answer && seenKey === key ? followUp(ask, answer) : ask
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      clearTimeout(timer)
      const reply = await call(operation, question, { etag, signal: stopping.signal })
      if (stopping.signal.aborted) return
      if (reply.kind === 'answer') {
        etag = reply.etag
        if (followUp) question = followUp(ask, reply.value)
      }
      if (!isSilence(reply)) heard.current = { key, at: Date.now() }
      setSeen((before) => next(before, key, reply, heard.current?.key === key ? heard.current.at : undefined))
      const pause = reply.kind === 'unreachable' ? LOST_MS : everyMs
      timer = setTimeout(look, document.visibilityState === 'hidden' ? HIDDEN_MS : pause)
    }
    const lookWhenSeen = () => {
      if (document.visibilityState === 'visible') void look()
    }
    document.addEventListener('visibilitychange', lookWhenSeen)
    void look()
    return () => {
      stopping.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', lookWhenSeen)
    }
  }, [key, asked])

  useEffect(() => {
    if (keepAs === undefined) return
    const keep = () => {
      const { key, answer } = latest.current
      if (answer && heard.current?.key === key) keepPicture(keepAs, { key, answer, heardAt: heard.current.at })
    }
    addEventListener('pagehide', keep)
    return () => removeEventListener('pagehide', keep)
  }, [keepAs])

  const { key: seenKey, ...shown } = seen
  return { ...(seenKey === key ? shown : NOTHING), refresh: () => setAsked((times) => times + 1) }
}

type Seen<Op extends Operation> = Omit<Polled<Op>, 'refresh'> & { readonly key: string }
const NOTHING = { answer: undefined, problem: undefined, connection: 'waiting', heardAt: undefined } as const

/** Out of order for a while is as good as gone: the last picture stays. */
const isSilence = (reply: Awaited<ReturnType<typeof call>>): boolean =>
  reply.kind === 'unreachable' || (reply.kind === 'problem' && reply.problem.status >= 500)

function next<Op extends Operation>(
  before: Seen<Op>,
  key: string,
  reply: Awaited<ReturnType<typeof call<Op>>>,
  heardAt: number | undefined,
): Seen<Op> {
  const kept = before.key === key ? before : { key, ...NOTHING }
  switch (reply.kind) {
    case 'answer':
      return { key, answer: reply.value, problem: undefined, connection: 'live', heardAt }
    case 'unchanged':
      return kept.connection === 'live' && !kept.problem
        ? kept
        : { ...kept, problem: undefined, connection: 'live', heardAt }
    case 'problem':
      return isSilence(reply)
        ? { ...kept, connection: 'lost', heardAt }
        : { ...kept, problem: reply.problem, connection: 'live', heardAt }
    case 'unreachable':
      return { ...kept, connection: 'lost', heardAt }
  }
}
