import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { admission, found, HOLD_ASK } from '../support/http-world.ts'
import { holdCard, lookFor, openAsDispatcher } from '../support/web-dispatcher.ts'
import { bed, drag, dragByFinger, openBoard, wardOf } from '../support/web-ward.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()

/** A unit with a patient in each named bed, as its leader sees it. */
async function unitWith(name: string, patients: Readonly<Record<string, object>>, options: object = {}) {
  const { unitId } = await found(world().api, name, { beds: 6, ...options })
  const leader = await wardOf(world(), unitId)
  const params = { unitId }
  const stays: Record<string, string> = {}
  for (const [bedId, more] of Object.entries(patients)) {
    const { stayId } = await leader.ok('admit-patient', { params, body: admission({ bedId, ...more }) })
    stays[bedId] = stayId
  }
  const board = async () => (await leader.ok('show-board', { params })).beds
  const lies = async (stayId: string | undefined) =>
    (await board()).find(({ occupant }) => occupant?.stayId === stayId)?.bedId
  return { unitId, leader, params, stays, board, lies }
}

const says = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor()

/** The beds whose picture is touched within some seconds, and whatever else is among them. */
const WATCH_BEDS = `new Promise((resolve) => {
  const beds = new Set()
  const watcher = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement
      beds.add(element?.closest('[data-bed]')?.getAttribute('data-bed') ?? element?.closest('li')?.firstElementChild?.getAttribute('data-bed') ?? element?.className ?? '')
    }
  })
  watcher.observe(document.querySelector('.rooms'), { subtree: true, childList: true, characterData: true, attributes: true })
  setTimeout(() => resolve([...beds]), 3000)
})`

/** A finger that moves at once, without a moment's rest: it means to scroll. */
const BRUSH_OVER_FIRST_BED = `(() => {
  const tile = document.querySelector('[data-bed]')
  const { x, y } = tile.getBoundingClientRect()
  const touch = (type, far) => tile.dispatchEvent(new PointerEvent(type, {
    bubbles: true, pointerType: 'touch', pointerId: 7, clientX: x + 20 + far, clientY: y + 20 + far,
  }))
  touch('pointerdown', 0)
  touch('pointermove', 40)
  return new Promise((resolve) => setTimeout(() => { touch('pointerup', 40); resolve() }, 400))
})()`

