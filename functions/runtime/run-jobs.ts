import middy from '@middy/core'
import type { JobName } from '../../lib/contract/jobs.ts'
import { type Instant, instantOf } from '../../lib/kernel/instant.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { realDeps } from './deps.ts'
import { log } from './log.ts'

export type RunJob = (call: { readonly deps: Deps; readonly now: Instant }) => Promise<object>

/** What a schedule sends: which job, and in the local run at which moved instant. */
export type JobEvent = { readonly job: JobName; readonly timeEpoch?: number }

/** The handler of all jobs. A fault is thrown on, so that the schedule's own retries and dead-letter queue take it. */
export function serveJobs(jobs: Readonly<Record<JobName, RunJob>>) {
  return middy(async ({ job, timeEpoch }: JobEvent) => {
    const found = await jobs[job]({ deps: realDeps(), now: instantOf(timeEpoch ?? Date.now()) })
    log.info(`${job}.done`, { found })
    return found
  })
}
