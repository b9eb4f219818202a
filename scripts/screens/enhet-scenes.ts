import type { Page } from 'playwright-core'
import { openLargeBoard } from './large-unit.ts'
import { become, meanwhile, type Scene } from './scene.ts'

const SALTEN = 'unit_salten-felles-dogn'
const LEADER = { role: 'ward-leader', org: SALTEN, shownAs: 'Salten felles døgnenhet' }

async function openBoard(page: Page): Promise<void> {
  await become(page, LEADER, `/enhet/${SALTEN}`)
  await page.locator('.bed').first().waitFor()
}

async function openPatient(page: Page): Promise<void> {
  await openBoard(page)
  await page.locator('[data-state=occupied]').first().click()
  await page.getByRole('dialog').waitFor()
}

/** What a patient's or an empty bed's button leads to. */
const ask = (state: 'occupied' | 'free', act: string) => async (page: Page) => {
  await openBoard(page)
  await page.locator(`[data-state=${state}]`).first().click()
  await page.getByRole('dialog').getByRole('button', { name: act }).click()
  await page.locator('.ds-dialog form').waitFor()
}

async function move(page: Page): Promise<void> {
  await openBoard(page)
  await page.locator('[data-state=occupied]').first().focus()
  await page.keyboard.press('m')
  await page.locator('[data-mode]').first().waitFor()
}

const askUnit = (button: string) => async (page: Page) => {
  await openBoard(page)
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.getByRole('dialog').waitFor()
}

const openList = (part: string, title: string) => async (page: Page) => {
  await become(page, LEADER, `/enhet/${SALTEN}/${part}`)
  await page.getByRole('heading', { name: title }).waitFor()
  await page.locator('.connection[data-state=live]').waitFor()
}

async function decline(page: Page): Promise<void> {
  await meanwhile(page, { role: 'dispatcher', org: 'amk-nordland' }, `/v1/units/${SALTEN}/holds`, {
    partyId: 'k-1804',
    service: 'kad-somatikk',
    etaMinutes: 25,
  })
  await openBoard(page)
  await page.getByRole('button', { name: 'Si nei' }).first().click()
  await page.getByRole('dialog').waitFor()
}

async function putOnList(page: Page): Promise<void> {
  await openList('venteliste', 'Venteliste')(page)
  await page.getByRole('button', { name: 'Sett på listen' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Betaler').selectOption({ label: 'Bodø' })
  await dialog.getByLabel('Tjeneste').selectOption({ label: 'KAD, somatikk' })
  await dialog.getByLabel('bariatrisk').check()
  await dialog.getByLabel('haster', { exact: true }).check()
  await dialog.getByLabel('Journalsystemets egen referanse').fill('prove-vent-1')
  await dialog.getByRole('button', { name: 'Sett på listen' }).click()
  await page.getByRole('button', { name: 'Gi seng til nummer 1' }).waitFor()
}

async function reportReady(page: Page): Promise<void> {
  await ask('occupied', 'Utskrivningsklar')(page)
  await page.getByRole('button', { name: 'Registrer meldingen' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Utskrivningsklare' }).click()
  await page.getByText(/^Sist meldt/).waitFor()
}

async function blockOne(page: Page): Promise<void> {
  await ask('free', 'Sperr sengen')(page)
  await page.getByRole('dialog').getByLabel('vedlikehold').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Sperr' }).click()
  await page.getByRole('button', { name: /^Angre/ }).waitFor()
}

export const ENHET_SCENES: readonly Scene[] = [
  { name: 'board', enter: openBoard, isOnWall: true, picture: 'tavlen' },
  { name: 'board-large', enter: openLargeBoard, isOnWall: true },
  { name: 'board-bed', enter: openPatient },
  { name: 'board-moving', enter: move, isOnWall: true },
  { name: 'board-discharge', enter: ask('occupied', 'Skriv ut') },
  { name: 'board-plan', enter: ask('occupied', 'Planlegg avreise') },
  { name: 'board-messages', enter: ask('occupied', 'Utskrivningsklar') },
  { name: 'board-responsibility', enter: ask('occupied', 'Endre ansvar') },
  { name: 'board-transfer', enter: ask('occupied', 'Overflytt') },
  { name: 'board-correct', enter: ask('occupied', 'Rett oppholdet') },
  { name: 'board-block', enter: ask('free', 'Sperr sengen') },
  { name: 'board-staffing', enter: askUnit('Bemanning') },
  { name: 'board-closure', enter: askUnit('Steng') },
  { name: 'board-decline', enter: decline },
  { name: 'board-undo', enter: blockOne },
  { name: 'unit-waiting', enter: putOnList },
  { name: 'unit-ready', enter: reportReady },
  { name: 'unit-due', enter: openList('frister', 'Frister') },
]
