import axe, { type AxeResults } from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { localClient } from '../../infra/local/engine.ts'
import { startServer, TABLE_NAME } from '../../infra/local/server.ts'
import { WEB_DIR } from '../../infra/web.ts'
import { LAUNCH } from '../../scripts/browser.ts'
import { type Api, apiAt } from './http.ts'
import { testDeps } from './table.ts'

export type World = {
  readonly api: Api
  /** A person of their own: nothing is shared with the others but the service. Gone after the test file. */
  readonly open: (path: string, options?: Parameters<Browser['newContext']>[0]) => Promise<Page>
}

/** The whole local run, the built app and a browser. One per test file. */
export function webWorld(): () => World {
  let world: World | undefined
  const undo: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const server = await startServer({ port: 0, dataDir: null, webDir: WEB_DIR })
    const client = localClient(server.engine.endpoint)
    const browser = await chromium.launch(LAUNCH)
    undo.push(
      () => browser.close(),
      async () => client.destroy(),
      () => server.stop(),
    )
    const open: World['open'] = async (path, options = {}) => {
      const context: BrowserContext = await browser.newContext({
        baseURL: server.address,
        locale: 'nb-NO',
        reducedMotion: 'reduce',
        // A worker that keeps files would hide from the tests what they ask the network for.
        serviceWorkers: 'block',
        ...options,
      })
      const page = await context.newPage()
      await page.goto(path)
      return page
    }
    world = { api: apiAt(server.address, server.engine.endpoint, testDeps(client, TABLE_NAME)), open }
  })
  afterAll(async () => {
    for (const step of undo) await step()
  })
  return () => {
    if (!world) throw new Error('the world stands only while tests run')
    return world
  }
}

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * What axe finds, as `rule: where`; nothing is what it should be. In both colour schemes: the dark one has the same
 * elements in other colours, so only the rule of colours can find more there.
 */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  // Half a megabyte, which the page reads once and keeps for as long as it stands.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const runOnly =
      colorScheme === 'light' ? { type: 'tag', values: LEVELS } : { type: 'rule', values: ['color-contrast'] }
    const options = JSON.stringify({ resultTypes: ['violations'], runOnly })
    const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`)
    for (const { id, nodes } of violations)
      found.push(
        ...nodes.map(({ target, failureSummary }) => `${colorScheme} ${id}: ${target.join(' ')} ${failureSummary}`),
      )
  }
  return found
}
