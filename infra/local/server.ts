import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { JobName } from '../../lib/contract/jobs.ts'
import { createTable } from '../../lib/store/create-table.ts'
import { devRoutes } from './dev-routes.ts'
import { localTokens } from './dev-token.ts'
import { type Engine, LOCAL_REGION, localClient, startEngine } from './engine.ts'
import { createGateway } from './gateway.ts'
import { movedClock } from './moved-clock.ts'
import { schedule } from './scheduler.ts'

export const TABLE_NAME = 'trekkspill'

export type LocalServer = {
  readonly address: string
  readonly engine: Engine
  readonly stop: () => Promise<void>
}

/** The port is somebody else's. */
export class PortTakenFault extends Error {
  override readonly name = 'PortTakenFault'
}

type Options = {
  /** 0 for any free one. */
  readonly port: number
  /** Null keeps everything in memory. */
  readonly dataDir: string | null
  readonly report?: (line: string) => void
  /** Runs once the table is there and before the first request is taken. */
  readonly beforeServing?: (at: {
    readonly endpoint: string
    readonly isNewTable: boolean
    readonly nowMs: number
  }) => Promise<void>
}

/** Engine, table, handlers, gateway and jobs in one process. */
export async function startServer({ port, dataDir, report = () => {}, beforeServing }: Options): Promise<LocalServer> {
  const engine = await startEngine(dataDir)
  const file = (name: string) => (dataDir === null ? null : join(dataDir, name))
  try {
    const client = localClient(engine.endpoint)
    const made = await createTable(client, TABLE_NAME)
    client.destroy()
    useEngineFor(engine)
    const clock = movedClock(file('clock-offset'))
    await beforeServing?.({ endpoint: engine.endpoint, isNewTable: made === 'made', nowMs: clock.nowMs() })
    // Only now, for the handlers take the table and the endpoint from the environment, as they do on AWS.
    const [availability, ward, admin, jobs] = await Promise.all([
      import('../../functions/lambdas/availability.ts'),
      import('../../functions/lambdas/ward.ts'),
      import('../../functions/lambdas/admin.ts'),
      import('../../functions/lambdas/jobs.ts'),
    ])
    const context = { functionName: 'jobs' }
    const runJob = (job: JobName, timeEpoch: number) => jobs.handler({ job, timeEpoch }, context as never)
    const jobsOnTime = schedule(clock, runJob, report)
    const tokens = localTokens(file('token-secret'))
    const handlers = { availability: availability.handler, ward: ward.handler, admin: admin.handler }
    const server = createGateway(handlers, {
      tokens,
      clock,
      local: devRoutes({ tokens, clock, runDueJobs: jobsOnTime.runDue }),
    })
    const bound = await listen(server, port)
    const stop = async () => {
      jobsOnTime.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await engine.stop()
    }
    return { address: `http://localhost:${bound.port}`, engine, stop }
  } catch (error) {
    await engine.stop()
    throw error
  }
}

function useEngineFor({ endpoint }: Engine): void {
  process.env['TABLE_NAME'] = TABLE_NAME
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = endpoint
  process.env['AWS_REGION'] ??= LOCAL_REGION
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local'
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local'
  process.env['POWERTOOLS_LOG_LEVEL'] ??= 'ERROR'
}

async function listen(server: ReturnType<typeof createGateway>, port: number): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenFault(`port ${port} is taken`, { cause: error }) : error),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no address')
  return address
}
