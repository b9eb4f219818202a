import { SETTINGS } from '../../infra/aws/settings.ts'
import { JOB_NAMES, jobRow } from '../../lib/contract/jobs.ts'
import type { Priced } from './prices.ts'

/** How much the service is used, and on how many screens it is looked at. */
export type Size = {
  readonly name: string
  readonly units: number
  readonly agreements: number
  readonly admissionsPerMonth: number
  /** Screens with a unit's board in sight, and dispatchers' with a search in sight, in hours a day taken together. */
  readonly boardHours: number
  readonly searchHours: number
  /** Of the table with its indexes; grows with the journals. */
  readonly tableGb: number
}

/**
 * The country: 688 places and 32 957 admissions a year (design.md § 1), with 230 units of 1–20 beds. A helsefellesskap is
 * a nineteenth of it. A board is in sight eight hours a day at each unit, and a search an hour a day per four units.
 */
export const SIZES: readonly Size[] = [
  { name: 'demo', units: 60, agreements: 12, admissionsPerMonth: 100, boardHours: 4, searchHours: 1, tableGb: 0.1 },
  sizeOf('helsefellesskap', 12, 3, 145),
  sizeOf('hele landet', 230, 300, 2_746),
]

function sizeOf(name: string, units: number, agreements: number, admissionsPerMonth: number): Size {
  return {
    name,
    units,
    agreements,
    admissionsPerMonth,
    boardHours: units * 8,
    searchHours: units / 4,
    tableGb: units / 100,
  }
}

/** What one call of an operation takes of the table, as it was measured. */
export type Cost = { readonly readUnits: number; readonly writeUnits: number }
export type CostOf = (operation: string) => Cost

export type Polling = { readonly seconds: number }

const DAYS = 30
const SECONDS_PER_HOUR = 3_600
/** A measured search is over so many units, and its reading grows with them. */
const MEASURED_UNITS = 60

/** How often each operation is called per admission; the rest is per unit and day. */
const PER_ADMISSION = {
  'find-beds': 2,
  'place-hold': 1,
  'accept-hold': 1,
  'check-criteria': 2,
  'admit-patient': 1,
  'move-stay': 0.3,
  'discharge-patient': 1,
} as const
const CONFIRMATIONS_PER_DAY = 3
const jobsEvery = (minutes: number): number =>
  JOB_NAMES.map(jobRow).filter((row) => 'everyMinutes' in row && row.everyMinutes === minutes).length
/** Each of these reads every unit as a search does. */
const MINUTE_JOBS = jobsEvery(1)
/** And this one the access log. */
const HOURLY_JOBS = jobsEvery(60)

/**
 * What is kept in the access log, assumed: a screen in sight is one record an hour for what it was given, and one for what
 * stood as it was; and somebody looks at the stay itself, its assessment or its nights so many times per admission.
 */
const KEPT_PER_SCREEN_HOUR = 2
const KEPT_PER_ADMISSION = 4
/** Of the log: a record, and what the job looks at each hour. */
const RECORD_BYTES = 600
const DATES_PER_CHECK = 4
/** A date was measured with so many records. */
const MEASURED_RECORDS = 100

/** Assumed, not measured on AWS: what one call takes of a function, what it writes to logs, and what the answer weighs. */
const ASSUMED = { gbSecondsPerCall: 0.02, logBytesPerCall: 160, answerKb: 2 }
/** What does not depend on use; counted from the templates. */
export type Standing = {
  readonly rules: number
  readonly alarmMetrics: number
  readonly ownMetrics: number
  readonly keys: number
  readonly secrets: number
}

/** How much of each priced thing a month takes. */
export function usageOf(
  size: Size,
  polling: Polling,
  costOf: CostOf,
  standing: Standing,
): Readonly<Record<Priced, number>> {
  const scale = size.units / MEASURED_UNITS
  const scaled = (operation: string): Cost => {
    const { readUnits, writeUnits } = costOf(operation)
    return operation === 'find-beds' ? { readUnits: readUnits * scale, writeUnits } : { readUnits, writeUnits }
  }
  const pollsPerMonth = (hoursPerDay: number) => (hoursPerDay * SECONDS_PER_HOUR * DAYS) / polling.seconds
  const calls: readonly (readonly [string, number])[] = [
    ...Object.entries(PER_ADMISSION).map(([operation, each]) => [operation, each * size.admissionsPerMonth] as const),
    ['confirm-unit', size.units * CONFIRMATIONS_PER_DAY * DAYS],
    ['show-board', pollsPerMonth(size.boardHours)],
    ['find-beds', pollsPerMonth(size.searchHours)],
    ['run-avregning', size.agreements],
    ['lock-avregning', size.agreements],
  ]
  const keptPerDay = size.boardHours * KEPT_PER_SCREEN_HOUR + (size.admissionsPerMonth * KEPT_PER_ADMISSION) / DAYS
  const checks = HOURLY_JOBS * 24 * DAYS
  const jobs: readonly (readonly [string, number])[] = [
    ['append-access', keptPerDay * DAYS],
    ['seal-access-log', checks],
    // The same dates, as large as they are here.
    ['verify-access-log', (checks * DATES_PER_CHECK * keptPerDay) / MEASURED_RECORDS],
    ['find-beds', MINUTE_JOBS * 60 * 24 * DAYS],
    ['verify-journal', size.units * DAYS],
    ['run-avregning', size.agreements],
  ]
  const sum = (of: readonly (readonly [string, number])[], each: (operation: string) => number) =>
    of.reduce((total, [operation, times]) => total + times * each(operation), 0)
  const asked = sum(calls, () => 1)
  const invoked = asked + MINUTE_JOBS * 60 * 24 * DAYS + checks
  const kept = size.tableGb + (keptPerDay * SETTINGS.prod.accessLogDays * RECORD_BYTES) / 1e9
  return {
    readUnit: sum([...calls, ...jobs], (operation) => scaled(operation).readUnits),
    // Each call proves its key once.
    writeUnit: sum([...calls, ...jobs, ['spend-proof', asked]], (operation) => scaled(operation).writeUnits),
    tableGb: kept,
    recoveryGb: kept,
    // Daily copies for five weeks, and a month's for six years; each is whole.
    copyGb: kept * (35 + 72),
    apiCall: asked,
    lambdaCall: invoked,
    lambdaGbSecond: invoked * ASSUMED.gbSecondsPerCall,
    edgeCall: asked,
    edgeGb: (asked * ASSUMED.answerKb) / 1e6,
    ruleCall: asked,
    ruleSet: 1,
    rule: standing.rules,
    logGb: (asked * ASSUMED.logBytesPerCall) / 1e9,
    alarmMetric: standing.alarmMetrics,
    ownMetric: standing.ownMetrics,
    dashboard: 1,
    key: standing.keys,
    secret: standing.secrets,
    transition: size.agreements * 4,
  }
}
