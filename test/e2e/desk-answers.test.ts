import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { found } from '../support/http-world.ts'
import { holdCard, lookFor, openAsDispatcher } from '../support/web-dispatcher.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()
const FIRST = 'Enhet ener'
const SECOND = 'Enhet toer'
/** Twice the time to answer, and a little. */
const SILENCE_SECONDS = 21 * 60

beforeAll(async () => {
  await found(world().api, 'ener', { beds: 8, unit: { name: FIRST } })
  await found(world().api, 'toer', { beds: 8, unit: { name: SECOND } })
})

/** What it plays is written down instead. */
const SILENT_SOUND = `
  globalThis.played = []
  const joint = { connect: (next) => next }
  globalThis.AudioContext = class {
    currentTime = 0
    destination = joint
    createGain = () => ({ ...joint, gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} } })
    createOscillator = () => {
      const note = { ...joint, frequency: { value: 0 }, start: () => played.push(note.frequency.value), stop() {} }
      return note
    }
  }
`
const played = (page: Page): Promise<readonly number[]> => page.evaluate('played')

async function holdInFirst(): Promise<{
  page: Page
  answer: (operation: 'accept' | 'decline', reason?: string) => Promise<unknown>
}> {
  const page = await openAsDispatcher(world())
  await page.addInitScript(SILENT_SOUND)
  await page.reload()
  await lookFor(page, 'bodo')
  await page.getByRole('button', { name: `Hold av seng i ${FIRST}` }).click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Enter')
  await holdCard(page, `${FIRST}: venter på svar`).waitFor()
  const unitId = 'unit_ener'
  const ward = await world().api.as({ role: 'ward', unit: unitId })
  const { holds } = await ward.ok('show-board', { params: { unitId } })
  const params = { unitId, holdId: holds.at(-1)?.holdId ?? '' }
  return {
    page,
    answer: (operation, reason = 'no-doctor') =>
      operation === 'accept'
        ? ward.ok('accept-hold', { params })
        : ward.ok('decline-hold', { params, body: { reason } }),
  }
}

/** The notes come after the card is drawn, which a slow machine lets one see. */
async function twoNotes(page: Page): Promise<readonly number[]> {
  await expect.poll(async () => (await played(page)).length, { timeout: 5_000 }).toBeGreaterThanOrEqual(2)
  return played(page)
}

it('yes is heard as two notes up, and stands on a banner', async () => {
  const { page, answer } = await holdInFirst()
  expect(await played(page)).toEqual([])
  await answer('accept')
  await holdCard(page, `${FIRST} tar imot`).waitFor()
  const [low = 0, high = 0, ...rest] = await twoNotes(page)
  expect(high).toBeGreaterThan(low)
  expect(rest).toEqual([])
  expect(await page.locator('.hold-card').first().getAttribute('data-state')).toBe('accepted')
})

it('a no is heard as two notes down, and the next unit is asked at once', async () => {
  const { page, answer } = await holdInFirst()
  await answer('decline')
  await holdCard(page, `${FIRST} sa nei (ingen lege)`).waitFor()
  const [high = 0, low = 0] = await twoNotes(page)
  expect(low).toBeLessThan(high)
  await holdCard(page, `${SECOND}: venter på svar`).waitFor()
  await page
    .getByRole('status')
    .filter({ hasText: `Gått videre: seng holdt av i ${SECOND}` })
    .waitFor()
  const ward = await world().api.as({ role: 'ward', unit: 'unit_toer' })
  const { holds } = await ward.ok('show-board', { params: { unitId: 'unit_toer' } })
  expect(holds).toMatchObject([{ partyId: 'k-1804', service: 'kad-somatikk', placedBy: 'amk-nordland' }])

  await holdCard(page, `${FIRST} sa nei`).getByText(`${SECOND} er spurt.`).waitFor()
  await page.locator('.unit-row', { hasText: FIRST }).getByText('Sa nei kl. ').waitFor()
  await page.locator('.unit-row[aria-current]', { hasText: SECOND }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('h')
  await page.getByText(`Du holder allerede en seng i ${SECOND} for denne pasienten`).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.locator('.hold-card').count()).toBe(2)
  await page.keyboard.press('h')
  await page.getByRole('button', { name: 'Hold av en seng til' }).click()
  await page
    .getByRole('status')
    .filter({ hasText: 'To senger er holdt av for samme pasient. Gi fri den ene.' })
    .waitFor()
  const bothSayIt = page.locator('.hold-card[data-state=pending]', { hasText: 'To senger' })
  await bothSayIt.nth(1).waitFor()
  expect(await faultsOf(page)).toEqual([])
})

it('a patient who does not fit is for a person to place: nobody else is asked', async () => {
  const { page, answer } = await holdInFirst()
  await answer('decline', 'criteria')
  await holdCard(page, `${FIRST} sa nei (kriteriene passer ikke)`).getByText('Velg en annen').waitFor()
  expect(await page.locator('.hold-card[data-state=pending]').count()).toBe(0)
})

it('silence goes to the next unit, and the new hold is followed', async () => {
  const { page } = await holdInFirst()
  await world().api.moveClock(SILENCE_SECONDS)
  await holdCard(page, `${FIRST} svarte ikke`).waitFor()
  await holdCard(page, `${SECOND}: venter på svar`).waitFor()
  await world().api.moveClock(0)
})
