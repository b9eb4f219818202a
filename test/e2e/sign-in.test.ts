import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { found } from '../support/http-world.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()
const MOST_GZIP_BYTES = 100_000

it('a person becomes a dispatcher, and leaves nothing behind on the way out', async () => {
  await found(world().api, 'door')
  const page = await world().open('/')
  await page.getByRole('button', { name: 'AMK Nordland' }).click()
  await page.waitForURL('**/amk')
  await page.getByRole('button', { name: 'Logg ut' }).click()
  await page.getByRole('heading', { name: 'Hvem vil du være?' }).waitFor()
  expect(await page.evaluate('sessionStorage.length')).toBe(0)
})

it('axe finds nothing on the sign-in page', async () => {
  const page = await world().open('/')
  await page.getByRole('button', { name: 'Åpne tavlen' }).waitFor()
  expect(await faultsOf(page)).toEqual([])
})

it('a role that the page is not for is told so', async () => {
  const page = await world().open('/')
  await page.getByRole('button', { name: 'AMK Nordland' }).click()
  await page.waitForURL('**/amk')
  await page.evaluate(`history.pushState(null, '', '/enhet/unit_door'); dispatchEvent(new PopStateEvent('popstate'))`)
  await page.getByText('Denne siden er ikke for').waitFor()
})

it(`the first load of the dispatcher's page is at most ${MOST_GZIP_BYTES} bytes, gzipped`, async () => {
  const page = await world().open('/')
  const urls = new Set<string>()
  page.on('response', (response) => {
    if (!/\/(v1|dev)\//.test(response.url())) urls.add(response.url())
  })
  await page.reload()
  await page.getByRole('button', { name: 'AMK Nordland' }).click()
  await page.getByRole('combobox', { name: 'Pasientens kommune' }).waitFor()
  const files = await Promise.all([...urls].map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())))
  expect(files.reduce((sum, file) => sum + gzipSync(file).length, 0)).toBeLessThanOrEqual(MOST_GZIP_BYTES)
  expect(files.length).toBeGreaterThan(3)
})