describe('who comes in', () => {
  it('a hold is accepted, the patient admitted, and the desk sees each step', async () => {
    const { unitId } = await found(world().api, 'tavle', { beds: 1, unit: { name: 'Tavle KAD' } })
    const ward = await openBoard(world(), unitId)
    const desk = await openAsDispatcher(world())
    await lookFor(desk, 'bodo')
    await desk.getByRole('button', { name: 'Hold av seng i Tavle KAD' }).click()
    await desk.getByRole('dialog').waitFor()
    await desk.keyboard.press('Enter')
    await ward.getByRole('button', { name: 'Ta imot' }).click()
    await holdCard(desk, 'Tavle KAD tar imot').waitFor()
    await says(ward, 'Tatt imot. Seng 101A venter på pasienten.')
    expect(await ward.locator(':focus').textContent()).toBe('Legg inn')
    await ward.keyboard.press('Enter')
    await ward.getByLabel('Journalsystemets egen referanse').fill('ref-1')
    await ward.keyboard.press('Control+Enter')
    await holdCard(desk, 'Tavle KAD: pasienten er lagt inn').waitFor()
    await ward.getByRole('link', { name: 'Til tavlen' }).click()
    await bed(ward, '101A', 'occupied').waitFor()
  })

  it('a bed that was promised and is not needed is released with a reason', async () => {
    const { unitId } = await found(world().api, 'fri', { beds: 1 })
    const amk = await world().api.as({ role: 'dispatcher', org: 'amk-nordland' })
    await amk.ok('place-hold', { params: { unitId }, body: HOLD_ASK })
    const ward = await openBoard(world(), unitId)
    await ward.getByRole('button', { name: 'Ta imot' }).click()
    await ward.getByRole('button', { name: 'Gi fri' }).click()
    expect(await faultsOf(ward)).toEqual([])
    await ward.getByRole('dialog').getByRole('button', { name: 'ikke nødvendig' }).click()
    await bed(ward, '101A', 'free').waitFor()
  })

  it('says no with a reason, says «stemmer», and takes a slip of the finger back', async () => {
    const { unitId, params } = { ...(await found(world().api, 'angre', { beds: 2 })), params: { unitId: 'unit_angre' } }
    const amk = await world().api.as({ role: 'dispatcher', org: 'amk-nordland' })
    const { holdId } = await amk.ok('place-hold', { params, body: HOLD_ASK })
    const ward = await openBoard(world(), unitId)
    await ward.getByRole('button', { name: 'Ta imot' }).click()
    await ward.getByRole('button', { name: 'Legg inn' }).waitFor()
    await ward.getByRole('button', { name: /^Angre \d:\d\d$/ }).click()
    await says(ward, 'Angret. Alt er som før.')
    await ward.getByRole('button', { name: 'Si nei' }).click()
    await ward.getByRole('dialog').waitFor()
    // A key too many says nothing: there is no reason before somebody has given one.
    await ward.keyboard.press('Enter')
    await ward.getByRole('dialog').getByRole('button', { name: 'ingen lege' }).click()
    await ward.locator('.incoming').waitFor({ state: 'detached' })
    // The desk has gone on to another unit by now.
    expect(await ward.getByRole('button', { name: 'Angre' }).count()).toBe(0)
    expect(await amk.ok('show-hold', { params: { unitId, holdId } })).toMatchObject({
      state: 'declined',
      reason: 'no-doctor',
    })
    await ward.getByRole('button', { name: 'Stemmer' }).click()
    await says(ward, 'Bekreftet: tavlen stemmer.')
    // A confirmation is nothing to take back, and what was done before it has been built upon.
    expect(await ward.getByRole('button', { name: 'Angre' }).count()).toBe(0)
  })

  it('a hold that has run out is refused in words at its card, with what to do instead', async () => {
    const { unitId } = await found(world().api, 'utlop', { beds: 2 })
    const amk = await world().api.as({ role: 'dispatcher', org: 'amk-nordland' })
    const { holdId } = await amk.ok('place-hold', { params: { unitId }, body: HOLD_ASK })
    const ward = await openBoard(world(), unitId)
    const accept = ward.getByRole('button', { name: 'Ta imot' })
    await accept.waitFor()
    await ward.route('**/board', (route) => route.abort())
    await amk.ok('cancel-hold', { params: { unitId, holdId }, body: { reason: 'not-needed' } })
    await accept.click()
    await ward.locator('.incoming').getByText('Tavlen er hentet på nytt').waitFor()
    await ward.locator('.connection[data-state=lost]').waitFor()
    await ward.unroute('**/board')
    await ward.locator('.incoming').waitFor({ state: 'detached' })
  })
})

