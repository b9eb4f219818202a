import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { operationTableModule } from '../lib/client/operation-table.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** What `trekkspill/client` stands for («exports» in package.json). */
const CLIENT_DIR = join(ROOT, '.build', 'client')

/** The client as one file without dependencies, for Node and browser alike. */
export async function bundleClient(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'lib', 'client', 'client.ts')],
    outfile: join(CLIENT_DIR, 'client.js'),
    bundle: true,
    platform: 'neutral',
    target: 'es2024',
    format: 'esm',
    minify: true,
    write: false,
    plugins: [
      {
        name: 'operation-table',
        setup: ({ onLoad }) => onLoad({ filter: /operation-table\.ts$/ }, () => ({ contents: operationTableModule() })),
      },
    ],
  })
  const [bundle] = outputFiles
  if (!bundle) throw new Error('esbuild gave nothing')
  return bundle.contents
}

/** The bundle, and the types that the contract gives it. */
export async function buildClient(): Promise<Uint8Array> {
  const { mkdir, writeFile } = await import('node:fs/promises')
  const bundle = await bundleClient()
  await mkdir(CLIENT_DIR, { recursive: true })
  await writeFile(join(CLIENT_DIR, 'client.js'), bundle)
  await promisify(execFile)(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', join(ROOT, 'lib', 'client')], {
    cwd: ROOT,
  })
  return bundle
}

if (import.meta.main) {
  const bundle = await buildClient()
  console.log(`.build/client/client.js: ${bundle.length} byte, ${gzipSync(bundle).length} med gzip`)
}
