import { describe, expect, it } from 'vitest'
import { eventOf, type Parked, redrive } from '../../infra/deploy/redrive.ts'

const call = JSON.stringify({ job: 'tidy-units' })
const failed = JSON.stringify({
  version: '1.0',
  requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
  requestPayload: { job: 'escalate-holds' },
  responsePayload: { errorMessage: 'Task timed out' },
})

describe('what a parked message was', () => {
  it.each([
    ['a call that the scheduler gave up', call, undefined, { job: 'tidy-units' }],
    ['a call that failed each time', failed, undefined, { job: 'escalate-holds' }],
    ['no job of ours', JSON.stringify({ job: 'drop-table' }), undefined, undefined],
    ['nothing that can be read', 'hei', undefined, undefined],
    ['a call in the queue of a machine', call, 'run-month', undefined],
  ] as const)('%s', (_, body, job, event) => {
    expect(eventOf(body, job)).toEqual(event)
  })
})

describe('a redrive', () => {
  /** A queue that gives the same messages again and again, as a real one may. */
  const queueOf = (...bodies: readonly string[]) => {
    const left: Parked[] = bodies.map((body, i) => ({ id: `${i}`, handle: `${i}`, body }))
    const remove = async ({ id }: Parked) =>
      void left.splice(
        left.findIndex((each) => each.id === id),
        1,
      )
    return { left, receive: async () => [...left], remove }
  }

  it('takes away what was done, only after it was', async () => {
    const queue = queueOf(call, failed)
    const seen: string[] = []
    const became = await redrive(queue, async (event) => {
      seen.push(`${JSON.stringify(event)} of ${queue.left.length}`)
    })
    expect(seen).toEqual(['{"job":"tidy-units"} of 2', '{"job":"escalate-holds"} of 1'])
    expect(became.map(({ did }) => did)).toEqual(['done', 'done'])
    expect(queue.left).toEqual([])
  })

  it('tries each once, and leaves what fails and what it does not know', async () => {
    const queue = queueOf('hei', call)
    let tries = 0
    const became = await redrive(queue, async () => {
      tries += 1
      throw new Error('still ill')
    })
    expect(became.map(({ did }) => did)).toEqual(['unknown', 'failed'])
    expect([tries, queue.left.length]).toEqual([1, 2])
  })
})
