import type { TestProject } from 'vitest/node'
import { startEngine } from '../../infra/local/engine.ts'

declare module 'vitest' {
  interface ProvidedContext {
    engine: string
    endpoint: string
  }
}

/** One engine per project and run, in memory; each test file makes its own table in it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startEngine(null, {
    DYNAMODB_ENDPOINT: process.env['DYNAMODB_ENDPOINT'],
    DYNAMODB_ENGINE: project.config.env['DYNAMODB_ENGINE'],
  })
  project.provide('endpoint', engine.endpoint)
  return engine.stop
}
