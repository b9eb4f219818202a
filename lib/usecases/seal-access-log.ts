import type { AnswerOf } from '../contract/routes.ts'
import { hourAfter, judgeDate, type LoggedLine, sealHour } from '../domain/access/seal.ts'
import type { SealFault } from '../domain/access/seal-fault.ts'
import { type Instant, instantOf, msOf, plusMinutes } from '../kernel/instant.ts'
import { type OsloDate, plusDates } from '../kernel/oslo-date.ts'
import { accepted, type Result } from '../kernel/result.ts'
import { type AccessLog, filedDateOf } from '../store/access-log-store.ts'
import {
  findFirstSeal,
  findLastSeal,
  HOUR_LENGTH,
  listLines,
  listSeals,
  trySetSeal,
} from '../store/access-seal-store.ts'
import type { Deps } from './deps.ts'

/** A record is written within seconds of its instant; after this nothing more comes to an hour. */
const SETTLED_MINUTES = 15
const MOST_HOURS = 7 * 24
/** How many of the older dates each run looks at, in turn. */
const OLDER_DATES = 3
const MS_PER_HOUR = 3_600_000

export type SealReport = {
  readonly sealedHours: number
  readonly checkedDates: number
  readonly broken: readonly { readonly date: OsloDate; readonly faults: readonly SealFault[] }[]
  /** There was no seal, and records from before: either the log was not sealed until now, or its seals are gone. */
  readonly isBegunLate: boolean
}

/** Seals every hour that is over, and looks whether what was sealed is still so: yesterday each time, and the rest in turn. */
export async function sealAccessLog({ accessLog }: Deps, key: Uint8Array, now: Instant): Promise<SealReport> {
  const isBegunLate = await beginsLate(accessLog, now)
  const sealedHours = await sealHours(accessLog, key, now)
  const dates = datesToCheck(now, accessLog.keptDays)
  const broken: SealReport['broken'][number][] = []
  for (const date of dates) {
    const { faults } = await judge(accessLog, key, date)
    if (faults.length > 0) broken.push({ date, faults })
  }
  return { sealedHours, checkedDates: dates.length, broken, isBegunLate }
}

/** Whether a date of the log is as it was sealed, hour by hour. */
export async function verifyAccessLog(
  { accessLog }: Deps,
  key: Uint8Array,
  date: OsloDate,
): Promise<Result<AnswerOf<'verify-access-log'>, never>> {
  const { faults, unsealedHours, lines, seals } = await judge(accessLog, key, date)
  const last = seals.at(-1)
  return accepted({
    date,
    ok: faults.length === 0,
    records: lines.length,
    unsealedHours,
    faults: [...faults],
    seal: last ? { hour: last.hour, mark: last.mark } : null,
  })
}

async function judge(log: AccessLog, key: Uint8Array, date: OsloDate) {
  const hours = hoursOf(date)
  const [from, last] = [startOf(date), plusMinutes(startOf(date), 23 * 60)]
  const [listed, seals, before, first, newest] = await Promise.all([
    listLines(log, date),
    listSeals(log, from, last),
    findLastSeal(log, from),
    findFirstSeal(log),
    findLastSeal(log),
  ])
  const lines = listed.map((line) => ({ ...line, hour: hours.find((hour) => isIn(line, hour)) }))
  return { ...judgeDate(key, { hours, lines, seals, before, first, newest }), lines, seals }
}

const isIn = ({ name }: LoggedLine, hour: Instant): boolean => name.startsWith(hour.slice(0, HOUR_LENGTH))

/** How many hours were sealed. Another run at the same time makes the same seals, and the one who comes last stops. */
async function sealHours(log: AccessLog, key: Uint8Array, now: Instant): Promise<number> {
  const until = hourOf(plusMinutes(now, -SETTLED_MINUTES))
  let before = await findLastSeal(log)
  let hour = before ? hourAfter(before.hour) : plusMinutes(until, -60)
  let sealed = 0
  while (hour < until && sealed < MOST_HOURS) {
    const seal = sealHour(key, hour, await listLines(log, filedDateOf(hour), hour), before)
    if (!(await trySetSeal(log, seal))) break
    before = seal
    hour = hourAfter(hour)
    sealed += 1
  }
  return sealed
}

async function beginsLate(log: AccessLog, now: Instant): Promise<boolean> {
  if (await findLastSeal(log)) return false
  const begins = plusMinutes(hourOf(plusMinutes(now, -SETTLED_MINUTES)), -60)
  const near = await Promise.all(
    [filedDateOf(now), plusDates(filedDateOf(now), -1)].map((date) => listLines(log, date)),
  )
  return near.flat().some(({ name }) => name < begins)
}

/** Dates whose records are all kept still. */
function datesToCheck(now: Instant, keptDays: number): readonly OsloDate[] {
  const [yesterday, older] = [plusDates(filedDateOf(now), -1), keptDays - 2]
  if (older < 1) return [yesterday]
  const turn = Math.floor(msOf(now) / MS_PER_HOUR) * OLDER_DATES
  const back = Array.from({ length: Math.min(OLDER_DATES, older) }, (_, i) => ((turn + i) % older) + 1)
  return [yesterday, ...back.map((days) => plusDates(yesterday, -days))]
}

const startOf = (date: OsloDate): Instant => instantOf(Date.parse(`${date}T00:00:00Z`))
const hoursOf = (date: OsloDate): readonly Instant[] =>
  Array.from({ length: 24 }, (_, i) => plusMinutes(startOf(date), i * 60))
const hourOf = (at: Instant): Instant => instantOf(Math.floor(msOf(at) / MS_PER_HOUR) * MS_PER_HOUR)
