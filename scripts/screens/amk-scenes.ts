import type { Page } from 'playwright-core'
import { become, meanwhile, type Scene } from './scene.ts'

const AMK = { role: 'dispatcher', org: 'amk-nordland', shownAs: 'AMK Nordland' }

async function openDesk(page: Page): Promise<void> {
  await become(page, AMK, '/amk')
  await page.getByRole('combobox', { name: 'Pasientens kommune' }).waitFor()
}

async function lookFor(page: Page, kommune: string): Promise<void> {
  await openDesk(page)
  await page.keyboard.type(kommune)
  await page.keyboard.press('Enter')
  await page.locator('.unit-row').first().waitFor()
}

async function hold(page: Page): Promise<void> {
  await page.keyboard.press('h')
  await page.keyboard.press('Enter')
  await page.locator('.hold-clock').first().waitFor()
}

async function askAbout(page: Page, key: string): Promise<void> {
  await lookFor(page, 'fauske')
  await page.keyboard.press(key)
  await page.getByRole('dialog').waitFor()
}

/** The unit that was asked says no, and the next one has been asked by then. */
async function beRefused(page: Page): Promise<void> {
  await lookFor(page, 'bodo')
  const placed = page.waitForResponse((reply) => reply.url().endsWith('/holds') && reply.status() === 201)
  await hold(page)
  const { unitId, holdId } = await (await placed).json()
  await meanwhile(page, { role: 'ward', unit: unitId }, `/v1/units/${unitId}/holds/${holdId}/decline`, {
    reason: 'no-doctor',
  })
  await page.locator('.hold-card', { hasText: 'er spurt' }).waitFor()
}

export const AMK_SCENES: readonly Scene[] = [
  { name: 'dispatcher-begin', enter: openDesk },
  { name: 'dispatcher-list', enter: (page) => lookFor(page, 'fauske'), isOnWall: true },
  { name: 'dispatcher-confirm', enter: (page) => askAbout(page, 'h') },
  { name: 'dispatcher-outcome', enter: (page) => askAbout(page, 'u') },
  { name: 'dispatcher-keys', enter: (page) => askAbout(page, '?') },
  {
    name: 'dispatcher-held',
    isOnWall: true,
    picture: 'finn-seng',
    enter: async (page) => {
      await lookFor(page, 'bodo')
      await hold(page)
    },
  },
  {
    name: 'dispatcher-release',
    enter: async (page) => {
      await lookFor(page, 'bodo')
      await hold(page)
      await page.keyboard.press('g')
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'dispatcher-refused', isOnWall: true, enter: beRefused },
  {
    name: 'dispatcher-two-beds',
    enter: async (page) => {
      await beRefused(page)
      // A unit with several beds: the one that was asked instead may have had its last.
      await page.getByRole('button', { name: 'Hold av seng i Salten' }).click()
      await page.getByRole('button', { name: 'Hold av en seng til' }).click()
      await page.locator('.hold-card', { hasText: 'To senger' }).nth(1).waitFor()
    },
  },
  {
    name: 'dispatcher-lost',
    enter: async (page) => {
      await lookFor(page, 'alta')
      await page.context().setOffline(true)
      await page.locator('.phone-list[data-shown=true]').waitFor()
    },
  },
]
