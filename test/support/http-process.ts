import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const START = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url))

/** A local run in a process of its own, as `npm start` makes it. */
export type Run = {
  readonly address: string
  readonly pid: number
  /** Read from the lock that the run keeps in its data directory; undefined where it has no engine of its own. */
  readonly enginePid: number | undefined
  /** The engine's own address, for looking past the API. */
  readonly endpoint: string
  readonly said: () => string
  /** Exit code and signal, once it is over. */
  readonly over: Promise<{ readonly code: number | null; readonly signal: string | null }>
}

/** When to clean up: with the test, unless the caller has a better time. */
type AtEnd = (cleanUp: () => void | Promise<void>) => void

export function tempDir(atEnd: AtEnd = onTestFinished): string {
  const dir = mkdtempSync(join(tmpdir(), 'trekkspill-'))
  atEnd(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

type Options = {
  readonly dataDir: string
  readonly port?: number
  readonly env?: Readonly<Record<string, string>>
  readonly atEnd?: AtEnd
}

/** Starts a run and waits until it serves. Throws with what it said when it ends instead. */
export async function startRun(options: Options): Promise<Run> {
  const { child, said, over } = spawnRun(options)
  const pid = child.pid ?? -1
  let isOver = false
  void over.then(() => {
    isOver = true
  })
  while (!isOver) {
    const address = /kjører på (http:\/\/localhost:\d+)/.exec(said())?.[1]
    if (address) {
      const enginePid = readEnginePid(options.dataDir)
      const endpoint = options.env?.['DYNAMODB_ENDPOINT'] ?? `http://127.0.0.1:${portOfEngine(enginePid)}`
      return { address, pid, enginePid, endpoint, said, over }
    }
    await sleep(20)
  }
  throw new Error(`the run ended: ${said()}`)
}

/** Starts a run whatever comes of it. Its process and its engine are ended with the test at the latest. */
export function spawnRun({ dataDir, port = 0, env = {}, atEnd = onTestFinished }: Options) {
  let output = ''
  const child: ChildProcess = spawn(process.execPath, [START, '--empty', '--port', String(port), '--data', dataDir], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that Ctrl-C can be played: it goes to the whole group.
    detached: true,
  })
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  const over = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  )
  atEnd(async () => {
    const enginePid = readEnginePid(dataDir)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await over
    if (enginePid !== undefined && isEngine(enginePid)) process.kill(enginePid, 'SIGKILL')
  })
  return { child, over, said: () => output }
}

export const isAlive = (pid: number | undefined): boolean => {
  if (pid === undefined) return false
  try {
    process.kill(pid, 0)
    // A process that has ended and was not yet fetched by its parent is none.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

export async function untilGone(pid: number | undefined, withinMs = 5_000): Promise<boolean> {
  for (let waited = 0; waited < withinMs && isAlive(pid); waited += 20) await sleep(20)
  return !isAlive(pid)
}

const commandLine = (pid: number): string =>
  existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ''

/** Process numbers are used again; only an engine of ours may be ended. */
const isEngine = (pid: number): boolean => /dynoxide|DynamoDBLocal/.test(commandLine(pid))

function readEnginePid(dataDir: string): number | undefined {
  const file = join(dataDir, 'run.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { enginePid?: number }).enginePid : undefined
}

const portOfEngine = (pid: number | undefined): string =>
  pid === undefined ? '0' : (/-{1,2}port\0(\d+)/.exec(commandLine(pid))?.[1] ?? '0')
