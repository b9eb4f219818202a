import middy from '@middy/core'
import type * as z from 'zod'
import type { JobLambda, JobName, JobOf } from '../../lib/contract/jobs.ts'
import { type Instant, instantOf, parseInstant } from '../../lib/kernel/instant.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { realDeps } from './deps.ts'
import { log } from './log.ts'

type JobCall = { readonly deps: Deps; readonly now: Instant }
export type RunJob = (call: JobCall) => Promise<object>

/** A job of many tasks: first their list, then each by itself, perhaps in another process. What travels is parsed anew. */
type FanOutJob = {
  readonly list: (call: JobCall, ask: unknown) => Promise<readonly object[]>
  readonly run: (call: JobCall, task: unknown) => Promise<object>
}

export const fanOut = <Ask, Task extends object>({
  ask,
  task,
  list,
  run,
}: {
  readonly ask: z.ZodType<Ask>
  readonly task: z.ZodType<Task>
  readonly list: (call: JobCall, ask: Ask) => Promise<readonly Task[]>
  readonly run: (call: JobCall, task: Task) => Promise<object>
}): FanOutJob => ({
  list: (call, given) => list(call, ask.parse(given)),
  run: (call, given) => run(call, task.parse(given)),
})

/**
 * What a schedule sends: which job, and at which instant all of it counts as done, which a moved clock and a step that is
 * tried again depend on. `step` is one part of a job that fans out, with what it was given; without it all is done here.
 */
export type JobEvent = {
  readonly job: JobName
  readonly at?: string
  readonly step?: 'list' | 'run'
  readonly given?: unknown
}

/** The handler of all jobs. A fault is thrown on, so that the retries and the queue of whoever woke it take it. */
export function serveJobs<Lambda extends JobLambda>(jobs: Readonly<Record<JobOf<Lambda>, RunJob | FanOutJob>>) {
  const byName = new Map<string, RunJob | FanOutJob>(Object.entries(jobs))
  return middy(async ({ job, at, step, given }: JobEvent): Promise<object> => {
    const call = { deps: realDeps(), now: (at === undefined ? undefined : parseInstant(at)) ?? instantOf(Date.now()) }
    const work = byName.get(job)
    if (!work) throw new RangeError(`${job} is not done here`)
    const found = typeof work === 'function' ? await work(call) : await runStep(job, work, call, step, given)
    log.info(`${job}.done`, { step, found })
    return found
  })
}

async function runStep(
  job: JobName,
  { list, run }: FanOutJob,
  call: JobCall,
  step: JobEvent['step'],
  given: unknown,
): Promise<object> {
  switch (step) {
    case 'list':
      return { tasks: await list(call, given) }
    case 'run':
      return await run(call, given)
    case undefined: {
      const reports: object[] = []
      const parked: object[] = []
      for (const task of await list(call, {})) {
        // One that fails must not keep the others from theirs; it is told, and done again by whoever reads of it.
        const failed = await run(call, task).then(
          (report) => void reports.push(report),
          (fault: unknown) => ({ fault }),
        )
        if (!failed) continue
        const reason = String(failed.fault)
        parked.push({ task, reason })
        log.error(`${job}.parked`, { task, reason })
      }
      return { reports, parked }
    }
  }
}
