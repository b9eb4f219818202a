import { expect, it } from 'vitest'
import { OPERATIONS } from '../../lib/contract/routes.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()

it('every operation is on the page about the API, and axe finds nothing there', async () => {
  const page = await world().open('/docs')
  expect(await page.getByRole('heading', { level: 3 }).count()).toBe(OPERATIONS.length)
  expect(await faultsOf(page)).toEqual([])

  // Open beside the text, and reached by the keyboard there.
  await page.getByRole('link', { name: 'Hold av en seng' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/docs#placeHold')
  await page.setViewportSize({ width: 390, height: 844 })
  for (const name of ['place-hold', 'placeHold']) {
    await page.goto(`/docs#${name}`)
    await page.reload()
    const box = await page.getByRole('heading', { name: 'Hold av en seng' }).boundingBox()
    expect([name, (box?.y ?? -1) >= 0 && (box?.y ?? 844) < 100]).toEqual([name, true])
  }
  // The contents wait to be asked for where they would stand in front of everything.
  expect(await page.getByRole('link', { name: 'Hold av en seng' }).isVisible()).toBe(false)
})
