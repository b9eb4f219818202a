import type { Browser, Locator, Page } from 'playwright-core'
import type { Caller } from './http.ts'
import { openAtUnit } from './web-unit.ts'
import type { World } from './web-world.ts'

export const wardOf = ({ api }: World, unitId: string): Promise<Caller> => api.as({ role: 'ward-leader', unit: unitId })

/** The unit's board, as somebody who works there. */
export async function openBoard(
  world: World,
  unitId: string,
  options: Parameters<Browser['newContext']>[0] = {},
  role: 'ward' | 'ward-leader' = 'ward-leader',
): Promise<Page> {
  const page = await openAtUnit(world, unitId, '', role, options)
  await page.locator('.bed').first().waitFor()
  return page
}

/** A bed on the board by the name on its door, and in a state where one is named. */
export const bed = (page: Page, name: string, state?: string): Locator =>
  page.locator(`[data-bed="bed_${name.toLowerCase()}"]${state === undefined ? '' : `[data-state=${state}]`}`)

const middleOf = async (page: Page, name: string) => {
  const box = await bed(page, name).boundingBox()
  if (!box) throw new Error(`bed ${name} is not on the board`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

export async function drag(page: Page, from: string, to: string): Promise<void> {
  const [start, end] = [await middleOf(page, from), await middleOf(page, to)]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x + 10, start.y + 10)
  // The marks of the beds make room for themselves when a patient is lifted: where the bed lies is read again.
  await page.locator('[data-moving=true]').waitFor()
  const there = await middleOf(page, to).catch(() => end)
  await page.mouse.move(there.x, there.y, { steps: 4 })
  await page.mouse.up()
}

/** A real touch, through the browser's own input: down, rest, move, up. */
export async function dragByFinger(page: Page, from: string, to: string): Promise<void> {
  const input = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { readonly x: number; readonly y: number }) =>
    input.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] })
  const start = await middleOf(page, from)
  await touch('touchStart', start)
  await page.locator('[data-moving=true]').waitFor()
  const end = await middleOf(page, to)
  for (const part of [0.25, 0.5, 0.75, 1])
    await touch('touchMove', { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part })
  await touch('touchEnd')
}
