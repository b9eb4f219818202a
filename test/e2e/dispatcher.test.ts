import { describe, expect, it } from 'vitest'
import { found } from '../support/http-world.ts'
import { holdCard, lookFor, openAsDispatcher } from '../support/web-dispatcher.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()

/** The unit of its own that a test uses stands first: every other one is somebody else's kommune or full. */
async function foundWithName(name: string, beds: number): Promise<{ unitId: string; title: string }> {
  const title = `Enhet ${name}`
  const { unitId } = await found(world().api, name, { beds, unit: { name: title } })
  return { unitId, title }
}

describe('a dispatcher', () => {
  it('finds and holds a bed by keyboard alone, hears yes, and closes the search', async () => {
    const { unitId, title } = await foundWithName('tastatur', 3)
    const page = await openAsDispatcher(world())
    await lookFor(page, 'bodo')
    const row = page.locator('.unit-row', { hasText: title })
    await row.waitFor()
    for (let steps = 0; (await row.getAttribute('aria-current')) === null && steps < 10; steps += 1)
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: `Hold av seng i ${title}?` })
    await dialog.getByText('Pasient fra Bodø 1804').waitFor()
    await page.keyboard.press('Enter')
    await holdCard(page, `${title}: venter på svar`).waitFor()

    const ward = await world().api.as({ role: 'ward', unit: unitId })
    const [hold] = (await ward.ok('show-board', { params: { unitId } })).holds
    expect(hold).toMatchObject({ partyId: 'k-1804', service: 'kad-somatikk', placedBy: 'amk-nordland' })
    await ward.ok('accept-hold', { params: { unitId, holdId: hold?.holdId ?? '' } })
    await holdCard(page, `${title} tar imot`).waitFor()
    await page
      .getByRole('status')
      .filter({ hasText: `${title} tar imot` })
      .waitFor()

    await page.keyboard.press('u')
    await page.getByRole('dialog', { name: 'Hva ble det til?' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Klar for neste').waitFor()
  })

  it('may type before any script has run: nothing is lost, and what may mean two is nobody until one is picked', async () => {
    await foundWithName('hastig', 2)
    const page = await openAsDispatcher(world())
    const slow = await page.context().newCDPSession(page)
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    let letThrough = () => {}
    const isTyped = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await page.route('**/assets/*.js', async (route) => {
      await isTyped
      await route.continue()
    })
    await page.reload({ waitUntil: 'commit' })
    const field = page.locator('input:focus')
    await field.waitFor()
    const [before] = [await field.boundingBox()]
    await page.keyboard.type('nordlands')
    letThrough()
    await page.getByRole('combobox', { expanded: true }).waitFor()
    expect(await field.inputValue()).toBe('nordlands')
    expect(await field.boundingBox()).toEqual(before)

    await page.keyboard.press('Enter')
    await page.getByText('Flere kan være ment').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'kan ta imot fra Nordlandssykehuset' }).waitFor()
  })

  it('is told no with the reason, and gives the next bed free by key', async () => {
    const { unitId, title } = await foundWithName('nei', 3)
    const page = await openAsDispatcher(world())
    await lookFor(page, '1804')
    const holdIt = async () => {
      await page.getByRole('button', { name: `Hold av seng i ${title}` }).click()
      await page.getByRole('dialog').waitFor()
      await page.getByLabel('Gå videre til neste enhet av seg selv').uncheck()
      await page.keyboard.press('Enter')
      await holdCard(page, `${title}: venter på svar`).waitFor()
    }
    await holdIt()
    const ward = await world().api.as({ role: 'ward', unit: unitId })
    const [hold] = (await ward.ok('show-board', { params: { unitId } })).holds
    const params = { unitId, holdId: hold?.holdId ?? '' }
    await ward.ok('decline-hold', { params, body: { reason: 'no-doctor' } })
    await holdCard(page, `${title} sa nei (ingen lege)`).waitFor()

    await holdIt()
    await page.keyboard.press('g')
    await page.getByRole('dialog', { name: `Gi fri sengen i ${title}` }).waitFor()
    // A key too many says nothing; the reason's own does it.
    await page.keyboard.press('Enter')
    await page.keyboard.press('1')
    await holdCard(page, `${title}: gitt fri (sykehus i stedet)`).waitFor()
    expect((await ward.ok('show-board', { params: { unitId } })).holds).toEqual([])
  })

  it('sees a bed go within moments, without touching anything', async () => {
    const { unitId, title } = await foundWithName('endring', 2)
    const page = await openAsDispatcher(world())
    await lookFor(page, 'bodo')
    const row = page.locator('.unit-row', { hasText: title })
    await row.locator('strong', { hasText: /^2$/ }).waitFor()
    const ward = await world().api.as({ role: 'ward-leader', unit: unitId })
    await ward.ok('block-bed', { params: { unitId, bedId: 'bed_101a' }, body: { reason: 'vedlikehold' } })
    await row.locator('strong', { hasText: /^1$/ }).waitFor()
    await row.getByText('én igjen').waitFor()
  })

  it('keeps the last picture without contact, and nothing is sent twice when it is back', async () => {
    const { unitId, title } = await foundWithName('brudd', 3)
    const page = await openAsDispatcher(world())
    await lookFor(page, 'bodo')
    await page.getByRole('button', { name: `Hold av seng i ${title}` }).click()
    await page.getByRole('dialog').waitFor()
    // The hold arrives, and its answer is lost on the way back; after that, the line is dead.
    let lost = 0
    await page.route('**/holds', async (route) => {
      if (lost === 0) await route.fetch()
      lost += 1
      await route.abort()
    })
    await page.keyboard.press('Enter')
    await page.getByText('Prøver igjen; det blir ikke gjort to ganger').waitFor()
    await page.context().setOffline(true)
    await page.keyboard.press('Escape')
    await page.getByText('Ingen kontakt. Viser bildet fra').waitFor()
    await page.locator('.unit-row', { hasText: title }).waitFor()
    await page.getByRole('heading', { name: 'Telefonliste' }).waitFor()
    await page.getByText('det blir aldri to senger').waitFor()

    await page.unroute('**/holds')
    await page.context().setOffline(false)
    await holdCard(page, `${title}: venter på svar`).waitFor()
    await page.getByText('Oppdatert nå').first().waitFor()
    expect(lost).toBeGreaterThan(0)
    const ward = await world().api.as({ role: 'ward', unit: unitId })
    expect((await ward.ok('show-board', { params: { unitId } })).holds).toHaveLength(1)
  })

  it('axe finds nothing where a search begins, is listed and is closed', async () => {
    await foundWithName('aks', 2)
    const page = await openAsDispatcher(world())
    await page.locator('#askers [role=option]').first().waitFor()
    expect(await faultsOf(page)).toEqual([])
    await lookFor(page, 'bodo')
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('u')
    await page.getByRole('dialog').waitFor()
    expect(await faultsOf(page)).toEqual([])
  })

  it('axe finds nothing where a bed is about to be held, is held, and contact is lost', async () => {
    await foundWithName('aks-hold', 2)
    const page = await openAsDispatcher(world())
    await lookFor(page, 'bodo')
    await page.keyboard.press('h')
    await page.getByRole('dialog').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.locator('.hold-clock').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.context().setOffline(true)
    await page.getByRole('heading', { name: 'Telefonliste' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
  })
})
