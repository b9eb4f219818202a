import { expect, it } from 'vitest'
import { found } from '../support/http-world.ts'
import { holdCard, lookFor, openAsDispatcher } from '../support/web-dispatcher.ts'
import { webWorld } from '../support/web-world.ts'

const world = webWorld()

it('finds and holds a bed for an HF’s patient, who lies in one of its hospitals', async () => {
  const { unitId } = await found(world().api, 'hf', { beds: 3, unit: { name: 'Enhet HF' } })
  const page = await openAsDispatcher(world())
  await lookFor(page, 'nordlandssykehuset b')
  await page.getByRole('heading', { name: 'kan ta imot fra Nordlandssykehuset Bodø' }).waitFor()
  await page.getByRole('button', { name: 'Hold av seng i Enhet HF' }).click()
  await page.keyboard.press('Enter')
  await holdCard(page, 'Enhet HF: venter på svar').getByText('pasient fra Nordlandssykehuset HF').waitFor()
  const ward = await world().api.as({ role: 'ward', unit: unitId })
  expect((await ward.ok('show-board', { params: { unitId } })).holds).toMatchObject([{ partyId: 'hf-983974910' }])
})

it('says by four keys that it became the hospital, and why', async () => {
  await found(world().api, 'grunn')
  const page = await openAsDispatcher(world())
  await lookFor(page, 'bodo')
  await page.keyboard.press('u')
  await page.getByRole('dialog', { name: 'Hva ble det til?' }).waitFor()
  await page.keyboard.press('3')
  await page.getByRole('group', { name: 'Hvorfor ble ingen seng holdt av?' }).waitFor()
  await page.keyboard.press('d')
  const sent = page.waitForRequest('**/outcome')
  await page.keyboard.press('Enter')
  expect((await sent).postDataJSON()).toEqual({ outcome: 'hospital-instead', reason: 'criteria', unitId: null })
  await page.getByText('Klar for neste').waitFor()
})

it('goes from the door to a held bed and out of the search without a mouse', async () => {
  const { unitId } = await found(world().api, 'dor', { beds: 3, unit: { name: 'Enhet dør' } })
  const page = await world().open('/')
  const name = page.getByRole('button', { name: 'AMK Nordland' })
  await name.waitFor()
  for (let tabs = 0; tabs < 20; tabs += 1) {
    if (await name.evaluate((button) => button === button.ownerDocument.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Pasientens kommune' }).waitFor()
  await page.keyboard.type('bod')
  await page.keyboard.press('Enter')
  const row = page.locator('.unit-row', { hasText: 'Enhet dør' })
  await row.waitFor()
  for (let steps = 0; (await row.getAttribute('aria-current')) === null && steps < 10; steps += 1)
    await page.keyboard.press('ArrowDown')
  // Two keys at once, as a hurried hand presses them.
  await page.keyboard.press('h')
  await page.keyboard.press('Enter')
  await holdCard(page, 'Enhet dør: venter på svar').waitFor()
  const sent = page.waitForRequest('**/outcome')
  await page.keyboard.press('u')
  await page.keyboard.press('Enter')
  // Still the search that the bed was held from.
  expect((await sent).postDataJSON()).toEqual({ outcome: 'held', reason: null, unitId })
  await page.getByText('Klar for neste').waitFor()
  expect(
    await page
      .getByRole('combobox', { name: 'Pasientens kommune' })
      .evaluate((field) => field === field.ownerDocument.activeElement),
  ).toBe(true)
  const ward = await world().api.as({ role: 'ward', unit: unitId })
  expect((await ward.ok('show-board', { params: { unitId } })).holds).toHaveLength(1)
})

it('nothing is cut at 360 pixels, nor at twice the size, and the choice is seen beside what is held', async () => {
  await found(world().api, 'smal', { beds: 3 })
  const page = await openAsDispatcher(world())
  await lookFor(page, 'bodo')
  await page.keyboard.press('h')
  await page.keyboard.press('Enter')
  await page.locator('.hold-clock').waitFor()
  for (const [width, height] of [
    [360, 740],
    [640, 400],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    await page.keyboard.press('ArrowDown')
    const name = page.locator('.unit-row[aria-current] .unit-name')
    expect(
      await name.evaluate((own) => {
        const { left, top } = own.getBoundingClientRect()
        return own.ownerDocument.elementFromPoint(left + 5, top + 5) === own
      }),
    ).toBe(true)
  }
})
