import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Another run has this data directory. */
export class DataInUseFault extends Error {
  override readonly name = 'DataInUseFault'
}

type Lock = {
  readonly serverPid: number
  readonly enginePid?: number | undefined
  readonly endpoint?: string | undefined
}

export type RunLock = {
  readonly nameEngine: (engine: { readonly pid: number | undefined; readonly endpoint: string }) => void
  readonly release: () => void
}

/** Where the engine answers that has this data directory now; undefined when nobody runs on it. */
export function findRunningEndpoint(dataDir: string): string | undefined {
  const lock = readLock(lockFile(dataDir))
  return lock && isRunning(lock.serverPid, 'node') ? lock.endpoint : undefined
}

/**
 * One run per data directory. A run that was killed leaves its engine behind, still writing to the same file;
 * the next run ends that engine before it starts its own.
 */
export async function lockDataDir(dataDir: string): Promise<RunLock> {
  const file = lockFile(dataDir)
  const left = readLock(file)
  if (left && left.serverPid !== process.pid && isRunning(left.serverPid, 'node')) {
    throw new DataInUseFault(`Dataene i ${dataDir} er i bruk av en annen kjøring (prosess ${left.serverPid}).`)
  }
  if (left?.enginePid !== undefined) await endEngine(left.enginePid)
  const write = (lock: Lock) => writeFileSync(file, JSON.stringify(lock))
  write({ serverPid: process.pid })
  return {
    nameEngine: ({ pid, endpoint }) => write({ serverPid: process.pid, enginePid: pid, endpoint }),
    release: () => rmSync(file, { force: true }),
  }
}

const lockFile = (dataDir: string): string => join(dataDir, 'run.json')

function readLock(file: string): Lock | undefined {
  if (!existsSync(file)) return undefined
  try {
    const { serverPid, enginePid, endpoint } = JSON.parse(readFileSync(file, 'utf8')) as Lock
    return { serverPid, enginePid, endpoint }
  } catch {
    // A run that was killed while it wrote the lock had started no engine yet.
    return undefined
  }
}

/** Process numbers are used again, so the one that has it now must look like what was started. */
function isRunning(pid: number, program: string): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const commandLine = `/proc/${pid}/cmdline`
  return (
    !existsSync('/proc/self/cmdline') ||
    (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(program))
  )
}

async function endEngine(pid: number): Promise<void> {
  const isEngine = () => isRunning(pid, 'dynoxide') || isRunning(pid, 'DynamoDBLocal')
  if (isEngine()) process.kill(pid, 'SIGTERM')
  for (let waited = 0; waited < 5000 && isEngine(); waited += 50) await sleep(50)
}
