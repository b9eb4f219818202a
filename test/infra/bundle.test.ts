import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleLambda, FUNCTION_NAMES } from '../../infra/bundle.ts'
import { FALLBACK } from '../../lib/contract/routes/route-row.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trekkspill-bundle-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** What kind of thing a module's `handler` is, in a Node of its own: the test runner's own import forgives too much. */
async function handlerIn(path: string): Promise<string> {
  const script = `console.log(typeof (await import(${JSON.stringify(pathToFileURL(path).href)})).handler)`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  return stdout.trim()
}

test.each(FUNCTION_NAMES)('%s is one file that Node loads as it is, with its handler', async (name) => {
  const outDir = join(folder, name)
  const { inputs } = await bundleLambda(name, outDir)
  expect(await handlerIn(join(outDir, 'index.mjs'))).toBe('function')
  expect(Object.keys(inputs).filter((path) => path.includes('node_modules/brotli/'))).toEqual([])
  // Credentials are in the environment; a function that looks for them elsewhere brings the clients of three more services.
  expect(Object.keys(inputs).filter((path) => path.includes('node_modules/@aws-sdk/nested-clients/'))).toEqual([])
  // The whole table, with every schema there is, is borne by the one that answers for every address.
  expect(Object.keys(inputs).includes('lib/contract/routes.ts')).toBe(name === FALLBACK)
  // The CommonJS builds of the SDK weigh half as much again.
  expect(Object.keys(inputs).filter((path) => /@(aws-sdk|smithy)\/.*\/dist-cjs\//.test(path))).toEqual([])
})
