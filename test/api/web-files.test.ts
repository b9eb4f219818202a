import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalServer, startServer } from '../../infra/local/server.ts'
import { tempDir } from '../support/http-process.ts'

describe('the app is served beside the API', () => {
  let server: LocalServer
  beforeAll(async () => {
    const webDir = tempDir(() => {})
    mkdirSync(join(webDir, 'assets'))
    writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>Trekkspill</title>')
    writeFileSync(join(webDir, 'assets', 'a-1.js'), 'export {}')
    writeFileSync(join(webDir, 'docs.html'), '<!doctype html><title>API</title>')
    writeFileSync(join(webDir, 'openapi.json'), '{}')
    writeFileSync(join(webDir, 'built-from'), 'not for anyone')
    server = await startServer({ port: 0, dataDir: null, webDir })
  })
  afterAll(() => server.stop())

  it.each(['/', '/amk', '/enhet/unit_x', '/okonomi/agr_x/2026-10', '/built-from', '/../package.json'])(
    '%s gives the one page, never to be kept, and nothing may run in it but our own',
    async (path) => {
      const answer = await fetch(server.address + path)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
      expect(await answer.text()).toContain('<title>Trekkspill</title>')
      expect(answer.headers.get('cache-control')).toBe('no-cache')
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).not.toContain('unsafe')
    },
  )

  it('a page of its own stands without its ending, under the same rules, and a document beside it', async () => {
    const [page, document] = [await fetch(`${server.address}/docs`), await fetch(`${server.address}/openapi.json`)]
    expect(await page.text()).toContain('<title>API</title>')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect([document.status, document.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  })

  it('a file that is named by its content is kept for ever, and one that is gone is not a page', async () => {
    const kept = await fetch(`${server.address}/assets/a-1.js`)
    expect([kept.status, kept.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(kept.headers.get('cache-control')).toContain('immutable')
    expect((await fetch(`${server.address}/assets/gone.js`)).status).toBe(404)
  })

  it.each(['/v1/nothing', '/v1', '/dev/nothing', '/fhir/nothing'])('%s is the API’s to answer', async (path) => {
    const answer = await fetch(server.address + path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
  })

  it('only reading is done to pages', async () => {
    const answer = await fetch(`${server.address}/amk`, { method: 'POST', body: '{}' })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })
})
