import { describe, expect, it } from 'vitest'
import { admission, found, HOLD_ASK, newPatient } from '../support/http-world.ts'
import { openAtUnit } from '../support/web-unit.ts'
import { wardOf } from '../support/web-ward.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()
const DAY_S = 86_400

describe('the waiting list', () => {
  it('takes one more, gives the first a bed, and strikes one who waits no longer', async () => {
    const rooms = [
      { room: '101', beds: [{ bedId: 'bed_101a', features: [] }] },
      { room: '102', beds: [{ bedId: 'bed_102a', features: ['bariatrisk'] }] },
    ]
    const { unitId } = await found(world().api, 'vent', { beds: 2, unit: { rooms } })
    const params = { unitId }
    const leader = await wardOf(world(), unitId)
    await leader.ok('block-bed', { params: { ...params, bedId: 'bed_102a' }, body: { reason: 'ødelagt' } })
    const page = await openAtUnit(world(), unitId, 'venteliste')
    await page.getByText('Ingen venter.').waitFor()
    await page.getByRole('button', { name: 'Sett på listen' }).click()
    const dialog = page.getByRole('dialog')
    // Without a party the form stays, and nothing is sent.
    await dialog.getByRole('button', { name: 'Sett på listen' }).click()
    await dialog.getByLabel('Betaler').selectOption({ label: 'Bodø' })
    await dialog.getByLabel('Tjeneste').selectOption({ label: 'KAD, somatikk' })
    await dialog.getByLabel('bariatrisk').check()
    await dialog.getByLabel('haster', { exact: true }).check()
    await dialog.getByLabel('Journalsystemets egen referanse').fill('13097248022')
    expect(await faultsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Sett på listen' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'Fødselsnummer' }).waitFor()
    await dialog.getByLabel('Journalsystemets egen referanse').fill(newPatient())
    await dialog.getByLabel('ledsager').check()
    await dialog.getByRole('button', { name: 'Sett på listen' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'Enheten kan aldri gi det pasienten trenger' }).waitFor()
    await dialog.getByLabel('ledsager').uncheck()
    await dialog.getByRole('button', { name: 'Sett på listen' }).click()
    await page.getByRole('status').filter({ hasText: 'Satt på listen for Bodø, plass 1.' }).waitFor()
    await page.getByText(/ventet siden .* · haster · bariatrisk/).waitFor()
    expect(await faultsOf(page)).toEqual([])

    // The one bed that carries that is out of use: the list says so at the row, and what to do.
    await page.getByRole('button', { name: 'Gi seng til nummer 1' }).click()
    await page.getByRole('alert').filter({ hasText: 'Ingen ledig seng' }).waitFor()
    await page.getByRole('button', { name: 'Stryk nummer 1' }).click()
    expect(await faultsOf(page)).toEqual([])
    await page.getByLabel('fikk plass et annet sted').check()
    await page.getByRole('dialog').getByRole('button', { name: 'Stryk' }).click()
    await page.getByText('Ingen venter.').waitFor()

    await leader.ok('add-waiting', { params, body: { ...HOLD_ASK, patientRef: newPatient() } })
    await page.getByRole('button', { name: 'Gi seng til nummer 1' }).click()
    await page.getByRole('status').filter({ hasText: 'er holdt av' }).waitFor()
    expect((await leader.ok('show-board', { params })).holds).toHaveLength(1)
  })
})

describe('who has left', () => {
  it('lists the stays that are over, and what was registered wrongly is put right from there', async () => {
    const { unitId } = await found(world().api, 'dratt', { beds: 2 })
    const params = { unitId }
    const leader = await wardOf(world(), unitId)
    const admittedAt = new Date(world().api.now() - DAY_S * 1000).toISOString()
    const { stayId } = await leader.ok('admit-patient', { params, body: admission({ bedId: 'bed_101a', admittedAt }) })
    const departedAt = new Date(world().api.now()).toISOString()
    const ofStay = { params: { ...params, stayId } }
    await leader.ok('discharge-patient', { ...ofStay, body: { departedAt, dischargedTo: 'hjem' } })
    const page = await openAtUnit(world(), unitId, '')
    await page.getByRole('link', { name: 'Har dratt' }).click()
    await page.getByText(/kom .* · dro .* \(hjem\)/).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('link', { name: 'Se og rett oppholdet i seng 101A' }).click()
    await page.getByRole('button', { name: 'Rett oppholdet' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Tjeneste').selectOption({ label: 'observasjon' })
    await dialog.getByLabel('Hvorfor').fill('feil tjeneste')
    expect(await faultsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Rett', exact: true }).click()
    await page.getByRole('status').filter({ hasText: 'er rettet' }).waitFor()
    await page.getByText('Bodø, observasjon').waitFor()
    expect((await leader.ok('show-stay', ofStay)).segments).toMatchObject([{ service: 'observasjon' }])
  })
})

describe('who is ready, and what is due', () => {
  it('lists the patients with messages, whose duty it is, and takes one more message', async () => {
    const { unitId } = await found(world().api, 'klar', { beds: 2 })
    const params = { unitId }
    const leader = await wardOf(world(), unitId)
    const { stayId } = await leader.ok('admit-patient', { params, body: admission({ bedId: 'bed_101a' }) })
    const at = new Date(world().api.now()).toISOString()
    for (const event of ['utskrivningsklar', 'melding-sendt'])
      await leader.ok('record-utskrivningsklar', {
        params: { ...params, stayId },
        body: { event, at, by: 'hf-983974910', oppholdskommune: '1804' },
      })
    const page = await openAtUnit(world(), unitId, 'utskrivningsklare')
    await page.getByText(/Sist meldt: melding sendt · kommunens døgn fra .* \(1 dag\) · venter på Bodø/).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Ny melding' }).click()
    await page.getByLabel('kan motta', { exact: true }).check()
    await page.getByRole('button', { name: 'Registrer meldingen' }).click()
    await page.getByText('kommunen svarer ikke for døgnene nå').waitFor()
  })

  it('lists the reviews that are due, and takes one from the joint team only', async () => {
    const { unitId } = await found(world().api, 'frist', { beds: 2 })
    const params = { unitId }
    const leader = await wardOf(world(), unitId)
    const admittedAt = new Date(world().api.now() - 11 * DAY_S * 1000).toISOString()
    await leader.ok('admit-patient', { params, body: admission({ bedId: 'bed_101a', admittedAt }) })
    const page = await openAtUnit(world(), unitId, 'frister')
    await page.getByText(/skulle vært gjort/).waitFor()
    await page.getByText(/11 døgn, innlagt/).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Vurdert' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('sykepleier', { exact: true }).check()
    await dialog.getByText('Vurderingen gjelder først når lege er med.').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await dialog.getByLabel('lege', { exact: true }).check()
    await dialog.getByLabel('fortsetter').check()
    await dialog.getByRole('button', { name: 'Registrer vurderingen' }).click()
    await page.getByRole('status').filter({ hasText: 'Pasienten i 101A er vurdert.' }).waitFor()
    await page.getByText(/skulle vært gjort/).waitFor({ state: 'detached' })
  })
})
