import { createServer } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { chromium, type Page } from 'playwright-core'
import { loadDemoRegion } from '../../infra/local/demo/load-demo-region.ts'
import { startServer } from '../../infra/local/server.ts'
import { webFiles } from '../../infra/local/web-files.ts'
import { buildWeb, WEB_DIR } from '../../infra/web.ts'
import { LAUNCH } from '../../scripts/browser.ts'
import { become } from '../../scripts/screens/scene.ts'
import { median } from './paired.ts'
import { tryAll } from './trials.ts'

/**
 * The dispatcher's page on a machine four times as slow, with 350 units in the list: when it can be used, and how long
 * it is busy with what a person does. Other folders of a built app given as arguments are measured in the same run,
 * turn by turn. Then, at the machine's own speed,
 * what a dispatcher, a ward leader and a treasurer come for, as slowly as people do it.
 */
const SLOWED = 4
const UNITS = 350
const TURNS = 3

const KEYS = 20

type Figures = Readonly<Record<string, number>>

/** Watches from before the first byte: when the cursor stands in the field, when the field answers, and every long task. */
const WATCH = `
  globalThis.watched = { cursor: 0, usable: 0, tasks: [], events: [] }
  const look = () => {
    const hasCursor = document.activeElement?.matches('#asker') ?? false
    if (hasCursor && watched.cursor === 0) watched.cursor = performance.now()
    if (hasCursor && document.querySelector('#askers [role=option]')) watched.usable = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  new PerformanceObserver((list) => watched.tasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => watched.events.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'event', durationThreshold: 16 })
`

type Watched = {
  readonly cursor: number
  readonly usable: number
  readonly tasks: readonly number[]
  readonly events: readonly number[]
}
const watched = (page: Page): Promise<Watched> => page.evaluate('watched')
const forget = (page: Page) => page.evaluate('watched.tasks = []; watched.events = []')
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

/** The region's answer, many times over; some rows have something new to say each time. */
async function multiply(page: Page, service: string): Promise<{ readonly change: () => void }> {
  let version = 1
  await page.route('**/v1/availability*', async (route) => {
    const etag = `"${version}"`
    if (route.request().headers()['if-none-match'] === etag) return route.fulfill({ status: 304 })
    const answer = await (
      await route.fetch({
        url: route
          .request()
          .url()
          .replace(/^.*(?=[/]v1[/])/, service),
      })
    ).json()
    const units = Array.from({ length: UNITS }, (_, i) => {
      const unit = answer.units[i % answer.units.length]
      const off = Math.floor(i / answer.units.length) / 10
      const bookable = i % 50 === 0 ? version : unit.bookable
      return { ...unit, unitId: `${unit.unitId}-${i}`, lat: unit.lat + off, lon: unit.lon + off, bookable }
    })
    await route.fulfill({ json: { ...answer, units }, headers: { etag } })
  })
  return {
    change: () => {
      version += 1
    },
  }
}

async function measure(page: Page, service: string): Promise<Figures> {
  await page.addInitScript(WATCH)
  const region = await multiply(page, service)
  await become(page, { role: 'dispatcher', org: 'amk-nordland', shownAs: 'AMK Nordland' }, '/icon.svg')
  const slow = await page.context().newCDPSession(page)
  await slow.send('Network.clearBrowserCache')
  await slow.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
  await page.goto('/amk')
  await page.locator('#askers [role=option]').first().waitFor()
  await page.waitForTimeout(100)
  const { cursor, usable } = await watched(page)
  const paint = await page.evaluate<number>("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")

  const during = async (act: () => Promise<unknown>) => {
    await page.waitForTimeout(1_500)
    await forget(page)
    await act()
    await page.waitForTimeout(500)
    const { tasks, events } = await watched(page)
    return { busy: sum(tasks), longest: Math.max(0, ...tasks), slowestKey: Math.max(0, ...events) }
  }
  const typing = await during(() => page.keyboard.type('nordl', { delay: 80 }))
  await page.keyboard.press('Escape')
  await page.keyboard.type('bodo')
  const list = await during(async () => {
    await page.keyboard.press('Enter')
    await page
      .locator('.unit-row')
      .nth(UNITS - 1)
      .waitFor({ state: 'attached' })
  })
  const still = await during(() => page.waitForTimeout(5_000))
  const arrows = await during(async () => {
    for (let i = 0; i < KEYS; i += 1) {
      await page.keyboard.press('ArrowDown')
      await page.waitForTimeout(60)
    }
  })
  const update = await during(async () => {
    region.change()
    await page.waitForTimeout(3_000)
  })
  return {
    'first paint, ms': paint,
    'cursor in the field, ms': cursor,
    'the field answers, ms': usable,
    'slowest key while typing, ms': typing.slowestKey,
    'list of 350 comes: longest task, ms': list.longest,
    'five seconds untouched: busy, ms': still.busy,
    'twenty arrow keys: busy, ms': arrows.busy,
    'slowest arrow key, ms': arrows.slowestKey,
    'seven rows change: busy, ms': update.busy,
    'seven rows change: longest task, ms': update.longest,
  }
}

/** One built app on an address of its own, before the same service. */
async function serve(dir: string, service: string) {
  const files = webFiles(dir)
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request
    const file = await files(method, url, '')
    if (file) {
      for (const [name, value] of Object.entries(file.headers ?? {})) response.setHeader(name, String(value))
      response.end(Buffer.from(file.body ?? '', 'base64'))
      return
    }
    const answer = await fetch(`${service}${url}`, { method, body: method === 'GET' ? null : await readText(request) })
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no address')
  return { address: `http://localhost:${address.port}`, stop: () => server.close() }
}

await buildWeb()
const dirs = [WEB_DIR, ...process.argv.slice(2)]
const service = await startServer({
  port: 0,
  dataDir: null,
  webDir: WEB_DIR,
  beforeServing: (table) => loadDemoRegion(table, () => {}),
})
const apps = await Promise.all(dirs.map((dir) => serve(dir, service.address)))
const browser = await chromium.launch(LAUNCH)
const runs: Figures[][] = apps.map(() => [])
try {
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const [i, { address }] of apps.entries()) {
      const context = await browser.newContext({ baseURL: address, viewport: { width: 1440, height: 900 } })
      runs[i]?.push(await measure(await context.newPage(), service.address))
      await context.close()
    }
  for (const name of Object.keys(runs[0]?.[0] ?? {})) {
    const medians = runs.map((turns) => median(turns.map((figures) => figures[name] ?? 0)))
    process.stdout.write(`${name.padEnd(46)} ${medians.map((value) => value.toFixed(0).padStart(8)).join('')}\n`)
  }
  await tryAll(browser, service)
} finally {
  await browser.close()
  for (const { stop } of apps) stop()
  await service.stop()
}
