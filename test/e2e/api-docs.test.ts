import { expect, it } from 'vitest'
import { OPERATIONS } from '../../lib/contract/routes.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()

it('every operation is on the page about the API, and axe finds nothing there', async () => {
  const page = await world().open('/docs')
  expect(await page.getByRole('heading', { level: 3 }).count()).toBe(OPERATIONS.length)
  expect(await faultsOf(page)).toEqual([])
})
