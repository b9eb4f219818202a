import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Another run has this data directory. */
export class DataInUseFault extends Error {
  override readonly name = 'DataInUseFault'
}

type Lock = { readonly serverPid: number; readonly enginePid?: number | undefined }

export type RunLock = { readonly nameEngine: (pid: number | undefined) => void; readonly release: () => void }

/**
 * One run per data directory. A run that was killed leaves its engine behind, still writing to the same file;
 * the next run ends that engine before it starts its own.
 */
export async function lockDataDir(dataDir: string): Promise<RunLock> {
  const file = join(dataDir, 'run.json')
  const left = readLock(file)
  if (left && left.serverPid !== process.pid && isRunning(left.serverPid, 'node')) {
    throw new DataInUseFault(`Dataene i ${dataDir} er i bruk av en annen kjøring (prosess ${left.serverPid}).`)
  }
  if (left?.enginePid !== undefined) await endEngine(left.enginePid)
  const write = (lock: Lock) => writeFileSync(file, JSON.stringify(lock))
  write({ serverPid: process.pid })
  return {
    nameEngine: (enginePid) => write({ serverPid: process.pid, enginePid }),
    release: () => rmSync(file, { force: true }),
  }
}

function readLock(file: string): Lock | undefined {
  if (!existsSync(file)) return undefined
  try {
    const { serverPid, enginePid } = JSON.parse(readFileSync(file, 'utf8')) as Lock
    return { serverPid, enginePid }
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
