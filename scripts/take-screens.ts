import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { loadDemoRegion } from '../infra/local/demo/load-demo-region.ts'
import { startServer } from '../infra/local/server.ts'
import { buildWeb, WEB_DIR } from '../infra/web.ts'
import { LAUNCH } from './browser.ts'
import { ADMISSION_SCENES } from './screens/admission-scenes.ts'
import { AMK_SCENES } from './screens/amk-scenes.ts'
import { AVTALE_SCENES } from './screens/avtale-scenes.ts'
import { DOOR_SCENES } from './screens/door-scenes.ts'
import { ENHET_SCENES } from './screens/enhet-scenes.ts'
import { OKONOMI_SCENES } from './screens/okonomi-scenes.ts'
import type { Scene } from './screens/scene.ts'
import { TILGANG_SCENES } from './screens/tilgang-scenes.ts'
import { UNIT_PAST_SCENES } from './screens/unit-past-scenes.ts'

const at = (folder: string): string => fileURLToPath(new URL(`../${folder}`, import.meta.url))
const SCREENS = at('.build/screens')
const PICTURES = at('docs/pictures')

const SCENES: readonly Scene[] = [
  ...DOOR_SCENES,
  ...AMK_SCENES,
  ...ENHET_SCENES,
  ...ADMISSION_SCENES,
  ...UNIT_PAST_SCENES,
  ...OKONOMI_SCENES,
  ...AVTALE_SCENES,
  ...TILGANG_SCENES,
]
const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 1024, height: 768 },
  desktop: { width: 1440, height: 900 },
} as const
const WALL = { wall: { width: 1920, height: 1080 } } as const
const THEMES = ['light', 'dark'] as const

async function openPage(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    viewport: SIZES.desktop,
    locale: 'nb-NO',
    // A picture of a dialog on its way in shows nothing.
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  return page
}

/** One scene in every size and both themes, for a person to look at. */
async function takeScreens(page: Page, { name, isOnWall = false, isWhole = false }: Scene): Promise<void> {
  for (const [size, viewport] of Object.entries({ ...SIZES, ...(isOnWall ? WALL : {}) }))
    for (const colorScheme of THEMES) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: join(SCREENS, `${name}-${size}-${colorScheme}.png`), fullPage: isWhole })
    }
}

/** What the README shows, as small as it can be and still be read. */
async function takePicture(page: Page, picture: string): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  const { data } = await devTools.send('Page.captureScreenshot', { format: 'webp', quality: 80 })
  writeFileSync(join(PICTURES, `${picture}.webp`), Buffer.from(data, 'base64'))
}

/** Without a word: every scene. Else those whose names begin so; `pictures` takes the README's. */
const [wanted = ''] = process.argv.slice(2)
const isForReadme = wanted === 'pictures'
rmSync(SCREENS, { recursive: true, force: true })
for (const folder of [SCREENS, PICTURES]) mkdirSync(folder, { recursive: true })
await buildWeb()
const server = await startServer({
  port: 0,
  dataDir: null,
  webDir: WEB_DIR,
  beforeServing: (table) => loadDemoRegion(table, () => {}),
})
const browser = await chromium.launch(LAUNCH)
try {
  for (const scene of SCENES.filter(({ name, picture }) => (isForReadme ? picture : name.startsWith(wanted)))) {
    const page = await openPage(browser, server.address)
    try {
      await scene.enter(page)
      if (isForReadme && scene.picture) await takePicture(page, scene.picture)
      else await takeScreens(page, scene)
    } catch (error) {
      // One that cannot be reached hides none of the others.
      process.stderr.write(`${scene.name}: ${error}\n`)
      await page.screenshot({ path: join(SCREENS, `${scene.name}-failed.png`) })
      process.exitCode = 1
    }
    await page.context().close()
  }
  process.stdout.write(isForReadme ? 'Bildene ligger i docs/pictures\n' : 'Skjermbildene ligger i .build/screens\n')
} finally {
  await browser.close()
  await server.stop()
}
