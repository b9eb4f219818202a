import type { Page } from 'playwright-core'
import { become, type Scene } from './scene.ts'

const SALTEN = 'unit_salten-felles-dogn'
const LEADER = { role: 'ward-leader', org: SALTEN, shownAs: 'Salten felles døgnenhet' }

async function openBoard(page: Page): Promise<void> {
  await become(page, LEADER, `/enhet/${SALTEN}`)
  await page.locator('.bed').first().waitFor()
}

export const ENHET_SCENES: readonly Scene[] = [{ name: 'board', enter: openBoard, isOnWall: true, picture: 'tavlen' }]
