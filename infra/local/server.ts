import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { answerProblem } from '../../functions/runtime/problem.ts'
import { type JobName, jobRow } from '../../lib/contract/jobs.ts'
import type { Instant } from '../../lib/kernel/instant.ts'
import { accessLogNameOf, createTable } from '../../lib/store/create-table.ts'
import { devRoutes } from './dev-routes.ts'
import { localTokens, readSecret } from './dev-token.ts'
import { type Engine, LOCAL_REGION, localClient, startEngine } from './engine.ts'
import { createGateway, send } from './gateway.ts'
import { describeMonth } from './month-summary.ts'
import { type MovedClock, movedClock } from './moved-clock.ts'
import { lockDataDir } from './run-lock.ts'
import { schedule } from './scheduler.ts'
import { webFiles } from './web-files.ts'

export const TABLE_NAME = 'trekkspill'
export const LOCAL_ACCESS_LOG_DAYS = 90

export type LocalServer = {
  readonly address: string
  readonly engine: Engine
  readonly stop: () => Promise<void>
}

/** The port is somebody else's. */
export class PortTakenFault extends Error {
  override readonly name = 'PortTakenFault'
}

/** Takes HelseID's kind of tokens too, and lets people sign in there: the settings of a stage, but for our own address. */
export type HelseId = {
  readonly tokens: object
  readonly session?: { readonly clientId: string; readonly scope: string; readonly key: object }
}

type Options = {
  /** 0 for any free one. */
  readonly port: number
  /** Null keeps everything in memory. */
  readonly dataDir: string | null
  /** The folder of the built app; without it the API is all there is. */
  readonly webDir?: string
  /** In place of the machine's own, moved. */
  readonly clock?: MovedClock
  /** Lets http://localhost receive webhooks; nothing else that is not public ever may. */
  readonly webhooksToThisMachine?: boolean
  readonly helseId?: HelseId
  readonly jobsByThemselves?: boolean
  readonly report?: (line: string) => void
  /** Runs once the table is there and before the first request is taken. */
  readonly beforeServing?: (at: {
    readonly endpoint: string
    readonly isNewTable: boolean
    readonly nowMs: number
  }) => Promise<void>
}

/** Engine, table, handlers, gateway and jobs in one process. The port is taken first: nothing is started in vain. */
export async function startServer(options: Options): Promise<LocalServer> {
  let take: RequestListener = (_request, response) =>
    send(response, answerProblem({ kind: 'store-busy', retryAfterSeconds: 2 }))
  const server = createServer((request, response) => take(request, response))
  const port = await listen(server, options.port)
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  try {
    const service = await startService(options)
    take = service.listener
    const stop = async () => {
      service.stopJobs()
      await close()
      await service.stopEngine()
    }
    return { address: `http://localhost:${port}`, engine: service.engine, stop }
  } catch (error) {
    await close()
    throw error
  }
}

