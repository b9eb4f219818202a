import type { Page } from 'playwright-core'
import { become, type Scene } from './scene.ts'

const AGREEMENT = 'agr_salten'
const OWNER = { role: 'admin', org: AGREEMENT, shownAs: 'Avtaleforvalter, Salten' }

const open = async (page: Page, part = '') => {
  await become(page, OWNER, `/avtale/${AGREEMENT}${part}`)
  await page.getByText(/^Versjon \d+, gjelder fra/).waitFor()
}

export const AVTALE_SCENES: readonly Scene[] = [
  { name: 'owner-terms', enter: (page) => open(page), isWhole: true },
  {
    name: 'owner-effect',
    enter: async (page) => {
      await open(page)
      await page.getByRole('textbox', { name: 'Garanterte senger' }).first().fill('7')
      await page.getByRole('button', { name: /^Fra neste måned/ }).click()
      await page.getByText(/får flere garanterte senger/).waitFor()
      await page.evaluate('scrollTo(0, 0)')
    },
  },
  {
    name: 'owner-wrong',
    enter: async (page) => {
      await open(page)
      await page.getByRole('textbox', { name: 'Garanterte senger' }).first().fill('12')
      await page.getByText('Garantiene er flere enn sengene.').first().waitFor()
    },
  },
  { name: 'owner-beds', enter: (page) => open(page, '/senger'), isWhole: true },
  {
    name: 'owner-criteria',
    isWhole: true,
    enter: async (page) => {
      await open(page, '/kriterier')
      await page.getByLabel('Virkning av SOM-INK-03').selectOption('block')
      await page.getByLabel('Hvorfor SOM-INK-03 er endret').fill('Absolutt krav her')
      await page.getByText('Kan lagres.').waitFor()
    },
  },
  { name: 'owner-versions', enter: (page) => open(page, '/versjoner') },
  {
    name: 'statistics',
    isWhole: true,
    enter: async (page) => {
      await become(page, OWNER, '/statistikk')
      await page.getByLabel('For hvem').selectOption('unit_salten-felles-dogn')
      await page.getByRole('img', { name: 'Belegg dato for dato' }).waitFor()
    },
  },
  {
    name: 'statistics-withheld',
    isWhole: true,
    enter: async (page) => {
      await become(page, { role: 'dispatcher', org: 'amk-nordland', shownAs: 'AMK Nordland' }, '/statistikk')
      await page.getByText('Små tall er skjult for deg.').waitFor()
    },
  },
  {
    name: 'finance-owner',
    enter: async (page) => {
      await become(page, OWNER, `/okonomi/${AGREEMENT}`)
      await page.getByRole('link', { name: /^Prøv og endre/ }).waitFor()
    },
  },
]
