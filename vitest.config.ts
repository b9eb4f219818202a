import { defineConfig } from 'vitest/config'
import { hasDynoxide, hasJava } from './infra/local/engine.ts'
import { hasChromium } from './scripts/browser.ts'

const ON_ENGINE = ['test/store/**/*.test.ts', 'test/usecase/**/*.test.ts']

/** The same store and use-case suites run on each engine that this machine can start; the rest runs once. */
const engines = [
  { name: 'dynoxide', DYNAMODB_ENGINE: 'dynoxide', isHere: hasDynoxide() },
  { name: 'dynamodb-local', DYNAMODB_ENGINE: 'local', isHere: hasJava() },
].filter((engine) => engine.isHere)
if (!hasJava()) process.stderr.write('DynamoDB Local: no Java here, so the second engine is left out.\n')
if (!hasChromium()) process.stderr.write('Browser tests: no Chromium here, so they are left out.\n')

/** The app is built once; each file starts a whole local server and a browser. */
const BROWSER = {
  test: {
    name: 'e2e',
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/support/web-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
}

export default defineConfig({
  test: {
    fileParallelism: true,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/{unit,property,architecture,infra,golden}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'api',
          // Each file starts a whole local server, engine and all.
          include: ['test/api/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      ...(hasChromium() ? [BROWSER] : []),
      ...engines.map(({ name, DYNAMODB_ENGINE }) => ({
        test: {
          name,
          include: ON_ENGINE,
          globalSetup: ['test/support/engine-setup.ts'],
          env: { DYNAMODB_ENGINE },
          provide: { engine: DYNAMODB_ENGINE },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      })),
    ],
  },
})