async function startService(options: Options) {
  const {
    dataDir,
    webDir,
    helseId,
    webhooksToThisMachine = false,
    jobsByThemselves = true,
    report = () => {},
    beforeServing,
  } = options
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true })
  const lock = dataDir === null ? undefined : await lockDataDir(dataDir)
  const engine = await startEngine(dataDir)
  lock?.nameEngine(engine)
  const stopEngine = async () => {
    await engine.stop()
    lock?.release()
  }
  try {
    const client = localClient(engine.endpoint)
    const made = await createTable(client, TABLE_NAME)
    client.destroy()
    useEngineFor(engine)
    const file = (name: string) => (dataDir === null ? null : join(dataDir, name))
    allowWebhooks(file('webhook-key'), webhooksToThisMachine)
    const clock = options.clock ?? movedClock(file('clock-offset'))
    if (helseId) {
      const { tokens, session } = helseId
      process.env['TOKEN_SETTINGS'] = JSON.stringify(tokens)
      process.env['SUBJECT_SECRET'] = Buffer.from(readSecret(file('subject-secret'))).toString('hex')
      if (session) {
        const { key, ...settings } = session
        process.env['SESSION_SETTINGS'] = JSON.stringify(settings)
        process.env['SESSION_CLIENT_KEY'] = JSON.stringify(key)
        process.env['SESSION_COOKIE_SECRET'] = Buffer.from(readSecret(file('cookie-secret'))).toString('hex')
      }
    }
    process.env['SEAL_KEY'] = Buffer.from(readSecret(file('seal-key'))).toString('hex')
    process.env['FRONT_KEYS'] ??= randomBytes(32).toString('hex')
    const frontKey = process.env['FRONT_KEYS']
    await beforeServing?.({ endpoint: engine.endpoint, isNewTable: made === 'made', nowMs: clock.nowMs() })
    // Only now, for the handlers take the table and the endpoint from the environment, as they do on AWS.
    const [availability, ward, finance, documents, admin, audit, session, jobs, outgoing, seal] = await Promise.all([
      import('../../functions/lambdas/availability.ts'),
      import('../../functions/lambdas/ward.ts'),
      import('../../functions/lambdas/finance.ts'),
      import('../../functions/lambdas/documents.ts'),
      import('../../functions/lambdas/admin.ts'),
      import('../../functions/lambdas/audit.ts'),
      import('../../functions/lambdas/session.ts'),
      import('../../functions/lambdas/jobs.ts'),
      import('../../functions/lambdas/outgoing.ts'),
      import('../../functions/lambdas/seal.ts'),
    ])
    const jobHandlers = { jobs: jobs.handler, outgoing: outgoing.handler, seal: seal.handler }
    const runJob = async (job: JobName, at: Instant) => {
      const { lambda } = jobRow(job)
      const found = await jobHandlers[lambda]({ job, at }, { functionName: lambda } as never)
      if ('phantoms' in found) report(describeReconciliation(found as Found))
      if ('parked' in found) report(describeMonth(found as FoundMonth).join('\n'))
    }
    const jobsOnTime = schedule(clock, runJob, report, jobsByThemselves)
    const tokens = localTokens(file('token-secret'))
    const handlers = {
      availability: availability.handler,
      ward: ward.handler,
      finance: finance.handler,
      documents: documents.handler,
      admin: admin.handler,
      audit: audit.handler,
      session: session.handler,
    }
    const dev = devRoutes({ tokens, clock, runDueJobs: jobsOnTime.runDue })
    const local = webDir === undefined ? [dev] : [dev, webFiles(webDir)]
    const listener = createGateway(handlers, { tokens, clock, local, frontKey })
    return { engine, listener, stopEngine, stopJobs: jobsOnTime.stop }
  } catch (error) {
    await stopEngine()
    throw error
  }
}

type FoundMonth = Parameters<typeof describeMonth>[0]
type Found = {
  readonly units?: number
  readonly phantoms?: readonly { kind: string; unitId: string; subject: string }[]
}

/** The nightly job changes nothing, so a person must be told. */
function describeReconciliation({ units = 0, phantoms = [] }: Found): string {
  const lines = phantoms.map(({ kind, unitId, subject }) => `  ${unitId}: ${kind} (${subject})`)
  return [`Nattlig kontroll: ${units} enheter, ${phantoms.length} å se på.`, ...lines].join('\n')
}

function allowWebhooks(keyFile: string | null, toThisMachine: boolean): void {
  process.env['WEBHOOK_KEY'] = Buffer.from(readSecret(keyFile)).toString('base64')
  process.env['WEBHOOKS_TO_THIS_MACHINE'] = toThisMachine ? 'yes' : 'no'
}

function useEngineFor({ endpoint }: Engine): void {
  process.env['TABLE_NAME'] = TABLE_NAME
  process.env['ACCESS_LOG_TABLE_NAME'] = accessLogNameOf(TABLE_NAME)
  process.env['ACCESS_LOG_DAYS'] ??= String(LOCAL_ACCESS_LOG_DAYS)
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = endpoint
  process.env['AWS_REGION'] ??= LOCAL_REGION
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local'
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local'
  process.env['LOG_LEVEL'] ??= 'error'
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenFault(`port ${port} is taken`, { cause: error }) : error),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no address')
  return address.port
}
