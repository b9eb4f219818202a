import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { foundMoneyPlace, type MoneyPlace } from '../support/avregning-place.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()
let place: MoneyPlace
let owner: Page

beforeAll(async () => {
  place = await foundMoneyPlace(world().api, 'tall')
  await place.admit('k-1804', '2026-10-03T10:00:00Z', '2026-10-06T10:00:00Z')
  await place.admit('hf-983974910', '2026-10-10T10:00:00Z', '2026-10-12T10:00:00Z')
  owner = await enter('admin', place.agreementId)
})

async function enter(role: 'admin' | 'dispatcher', org: string): Promise<Page> {
  const page = await world().open('/')
  const { token } = await world().api.as({ role, org })
  const session = { accessToken: token, role, org, shownAs: org, endsAt: Date.now() + 3_600_000 }
  await page.evaluate(`sessionStorage.setItem('trekkspill.session', ${JSON.stringify(JSON.stringify(session))})`)
  await page.goto('/statistikk')
  await choose(page)
  return page
}

/** October, by the keyboard. */
async function choose(page: Page) {
  await page.getByLabel('Periode').selectOption('own')
  await page.getByLabel('Fra og med').fill('2026-10-01')
  await page.getByLabel('Til og med').fill('2026-10-31')
  await page.getByText('01.10.2026 til 31.10.2026. 31 netter er over').waitFor()
}
const figure = (page: Page, name: string) => page.getByRole('region', { name, exact: true }).first()

it('occupancy is a picture, a table, a file for Norwegian Excel and a definition, which all say the same', async () => {
  const card = figure(owner, 'Belegg dato for dato')
  await card.getByText('Belegget var 2 %: 5 liggedøgn på 248 sengedøgn i drift.').waitFor()
  await card.getByRole('img', { name: 'Belegg dato for dato' }).waitFor()
  await card.getByText('Tallene i figuren').click()
  await card.getByRole('row', { name: /03.10.2026.*12,5/ }).waitFor()
  await card.getByText('Hva tallene er').click()
  await card.getByText(/^SSB: senger i drift ved midnatt/).waitFor()
  const coming = owner.waitForEvent('download')
  await card.getByRole('button', { name: /^Last ned/ }).click()
  const download = await coming
  expect(download.suggestedFilename()).toBe('statistikk-belegg-2026-10-01-2026-10-31.csv')
  const csv = readFileSync(await download.path(), 'utf8')
  expect(csv).toContain('2026-10-03;1;8;12,5;8;12,5\r\n')
  expect(await faultsOf(owner)).toEqual([])
})

it('who had the beds is told date by date, and by unit and area', async () => {
  const card = figure(owner, 'Trekkspillet: hvem hadde sengene')
  await card.getByText('Bodø', { exact: true }).first().waitFor()
  await owner.getByLabel('For hvem').selectOption({ label: 'Prøveenheten' })
  await figure(owner, 'Belegg per enhet').getByText('Prøveenheten').first().waitFor()
  await owner.getByLabel('For hvem').selectOption('lofoten-vesteralen-salten')
  await card.getByText('Tallene i figuren').click()
  await card.getByRole('row', { name: /10.10.2026/ }).waitFor()
})

it('small numbers are withheld from others, and it says so in words', async () => {
  const amk = await enter('dispatcher', 'amk-nordland')
  await amk.getByText('Små tall er skjult for deg.').waitFor()
  await figure(amk, 'Trekkspillet: hvem hadde sengene')
    .getByText('Tallene er så små at ingen av dem kan vises for deg.')
    .waitFor()
  expect(await faultsOf(amk)).toEqual([])
})

it('nothing is cut at 360 pixels, nor at twice the size', async () => {
  for (const width of [360, 640, 1280]) {
    await owner.setViewportSize({ width, height: 900 })
    expect(await owner.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  }
})
