import type { Page } from 'playwright-core'
import { become, monthBack, type Scene } from './scene.ts'

const AGREEMENT = 'agr_salten'
const HOST = { role: 'host-finance', org: AGREEMENT, shownAs: 'Vertens økonomi, Salten' }
const BEIARN = { role: 'finance', org: 'k-1839', shownAs: 'Økonomi, Beiarn kommune' }

async function openMonths(page: Page, who = HOST): Promise<void> {
  await become(page, who, `/okonomi/${AGREEMENT}`)
  await page.getByRole('heading', { name: /^Hele/ }).waitFor()
}

async function openMonth(page: Page, who = HOST, back: 1 | 2 = 1): Promise<void> {
  await become(page, who, `/okonomi/${AGREEMENT}/${monthBack(back)}`)
  if (who === HOST) await page.getByRole('button', { name: /^Kjør/ }).first().click()
  await page.getByRole('row', { name: 'Sum partene' }).waitFor()
}

export const OKONOMI_SCENES: readonly Scene[] = [
  { name: 'finance-month', enter: (page) => openMonth(page), isWhole: true },
  {
    name: 'finance-amounts',
    picture: 'avregning',
    enter: async (page) => {
      await openMonth(page)
      await page.getByRole('heading', { name: 'Hva partene betaler' }).evaluate((title) => title.scrollIntoView())
    },
  },
  {
    name: 'finance-explain',
    isWhole: true,
    enter: async (page) => {
      await openMonth(page, BEIARN)
      await page.getByRole('button', { name: 'Beiarn' }).click()
      await page
        .getByRole('button', { name: /^Se hendelser/ })
        .first()
        .click()
      await page.getByText('Pasienten dro').first().waitFor()
    },
  },
  {
    name: 'finance-what-if',
    isWhole: true,
    enter: async (page) => {
      await openMonth(page)
      await page.getByRole('button', { name: 'Prøv andre vilkår' }).click()
      await page.getByText('Regnet ut.', { exact: true }).waitFor()
    },
  },
  {
    name: 'finance-lock',
    enter: async (page) => {
      await openMonth(page, HOST, 2)
      await page.getByRole('button', { name: /^Lås tallene/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  // After a month has been run: the year is reckoned from those.
  { name: 'finance-months', enter: (page) => openMonths(page), isWhole: true },
  { name: 'finance-months-party', enter: (page) => openMonths(page, BEIARN), isWhole: true },
]
