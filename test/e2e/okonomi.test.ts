import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { withInvoiceDetails } from '../../infra/local/demo/invoice-details.ts'
import { PutAgreementRequest } from '../../lib/contract/agreement.ts'
import { FINANCE, foundMoneyPlace, inMonth, type MoneyPlace } from '../support/avregning-place.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()
let place: MoneyPlace
let late: string
let host: Page
let beiarn: Page

beforeAll(async () => {
  place = await foundMoneyPlace(world().api, 'salten')
  await place.admit('k-1804', '2026-10-03T10:00:00Z', '2026-10-06T10:00:00Z')
  await place.admit('hf-983974910', '2026-10-10T10:00:00Z', '2026-10-12T10:00:00Z')
  late = await place.admit('k-1839', '2026-10-20T10:00:00Z', null, { expectedDepartureAt: '2026-10-22T11:00:00Z' })
  host = await enter('host-finance', place.agreementId)
  beiarn = await enter('finance', 'k-1839')
})

/** Somebody of that role with the month's page open. */
async function enter(role: 'host-finance' | 'finance' | 'admin', org: string): Promise<Page> {
  const page = await world().open('/')
  const { token } = await world().api.as({ role, org })
  const session = { accessToken: token, role, org, shownAs: org, endsAt: Date.now() + 3_600_000 }
  await page.evaluate(`sessionStorage.setItem('trekkspill.session', ${JSON.stringify(JSON.stringify(session))})`)
  await page.goto(`/okonomi/${place.agreementId}`)
  return page
}
const openMonth = (page: Page) => page.goto(`/okonomi/${place.agreementId}/2026-10`)
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first()

it('the host runs the month from the list, and is told what is missing and who mends it', async () => {
  await button(host, 'Kjør oktober 2026').click()
  await host.waitForURL('**/2026-10')
  await host.getByText('2 ting mangler').waitFor()
  await host.getByText('Verten fører kostnaden på denne siden.').waitFor()
  // The unit's own name for it, and no id; the link is for the unit, where the host may not go.
  expect(await host.locator('#komplett').innerText()).not.toContain(late)
  const cause = host.getByRole('listitem').filter({ hasText: /Seng: \w/ })
  await host.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await cause.getByRole('button', { name: 'Kopier lenken til oppholdet' }).click()
  await cause.getByRole('status').filter({ hasText: 'Send den til enheten' }).waitFor()
  expect(await host.evaluate('navigator.clipboard.readText()')).toMatch(`/enhet/${place.unitId}/opphold/${late}`)
  await host.context().clearPermissions()
  await cause.getByText('Enhet: Prøveenheten').waitFor()
  expect(await cause.getByRole('link', { name: '+47 00 00 00 01' }).getAttribute('href')).toBe('tel:+4700000001')
  expect(await faultsOf(host)).toEqual([])
})

it('the cost is booked with the keyboard alone, and the amounts sum to it', async () => {
  await host.getByLabel('Kostnad i kroner').focus()
  await host.keyboard.type('3.000')
  await host.keyboard.press('Enter')
  await host.getByRole('alert').getByText('Skriv kroner med siffer').waitFor()
  expect(await faultsOf(host)).toEqual([])
  await host.getByLabel('Kostnad i kroner').fill('3 000 000')
  await host.keyboard.press('Enter')
  await host.getByText('Én ting mangler').waitFor()
  const sum = host.getByRole('row', { name: 'Sum partene' })
  expect((await sum.innerText()).replaceAll('\u00a0', ' ')).toContain('3 000 000,00')
})

it('a party opens its line, and follows it to the night and to who recorded it', async () => {
  await place.discharge(late, '2026-10-22T10:00:00Z')
  await button(host, 'Kjør på nytt').click()
  await host.getByText('Ja. Alle 7 belagte netter').waitFor()
  await openMonth(beiarn)
  await button(beiarn, 'Se hvorfor').click()
  await beiarn.getByRole('heading', { name: /^Hvorfor Beiarn skal betale/ }).waitFor()
  await beiarn.getByText('De 2 døgnene bak beløpet').first().waitFor()
  await button(beiarn, 'Se hendelser 20.10.2026').click()
  await beiarn.getByText('Registrert av ansatt ved enheten, Prøveenheten').first().waitFor()
  await beiarn.getByText('Pasienten dro').waitFor()
  expect(await faultsOf(beiarn)).toEqual([])
})

