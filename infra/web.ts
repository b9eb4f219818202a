import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { apiDocsPage } from './api-docs-page.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Where the app is served from. */
export const WEB_DIR = join(ROOT, '.build', 'web')
/** What the app is made of: its own files, the contract it is typed by, and the versions of its packages. */
const SOURCES = ['web', 'lib', 'package-lock.json', 'infra/api-docs-page.ts', 'docs/generated/openapi.json'] as const
const STAMP = 'built-from'

/**
 * Builds the app into `WEB_DIR` unless it stands there already, built from these very files. It is made beside and
 * moved into place, so that a run that serves the old one never serves half of the new.
 */
export async function buildWeb(): Promise<'built' | 'unchanged'> {
  const stamp = stampOf(SOURCES)
  if (readStamp() === stamp) return 'unchanged'
  // Loaded only here: a start that has nothing to build need not wait for it.
  const { build } = await import('vite')
  const made = `${WEB_DIR}-${process.pid}`
  await build({ configFile: join(ROOT, 'web', 'vite.config.ts'), build: { outDir: made } })
  for (const [address, content] of Object.entries(apiDocs())) writeFileSync(join(made, address), content)
  writeFileSync(join(made, STAMP), stamp)
  try {
    // Another start that was a moment earlier, with the same sources, serves from there already.
    if (readStamp() === stamp) return 'built'
    rmSync(WEB_DIR, { recursive: true, force: true })
    renameSync(made, WEB_DIR)
  } catch (error) {
    if (readStamp() !== stamp) throw error
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
  return 'built'
}

/** What stands beside the app about the API: the document for programs, and a page of it for people. */
function apiDocs(): Readonly<Record<string, string>> {
  const document = readFileSync(join(ROOT, 'docs', 'generated', 'openapi.json'), 'utf8')
  return { '/openapi.json': JSON.stringify(JSON.parse(document)), '/docs.html': apiDocsPage(JSON.parse(document)) }
}

/** Addresses of the files that keep their names when they change. */
export const rootFiles = (): readonly string[] => [
  ...readdirSync(join(ROOT, 'web', 'public')).map((file) => `/${file}`),
  ...Object.keys(apiDocs()),
  // Made when the app is built (web/vite/first-load.ts).
  '/amk.html',
  '/service-worker.js',
]

function readStamp(): string | undefined {
  const file = join(WEB_DIR, STAMP)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function stampOf(sources: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesIn).sort()) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex')
}

function filesIn(source: string): readonly string[] {
  if (source.includes('.')) return [source]
  return readdirSync(join(ROOT, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
}
