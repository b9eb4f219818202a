import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleLambda, FUNCTION_NAMES } from '../../infra/bundle.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trekkspill-bundle-'))
})
afterAll(() => rm(folder, { recursive: true }))

test.each(FUNCTION_NAMES)('%s is one file that Node loads as it is, with its handler', async (name) => {
  const outDir = join(folder, name)
  const { inputs } = await bundleLambda(name, outDir)
  const bundle = (await import(/* @vite-ignore */ pathToFileURL(join(outDir, 'index.mjs')).href)) as {
    handler: unknown
  }
  expect(bundle.handler).toBeTypeOf('function')
  // The CommonJS builds of the SDK weigh half as much again.
  expect(Object.keys(inputs).filter((path) => /@(aws-sdk|smithy)\/.*\/dist-cjs\//.test(path))).toEqual([])
})
