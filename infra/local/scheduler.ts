import { JOB_NAMES, JOBS, type JobName } from '../../lib/contract/jobs.ts'
import type { MovedClock } from './moved-clock.ts'

export type Scheduler = { readonly runDue: () => Promise<void>; readonly stop: () => void }

const LOOK_EVERY_MS = 5_000

/** What EventBridge does on AWS: runs each job when its time has come by the service's clock, one at a time. */
export function schedule(
  clock: MovedClock,
  runJob: (job: JobName, timeEpoch: number) => Promise<unknown>,
  report: (line: string) => void,
): Scheduler {
  const lastRun = new Map<JobName, number>(JOB_NAMES.map((job) => [job, clock.nowMs()]))
  let running = Promise.resolve()
  const runDue = () => {
    running = running.then(async () => {
      const now = clock.nowMs()
      for (const job of JOB_NAMES) {
        const since = now - Math.min(lastRun.get(job) ?? now, now)
        if (since < JOBS[job].everyMinutes * 60_000) {
          lastRun.set(job, now - since)
          continue
        }
        lastRun.set(job, now)
        await runJob(job, now).catch((error: unknown) => report(`Jobben ${job} feilet: ${String(error)}`))
      }
    })
    return running
  }
  const timer = setInterval(runDue, LOOK_EVERY_MS)
  timer.unref()
  return { runDue, stop: () => clearInterval(timer) }
}
