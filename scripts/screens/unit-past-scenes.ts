import type { Page } from 'playwright-core'
import { become, type Scene } from './scene.ts'

const SALTEN = 'unit_salten-felles-dogn'
const LEADER = { role: 'ward-leader', org: SALTEN, shownAs: 'Salten felles døgnenhet' }

const open = async (page: Page, part: string, has: string) => {
  await become(page, LEADER, `/enhet/${SALTEN}/${part}`)
  await page.locator(has).first().waitFor()
}

async function verify(page: Page): Promise<void> {
  await open(page, 'journal', '.entries li')
  await page.getByRole('button', { name: 'Kontroller nå' }).click()
  await page.getByText('henger sammen').waitFor()
}

async function openStay(page: Page): Promise<void> {
  await open(page, '', '.bed[data-state=occupied]')
  await page.locator('.bed[data-state=occupied]').first().click()
  await page.getByRole('link', { name: /^Oppholdet/ }).click()
  await page.locator('.stay').waitFor()
}

async function correctDeparted(page: Page): Promise<void> {
  await open(page, 'har-dratt', '.unit-row')
  await page
    .getByRole('link', { name: /^Se og rett/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Rett oppholdet' }).click()
  await page.getByRole('dialog').getByLabel('Innlagt').waitFor()
}

export const UNIT_PAST_SCENES: readonly Scene[] = [
  { name: 'use', enter: (page) => open(page, 'bruk', '.use-drawing') },
  { name: 'history', enter: (page) => open(page, 'historikk', '.past-bed') },
  { name: 'journal', enter: verify },
  { name: 'stay', enter: openStay },
  { name: 'departed', enter: (page) => open(page, 'har-dratt', '.unit-row') },
  { name: 'correct-departed', enter: correctDeparted },
]