describe('move and swap', () => {
  it('by tap: the patient, then a marked bed; and taken back', async () => {
    const { unitId, stays, lies } = await unitWith('trykk', { bed_101a: {} })
    const ward = await openBoard(world(), unitId)
    await bed(ward, '101A').click()
    await ward.getByRole('dialog').getByRole('button', { name: 'Flytt eller bytt' }).click()
    await ward.getByText('Flytter pasienten i 101A. Velg seng. 5 ledige senger passer.').waitFor()
    await bed(ward, '102B').click()
    await says(ward, 'Flyttet fra 101A til 102B.')
    expect(await lies(stays['bed_101a'])).toBe('bed_102b')
    await ward.getByRole('button', { name: /^Angre/ }).click()
    await bed(ward, '101A', 'occupied').waitFor()
    expect(await lies(stays['bed_101a'])).toBe('bed_101a')
  })

  it('by mouse: dragged to a free bed, and onto another patient to swap', async () => {
    const { unitId, stays, lies } = await unitWith('mus', { bed_101a: {}, bed_101b: {} })
    const ward = await openBoard(world(), unitId)
    await drag(ward, '101A', '103A')
    await says(ward, 'Flyttet fra 101A til 103A.')
    await bed(ward, '103A', 'occupied').waitFor()
    await drag(ward, '103A', '101B')
    await says(ward, '103A og 101B har byttet pasient.')
    expect([await lies(stays['bed_101a']), await lies(stays['bed_101b'])]).toEqual(['bed_101b', 'bed_103a'])
    // A drag is no tap: nothing has been opened by it.
    expect(await ward.getByRole('dialog').count()).toBe(0)
  })

  it('by finger: one that rests lifts the patient, one that brushes over the board does not', async () => {
    const { unitId, stays, lies } = await unitWith('finger', { bed_101a: {} })
    const ward = await openBoard(world(), unitId, { hasTouch: true, viewport: { width: 1024, height: 768 } })
    await ward.evaluate(BRUSH_OVER_FIRST_BED)
    expect(await ward.locator('[data-moving=true]').count()).toBe(0)
    await dragByFinger(ward, '101A', '102A')
    await says(ward, 'Flyttet fra 101A til 102A.')
    expect(await lies(stays['bed_101a'])).toBe('bed_102a')
  })

  it('by keyboard alone: M, arrows, Enter; for a move and for a swap, and Escape lets go', async () => {
    const { unitId, stays, lies } = await unitWith('taster', { bed_101a: {}, bed_102a: {} })
    const ward = await openBoard(world(), unitId)
    await bed(ward, '101A').focus()
    await ward.keyboard.press('m')
    await ward.keyboard.press('Escape')
    await ward.keyboard.press('ArrowRight')
    await ward.keyboard.press('ArrowLeft')
    await ward.keyboard.press('m')
    await ward.getByText('Flytter pasienten i 101A').waitFor()
    await ward.keyboard.press('ArrowRight')
    await ward.keyboard.press('Enter')
    await says(ward, 'Flyttet fra 101A til 101B.')
    await ward.keyboard.press('m')
    await ward
      .getByText('Flytter pasienten i 101B. Velg seng. 4 ledige senger passer. Kan bytte med 1 pasient.')
      .waitFor()
    await ward.keyboard.press('ArrowRight')
    await ward.keyboard.press('Enter')
    await says(ward, '101B og 102A har byttet pasient.')
    expect([await lies(stays['bed_101a']), await lies(stays['bed_102a'])]).toEqual(['bed_102a', 'bed_101b'])
    await ward.keyboard.press('Control+z')
    await says(ward, 'Angret. Alt er som før.')
    expect(await lies(stays['bed_101a'])).toBe('bed_101b')
  })

  it('a bed that cannot be chosen says why; a room rule the leader sets aside with the team, a nurse does not', async () => {
    const { unitId, stays, lies } = await unitWith('rom', {
      bed_101a: { needs: ['kvinne'] },
      bed_102a: { needs: ['mann'] },
    })
    const nurse = await openBoard(world(), unitId, {}, 'ward')
    await bed(nurse, '101A').focus()
    await nurse.keyboard.press('m')
    await bed(nurse, '102B').getByText('Kvinne og mann deler ikke rom.').waitFor()
    expect(await bed(nurse, '102B').getAttribute('aria-disabled')).toBe('true')
    expect(await faultsOf(nurse)).toEqual([])
    await bed(nurse, '102B').click({ force: true })
    await nurse.getByRole('alert').filter({ hasText: 'Seng 102B kan ikke velges' }).waitFor()
    expect(await lies(stays['bed_101a'])).toBe('bed_101a')

    const leader = await openBoard(world(), unitId)
    await bed(leader, '101A').focus()
    await leader.keyboard.press('m')
    await bed(leader, '102B').getByText('Kvinne og mann deler ikke rom.').waitFor()
    await bed(leader, '102B').click({ force: true })
    const dialog = leader.getByRole('dialog', { name: '101A til 102B bryter en romregel' })
    await dialog.getByLabel('Hvorfor likevel').fill('ingen annen seng')
    await dialog.getByLabel('Lege og sykepleier er enige i dette').check()
    expect(await faultsOf(leader)).toEqual([])
    await dialog.getByRole('button', { name: 'Overstyr og flytt' }).click()
    await says(leader, 'Flyttet fra 101A til 102B.')
    expect(await lies(stays['bed_101a'])).toBe('bed_102b')
  })

  it('what the service refuses is shown as it was, with the reason and what to do', async () => {
    const { unitId, leader } = await unitWith('tapt', { bed_101a: {} })
    const ward = await openBoard(world(), unitId)
    await bed(ward, '101A').focus()
    await ward.keyboard.press('m')
    await ward.getByText('5 ledige senger passer.').waitFor()
    await ward.route('**/board', (route) => route.abort())
    await leader.ok('block-bed', { params: { unitId, bedId: 'bed_103b' }, body: { reason: 'vedlikehold' } })
    await bed(ward, '103B').click()
    await ward.getByRole('alert').filter({ hasText: 'Noen var raskere. Velg en av sengene som er merket.' }).waitFor()
    await bed(ward, '101A', 'occupied').waitFor()
  })

  it('a cut line keeps the picture with its age, and what was asked for is done once when it is back', async () => {
    const { unitId, leader, params, stays, lies } = await unitWith('brudd', { bed_101a: {} })
    const ward = await openBoard(world(), unitId)
    await ward.context().setOffline(true)
    await ward.getByText(/Ingen kontakt. Viser bildet fra .* siden/).waitFor()
    await drag(ward, '101A', '102A')
    await bed(ward, '102A').getByText('sender …').waitFor()
    await ward.getByText('Ingen svar. Prøver igjen; det blir ikke gjort to ganger.').waitFor()
    await ward.context().setOffline(false)
    await says(ward, 'Flyttet fra 101A til 102A.')
    expect(await lies(stays['bed_101a'])).toBe('bed_102a')
    const { events } = await leader.ok('read-journal', { params })
    expect(events.filter(({ type }) => type === 'stay-moved')).toHaveLength(1)
  })
})

