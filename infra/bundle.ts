import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { JOB_LAMBDAS } from '../lib/contract/jobs.ts'
import { LAMBDAS } from '../lib/contract/routes/route-row.ts'

/** Everything that runs as a Lambda: one per audience, the way to sign in, and those that do the jobs. */
export const FUNCTION_NAMES = [...LAMBDAS, 'session', ...JOB_LAMBDAS] as const
export type FunctionName = (typeof FUNCTION_NAMES)[number]

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const entryOf = (name: FunctionName): string => `functions/lambdas/${name}.ts`

const AS_LAMBDA = {
  // The metafile names files from here, so that it is the same on every machine.
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // The default for node is the CommonJS build of the SDK, which cannot be shaken and is half as big again.
  mainFields: ['module', 'main'],
  // A bundle has no folder of packages to read fonts from, so they are in it («imports» in package.json).
  conditions: ['module', 'bundled'],
  loader: { '.woff': 'binary' },
  alias: {
    // Only WOFF2 fonts are packed with it, and ours are not: a quarter of the documents' bundle.
    'brotli/decompress.js': './infra/no-brotli.ts',
    // Every way to credentials that a machine can have, with the clients they ask: a fifth of every bundle.
    '@aws-sdk/credential-provider-node': './infra/lambda-credentials.ts',
  },
  logLevel: 'warning',
} as const satisfies BuildOptions

/** Dependencies that still call require() find none in an ES module, so the bundle brings its own. */
const REQUIRE_BANNER = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

/** The folder that a Lambda's bundle is deployed from. */
export const bundleDir = (name: FunctionName): string => join(ROOT, '.build', 'lambdas', name)

/**
 * Bundles one Lambda to `index.mjs` in `outDir`, with everything in it: the SDK in the runtime is another version than
 * the one that was tested. Throws when a file is missing or does not parse. The metafile says what the bytes are.
 */
export const bundleLambda = (name: FunctionName, outDir: string): Promise<Metafile> =>
  bundleFile(entryOf(name), join(outDir, 'index.mjs'))

/** Bundles any module of the project as Lambdas are bundled. */
export async function bundleFile(entry: string, outfile: string): Promise<Metafile> {
  const { metafile } = await build({
    ...AS_LAMBDA,
    entryPoints: [entry],
    outfile,
    minify: true,
    banner: { js: REQUIRE_BANNER },
    metafile: true,
  })
  return metafile
}

/** Our own part of a Lambda's bundle, to be read: with names, file by file, without what it cannot reach. */
export async function bundleText(name: FunctionName): Promise<string> {
  const { outputFiles } = await build({
    ...AS_LAMBDA,
    entryPoints: [entryOf(name)],
    packages: 'external',
    write: false,
  })
  return outputFiles.map(({ text }) => text).join('\n')
}

/** Bundles every Lambda to where the CDK app takes it from. */
export async function bundleAll(): Promise<void> {
  await Promise.all(FUNCTION_NAMES.map((name) => bundleLambda(name, bundleDir(name))))
}

if (import.meta.main) {
  await bundleAll()
  const sizes = FUNCTION_NAMES.map(async (name) => {
    const bytes = await readFile(join(bundleDir(name), 'index.mjs'))
    return [name, { kB: Math.round(bytes.length / 1000), gzipKB: Math.round(gzipSync(bytes).length / 1000) }] as const
  })
  console.table(Object.fromEntries(await Promise.all(sizes)))
}
