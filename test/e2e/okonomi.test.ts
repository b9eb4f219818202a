import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { foundMoneyPlace, type MoneyPlace } from '../support/avregning-place.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()
let place: MoneyPlace
let late: string
let host: Page
let beiarn: Page

beforeAll(async () => {
  place = await foundMoneyPlace(world().api, 'salten')
  await place.admit('k-1804', '2026-10-03T10:00:00Z', '2026-10-06T10:00:00Z')
  await place.admit('hf-983974910', '2026-10-10T10:00:00Z', '2026-10-12T10:00:00Z')
  late = await place.admit('k-1839', '2026-10-20T10:00:00Z', null, { expectedDepartureAt: '2026-10-22T11:00:00Z' })
  host = await enter('host-finance', place.agreementId)
  beiarn = await enter('finance', 'k-1839')
})

/** Somebody of that role with the month's page open. */
async function enter(role: 'host-finance' | 'finance', org: string): Promise<Page> {
  const page = await world().open('/')
  const { token } = await world().api.as({ role, org })
  const session = { accessToken: token, role, org, shownAs: org, endsAt: Date.now() + 3_600_000 }
  await page.evaluate(`sessionStorage.setItem('trekkspill.session', ${JSON.stringify(JSON.stringify(session))})`)
  await page.goto(`/okonomi/${place.agreementId}`)
  return page
}
const openMonth = (page: Page) => page.goto(`/okonomi/${place.agreementId}/2026-10`)
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first()

it('the host runs the month from the list, and is told what is missing and who mends it', async () => {
  await button(host, 'Kjør oktober 2026').click()
  await host.waitForURL('**/2026-10')
  await host.getByText('2 ting mangler').waitFor()
  await host.getByText('Verten fører kostnaden på denne siden.').waitFor()
  await host.getByText(`Enhet: ${place.unitId} · Opphold: ${late}`).waitFor()
  expect(await faultsOf(host)).toEqual([])
})

it('the cost is booked with the keyboard alone, and the amounts sum to it', async () => {
  await host.getByLabel('Kostnad i kroner').focus()
  await host.keyboard.type('3.000')
  await host.keyboard.press('Enter')
  await host.getByRole('alert').getByText('Skriv kroner med siffer').waitFor()
  await host.getByLabel('Kostnad i kroner').fill('3 000 000')
  await host.keyboard.press('Enter')
  await host.getByText('Én ting mangler').waitFor()
  const sum = host.getByRole('row', { name: 'Sum partene' })
  expect((await sum.innerText()).replaceAll('\u00a0', ' ')).toContain('3 000 000,00')
})

it('a party opens its line, and follows it to the night and to who recorded it', async () => {
  await place.discharge(late, '2026-10-22T10:00:00Z')
  await button(host, 'Kjør på nytt').click()
  await host.getByText('Ja. Alle 7 belagte netter').waitFor()
  await openMonth(beiarn)
  await button(beiarn, 'Beiarn').click()
  await beiarn.getByRole('heading', { name: /^Hvorfor Beiarn skal betale/ }).waitFor()
  await beiarn.getByText('De 2 døgnene bak beløpet').first().waitFor()
  await button(beiarn, 'Se hendelser 20.10.2026').click()
  await beiarn.getByText(`Registrert av ansatt ved enheten, ${place.unitId}`).first().waitFor()
  await beiarn.getByText('Pasienten dro').waitFor()
  expect(await faultsOf(beiarn)).toEqual([])
})

it("another party's line shows how it came about, and none of its nights", async () => {
  await button(beiarn, 'Bodø').click()
  await beiarn.getByText('Døgnene er det bare parten selv og verten som ser.').waitFor()
  await beiarn.getByText('Slik ble beløpet for Bodø').waitFor()
  expect(await beiarn.getByRole('button', { name: /Se hendelser/ }).count()).toBe(0)
})

it('nothing is cut at 360 pixels, nor at twice the size', async () => {
  for (const width of [360, 640, 1280]) {
    await beiarn.setViewportSize({ width, height: 900 })
    expect(await beiarn.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  }
})