describe('the patient in the bed', () => {
  const choose = async (page: Page, name: string, act: string) => {
    await bed(page, name).click()
    await page.getByRole('dialog').getByRole('button', { name: act }).click()
  }

  it('is discharged: first decided, then gone, with the time; the bed is free only then, and cleaned', async () => {
    const { unitId, stays, leader } = await unitWith('ut', { bed_101a: {} }, { unit: { cleaning: true } })
    const ward = await openBoard(world(), unitId)
    await choose(ward, '101A', 'Skriv ut')
    await ward.getByLabel('nei, venter her').check()
    await ward.getByRole('dialog').getByRole('button', { name: 'sykehjem' }).click()
    await bed(ward, '101A', 'leaving').waitFor()
    await choose(ward, '101A', 'Skriv ut')
    expect(await faultsOf(ward)).toEqual([])
    await ward.getByRole('dialog').getByRole('button', { name: 'sykehjem' }).click()
    await bed(ward, '101A', 'cleaning').waitFor()
    // The bed that was tapped is where one was.
    expect(await ward.locator(':focus').getAttribute('data-bed')).toBe('bed_101a')
    await choose(ward, '101A', 'Sengen er ren')
    await bed(ward, '101A', 'free').waitFor()
    const stay = await leader.ok('show-stay', { params: { unitId, stayId: stays['bed_101a'] ?? '' } })
    expect(stay).toMatchObject({ state: 'departed', dischargedTo: 'sykehjem' })
  })

  it('has a planned departure, a payer, messages and a corrected time, each said and each on the board', async () => {
    const { unitId, stays, leader } = await unitWith('plan', { bed_101a: {} })
    const params = { unitId, stayId: stays['bed_101a'] ?? '' }
    const ward = await openBoard(world(), unitId)
    await choose(ward, '101A', 'Planlegg avreise')
    expect(await faultsOf(ward)).toEqual([])
    await ward.getByRole('dialog').getByRole('button', { name: 'Lagre' }).click()
    await says(ward, 'Pasienten i 101A ventes å dra')
    expect((await leader.ok('show-stay', { params })).expectedDepartureAt).not.toBeNull()

    await choose(ward, '101A', 'Endre ansvar')
    await ward.getByLabel('Part', { exact: true }).selectOption({ label: 'Nordlandssykehuset HF' })
    await ward.getByLabel('Hvorfor').fill('HF-pasient')
    expect(await faultsOf(ward)).toEqual([])
    await ward.getByRole('dialog').getByRole('button', { name: 'Endre ansvar' }).click()
    await says(ward, 'Nordlandssykehuset HF har nå ansvaret for pasienten i 101A.')
    await bed(ward, '101A').getByText('HF', { exact: true }).waitFor()

    await choose(ward, '101A', 'Utskrivningsklar')
    expect(await faultsOf(ward)).toEqual([])
    await ward.getByRole('dialog').getByRole('button', { name: 'Registrer meldingen' }).click()
    await says(ward, 'Registrert for 101A: utskrivningsklar.')
    await bed(ward, '101A').getByText('UKP').waitFor()

    await choose(ward, '101A', 'Rett oppholdet')
    await ward.getByLabel('Innlagt').fill('2026-01-02T10:00')
    await ward.getByLabel('Hvorfor').fill('feil klokkeslett')
    expect(await faultsOf(ward)).toEqual([])
    await ward.getByRole('dialog').getByRole('button', { name: 'Rett', exact: true }).click()
    await says(ward, 'Oppholdet i 101A er rettet.')
    const told = await leader.ok('show-stay', { params })
    expect(told).toMatchObject({ admittedAt: '2026-01-02T09:00:00Z', utskrivningsklar: [{ by: 'hf-983974910' }] })
  })

  it('is transferred to another unit that has room', async () => {
    const { unitId } = await unitWith('fra', { bed_101a: {} })
    await found(world().api, 'til', { beds: 2, unit: { name: 'Mottakende KAD' } })
    const ward = await openBoard(world(), unitId)
    await choose(ward, '101A', 'Overflytt')
    const dialog = ward.getByRole('dialog')
    await dialog.locator('option', { hasText: 'Mottakende KAD' }).waitFor({ state: 'attached' })
    await dialog.getByLabel('Til enhet').selectOption({ label: 'Mottakende KAD: ledig (2)' })
    expect(await faultsOf(ward)).toEqual([])
    await dialog.getByRole('button', { name: 'Overflytt nå' }).click()
    await says(ward, 'Pasienten i 101A er overflyttet til Mottakende KAD.')
    await bed(ward, '101A', 'free').waitFor()
    expect(await ward.getByRole('button', { name: 'Angre' }).count()).toBe(0)
  })
})