it("another party's line shows how it came about, and none of its nights", async () => {
  await button(beiarn, 'Bodø').click()
  await beiarn.getByText('Døgnene er det bare parten selv og verten som ser.').waitFor()
  await beiarn.getByText('Slik ble beløpet for Bodø').waitFor()
  expect(await faultsOf(beiarn)).toEqual([])
  expect(await beiarn.getByRole('button', { name: /Se hendelser/ }).count()).toBe(0)
  await button(beiarn, 'Lukk forklaringen').click()
  expect(await beiarn.evaluate('document.activeElement.textContent')).toBe('Bodø')
})

it('numbers that moved while they were looked at are not locked, and what to do next is said', async () => {
  await openMonth(host)
  await host.getByText('Ja. Alle 7 belagte netter').waitFor()
  const cost = { costOre: 310_000_000, guestIncomeOre: 0 }
  await place.host.ok('book-cost', { ...inMonth(place), body: cost })
  await place.host.ok('run-avregning', inMonth(place))
  // Back from another window the page asks at once, and not after its ten seconds.
  await host.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
  await host.getByText('Tallene er endret mens siden var åpen').waitFor()
  await button(host, /^Lås tallene/).click()
  await button(host, 'Ja, lås oktober 2026').click()
  await host.getByText('Tallene er endret siden du så på dem').waitFor()
  expect(await faultsOf(host)).toEqual([])
  await button(host, 'Regn ut på nytt og se gjennom').click()
  const sum = host.getByRole('row', { name: 'Sum partene' })
  await sum
    .getByText(/3.100.000,00/)
    .first()
    .waitFor()
})

it('a month that lacks something is not locked, and the host is sent to the causes', async () => {
  const forgotten = await place.admit('k-1804', '2026-10-25T10:00:00Z', null, {
    expectedDepartureAt: '2026-10-26T11:00:00Z',
  })
  await button(host, /^Lås tallene/).click()
  await button(host, 'Ja, lås oktober 2026').click()
  await host.getByText('Ingenting er låst. På siden står hva som mangler').waitFor()
  expect(await faultsOf(host)).toEqual([])
  await button(host, 'Regn ut på nytt og se gjennom').click()
  await host.getByText('Pasienten skulle ha dratt').waitFor()
  await button(host, /^Lås tallene/).waitFor({ state: 'detached' })
  expect(await faultsOf(host)).toEqual([])
  await place.discharge(forgotten, '2026-10-26T10:00:00Z')
  await button(host, 'Kjør på nytt').click()
  await host.getByText('Ja. Alle 8 belagte netter').waitFor()
})

it('what another key and share would do is shown for each party as the dials turn', async () => {
  await button(host, 'Prøv andre vilkår').click()
  await host.getByText('Regnet ut.', { exact: true }).waitFor()
  const bodo = host.locator('.effect').getByRole('row', { name: 'Bodø' })
  const agreed = await bodo.innerText()
  await host.getByLabel('Fast andel').focus()
  await host.keyboard.press('End')
  await host.getByText('100 %').waitFor()
  await host
    .locator('.effect')
    .getByRole('row', { name: /Bodø.*[+−]/ })
    .waitFor()
  expect(await bodo.innerText()).not.toBe(agreed)
  expect(await faultsOf(host)).toEqual([])
  await button(host, 'Tilbake til avtalen').click()
  await host
    .locator('.effect')
    .getByRole('row', { name: /Bodø.*\s0,00$/ })
    .waitFor()
})

it('the host is asked once, and locks what it has seen', async () => {
  await button(host, /^Lås tallene/).focus()
  await host.keyboard.press('Enter')
  const question = host.getByRole('dialog', { name: 'Låse oktober 2026 for godt?' })
  // What it means has the focus, and not the yes: the same Enter, held down, must not give it.
  await question.locator(':focus', { hasText: 'Låsingen kan ikke angres.' }).waitFor()
  await question.getByText(/^3.100.000,00 kr$/).waitFor()
  expect(await faultsOf(host)).toEqual([])
  // One goes back with the key that one always goes back with, and stands where one stood.
  await host.keyboard.press('Escape')
  await question.waitFor({ state: 'hidden' })
  await host.locator('button:focus', { hasText: 'Lås tallene' }).waitFor()
  expect((await place.host.ok('get-avregning', inMonth(place))).state).toBe('draft')
  await button(host, /^Lås tallene/).click()
  await button(host, 'Ja, lås oktober 2026').click()
  await host.getByText('låst', { exact: true }).waitFor()
  await button(host, /^Lås tallene/).waitFor({ state: 'detached' })
  expect(await faultsOf(host)).toEqual([])
  const { state } = await place.host.ok('get-avregning', inMonth(place))
  expect(state).toBe('locked')
})

