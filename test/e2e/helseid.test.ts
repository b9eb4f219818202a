import { createServer } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localClient } from '../../infra/local/engine.ts'
import { startServer, TABLE_NAME } from '../../infra/local/server.ts'
import { WEB_DIR } from '../../infra/web.ts'
import { LAUNCH } from '../../scripts/browser.ts'
import { type Api, apiAt } from '../support/http.ts'
import { found } from '../support/http-world.ts'
import { AUDIENCE, type Issuer, SCOPE, startIssuer } from '../support/issuer.ts'
import { testDeps } from '../support/table.ts'
import { ORGNR } from '../support/token-world.ts'
import { faultsOf } from '../support/web-world.ts'

/** The real door, with a provider on this machine in HelseID's place. */
let api: Api
let issuer: Issuer
let browser: Browser
const undo: (() => Promise<void>)[] = []
const UNIT = 'unit_dor'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

beforeAll(async () => {
  const port = await freePort()
  const client = {
    clientId: 'trekkspill-web',
    orgnr: ORGNR.amk,
    redirectUri: `http://localhost:${port}/innlogget`,
  }
  issuer = await startIssuer([client])
  const key = issuer.clientKeys.get(client.clientId) ?? {}
  const server = await startServer({
    port,
    dataDir: null,
    webDir: WEB_DIR,
    helseId: {
      tokens: { issuer: issuer.url, audience: AUDIENCE, scope: SCOPE, accessListSeconds: 0 },
      session: { clientId: client.clientId, scope: `openid offline_access ${SCOPE}`, key },
    },
  })
  const tableClient = localClient(server.engine.endpoint)
  api = apiAt(server.address, server.engine.endpoint, testDeps(tableClient, TABLE_NAME))
  browser = await chromium.launch(LAUNCH)
  undo.push(
    () => browser.close(),
    async () => tableClient.destroy(),
    () => server.stop(),
    () => issuer.stop(),
  )
  const { agreementId } = await found(api, 'dor')
  const fom = '2020-01-01'
  const entries = [
    { orgnr: ORGNR.amk, role: 'dispatcher', org: 'amk-nordland', fom },
    { orgnr: ORGNR.amk, role: 'ward-leader', org: UNIT, fom },
  ]
  const admin = await api.as({ role: 'admin', org: '*' })
  await admin.ok('put-access-list', { params: { agreementId }, body: { entries }, headers: { 'if-none-match': '*' } })
})
afterAll(async () => {
  for (const step of undo) await step()
})

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ baseURL: api.address, locale: 'nb-NO', reducedMotion: 'reduce' })
  return context.newPage()
}

async function signInAsDispatcher(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: 'Logg inn med HelseID' }).click()
  await page.getByRole('button', { name: /^operatør ved AMK/ }).click()
  await page.getByRole('combobox', { name: 'Pasientens kommune' }).waitFor()
}

/** All that a script, or whoever finds the machine, could read. */
const readable = async (page: Page): Promise<string> =>
  JSON.stringify(
    await page.evaluate(
      `({ url: location.href, local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie })`,
    ),
  )

it('somebody signs in at the provider, chooses what to be, and finds a bed by a token that no script can read', async () => {
  const page = await newPage()
  const sent: Record<string, string>[] = []
  page.on('request', (request) => {
    if (request.url().includes('/v1/')) sent.push(request.headers())
  })
  await signInAsDispatcher(page)
  await page.getByRole('combobox', { name: 'Pasientens kommune' }).fill('Bodø')
  const answered = page.waitForResponse((response) => response.url().includes('/v1/availability'))
  await page.keyboard.press('Enter')
  expect((await answered).status()).toBe(200)
  expect(sent.length).toBeGreaterThan(0)
  for (const { authorization = '', dpop = '', 'acting-as': acting } of sent) {
    expect([authorization.slice(0, 8), dpop.split('.').length, acting]).toEqual([
      'DPoP eyJ',
      3,
      'dispatcher amk-nordland',
    ])
  }
  const kept = await readable(page)
  expect(kept).not.toMatch(/eyJ|code=|state=|13097248022/)
  expect(kept).toContain('dispatcher')
})

it('a page that is loaded anew goes on as the same, by what only the service can read', async () => {
  const page = await newPage()
  await signInAsDispatcher(page)
  let letThrough = () => {}
  const isTyped = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route('**/session/renew', async (route) => {
    await isTyped
    await route.continue()
  })
  await page.reload()
  await page.getByText('Ser etter om du er logget inn').waitFor()
  await page.keyboard.type('bodo')
  letThrough()
  const field = page.getByRole('combobox', { name: 'Pasientens kommune' })
  await field.waitFor()
  // What a hurried hand has written meanwhile is the beginning of the search.
  await expect.poll(() => field.inputValue()).toBe('bodo')
  const cookies = await page.context().cookies()
  const own = cookies.filter(({ name }) => name.startsWith('trekkspill'))
  expect(own.map(({ name, httpOnly, sameSite, path }) => [name, httpOnly, sameSite, path])).toEqual([
    ['trekkspill-kept', true, 'Strict', '/session'],
  ])
})

it('when the session ends, what was typed stays, and signing in again in a new window goes on from there', async () => {
  const page = await newPage()
  await signInAsDispatcher(page)
  const field = page.getByRole('combobox', { name: 'Pasientens kommune' })
  await page.context().clearCookies()
  await field.fill('Bod')
  // The token is no good by the service's clock, and the app hears of it at its next request.
  await api.moveClock(3_600)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Økten er over' }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await api.moveClock(0)
  const opened = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'Logg inn igjen' }).click()
  const again = await opened
  await again.getByRole('button', { name: 'Logg inn med HelseID' }).click()
  await again.getByText('Arbeidet ditt går videre i det andre vinduet').waitFor()
  await page.getByRole('heading', { name: 'Økten er over' }).waitFor({ state: 'detached' })
  expect(await field.inputValue()).toMatch(/Bod/)
})

it('whoever signs out is out: nothing is kept, and the way back is through HelseID', async () => {
  const page = await newPage()
  await signInAsDispatcher(page)
  await page.getByRole('button', { name: 'Logg ut' }).click()
  await page.getByRole('button', { name: 'Logg inn med HelseID' }).waitFor()
  expect((await page.context().cookies()).filter(({ name }) => name.startsWith('trekkspill'))).toEqual([])
  expect(await faultsOf(page)).toEqual([])
})

it('the back door takes nothing that another site begins, and no code that somebody else began', async () => {
  const post = (path: string, headers: Record<string, string>, body: object = {}) =>
    fetch(`${api.address}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect((await post('/session/start', { origin: 'https://evil.example' })).status).toBe(403)
  expect((await post('/session/start', {})).status).toBe(403)
  const own = { origin: api.address }
  const finish = { code: 'stolen', state: 'mine', proof: 'x' }
  expect((await post('/session/finish', own, finish)).status).toBe(401)
  expect((await post('/session/renew', { ...own, cookie: 'trekkspill-kept=forged' }, { proof: 'x' })).status).toBe(401)
})
