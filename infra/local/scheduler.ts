import { JOB_NAMES, type JobName, type JobTime, jobRow } from '../../lib/contract/jobs.ts'
import { type Instant, instantOf, msOf } from '../../lib/kernel/instant.ts'
import {
  firstDateOf,
  type Month,
  monthOf,
  osloDateOf,
  plusDates,
  plusMonths,
  startOfOsloDate,
} from '../../lib/kernel/oslo-date.ts'
import type { MovedClock } from './moved-clock.ts'

export type Scheduler = { readonly runDue: () => Promise<void>; readonly stop: () => void }

const LOOK_EVERY_MS = 5_000

/** What EventBridge does on AWS: runs each job when its time has come by the service's clock, one at a time. */
export function schedule(
  clock: MovedClock,
  runJob: (job: JobName, at: Instant) => Promise<unknown>,
  report: (line: string) => void,
  /** False where jobs run only when the clock is moved, so that nothing happens that nobody asked for. */
  byThemselves = true,
): Scheduler {
  const lastRun = new Map<JobName, number>(JOB_NAMES.map((job) => [job, clock.nowMs()]))
  let running = Promise.resolve()
  const runDue = () => {
    running = running.then(async () => {
      const now = clock.nowMs()
      for (const job of JOB_NAMES) {
        // A clock that was moved back must not hold the job up until it has caught up again.
        const last = Math.min(lastRun.get(job) ?? now, now)
        const isDue = dueAfter(jobRow(job), last) <= now
        lastRun.set(job, isDue ? now : last)
        if (isDue)
          await runJob(job, instantOf(now)).catch((error: unknown) => report(`Jobben ${job} feilet: ${String(error)}`))
      }
    })
    return running
  }
  const timer = byThemselves ? setInterval(runDue, LOOK_EVERY_MS) : undefined
  timer?.unref()
  return { runDue, stop: () => clearInterval(timer) }
}

/** When a job that last ran at `ms` is to run again. */
export function dueAfter(time: JobTime, ms: number): number {
  if (!('monthly' in time)) return ms + time.everyMinutes * 60_000
  const { dayOfMonth, hour } = time.monthly
  const inMonth = (month: Month) =>
    msOf(startOfOsloDate(plusDates(firstDateOf(month), dayOfMonth - 1))) + hour * 3_600_000
  const month = monthOf(osloDateOf(instantOf(ms)))
  return inMonth(month) > ms ? inMonth(month) : inMonth(plusMonths(month, 1))
}