it('the PDF comes under its own name, and an invoice says field by field what it lacks', async () => {
  const coming = host.waitForEvent('download')
  await button(host, 'Hent PDF').click()
  expect((await coming).suggestedFilename()).toMatch(/^avregning-.*-2026-10-alle\.pdf$/)
  await button(host, 'Hent EHF').click()
  await host.getByText('Denne filen lages for én part om gangen. Velg parten over.').waitFor()
  await host.getByLabel('Filer for').selectOption('k-1839')
  await button(host, 'Hent EHF').click()
  await host.getByText('Hvorfor fakturaen er uten merverdiavgift').waitFor()
  await host.getByText('Beiarn: organisasjonsnummer').waitFor()
  await host.getByLabel('Filer for').selectOption('k-1804')
  await host.getByText('Vertens egen del faktureres ikke').waitFor()
  await button(host, 'Hent EHF').waitFor({ state: 'detached' })
  await host.getByLabel('Filer for').selectOption('k-1839')
  expect(await faultsOf(host)).toEqual([])
})

it('every file comes under its own name, CSV and KOSTRA for whom they are', async () => {
  const { agreementId } = place
  const admin = await world().api.as({ role: 'admin', org: '*' })
  const { agreementId: _, version, savedAt: __, ...body } = await admin.ok('get-agreement', { params: { agreementId } })
  const { finance, ...complete } = withInvoiceDetails(PutAgreementRequest.parse(body))
  await admin.ok('put-agreement', {
    params: { agreementId },
    body: { ...complete, finance: { ...finance, ehf: { ...finance?.ehf, exemptionReason: 'Helsetjenester' } } },
    headers: { 'if-match': String(version) },
  })
  const fetched = async (name: string) => {
    const coming = host.waitForEvent('download')
    await button(host, name).click()
    const download = await coming
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
  }
  const invoice = await fetched('Hent EHF')
  expect(invoice.name).toMatch(/^(faktura|kreditnota)-.*-2026-10-k-1839\.xml$/)
  expect(invoice.text).toContain('urn:fdc:peppol.eu:2017:poacc:billing')
  expect((await fetched('Hent KOSTRA')).name).toMatch(/^kostra-.*-2026-10-k-1839\.csv$/)
  expect((await fetched('Hent regneark')).name).toMatch(/^avregning-.*-2026-10-k-1839\.xlsx$/)
  const excel = await fetched('Hent CSV')
  expect(excel.name).toMatch(/-2026-10-k-1839.*\.csv$/)
  expect(excel.text.split('\r\n')[0]).toMatch(/^\uFEFF.*;/)
  await host.getByLabel('CSV og KOSTRA skrives for').selectOption('rfc4180')
  expect((await fetched('Hent CSV')).text.split('\r\n')[0]).toMatch(/^[^;\uFEFF]*,/)
  expect(await faultsOf(host)).toEqual([])
})

it('a party says from about one night, the host agrees and names another payer', async () => {
  await openMonth(beiarn)
  await button(beiarn, 'Beiarn').click()
  await beiarn.getByLabel(/^Velg 20.10.2026/).check()
  await beiarn.getByText('Ett døgn er valgt.').waitFor()
  await beiarn.getByLabel('Forklar kort').fill('Oppholdt seg i Bodø')
  await button(beiarn, 'Send innsigelsen').click()
  await beiarn.getByText('Velg hva som er feil, og forklar det.').waitFor()
  await beiarn.getByLabel('Hva er feil?').selectOption({ label: 'ikke vår pasient' })
  await button(beiarn, 'Send innsigelsen').click()
  await beiarn.getByText('«Oppholdt seg i Bodø»').waitFor()
  expect(await faultsOf(beiarn)).toEqual([])

  await openMonth(host)
  await host.getByLabel('tatt til følge').check()
  await host.getByLabel('Begrunnelse').fill('Enig')
  await button(host, 'Send svaret').click()
  await host.getByText(/^Velg et svar og, blir den tatt til følge, hvem/).waitFor()
  await host.getByLabel('Hvem skal betale i stedet?').selectOption('k-1804')
  expect(await faultsOf(host)).toEqual([])
  await button(host, 'Send svaret').click()
  await host.getByText('Bodø betaler for døgnene.').waitFor()
})