describe('the beds and the unit', () => {
  it('a bed is blocked with a reason and an end, undone, blocked again and opened', async () => {
    const { unitId, board } = await unitWith('sperr', {})
    const ward = await openBoard(world(), unitId)
    const block = async () => {
      await bed(ward, '101A').click()
      await ward.getByRole('dialog').getByRole('button', { name: 'Sperr sengen' }).click()
      await ward.getByLabel('smitte').check()
      await ward.getByLabel('i 4 timer').check()
      expect(await faultsOf(ward)).toEqual([])
      await ward.getByRole('dialog').getByRole('button', { name: 'Sperr' }).click()
      await bed(ward, '101A', 'blocked').getByText('smitte').waitFor()
    }
    await block()
    expect((await board())[0]?.blocked).toMatchObject({ reason: 'smitte', until: expect.any(String) })
    await ward.getByRole('button', { name: /^Angre/ }).click()
    await bed(ward, '101A', 'free').waitFor()
    await block()
    await bed(ward, '101A').click()
    await ward.getByRole('dialog').getByRole('button', { name: 'Åpne sengen' }).click()
    await bed(ward, '101A', 'free').waitFor()
  })

  it('fewer are on duty, and the unit closes and opens again', async () => {
    const { unitId, leader, params } = await unitWith('folk', {})
    const ward = await openBoard(world(), unitId)
    await ward.getByRole('button', { name: 'Bemanning' }).click()
    await ward.getByRole('button', { name: 'Én færre' }).click()
    await ward.getByText('0 i bruk nå. Da blir 5 ledige.').waitFor()
    expect(await faultsOf(ward)).toEqual([])
    await ward.getByLabel('ja, døgnet rundt').check()
    await ward.getByLabel('sykdom').check()
    await ward.getByRole('button', { name: 'Lagre bemanning' }).click()
    await says(ward, 'Bemannet for 5 senger.')
    expect(await leader.ok('show-board', { params })).toMatchObject({
      staffed: 5,
      staffedUntil: expect.any(String),
      nurse24h: true,
    })
    await ward.getByRole('button', { name: 'Steng', exact: true }).click()
    expect(await faultsOf(ward)).toEqual([])
    await ward.getByLabel('bemanning').check()
    await ward.getByRole('dialog').getByRole('button', { name: 'Steng' }).click()
    await ward.getByText(/Enheten er stengt til .*: bemanning/).waitFor()
    expect(await faultsOf(ward)).toEqual([])
    await ward.getByRole('button', { name: 'Åpne igjen' }).click()
    await says(ward, 'Enheten er åpen igjen.')
    expect((await leader.ok('show-board', { params })).closure).toBeNull()
  })
})

