import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { localClient } from '../../infra/local/engine.ts'
import { type LocalServer, TABLE_NAME } from '../../infra/local/server.ts'
import { become, monthBack } from '../../scripts/screens/scene.ts'
import { type Api, apiAt } from '../support/http.ts'
import { found } from '../support/http-world.ts'
import { testDeps } from '../support/table.ts'
import { median } from './paired.ts'

/**
 * What a new user does, by a script that is as slow as a person: from the page is opened (signed in already) until it is
 * done. It knows where to press, so what it leaves out is the search for it; what it shows is the steps that the pages ask for.
 */
const KEY_MS = 150
const READ_MS = 1_000
const REACH_MS = 500
const TURNS = 3

const AGREEMENT = 'agr_salten'

type Hand = {
  readonly page: Page
  readonly read: () => Promise<void>
  readonly write: (text: string) => Promise<void>
  readonly press: (key: string) => Promise<void>
  readonly reach: (what: Locator) => Promise<void>
}
type Place = { readonly who: Parameters<typeof become>[1]; readonly path: string }
type Trial = {
  readonly name: string
  readonly aimS: number
  readonly screen?: BrowserContextOptions
  /** What others have done before, which is not timed; who does it now, and where. */
  readonly begin: (api: Api) => Promise<Place>
  readonly act: (hand: Hand) => Promise<void>
}

const handAt = (page: Page, taps: boolean): Hand => ({
  page,
  read: () => page.waitForTimeout(READ_MS),
  write: (text) => page.keyboard.type(text, { delay: KEY_MS }),
  press: async (key) => {
    await page.waitForTimeout(KEY_MS)
    await page.keyboard.press(key)
  },
  reach: async (what) => {
    await what.waitFor()
    await page.waitForTimeout(REACH_MS)
    await (taps ? what.tap() : what.click())
  },
})

const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true }

const TRIALS: readonly Trial[] = [
  { name: 'dispatcher, keys: opened to held', aimS: 10, begin: atDesk, act: findAndHold },
  { name: 'ward leader, mouse: opened to admitted', aimS: 30, begin: atUnit, act: acceptAndAdmit },
  { name: 'ward leader, taps: opened to admitted', aimS: 30, screen: TABLET, begin: atUnit, act: acceptAndAdmit },
  { name: 'treasurer, mouse: opened to who recorded it', aimS: 60, begin: atMonths, act: findOutWhy },
]

async function atDesk(): Promise<Place> {
  return { who: { role: 'dispatcher', org: 'amk-nordland', shownAs: 'AMK Nordland' }, path: '/amk' }
}

async function atUnit(api: Api): Promise<Place> {
  const unitId = await askedAt(api)
  return { who: { role: 'ward-leader', org: unitId, shownAs: 'Prøve-KAD' }, path: `/enhet/${unitId}` }
}

async function atMonths(api: Api): Promise<Place> {
  await runMonth(api)
  return {
    who: { role: 'finance', org: 'k-1839', shownAs: 'Økonomi, Beiarn kommune' },
    path: `/okonomi/${AGREEMENT}`,
  }
}

async function findAndHold({ page, read, write, press }: Hand): Promise<void> {
  await page.locator('#asker:focus').waitFor()
  await write('bodo')
  await page.getByRole('option', { name: 'Bodø', selected: true }).waitFor()
  await read()
  await press('Enter')
  await page.locator('.unit-row[aria-current]').waitFor()
  await read()
  await press('h')
  await page.getByRole('dialog').waitFor()
  await read()
  await press('Enter')
  await page.locator('.hold-card', { hasText: 'venter på svar' }).waitFor()
}

async function acceptAndAdmit({ page, read, write, reach }: Hand): Promise<void> {
  const button = (name: string | RegExp) => page.getByRole('button', { name }).first()
  const field = (name: string) => page.getByRole('textbox', { name })
  await button('Ta imot').waitFor()
  await read()
  await reach(button('Ta imot'))
  await button('Legg inn').waitFor()
  await read()
  await reach(button('Legg inn'))
  await field('Journalsystemets egen referanse').waitFor()
  await read()
  await reach(field('Journalsystemets egen referanse'))
  await write(`p-${Date.now() % 10_000}`)
  await reach(page.getByLabel('Alder i år'))
  await write('83')
  const seen = { Respirasjon: '16', 'SpO₂': '97', Systolisk: '125', Puls: '80', Temperatur: '37' }
  for (const [name, value] of Object.entries(seen)) {
    await reach(field(name))
    await write(value)
  }
  await reach(page.locator('label.choice', { hasText: /^A/ }).first())
  for (const part of [/Alt som er ubesvart/, /Ingenting av det ubesvarte/, /Alt følger med/]) {
    await read()
    await reach(button(part))
  }
  await page.locator('.verdict-headline', { hasText: 'Passer' }).waitFor()
  await read()
  await reach(page.getByRole('button', { name: 'Legg inn', exact: true }))
  await page.getByRole('heading', { name: 'Lagt inn i seng' }).waitFor()
}

async function findOutWhy({ page, read, reach }: Hand): Promise<void> {
  await page
    .locator(`a[href$="/${monthBack(1)}"]`)
    .first()
    .waitFor()
  await read()
  await reach(page.locator(`a[href$="/${monthBack(1)}"]`).first())
  await page.getByRole('button', { name: 'Se hvorfor' }).first().waitFor()
  await read()
  await reach(page.getByRole('button', { name: 'Se hvorfor' }).first())
  await page
    .getByRole('button', { name: /^Se hendelser/ })
    .first()
    .waitFor()
  // The steps of the sum, and then the nights behind it.
  await read()
  await read()
  await reach(page.getByRole('button', { name: /^Se hendelser/ }).first())
  await page.getByText('Registrert av').first().waitFor()
  await read()
}

async function runMonth(api: Api): Promise<void> {
  const host = await api.as({ role: 'host-finance', org: AGREEMENT })
  await host.ok('run-avregning', { params: { agreementId: AGREEMENT, month: monthBack(1) }, body: {} })
}

/** A unit of its own, whose criteria ask for all that an admission can be asked for, and where somebody asks for a bed. */
async function askedAt(api: Api): Promise<string> {
  const { unitId } = await found(api, `prove-${Date.now()}`, {
    beds: 2,
    unit: { kind: 'kad', capabilities: ['oksygen', 'iv', 'crp'], name: 'Prøve-KAD' },
  })
  const amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
  await amk.ok('place-hold', { params: { unitId }, body: { partyId: 'k-1804', service: 'kad-somatikk', needs: [] } })
  return unitId
}

/** Every trial a few times; the seconds in the middle, against what is aimed at. */
export async function tryAll(browser: Browser, { address, engine }: LocalServer): Promise<void> {
  const client = localClient(engine.endpoint)
  const api = apiAt(address, engine.endpoint, testDeps(client, TABLE_NAME))
  for (const { name, aimS, screen = {}, begin, act } of TRIALS) {
    const seconds: number[] = []
    for (let turn = 0; turn < TURNS; turn += 1) {
      const { who, path } = await begin(api)
      const context = await browser.newContext({ baseURL: address, viewport: { width: 1440, height: 900 }, ...screen })
      const page = await context.newPage()
      await become(page, who, '/icon.svg')
      const from = performance.now()
      await page.goto(path)
      await act(handAt(page, screen.hasTouch === true))
      seconds.push((performance.now() - from) / 1_000)
      await context.close()
    }
    process.stdout.write(`${name.padEnd(46)} ${median(seconds).toFixed(1).padStart(6)} s (aim ${aimS})\n`)
  }
  client.destroy()
}
