import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accessPatternsPage } from './access-patterns-page.ts'
import { routesPage } from './routes-page.ts'
import { statesPage } from './states-page.ts'

const GENERATED = fileURLToPath(new URL('../docs/generated/', import.meta.url))

mkdirSync(GENERATED, { recursive: true })
const pages = { 'routes.md': routesPage(), 'states.md': statesPage(), 'access-patterns.md': await accessPatternsPage() }
for (const [name, page] of Object.entries(pages)) {
  writeFileSync(join(GENERATED, name), page)
  process.stdout.write(`docs/generated/${name}\n`)
}
