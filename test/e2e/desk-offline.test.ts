import { expect, it } from 'vitest'
import { found } from '../support/http-world.ts'
import { holdCard, lookFor, openAsDispatcher } from '../support/web-dispatcher.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()

it('loaded anew without contact it is the last picture, with its age and the phones, and comes back by itself', async () => {
  await found(world().api, 'mork', { beds: 3, unit: { name: 'Enhet mørk', phone: '+47 00 00 00 77' } })
  const page = await openAsDispatcher(world(), 'AMK Nordland', { serviceWorkers: 'allow' })
  await lookFor(page, 'bodo')
  await page.keyboard.press('h')
  await page.keyboard.press('Enter')
  await holdCard(page, 'venter på svar').waitFor()
  await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true)

  await page.context().setOffline(true)
  await page.reload()
  await page.locator('.connection', { hasText: 'Ingen kontakt. Viser bildet fra' }).first().waitFor()
  await page.locator('.unit-row', { hasText: 'Enhet mørk' }).waitFor()
  await holdCard(page, 'Enhet mørk: venter på svar').waitFor()
  await page.getByRole('heading', { name: /^Telefonliste slik det var kl\. / }).waitFor()
  await page.locator('.phone-list').getByText('+47 00 00 00 77').waitFor()
  expect(await faultsOf(page)).toEqual([])
  expect((await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)

  await page.context().setOffline(false)
  await page.getByText('Oppdatert nå').first().waitFor()
  await page.locator('.phone-list[data-shown=false]').waitFor({ state: 'attached' })
})

it('a hold that nobody has answered goes on after the page is loaded anew, and is one', async () => {
  const { unitId } = await found(world().api, 'ubesvart', { beds: 3, unit: { name: 'Enhet ubesvart' } })
  const page = await openAsDispatcher(world())
  await lookFor(page, 'bodo')
  await page.getByRole('button', { name: 'Hold av seng i Enhet ubesvart' }).click()
  await page.getByRole('dialog').waitFor()
  // It arrives, and the answer is lost on the way back.
  let sent = 0
  await page.route('**/holds', async (route) => {
    sent += 1
    if (sent === 1) await route.fetch()
    await route.abort()
  })
  await page.keyboard.press('Enter')
  await page.getByText('Prøver igjen; det blir ikke gjort to ganger').waitFor()
  await page.reload()
  await page.getByText('det blir aldri to senger').waitFor()
  await page.unroute('**/holds')
  await holdCard(page, 'Enhet ubesvart: venter på svar').waitFor()
  const ward = await world().api.as({ role: 'ward', unit: unitId })
  expect((await ward.ok('show-board', { params: { unitId } })).holds).toHaveLength(1)
})

it('nothing of it is left when the session is over', async () => {
  await found(world().api, 'slutt')
  const page = await openAsDispatcher(world())
  await lookFor(page, 'bodo')
  await page.reload()
  await page.locator('.unit-row').first().waitFor()
  await page.getByRole('button', { name: 'Logg ut' }).click()
  await page.getByRole('heading', { name: 'Hvem vil du være?' }).waitFor()
  await page.reload()
  expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBe(0)
})
