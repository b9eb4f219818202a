import type { Page } from 'playwright-core'
import { become, type Scene } from './scene.ts'

const KAD = 'unit_bodo-kad'
const LEADER = { role: 'ward-leader', org: KAD, shownAs: 'Bodø KAD' }

async function openAdmission(page: Page): Promise<void> {
  await become(page, LEADER, `/enhet/${KAD}/innleggelse`)
  await page.getByRole('heading', { name: 'Legg inn pasient' }).waitFor()
}

async function measure(page: Page): Promise<void> {
  await openAdmission(page)
  await page.getByLabel('Journalsystemets egen referanse').fill('journalens-egen-ref')
  await page.getByLabel('Alder i år').fill('83')
  await page.getByLabel('Tjeneste').selectOption({ label: 'KAD, somatikk' })
  await page.getByRole('combobox', { name: 'Hvem betaler' }).fill('bodo')
  await page.keyboard.press('Enter')
  const seen = { Respirasjon: '22', 'SpO₂': '94', Systolisk: '118', Puls: '96', Temperatur: '38,4' }
  for (const [label, value] of Object.entries(seen)) await page.getByRole('textbox', { name: label }).fill(value)
  await page.getByRole('radio', { name: /^A/ }).check()
  await page.getByText('NEWS2 5, middels').waitFor()
}

async function beRefused(page: Page): Promise<void> {
  await measure(page)
  await page.getByRole('button', { name: /Alt som er ubesvart/ }).click()
  await page
    .getByRole('radiogroup', { name: 'Høyenergitraume.' })
    .getByRole('radio', { name: 'ja', exact: true })
    .check()
  await page.getByRole('button', { name: /Ingenting av det ubesvarte/ }).click()
  await page.locator('.verdict-headline', { hasText: 'Passer ikke' }).waitFor()
  await page.getByRole('button', { name: 'Legg inn', exact: true }).click()
  await page.getByText('Ikke lagt inn').waitFor()
}

export const ADMISSION_SCENES: readonly Scene[] = [
  { name: 'admission-begin', enter: openAdmission },
  { name: 'admission-measured', enter: measure },
  { name: 'admission-criteria', enter: measure, isWhole: true },
  { name: 'admission-refused', enter: beRefused },
]
