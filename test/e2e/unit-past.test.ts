import { describe, expect, it } from 'vitest'
import { found } from '../support/http-world.ts'
import { openAtUnit } from '../support/web-unit.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()
const ASK = { partyId: 'k-1804', service: 'kad-somatikk' } as const

/** A unit where a bed was held, used, left and blocked, and one patient still lies. */
async function foundStory(name: string) {
  const { api } = world()
  const { unitId } = await found(api, name, { beds: 3, unit: { name, kind: 'kad' } })
  const params = { unitId }
  const leader = await api.as({ role: 'ward-leader', unit: unitId })
  const amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
  const { holdId } = await amk.ok('place-hold', { params, body: ASK })
  await leader.ok('accept-hold', { params: { unitId, holdId } })
  const news2 = {
    respirationRate: 25,
    spo2: 97,
    spo2Scale: 1,
    supplementalOxygen: false,
    systolicBp: 125,
    pulse: 80,
    consciousness: 'A',
    temperature: 37,
  }
  const override = { reason: 'avklart med vakthavende', roles: ['lege', 'sykepleier'] }
  const first = await leader.ok('admit-patient', {
    params,
    body: { ...ASK, holdId, patientRef: `${name}-1`, ageYears: 83, news2, override },
  })
  const second = await leader.ok('admit-patient', { params, body: { ...ASK, patientRef: `${name}-2` } })
  await leader.ok('discharge-patient', {
    params: { unitId, stayId: second.stayId },
    body: { departedAt: new Date(api.now()).toISOString(), dischargedTo: 'hjem' },
  })
  await leader.ok('block-bed', { params: { unitId, bedId: 'bed_102a' }, body: { reason: 'vannlekkasje' } })
  return { unitId, leader, stayId: first.stayId }
}

describe('the journal', () => {
  it('says in words what was done and by which role, is filtered, and its check says what it proves', async () => {
    const { unitId } = await foundStory('journal')
    const page = await openAtUnit(world(), unitId, 'journal')
    await page.getByText('Seng 102A ble sperret: vannlekkasje.').waitFor()
    await page.getByText('operatør ved AMK eller legevakt (amk-nordland)').waitFor()
    await page.getByText(/Overstyrt \(kriterier\) av lege og sykepleier: avklart med vakthavende/).waitFor()
    await page.getByLabel('Vis').selectOption({ label: 'lagt inn' })
    await page.getByText(/^2 av \d+ hentede hendelser$/).waitFor()
    await page.getByLabel('Bare det som nevner').fill('overstyrt')
    await page.getByText(/^1 av \d+ hentede hendelser$/).waitFor()
    await page.getByRole('button', { name: 'Kontroller nå' }).click()
    await page.getByText(/Stemmer: \d+ hendelser henger sammen/).waitFor()
    expect(await faultsOf(page)).toEqual([])
  })

  it('is not among the pages of somebody who is not the leader', async () => {
    const { unitId } = await foundStory('ansatt')
    const page = await openAtUnit(world(), unitId, 'historikk', 'ward')
    await page.getByRole('link', { name: 'Historikk' }).waitFor()
    expect(await page.getByRole('link', { name: 'Journal' }).count()).toBe(0)
  })
})

describe('the past', () => {
  it('is gone through change by change, by the slider and by the clock, and nothing can be changed in it', async () => {
    const { unitId, leader } = await foundStory('fortid')
    const { events } = await leader.ok('read-journal', { params: { unitId } })
    const lastAt = events.at(-1)?.at ?? ''
    const page = await openAtUnit(world(), unitId, `historikk/${encodeURIComponent(lastAt)}`)
    const bed = page.locator('.past-bed', { hasText: '102A' })
    await bed.getByText('sperret').waitFor()
    await page.getByText('Fortid: ingenting kan endres her.').waitFor()
    await page.getByRole('button', { name: 'Forrige endring' }).click()
    await bed.getByText('ledig').waitFor()
    await page.getByRole('slider').focus()
    await page.keyboard.press('Home')
    await page.locator('.past-bed[data-state=free]').nth(2).waitFor()
    expect(await page.locator('.past-board :is(button, input, select, a)').count()).toBe(0)
    expect(await faultsOf(page)).toEqual([])
    await page.getByLabel('Tidspunkt').fill('2020-01-01T12:00')
    await page.getByText('Enheten fantes ikke i tjenesten da').waitFor()
    await page.getByLabel('Tidspunkt').fill('2026-03-29T02:30')
    await page.getByText('dette tidspunktet har aldri vært').waitFor()
    await page.getByLabel('Tidspunkt').fill('2026-10-25T02:30')
    await page.getByText('den andre (normaltid)').waitFor()
    expect(await faultsOf(page)).toEqual([])
  })
})

describe('one stay', () => {
  it('shows what was decided when it began, that it still comes out so, and takes a review', async () => {
    const { unitId, stayId, leader } = await foundStory('opphold')
    const page = await openAtUnit(world(), unitId, `opphold/${stayId}`)
    await page.getByText('det samme kommer ut').waitFor()
    await page.getByRole('row', { name: /Respirasjon 25 3/ }).waitFor()
    await page.getByText('NEWS2 3, lav, én verdi gir 3').waitFor()
    await page.getByText('Ikke vurdert ennå.').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Før en vurdering' }).click()
    const dialog = page.getByRole('dialog')
    for (const role of ['lege', 'sykepleier']) await dialog.getByLabel(role, { exact: true }).check()
    await dialog.getByLabel('fortsetter').check()
    await dialog.getByRole('button', { name: 'Registrer vurderingen' }).click()
    await page.getByText(/fortsetter, av lege og sykepleier/).waitFor()
    expect((await leader.ok('show-stay', { params: { unitId, stayId } })).reviews).toHaveLength(1)
  })
})

describe('who used the beds', () => {
  it('is a picture with its table and a file, day by day and hour by hour, and the guarantee against the use', async () => {
    const { unitId } = await foundStory('bruk')
    const page = await openAtUnit(world(), unitId, 'bruk')
    await page.locator('.use-drawing .span').first().waitFor()
    await page.getByRole('row', { name: /^Bodø kommuner/ }).waitFor()
    await page.getByRole('radio', { name: '1 dag', exact: true }).check()
    await page.locator('.use-drawing .date', { hasText: '12' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Last ned som regneark (CSV)' }).click()
    expect((await download).suggestedFilename()).toMatch(/^bruk-av-senger-/)
    await page.getByRole('button', { name: 'Tidligere' }).click()
    await page.locator('.use-drawing .span').first().waitFor({ state: 'detached' })
  })
})
