import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb'
import { month as monthField } from '../../lib/contract/fields.ts'
import type { MonthTask } from '../../lib/contract/jobs.ts'
import { instantOf } from '../../lib/kernel/instant.ts'
import { accessLogBeside } from '../../lib/store/create-table.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { listMonthTasks, type MonthReport, runMonthTask } from '../../lib/usecases/run-month.ts'
import { localClient, NoEngineFault, startEngine } from './engine.ts'
import { inTurnsOf } from './in-turns.ts'
import { startMonthProgress } from './month-progress.ts'
import { describeMonth, describeReport, failuresOf } from './month-summary.ts'
import { movedClock } from './moved-clock.ts'
import { DataInUseFault, findRunningEndpoint, lockDataDir } from './run-lock.ts'
import { LOCAL_ACCESS_LOG_DAYS, TABLE_NAME } from './server.ts'

/** What was asked for makes no sense; the message says why. */
class AskFault extends Error {
  override readonly name = 'AskFault'
}

const USAGE = `Bruk: npm run avregning -- --all [--month 2026-10] [--data MAPPE]
      npm run avregning -- --agreement agr_salten [--agreement …] [--month 2026-10] [--data MAPPE]
Uten --month kjøres forrige måned. Avslutter med 0 når alt er kjørt, 1 når noe feilet.`
/** While one waits for the engine, another computes; more than that only queue. */
const AT_ONCE = 3

const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  process.exitCode = await main()
} catch (error) {
  say(explain(error))
  process.exitCode = 1
}

async function main(): Promise<number> {
  const ask = readAsk()
  const dataDir = resolve(ask.data)
  if (!existsSync(dataDir)) throw new AskFault(`Det er ingen data i ${ask.data}. «npm start» lager dem.`)
  const engine = await reachEngine(dataDir)
  const client = localClient(engine.endpoint)
  try {
    const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
    const store = { client, tableName: TABLE_NAME, pause }
    const deps: Deps = {
      store,
      accessLog: accessLogBeside(store, LOCAL_ACCESS_LOG_DAYS),
      newId: (prefix) => {
        throw new RangeError(`a month's run makes no ${prefix}`)
      },
      random: Math.random,
    }
    return await runTasks(deps, ask, instantOf(movedClock(join(dataDir, 'clock-offset')).nowMs()))
  } finally {
    client.destroy()
    await engine.leave()
  }
}

type Ask = ReturnType<typeof readAsk>

function readAsk() {
  const { values } = parseArgs({
    options: {
      month: { type: 'string' },
      agreement: { type: 'string', multiple: true, default: [] },
      all: { type: 'boolean', default: false },
      data: { type: 'string', default: '.trekkspill/data' },
    },
  })
  const month = monthField.optional().safeParse(values.month)
  if (!month.success) throw new AskFault(`--month ${values.month} er ingen måned.\n${USAGE}`)
  if (values.all === values.agreement.length > 0) throw new AskFault(USAGE)
  return { ...values, month: month.data }
}

/** The engine of whoever runs on these data now, or one of our own for as long as this takes. */
async function reachEngine(dataDir: string): Promise<{ endpoint: string; leave: () => Promise<void> }> {
  const endpoint = findRunningEndpoint(dataDir)
  if (endpoint) return { endpoint, leave: async () => {} }
  const lock = await lockDataDir(dataDir)
  const engine = await startEngine(dataDir)
  lock.nameEngine(engine)
  process.once('exit', lock.release)
  return { endpoint: engine.endpoint, leave: engine.stop }
}

async function runTasks(deps: Deps, { month, agreement, all }: Ask, now: Parameters<typeof listMonthTasks>[2]) {
  const tasks = await listMonthTasks(deps, { month }, now)
  const unknown = agreement.filter((id) => !tasks.some(({ agreementId }) => agreementId === id))
  if (unknown.length > 0) throw new AskFault(`Det er ingen avtale som heter ${unknown.join(', ')}.`)
  const asked = all ? tasks : tasks.filter(({ agreementId }) => agreement.includes(agreementId))
  const reports: MonthReport[] = []
  const parked: { task: MonthTask; reason: string }[] = []
  const progress = startMonthProgress(asked.length, process.stdout, () => performance.now())
  // Each agreement is written whole or not at all, so there is nothing to put in order.
  process.on('SIGINT', () => {
    progress.end()
    say(`Avbrutt etter ${reports.length + parked.length} av ${asked.length}. Samme kommando fortsetter.`)
    process.exit(130)
  })
  await inTurnsOf(AT_ONCE, asked, async (task) => {
    try {
      const report = await runMonthTask(deps, task, now)
      reports.push(report)
      progress.tell(task.name, describeReport(report))
    } catch (fault) {
      // One that fails must not keep the others from theirs.
      parked.push({ task, reason: String(fault) })
      progress.tell(task.name, `feilet: ${String(fault)}`)
    }
  })
  progress.end()
  const outcome = { reports, parked }
  for (const line of describeMonth(outcome)) say(line)
  return failuresOf(outcome).length > 0 ? 1 : 0
}

function explain(error: unknown): string {
  if (error instanceof AskFault || error instanceof DataInUseFault || error instanceof NoEngineFault)
    return error.message
  if (error instanceof ResourceNotFoundException) return 'Dataene har ingen tabell ennå. «npm start» lager den.'
  if (error instanceof TypeError && 'code' in error) return `${error.message}\n${USAGE}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
