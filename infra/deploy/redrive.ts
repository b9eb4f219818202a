import * as z from 'zod'
import { JOB_NAMES, type JobName } from '../../lib/contract/jobs.ts'

/** What lies in a queue of what could not be done. */
export type Parked = { readonly id: string; readonly handle: string; readonly body: string }

/** The queue and the worker; arguments, so that nothing here knows where they stand. */
export type Queue = {
  /** The job whose tasks are parked there; left out where any job's call may lie. */
  readonly job?: JobName
  readonly receive: () => Promise<readonly Parked[]>
  readonly remove: (parked: Parked) => Promise<void>
}
export type Again = { readonly job: JobName } & Readonly<Record<string, unknown>>
export type Work = (event: Again) => Promise<unknown>

export type Became = { readonly parked: Parked; readonly did: 'done' | 'failed' | 'unknown'; readonly why?: string }

const JobCall = z.object({ job: z.enum(JOB_NAMES) })
/** As the state machine parks a task: what it was, and at which instant the whole run counts as done. */
const ParkedTask = z.object({ task: z.record(z.string(), z.unknown()), at: z.string() })
/** As Lambda parks a call that failed each time it was tried. */
const FailedCall = z.object({ requestPayload: JobCall })

/** The event with which the same work is done again; undefined for what nobody here has parked. */
export function eventOf(body: string, job: JobName | undefined): Again | undefined {
  const said: unknown = parsed(body)
  const task = ParkedTask.safeParse(said)
  if (job !== undefined) return task.success ? { job, step: 'run', at: task.data.at, given: task.data.task } : undefined
  const failed = FailedCall.safeParse(said)
  if (failed.success) return failed.data.requestPayload
  const call = JobCall.safeParse(said)
  return call.success ? call.data : undefined
}

/**
 * Does once more what lies parked, each message once. It leaves the queue when the work is done and not before: what fails
 * again, or says again why nothing can come of it, stays with its reason. Every job can be done again safely.
 */
export async function redrive(queue: Queue, work: Work): Promise<readonly Became[]> {
  const became = new Map<string, Became>()
  for (;;) {
    const fresh = (await queue.receive()).filter(({ id }) => !became.has(id))
    if (fresh.length === 0) return [...became.values()]
    for (const parked of fresh) {
      const outcome = await doAgain(parked, queue.job, work)
      became.set(parked.id, outcome)
      if (outcome.did === 'done') await queue.remove(parked)
    }
  }
}

async function doAgain(parked: Parked, job: JobName | undefined, work: Work): Promise<Became> {
  const event = eventOf(parked.body, job)
  if (!event) return { parked, did: 'unknown' }
  try {
    const reason = Refused.safeParse(await work(event))
    return reason.success ? { parked, did: 'failed', why: reason.data.reason } : { parked, did: 'done' }
  } catch (fault) {
    return { parked, did: 'failed', why: String(fault) }
  }
}

/** A task that says why nothing can come of it. */
const Refused = z.object({ reason: z.string() })

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
