import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../lib/client/exchange.ts'
import { persist } from '../../../lib/client/persist.ts'

type HoldReply = Reply<'place-hold'>
const problem = (status: number, retryAfterMs?: number): HoldReply => ({
  kind: 'problem',
  problem: { code: 'too-many-at-once', status, title: 'T', detail: '', errors: [], field: undefined, facts: {} },
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
})
const SILENCE: HoldReply = { kind: 'unreachable' }
const UNCHANGED: HoldReply = { kind: 'unchanged' }

async function run(
  replies: readonly HoldReply[],
  { tries = 4, signal }: { tries?: number; signal?: AbortSignal } = {},
) {
  const pauses: number[] = []
  let sent = 0
  const reply = await persist(
    async () => replies[sent++] ?? UNCHANGED,
    { tries, random: () => 1, pause: async (ms) => void pauses.push(ms) },
    signal,
  )
  return { reply, sent, pauses }
}

describe('a client that does not give up', () => {
  it.each([
    ['silence', SILENCE],
    ['429', problem(429)],
    ['503', problem(503)],
    ['409 that says when to come back', problem(409, 100)],
  ])('sends again after %s', async (_, first) => {
    expect(await run([first, UNCHANGED])).toMatchObject({ reply: UNCHANGED, sent: 2 })
  })

  it.each([
    ['409', problem(409)],
    ['422', problem(422)],
    ['403', problem(403)],
    ['500', problem(500)],
  ])('takes %s for an answer', async (_, first) => {
    expect(await run([first, UNCHANGED])).toMatchObject({ reply: first, sent: 1, pauses: [] })
  })

  it('waits twice as long each time, and never shorter than it is told', async () => {
    const { pauses, sent } = await run([SILENCE, SILENCE, problem(503, 2_000), SILENCE])
    expect([pauses, sent]).toEqual([[250, 500, 2_000], 4])
  })

  it('stops when nobody waits for the answer any more', async () => {
    const stopped = AbortSignal.abort()
    expect(await run([SILENCE, UNCHANGED], { signal: stopped })).toMatchObject({ reply: SILENCE, sent: 1 })
  })
})
