import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { localClient, startEngine } from '../infra/local/engine.ts'
import { openApiDocument } from '../lib/contract/openapi/document.ts'
import { createTable } from '../lib/store/create-table.ts'
import { measureAccess } from '../test/support/measure-access.ts'
import { recordExamples } from '../test/support/record-examples.ts'
import { accessPatternsPage } from './access-patterns-page.ts'
import { coastFile } from './coast-file.ts'
import { costPage } from './cost-page.ts'
import { eventsPage } from './events-page.ts'
import { licencesPage } from './licences-page.ts'
import { routesPage } from './routes-page.ts'
import { securityPage } from './security-page.ts'
import { statesPage } from './states-page.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const GENERATED = join(ROOT, 'docs/generated')

const engine = await startEngine(null)
const client = localClient(engine.endpoint)
await createTable(client, 'docs')
const access = await measureAccess({ client, tableName: 'docs' })
client.destroy()
await engine.stop()

const examples = await recordExamples()
const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`

mkdirSync(GENERATED, { recursive: true })
const pages = {
  'routes.md': routesPage(),
  'states.md': statesPage(),
  'hendelser.md': eventsPage(),
  'security.md': securityPage(),
  'lisenser.md': licencesPage(),
  'access-patterns.md': accessPatternsPage(access),
  'examples.json': json(examples),
  'openapi.json': json(openApiDocument(examples)),
}
for (const [name, page] of Object.entries(pages)) {
  writeFileSync(join(GENERATED, name), page)
  process.stdout.write(`docs/generated/${name}\n`)
}
writeFileSync(join(ROOT, 'web/amk/coast.ts'), coastFile())
process.stdout.write('web/amk/coast.ts\n')
// Read from the pages above.
writeFileSync(join(GENERATED, 'cost.md'), costPage())
process.stdout.write('docs/generated/cost.md\n')