it('a party takes its objection back, and approves', async () => {
  await openMonth(beiarn)
  await button(beiarn, 'Beiarn').click()
  await beiarn.getByLabel('Hva er feil?').selectOption({ label: 'feil nøkkel' })
  await beiarn.getByLabel('Forklar kort').fill('Nøkkelen er feil')
  await button(beiarn, 'Send innsigelsen').click()
  await button(beiarn, 'Trekk innsigelsen').click()
  await beiarn.getByText('trukket', { exact: true }).waitFor()
  expect(await faultsOf(beiarn)).toEqual([])
  await button(beiarn, 'Godkjenn måneden').click()
  await beiarn.getByText(/^Dere godkjente/).waitFor()
  expect(await faultsOf(beiarn)).toEqual([])
})

it('axe finds nothing on the list of months, which shows how the year looks', async () => {
  await beiarn.goto(`/okonomi/${place.agreementId}`)
  await beiarn.getByText('Du har godkjent.').waitFor()
  await beiarn.getByRole('heading', { name: 'Hele 2026' }).waitFor()
  await beiarn.getByText('Usikkert: én måned sier nesten ingenting om året.').waitFor()
  // Whom a party asks about a month that waits.
  await beiarn.getByText(/^Bodø.* er vert for avtalen/).waitFor()
  expect(await faultsOf(beiarn)).toEqual([])
})

it('what a kommune owes for a patient who was ready to leave stands by itself', async () => {
  const other = await foundMoneyPlace(world().api, 'plikt', {
    agreement: { finance: { ...FINANCE, utskrivningsklar: 'betalingsplikt' } },
  })
  const { agreementId, unitId } = other
  const stayId = await other.admit('hf-983974910', '2026-10-10T10:00:00Z', null)
  for (const event of ['varslet', 'utskrivningsklar', 'melding-sendt', 'kan-ikke-motta'])
    await other.ward.ok('record-utskrivningsklar', {
      params: { unitId, stayId },
      body: { event, at: '2026-10-12T08:00:00Z', by: event === 'kan-ikke-motta' ? 'k-1839' : 'hf-983974910' },
    })
  await other.discharge(stayId, '2026-10-14T10:00:00Z')
  await other.host.ok('book-cost', { ...inMonth(other), body: { costOre: 300_000_000 } })
  await other.host.ok('run-avregning', inMonth(other))
  const page = await enter('host-finance', agreementId)
  await page.goto(`/okonomi/${agreementId}/2026-10`)
  await page.getByRole('heading', { name: 'Betalingsplikt for utskrivningsklare' }).waitFor()
  const row = page.getByRole('region', { name: /^Betalingsplikt/ }).getByRole('row', { name: /Nordlandssykehuset/ })
  await row.getByText('Prøveenheten: 12.10.2026, 13.10.2026').waitFor()
  expect(await faultsOf(page)).toEqual([])
})

it('a night before the agreement began, told of when its month is locked, is noted in the next', async () => {
  const other = await foundMoneyPlace(world().api, 'merknad', { agreement: { fom: '2026-10-05' } })
  await other.host.ok('book-cost', { ...inMonth(other), body: { costOre: 300_000_000 } })
  await other.host.ok('run-avregning', inMonth(other))
  await other.host.ok('lock-avregning', inMonth(other))
  await other.admit('k-1804', '2026-10-02T10:00:00Z', '2026-10-04T10:00:00Z')
  await other.host.ok('run-avregning', inMonth(other, '2026-11'))
  const page = await enter('host-finance', other.agreementId)
  await page.goto(`/okonomi/${other.agreementId}/2026-11`)
  await page.getByRole('heading', { name: 'Til merknad: døgn uten avtale' }).waitFor()
  await page.getByText('Dato: 02.10.2026–03.10.2026').waitFor()
  expect(await faultsOf(page)).toEqual([])
})

it('whoever keeps the agreement is shown a way, and the year', async () => {
  const owner = await enter('admin', place.agreementId)
  await owner.getByRole('link', { name: 'Prøv og endre vilkårene i avtalen' }).waitFor()
  await owner.getByRole('heading', { name: 'Hele 2026' }).waitFor()
  expect(await faultsOf(owner)).toEqual([])
})

it('nothing is cut at 360 pixels, nor at twice the size', async () => {
  await openMonth(beiarn)
  await button(beiarn, 'Beiarn').click()
  await beiarn.getByText('De 2 døgnene bak beløpet').first().waitFor()
  for (const width of [360, 640, 1280]) {
    await beiarn.setViewportSize({ width, height: 900 })
    expect(await beiarn.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  }
})
