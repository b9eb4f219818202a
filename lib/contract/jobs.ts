import * as z from 'zod'
import { agreementId, month } from './fields.ts'

/** Minutes between two runs; or once a month, when the clock on a Norwegian wall shows the hour on that date. */
export type JobTime =
  | { readonly everyMinutes: number }
  | {
      /** Dates that every month has, and on which no clock is changed. */
      readonly monthly: { readonly dayOfMonth: number; readonly hour: number }
    }

/** Who does them: what sends to strangers, and what seals the access log, have functions, and grants, of their own. */
export const JOB_LAMBDAS = ['jobs', 'outgoing', 'seal'] as const
export type JobLambda = (typeof JOB_LAMBDAS)[number]

export type JobRow = JobTime & {
  readonly lambda: JobLambda
  readonly table: 'read' | 'write'
  /** Who is hurt, and how, when the job does not run: the text of its alarm. */
  readonly impact: string
  /**
   * Many tasks, each on its own: so many of them at once on AWS, where a task that fails is tried again and then parked.
   * Left out: one piece of work.
   */
  readonly fansOut?: { readonly atOnce: number }
}

/** One row per job: CDK schedules and grants, the local scheduler and the generated docs are read from here. */
export const JOBS = {
  'escalate-holds': {
    everyMinutes: 1,
    lambda: 'jobs',
    table: 'write',
    impact: 'En enhet som ikke svarer, blir ikke varslet på nytt, og pasienten blir ikke tilbudt neste enhet',
  },
  'tidy-units': {
    everyMinutes: 1,
    lambda: 'jobs',
    table: 'write',
    impact: 'De som venter på en seng, får den ikke av seg selv når et hold går ut',
  },
  'reconcile-units': {
    everyMinutes: 24 * 60,
    lambda: 'jobs',
    table: 'read',
    impact: 'Senger som står opptatt uten pasient, blir ikke oppdaget',
  },
  'deliver-events': {
    everyMinutes: 1,
    lambda: 'outgoing',
    table: 'write',
    impact: 'Andre systemer får ikke vite hva som har skjedd, eller ett av dem er gitt opp; ingenting er tapt',
  },
  'seal-access-log': {
    everyMinutes: 60,
    lambda: 'seal',
    // The access log is a table of its own, with grants of its own.
    table: 'read',
    impact: 'Ingen kan vise at tilgangsloggen er urørt, eller noen har vært i den',
  },
  'run-month': {
    monthly: { dayOfMonth: 2, hour: 5 },
    lambda: 'jobs',
    table: 'write',
    fansOut: { atOnce: 10 },
    impact: 'Vertene finner ingen ferdig kladd av forrige måned, og må kjøre hver avtale selv',
  },
} as const satisfies Record<string, JobRow>

export type JobName = keyof typeof JOBS
export type JobOf<Lambda extends JobLambda> = {
  [Each in JobName]: (typeof JOBS)[Each]['lambda'] extends Lambda ? Each : never
}[JobName]
export const JOB_NAMES = Object.keys(JOBS) as JobName[]
export const jobRow = (job: JobName): JobRow => JOBS[job]

/** What a month's run may be told: which month. */
export const MonthAsk = z.object({ month: month.optional() })
export type MonthAsk = z.output<typeof MonthAsk>
/** One agreement's part of it, as it travels from the list to the one who does it. */
export const MonthTask = z.object({ agreementId, name: z.string(), month })
export type MonthTask = z.output<typeof MonthTask>
