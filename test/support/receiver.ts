import type { OutgoingEvent } from '../../lib/domain/outgoing/outgoing-event.ts'
import { type Instant, plusMinutes } from '../../lib/kernel/instant.ts'
import type { BusEntry, Couriers, Posted } from '../../lib/usecases/couriers.ts'

type Taken = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }

export const WEBHOOK_KEY = Buffer.from('en nokkel som bare finnes i testene, lang nok')

/**
 * The other end of the line: keeps what it took, in order, and answers as it is told to. The clock stands still until it
 * is moved, so that a night without an answer takes no time.
 */
export function makeReceiver(begin: Instant) {
  const taken: Taken[] = []
  const tries: Taken[] = []
  const bus: BusEntry[] = []
  let now = begin
  let answer: (event: OutgoingEvent) => Posted | Promise<Posted> = () => OK
  let busAnswer: ((entries: readonly BusEntry[]) => readonly boolean[]) | null = null
  const couriers: Couriers = {
    clock: () => now,
    post: async (url, headers, body) => {
      tries.push({ url, headers, body })
      const posted = await answer(JSON.parse(body))
      if ('httpStatus' in posted && posted.httpStatus < 300) taken.push({ url, headers, body })
      return posted
    },
    get putOnBus() {
      const judge = busAnswer
      return (
        judge &&
        (async (entries: readonly BusEntry[]) => {
          const results = judge(entries)
          bus.push(...entries.filter((_, i) => results[i]))
          return results
        })
      )
    },
    webhookKey: WEBHOOK_KEY,
  }
  return {
    couriers,
    tries,
    taken,
    bus,
    now: () => now,
    passes: (minutes: number) => {
      now = plusMinutes(now, minutes)
    },
    answers: (how: typeof answer) => {
      answer = how
    },
    busAnswers: (how: typeof busAnswer) => {
      busAnswer = how
    },
    /** What was taken, oldest first. */
    events: (): OutgoingEvent[] => taken.map(({ body }) => JSON.parse(body)),
  }
}

export const OK: Posted = { httpStatus: 204, retryAfterSeconds: null }
export const DOWN: Posted = { fault: 'unreachable' }
export const status = (httpStatus: number, retryAfterSeconds: number | null = null): Posted => ({
  httpStatus,
  retryAfterSeconds,
})
