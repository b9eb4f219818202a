import type { Page } from 'playwright-core'
import type { World } from './web-world.ts'

/** Somebody at the emergency desk, at their page, with the cursor where it begins. */
export async function openAsDispatcher(
  { open }: World,
  who = 'AMK Nordland',
  options: Parameters<World['open']>[1] = {},
): Promise<Page> {
  const page = await open('/', options)
  await page.getByRole('button', { name: who }).click()
  await page.getByRole('combobox', { name: 'Pasientens kommune' }).waitFor()
  return page
}

/** Types what a hurried hand types once the cursor stands there; waits for the list. */
export async function lookFor(page: Page, kommune: string): Promise<void> {
  await page.locator('#asker:focus').waitFor()
  await page.keyboard.type(kommune)
  await page.keyboard.press('Enter')
  await page.locator('.unit-row').first().waitFor()
}

export const holdCard = (page: Page, text: string) => page.locator('.hold-card', { hasText: text })
