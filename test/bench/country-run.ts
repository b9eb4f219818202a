import { localClient } from '../../infra/local/engine.ts'
import { inTurnsOf } from '../../infra/local/in-turns.ts'
import { parseInstant } from '../../lib/kernel/instant.ts'
import { listMonthTasks, runMonthTask } from '../../lib/usecases/run-month.ts'
import { testDeps } from '../support/table.ts'

/** Every agreement's month, in a process that has done nothing else: its memory is the run's. Told as one line of JSON. */
const [endpoint = '', tableName = '', at = ''] = process.argv.slice(2)
const AT_ONCE = 3

const now = parseInstant(at)
if (!now) throw new RangeError(`${at} is no instant`)
const deps = testDeps(localClient(endpoint), tableName)
const tasks = await listMonthTasks(deps, {}, now)
const tenth = Math.max(1, Math.floor(tasks.length / 10))
const heapMB: number[] = []
let done = 0
const began = performance.now()
await inTurnsOf(AT_ONCE, tasks, async (task) => {
  const report = await runMonthTask(deps, task, now)
  if (report.reason !== null || report.causes.length > 0) throw new Error(JSON.stringify(report))
  done += 1
  if (done % tenth !== 0) return
  // What is still held, and not what the collector has not come to yet.
  globalThis.gc?.()
  heapMB.push(process.memoryUsage().heapUsed / 1e6)
})
const seconds = (performance.now() - began) / 1000
const peakMB = process.resourceUsage().maxRSS / 1e3
process.stdout.write(JSON.stringify({ tasks: tasks.length, seconds, startMB: heapMB[0], endMB: heapMB.at(-1), peakMB }))
process.exit(0)
