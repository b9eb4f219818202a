import { spawnSync } from 'node:child_process'
import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { bundleLambda, FUNCTION_NAMES } from '../../infra/bundle.ts'
import { median, type Row } from './paired.ts'

/** The least that anything on DynamoDB must carry: the client and one command. */
const BARE_CLIENT = `
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
export const handler = () => new DynamoDBClient({}).send(new QueryCommand({ TableName: 't' }))
`

/** Each Lambda's bundle and import time against a bundle of the bare SDK client with one command. */
export async function benchBundles(runs: number): Promise<readonly Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'trekkspill-bench-'))
  const bareFile = join(dir, 'bare.mjs')
  await build({
    stdin: { contents: BARE_CLIENT, resolveDir: import.meta.dirname },
    outfile: bareFile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  })
  const files: [string, string][] = []
  for (const lambda of FUNCTION_NAMES) {
    await bundleLambda(lambda, join(dir, lambda))
    files.push([lambda, join(dir, lambda, 'index.mjs')])
  }
  const times = new Map<string, number[]>([['bare', []], ...files.map(([lambda]): [string, number[]] => [lambda, []])])
  for (let run = 0; run < runs; run += 1) {
    for (const [name, file] of [['bare', bareFile] as const, ...files]) times.get(name)?.push(importMs(file))
  }
  const bareBytes = statSync(bareFile).size
  const bareMs = median(times.get('bare') ?? [])
  return files.flatMap(([lambda, file]) => {
    const bytes = statSync(file).size
    const ms = median(times.get(lambda) ?? [])
    const aim = lambda === 'availability' ? { aim: '≤ 1,5' } : {}
    return [
      {
        what: `pakke ${lambda} / bare SDK-klient`,
        ratio: bytes / bareBytes,
        ...aim,
        ours: kB(bytes),
        bare: kB(bareBytes),
      },
      { what: `import ${lambda} / bare SDK-klient`, ratio: ms / bareMs, oursMs: ms, bareMs },
    ]
  })
}

/** A fresh process each time, as a cold start is; the process's own start is not counted. */
function importMs(file: string): number {
  const script = `const t=performance.now();await import(${JSON.stringify(file)});console.log(performance.now()-t)`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  return Number(stdout)
}

const kB = (bytes: number): string => `${Math.round(bytes / 1000)} kB`
