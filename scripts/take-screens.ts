import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { loadDemoRegion } from '../infra/local/demo/load-demo-region.ts'
import { startServer } from '../infra/local/server.ts'
import { buildWeb, WEB_DIR } from '../infra/web.ts'
import { LAUNCH } from './browser.ts'

const OUT = fileURLToPath(new URL('../.build/screens', import.meta.url))

const SIZES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1440, height: 900 },
  wall: { width: 1920, height: 1080 },
} as const
const THEMES = ['light', 'dark'] as const

/** A page as somebody sees it: how they came there, and what it is called in the file's name. */
type Scene = { readonly name: string; readonly enter: (page: Page) => Promise<void> }

const asDispatcher = async (page: Page) => {
  await page.getByRole('button', { name: 'AMK Nordland' }).click()
  await page.getByRole('combobox', { name: 'Pasientens kommune' }).waitFor()
}
const lookFor = async (page: Page, kommune: string) => {
  await page.keyboard.type(kommune)
  await page.keyboard.press('Enter')
  await page.locator('.unit-row').first().waitFor()
}
const hold = async (page: Page) => {
  await page.keyboard.press('h')
  await page.keyboard.press('Enter')
  await page.locator('.hold-clock').first().waitFor()
}

const SCENES: readonly Scene[] = [
  { name: 'sign-in', enter: async (page) => page.getByText('Åpne tavlen').waitFor() },
  { name: 'dispatcher-begin', enter: asDispatcher },
  {
    name: 'dispatcher-list',
    enter: async (page) => {
      await asDispatcher(page)
      await lookFor(page, 'fauske')
    },
  },
  {
    name: 'dispatcher-confirm',
    enter: async (page) => {
      await asDispatcher(page)
      await lookFor(page, 'fauske')
      await page.keyboard.press('h')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'dispatcher-held',
    enter: async (page) => {
      await asDispatcher(page)
      await lookFor(page, 'tromso')
      await hold(page)
    },
  },
  {
    name: 'dispatcher-lost',
    enter: async (page) => {
      await asDispatcher(page)
      await lookFor(page, 'alta')
      await page.context().setOffline(true)
      await page.locator('.phone-list[data-shown=true]').waitFor()
    },
  },
  {
    name: 'board',
    enter: async (page) => {
      await page.getByLabel('Hvilken enhet').selectOption({ value: 'unit_salten-felles-dogn' })
      await page.getByRole('button', { name: 'Åpne tavlen' }).click()
      await page.locator('.bed').first().waitFor()
    },
  },
]

/** Every scene in three sizes and both themes, on the demo region, for a person to look at. */
async function takeScreens(browser: Browser, address: string, wanted: string | undefined): Promise<void> {
  for (const { name, enter } of SCENES.filter((scene) => wanted === undefined || scene.name.startsWith(wanted)))
    for (const [size, viewport] of Object.entries(SIZES))
      for (const colorScheme of THEMES) {
        const context = await browser.newContext({
          baseURL: address,
          viewport,
          colorScheme,
          locale: 'nb-NO',
          // A picture of a dialog on its way in shows nothing.
          reducedMotion: 'reduce',
        })
        const page = await context.newPage()
        await page.goto('/')
        await page.getByRole('heading', { name: 'Hvem vil du være?' }).waitFor()
        await enter(page)
        await page.screenshot({ path: join(OUT, `${name}-${size}-${colorScheme}.png`) })
        await context.close()
      }
}

rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })
await buildWeb()
const server = await startServer({
  port: 0,
  dataDir: null,
  webDir: WEB_DIR,
  beforeServing: (table) => loadDemoRegion(table, () => {}),
})
const browser = await chromium.launch(LAUNCH)
try {
  await takeScreens(browser, server.address, process.argv[2])
  process.stdout.write('Skjermbildene ligger i .build/screens\n')
} finally {
  await browser.close()
  await server.stop()
}
