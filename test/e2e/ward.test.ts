import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { found } from '../support/http-world.ts'
import { holdCard, lookFor, openAsDispatcher } from '../support/web-dispatcher.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()

async function openAsWard(title: string): Promise<Page> {
  const page = await world().open('/')
  await page.getByLabel('Hvilken enhet').selectOption({ label: title })
  await page.getByRole('button', { name: 'Åpne tavlen' }).click()
  await page.getByRole('heading', { name: title }).waitFor()
  return page
}

describe('the board', () => {
  it('takes in the last bed’s patient from the desk, and the desk sees each step; then the patient leaves', async () => {
    await found(world().api, 'tavle', { beds: 1, unit: { name: 'Tavle KAD' } })
    const ward = await openAsWard('Tavle KAD')
    const desk = await openAsDispatcher(world())
    await lookFor(desk, 'bodo')
    await desk.getByRole('button', { name: 'Hold av seng i Tavle KAD' }).click()
    await desk.getByRole('dialog').waitFor()
    await desk.keyboard.press('Enter')

    await ward.getByRole('button', { name: 'Ta imot' }).click()
    await holdCard(desk, 'Tavle KAD tar imot').waitFor()
    await ward.getByRole('button', { name: 'Legg inn' }).click()
    await ward.getByLabel('Journalsystemets egen referanse').fill('130972 48022')
    await ward.keyboard.press('Control+Enter')
    await ward.getByText('Ligner et fødselsnummer').waitFor()
    await ward.getByLabel('Journalsystemets egen referanse').fill('ref-1')
    await ward.keyboard.press('Control+Enter')
    await holdCard(desk, 'Tavle KAD: pasienten er lagt inn').waitFor()
    await ward.getByRole('link', { name: 'Til tavlen' }).click()
    await ward.getByText('opptatt').waitFor()

    await ward.getByRole('button', { name: 'Skriv ut fra seng 101A' }).click()
    await ward.getByRole('dialog', { name: 'Pasienten drar nå. Hvor?' }).waitFor()
    await ward.keyboard.press('Enter')
    await ward.locator('.bed[data-state=free]').waitFor()
  })

  it('says no with a reason, says «stemmer», and takes a slip of the finger back', async () => {
    const { unitId } = await found(world().api, 'angre', { beds: 2, unit: { name: 'Angre KAD' } })
    const amk = await world().api.as({ role: 'dispatcher', org: 'amk-nordland' })
    const ask = { partyId: 'k-1804', service: 'kad-somatikk' }
    const { holdId } = await amk.ok('place-hold', { params: { unitId }, body: ask })
    const ward = await openAsWard('Angre KAD')
    await ward.getByRole('button', { name: 'Ta imot' }).click()
    await ward.getByRole('button', { name: 'Legg inn' }).waitFor()
    await ward.getByRole('button', { name: 'Angre det siste' }).click()
    await ward.getByRole('button', { name: 'Si nei' }).click()
    await ward.getByRole('dialog').waitFor()
    await ward.keyboard.press('Enter')
    await ward.getByText('Ingen er på vei').waitFor()
    expect(await amk.ok('show-hold', { params: { unitId, holdId } })).toMatchObject({
      state: 'declined',
      reason: 'no-doctor',
    })
    await ward.getByRole('button', { name: 'Stemmer' }).click()
    await ward.getByText(/Bekreftet for \d s siden/).waitFor()
  })

  it('axe finds nothing, and every button is large enough for a gloved finger', async () => {
    const { unitId } = await found(world().api, 'hanske', { beds: 4, unit: { name: 'Hanske KAD', cleaning: true } })
    const amk = await world().api.as({ role: 'dispatcher', org: 'amk-nordland' })
    const ask = { partyId: 'k-1804', service: 'kad-somatikk' }
    await amk.ok('place-hold', { params: { unitId }, body: ask })
    const nurse = await world().api.as({ role: 'ward', unit: unitId })
    await nurse.ok('admit-patient', { params: { unitId }, body: { ...ask, patientRef: 'ref-hanske' } })
    const ward = await openAsWard('Hanske KAD')
    await ward.getByRole('button', { name: 'Ta imot' }).waitFor()
    expect(await faultsOf(ward)).toEqual([])
    const heights = await ward
      .locator('.board button')
      .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height))
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
    await ward.getByRole('button', { name: 'Si nei' }).click()
    await ward.getByRole('dialog').waitFor()
    expect(await faultsOf(ward)).toEqual([])
  })
})
