import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** The files that a local run makes; anything else in the folder is somebody's own, and is left alone. */
const OURS = /^(dynoxide\.sqlite.*|shared-local-instance\.db.*|clock-offset|token-secret|run\.json)$/

const { values } = parseArgs({ options: { data: { type: 'string', default: '.trekkspill/data' } } })
const dir = resolve(values.data)

if (existsSync(dir)) {
  for (const name of readdirSync(dir)) if (OURS.test(name)) rmSync(join(dir, name))
}
process.stdout.write(`Dataene i ${values.data} er slettet. «npm start» begynner på nytt.\n`)
