import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildWeb, WEB_DIR } from '../web.ts'
import { loadDemoRegion } from './demo/load-demo-region.ts'
import { NoEngineFault } from './engine.ts'
import { DataInUseFault } from './run-lock.ts'
import { PortTakenFault, startServer } from './server.ts'

export const DEFAULT_DATA_DIR = '.trekkspill/data'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    data: { type: 'string', default: DEFAULT_DATA_DIR },
    empty: { type: 'boolean', default: false },
    'webhooks-to-localhost': { type: 'boolean', default: false },
    helseid: { type: 'string' },
  },
})

const port = Number(values.port)
const say = (line: string) => process.stdout.write(`${line}\n`)

// Until everything stands, a signal just ends it; leaving takes the engine along.
const leave = () => process.exit(130)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave)

try {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError(`--port ${values.port} er ikke et portnummer.`)
  await buildWeb()
  const server = await startServer({
    port,
    webDir: WEB_DIR,
    dataDir: resolve(values.data),
    webhooksToThisMachine: values['webhooks-to-localhost'],
    ...(values.helseid === undefined ? {} : { helseId: JSON.parse(readFileSync(values.helseid, 'utf8')) }),
    report: say,
    beforeServing: async (table) => {
      if (!values.empty) await loadDemoRegion(table, say)
    },
  })
  say(`Trekkspill kjører på ${server.address}  (åpne den i nettleseren og bli hvem som helst i regionen)`)
  say('')
  say(`Database: ${server.engine.name}, data i ${values.data}`)
  say('Det samme fra skallet:')
  say(`  curl -s ${server.address}/dev/token -d '{"role":"dispatcher","org":"amk-nordland"}'`)
  say(`  curl -s ${server.address}/dev/token -d '{"role":"ward-leader","unit":"unit_salten-felles-dogn"}'`)
  say('Bruk svaret slik:  -H "Authorization: Bearer <accessToken>"')
  say('Stopp med Ctrl-C. «npm run reset» sletter dataene.')
  let isStopping = false
  const stop = async (code: number) => {
    if (isStopping) return
    isStopping = true
    await server.stop()
    process.exit(code)
  }
  server.engine.onLost((why) => {
    say(`${why}. Ingenting er tapt; start på nytt.`)
    void stop(1)
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave).once(signal, () => void stop(0))
} catch (error) {
  say(explain(error))
  process.exitCode = 1
}

function explain(error: unknown): string {
  if (error instanceof PortTakenFault)
    return `Port ${port} er opptatt. Stopp den som bruker den, eller velg en annen: npm start -- --port ${port + 1}`
  if (error instanceof NoEngineFault || error instanceof DataInUseFault || error instanceof RangeError)
    return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
