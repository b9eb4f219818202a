export type JobRow = {
  /** Minutes between two runs. */
  readonly everyMinutes: number
  readonly table: 'read' | 'write'
  /** Who is hurt, and how, when the job does not run: the text of its alarm. */
  readonly impact: string
}

/** One row per job: CDK schedules and grants, the local scheduler and the generated docs are read from here. */
export const JOBS = {
  'escalate-holds': {
    everyMinutes: 1,
    table: 'write',
    impact: 'En enhet som ikke svarer, blir ikke varslet på nytt, og pasienten blir ikke tilbudt neste enhet',
  },
  'tidy-units': {
    everyMinutes: 1,
    table: 'write',
    impact: 'De som venter på en seng, får den ikke av seg selv når et hold går ut',
  },
  'reconcile-units': {
    everyMinutes: 24 * 60,
    table: 'read',
    impact: 'Senger som står opptatt uten pasient, blir ikke oppdaget',
  },
} as const satisfies Record<string, JobRow>

export type JobName = keyof typeof JOBS
export const JOB_NAMES = Object.keys(JOBS) as JobName[]
