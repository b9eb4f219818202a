import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JOB_LAMBDAS, JOB_NAMES } from '../../lib/contract/jobs.ts'
import { PROBLEMS } from '../../lib/contract/problems.ts'
import { LAMBDAS, routeKeyOf } from '../../lib/contract/routes/route-row.ts'
import { OPERATIONS, ROUTES, rowOf } from '../../lib/contract/routes.ts'
import { codeOf, ROOT, readSource, sourceFiles } from '../support/source-files.ts'

const MOST_HANDLER_LINES = 15
const tests = sourceFiles(['test/api', 'test/usecase', 'test/store']).map(readSource).join('\n')

describe('slices', () => {
  it.each(OPERATIONS)('%s has its handler, short, and its place in a Lambda', (operation) => {
    const file = `functions/${operation}.ts`
    expect(existsSync(join(ROOT, file))).toBe(true)
    expect(readSource(file).trim().split('\n').length).toBeLessThanOrEqual(MOST_HANDLER_LINES)
    expect(readSource(`functions/lambdas/${rowOf(operation).lambda}.ts`)).toContain(`'../${operation}.ts'`)
  })

  it.each(OPERATIONS)('%s is called by a test of its own name or path', (operation) => {
    expect(tests).toContain(operation)
  })

  it.each(JOB_NAMES)('%s has its handler', (job) => {
    expect(existsSync(join(ROOT, `functions/jobs/${job}.ts`))).toBe(true)
  })

  it("no file of rows takes another one's operation", () => {
    const named = sourceFiles(['lib/contract/routes']).flatMap((file) =>
      [...readSource(file).matchAll(/^ {2}'([a-z-]+)': \{$/gm)].map((match) => match[1]),
    )
    expect(named.sort()).toEqual([...OPERATIONS].sort())
  })

  it('no two rows answer to the same method and path', () => {
    const keys = OPERATIONS.map((operation) => routeKeyOf(rowOf(operation)))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('every function file stands for a row', () => {
    const handlers = sourceFiles(['functions']).filter((file) => file.split('/').length === 2)
    expect(handlers).toEqual(OPERATIONS.map((operation) => `functions/${operation}.ts`).sort())
  })

  it('every row names refusals that have a problem, and says who is hurt', () => {
    for (const operation of OPERATIONS) {
      const row = ROUTES[operation]
      for (const code of row.refusals) expect(PROBLEMS).toHaveProperty(code)
      expect(row.impact.length, operation).toBeGreaterThan(20)
    }
  })

  it('every problem can happen', () => {
    const code = sourceFiles(['lib/domain', 'lib/documents', 'lib/usecases', 'functions/runtime', 'infra/local'])
      .map(codeOf)
      .join('\n')
    const never = Object.keys(PROBLEMS).filter((problem) => !code.includes(`'${problem}'`))
    expect(never).toEqual([])
  })

  it.each([...LAMBDAS, ...JOB_LAMBDAS])('%s has a runbook', (lambda) => {
    expect(existsSync(join(ROOT, `docs/runbooks/${lambda}.md`))).toBe(true)
  })
})