describe('how it is made', () => {
  it('axe finds nothing, and every button is large enough for a gloved finger', async () => {
    const { unitId } = await unitWith('hanske', { bed_101a: {} }, { unit: { cleaning: true } })
    const amk = await world().api.as({ role: 'dispatcher', org: 'amk-nordland' })
    await amk.ok('place-hold', { params: { unitId }, body: HOLD_ASK })
    const ward = await openBoard(world(), unitId)
    await ward.getByRole('button', { name: 'Ta imot' }).waitFor()
    expect(await faultsOf(ward)).toEqual([])
    const small = await ward.locator('.board button, .unit-nav a').evaluateAll((buttons) =>
      buttons
        .map((button) => ({ text: button.textContent, box: button.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 44 || box.width < 44)
        .map(({ text }) => text),
    )
    expect(small).toEqual([])
    for (const open of ['101A', '101B']) {
      await bed(ward, open).click()
      await ward.getByRole('dialog').waitFor()
      expect(await faultsOf(ward)).toEqual([])
      await ward.keyboard.press('Escape')
    }
    await ward.getByRole('button', { name: 'Si nei' }).click()
    await ward.getByRole('dialog').waitFor()
    expect(await faultsOf(ward)).toEqual([])
  })

  it('nothing is drawn where nothing has changed, and one bed where one has', async () => {
    const { unitId, leader } = await unitWith('stille', { bed_101a: {}, bed_103a: {} })
    const ward = await openBoard(world(), unitId)
    const unchanged = () => ward.waitForResponse((reply) => reply.url().endsWith('/board') && reply.status() === 304)
    await unchanged()
    const touched = () => ward.evaluate<readonly string[]>(WATCH_BEDS)
    const still = touched()
    await unchanged()
    expect(await still).toEqual([])
    const changed = touched()
    await leader.ok('block-bed', { params: { unitId, bedId: 'bed_102a' }, body: { reason: 'vedlikehold' } })
    expect(await changed).toEqual(['bed_102a'])
  })
})
