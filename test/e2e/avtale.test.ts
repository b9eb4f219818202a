import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { instantOf } from '../../lib/kernel/instant.ts'
import { deliverEvents } from '../../lib/usecases/deliver-events.ts'
import { foundMoneyPlace, inMonth, type MoneyPlace } from '../support/avregning-place.ts'
import { NEWS2 } from '../support/http-world.ts'
import { makeReceiver } from '../support/receiver.ts'
import { unitBody } from '../support/region.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()
let place: MoneyPlace
let owner: Page

beforeAll(async () => {
  place = await foundMoneyPlace(world().api, 'eid', { agreement: { groups: groups(2, 2) } })
  await place.admit('k-1804', '2026-09-03T10:00:00Z', '2026-09-06T10:00:00Z')
  await place.admit('hf-983974910', '2026-10-10T10:00:00Z', '2026-10-12T10:00:00Z')
  for (const month of ['2026-09', '2026-10']) {
    await place.host.ok('book-cost', { ...inMonth(place, month), body: { costOre: 300_000_000 } })
    await place.host.ok('run-avregning', inMonth(place, month))
  }
  await place.host.ok('lock-avregning', inMonth(place, '2026-09'))
  const region = await world().api.as({ role: 'admin', org: '*' })
  const spare = { params: { unitId: 'unit_ekstra' }, body: unitBody(2, { name: 'Ekstra KAD' }) }
  await region.ok('put-unit', { ...spare, headers: { 'if-none-match': '*' } })
  owner = await world().open('/')
  await become(place.agreementId)
})
const become = async (org: string) => {
  const { token } = await world().api.as({ role: 'admin', org })
  const session = { accessToken: token, role: 'admin', org, shownAs: 'eier', endsAt: Date.now() + 3_600_000 }
  await owner.evaluate(`sessionStorage.setItem('trekkspill.session', ${JSON.stringify(JSON.stringify(session))})`)
}
const groups = (kommuner: number, hf: number) => [
  { group: 'kommuner', guaranteed: kommuner },
  { group: 'hf', guaranteed: hf },
]
const expectNothingCut = async () => {
  for (const width of [360, 640, 1280]) {
    await owner.setViewportSize({ width, height: 900 })
    expect(await owner.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  }
}
const open = (part = '') => owner.goto(`/avtale/${place.agreementId}${part}`)
const panel = () => owner.getByRole('complementary', { name: 'Før du lagrer' })
const button = (name: string | RegExp) => owner.getByRole('button', { name }).first()
const guaranteed = (i: number) => owner.getByRole('textbox', { name: 'Garanterte senger' }).nth(i)
const saved = async () => {
  const admin = await world().api.as({ role: 'admin', org: '*' })
  return admin.ok('get-agreement', { params: { agreementId: place.agreementId } })
}

it('what is wrong is said at its field while it is typed, and cannot be saved', async () => {
  await open()
  await panel().getByText('Du har ikke endret noe.').waitFor()
  await guaranteed(0).fill('7')
  await panel().getByText('Ett felt må rettes før du kan lagre.').waitFor()
  await panel().getByText('Garantiene er flere enn sengene.').waitFor()
  expect(await button(/^Lagre som versjon/).isDisabled()).toBe(true)
  await owner.getByLabel('Fast andel av kostnaden, %').fill('tretti')
  await panel()
    .getByRole('link', { name: /Fast andel/ })
    .click()
  expect(await owner.evaluate('document.activeElement.id')).toBe('felt-finance-fixed-share')
  await owner.getByText('Er ikke skrevet slik det skal.').first().waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await button('Forkast endringene').click()
  await panel().getByText('Du har ikke endret noe.').waitFor()
})

it('a unit is taken in and out again with its beds, and nobody leaves what is not saved by mistake', async () => {
  await button('Ta inn enhet').click()
  await panel().getByText('Ekstra KAD (2 senger) kommer med.').waitFor()
  await panel().getByText('4 av 10 senger er garantert.').waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await owner.getByRole('link', { name: 'Versjoner' }).click()
  await panel().getByText('Kan lagres.').waitFor()
  await button('Ta Prøveenheten ut av avtalen').click()
  await panel().getByText('Garantiene er flere enn sengene.').waitFor()
  await guaranteed(0).fill('0')
  await panel().getByText('Prøveenheten går ut.').waitFor()
  await button('Forkast endringene').click()
  await panel().getByText('Du har ikke endret noe.').waitFor()
})

it('with the keyboard alone a guarantee is changed: whom it touches, which months, and what they pay come before the saving', async () => {
  await guaranteed(0).focus()
  await owner.keyboard.press('ControlOrMeta+A')
  await owner.keyboard.type('4')
  await panel().getByText('Gruppen kommuner får flere garanterte senger, fra 2 til 4').waitFor()
  await panel().getByText('Låste måneder blir ikke endret').waitFor()
  await panel()
    .getByText(/omfatter september 2026/)
    .waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await button(/^La det gjelde fra/).focus()
  await owner.keyboard.press('Enter')
  await panel().getByText('Låste måneder blir ikke endret').waitFor({ state: 'detached' })
  await owner.getByLabel('Fast andel av kostnaden, %').fill('100')
  await panel().getByRole('heading', { name: 'oktober 2026 på de nye vilkårene' }).waitFor()
  await panel()
    .getByRole('row', { name: /Bodø.*[+−-]/ })
    .waitFor()
  await button('Lagre som versjon 2').focus()
  await owner.keyboard.press('Enter')
  await panel().getByText('Versjon 2 er lagret.').waitFor()
  const { version, groups: kept, finance } = await saved()
  expect([version, kept[0]?.guaranteed, finance?.fixed.share]).toEqual([2, 4, '1'])
})

it('what somebody else saved meanwhile is shown, and goes together with what is being written', async () => {
  await guaranteed(1).fill('1')
  await panel().getByText('Kan lagres.').waitFor()
  const admin = await world().api.as({ role: 'admin', org: '*' })
  const { agreementId: _, version, savedAt: __, ...body } = await saved()
  await admin.ok('put-agreement', {
    params: { agreementId: place.agreementId },
    body: { ...body, name: 'Deres navn' },
    headers: { 'if-match': String(version) },
  })
  await button('Lagre som versjon 3').click()
  await owner.getByText('Noen andre lagret versjon 3 mens du arbeidet').waitFor({ timeout: 15_000 })
  await panel().getByText('til Deres navn').waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await button('Ta med deres, og behold mine endringer').click()
  await button('Lagre som versjon 4').click()
  await panel().getByText('Versjon 4 er lagret.').waitFor()
  const now = await saved()
  expect([now.name, now.groups[1]?.guaranteed]).toEqual(['Deres navn', 1])
})

it('every version tells what it changed', async () => {
  await open('/versjoner')
  await owner.getByText('Fra versjon 3:').waitFor()
  await owner.getByText('fra 2 til 1').waitFor()
  await button('Skjul').click()
  await owner.getByRole('button', { name: 'Vis forskjell' }).nth(1).click()
  await owner.getByText('fra Prøveavtalen til Deres navn').waitFor()
  expect(await faultsOf(owner)).toEqual([])
})

it('a table of travel times is pasted: a row that cannot be read is named, and the whole goes in when all can', async () => {
  await open('/reisetider')
  await owner.getByLabel('Tabellen').fill('Bodø;12\nBeiarn;1:10\nFauske;langt')
  await owner.getByText('Rad 3 («Fauske: langt»): Er ikke minutter.').waitFor()
  expect(await button('Sett inn 3 rader').isDisabled()).toBe(true)
  expect(await faultsOf(owner)).toEqual([])
  await owner.getByLabel('Tabellen').fill('Bodø;12\nBeiarn;1:10\nFauske;61')
  await button('Sett inn 3 rader').click()
  expect(await owner.getByLabel('Minutter fra Beiarn til Prøveenheten').inputValue()).toBe('70')
  await panel().getByText('Kan lagres.').waitFor()
  await button('Lagre som versjon 5').click()
  await panel().getByText('Versjon 5 er lagret.').waitFor()
  const { travelMinutes } = await saved()
  expect(travelMinutes).toMatchObject({ 'k-1841': { [place.unitId]: 61 }, 'k-1839': { [place.unitId]: 70 } })
})

it('a bed is added, and taking away one that is in use is refused before it is tried', async () => {
  await place.ward.ok('admit-patient', {
    params: { unitId: place.unitId },
    body: { partyId: 'k-1804', service: 'observasjon', patientRef: 'i-sengen', bedId: 'bed_101a' },
  })
  await open('/senger')
  await button('Ny seng på rom 104').click()
  await panel().getByText('Senger: fra 8 til 9.').waitFor()
  await button('Lagre som versjon 2').click()
  await panel().getByText('Versjon 2 er lagret.').waitFor()
  await button('Fjern seng 101A').click()
  await panel().getByText('En seng i bruk kan ikke fjernes').waitFor()
  expect(await button(/^Lagre som versjon/).isDisabled()).toBe(true)
  expect(await faultsOf(owner)).toEqual([])
})

it('a unit asks for more than the region, and must say why', async () => {
  await open('/kriterier')
  await owner.getByLabel('Virkning av SOM-INK-03').selectOption('block')
  await panel().getByText('Ett felt må rettes før du kan lagre.').waitFor()
  await owner.getByLabel('Hvorfor SOM-INK-03 er endret').fill('Absolutt krav her')
  await panel().getByText('Strammer inn 1, løsner 0, bytter ut 0.').waitFor()
  await button('Nytt eget kriterium').click()
  await owner.getByRole('group', { name: 'LOK-EKS-01' }).getByLabel('Ordlyd').fill('Pasienten trenger dialyse.')
  await owner.getByLabel('Hvorfor LOK-EKS-01 er endret').fill('Enheten har ikke dialyse')
  await panel().getByText('Strammer inn 2').waitFor()
  await button('Nytt eget kriterium').click()
  const own = owner.getByRole('group', { name: 'LOK-EKS-02' })
  await own.getByLabel('Ordlyd').fill('Pasienten er for dårlig for enheten.')
  await own.getByLabel('Hvorfor LOK-EKS-02 er endret').fill('Én sykepleier om natten')
  await own.getByLabel('LOK-EKS-02 avgjøres av').selectOption('rule')
  await panel().getByText('Dette slår alltid til, så ingen kan legges inn.').waitFor()
  await own.getByLabel('Verdi 1 i LOK-EKS-02').fill('4')
  await own.getByRole('button', { name: 'Legg til vilkår' }).click()
  await own.getByLabel('Opplysning 2 i LOK-EKS-02').selectOption({ label: 'qSOFA' })
  await own.getByLabel('Regelen slår til når').selectOption('or')
  await own.getByText(/NEWS2, samlet skår er 4 eller mer eller \(minst 2 av disse: Respirasjonsfrekvens/).waitFor()
  await panel().getByText('Strammer inn 3').waitFor()
  // What the region decides in one way is decided in another here.
  const regions = owner.getByRole('group', { name: /^SOM-EKS-18/ })
  await regions.getByLabel('La en egen regel avgjøre').check()
  await regions.getByRole('button', { name: 'Bygg en ny regel' }).click()
  await regions.getByLabel('Verdi 1 i SOM-EKS-18').fill('5')
  await regions.getByLabel('Hvorfor SOM-EKS-18 er endret').fill('Strengere om natten')
  await panel().getByText('Strammer inn 3, løsner 0, bytter ut 1.').waitFor()
  await panel().getByText('Kan lagres.').waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await button('Lagre som versjon 1').click()
  await panel().getByText('Versjon 1 er lagret.').waitFor()
  const body = {
    service: 'kad-somatikk',
    ageYears: 81,
    answers: {},
    inputs: {},
    news2: { ...NEWS2, pulse: 135, temperature: 39.5 },
  }
  const { reasons } = await place.ward.ok('check-criteria', { params: { unitId: place.unitId }, body })
  expect(reasons.find(({ criterionId }) => criterionId === 'LOK-EKS-02')?.answer).toBe('yes')
})

it("the region's own set is changed by whoever keeps the region, and what nobody can meet is found before it is saved", async () => {
  await become('*')
  await owner.goto('/region/kriterier/kad-somatic')
  await owner.getByLabel('Virkning av SOM-INK-07').selectOption('off')
  await owner.getByLabel('laveste alder').fill('200')
  await panel().getByText('Ett felt må rettes før du kan lagre.').waitFor()
  await owner.getByLabel('laveste alder').fill('16')
  await owner.getByText('Slik avgjøres SOM-EKS-18').click()
  await owner.getByText('Regelen sier mer enn listene her kan vise.').waitFor()
  await panel().getByText('0 nye kriterier, 0 fjernet, 1 endret.').waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await button('Lagre som versjon 1').click()
  await panel().getByText('Versjon 1 er lagret.').waitFor()
  const admin = await world().api.as({ role: 'admin', org: '*' })
  const set = await admin.ok('get-criteria-set', { params: { criteriaSetId: 'kad-somatic' } })
  expect([set.version, set.config?.['minAge']]).toEqual([1, 16])

  // And one from nothing, for a service that no set has.
  await owner.getByRole('link', { name: 'Nytt sett' }).click()
  await owner.getByLabel('Navn').fill('Rehabilitering')
  await owner.getByLabel('Kilder og godkjenning').fill('Prøve')
  await owner.getByRole('group', { name: 'Tjenester settet gjelder for' }).getByLabel('rehabilitering').check()
  await button('Nytt kriterium').click()
  const first = owner.getByRole('group', { name: 'REG-NY-01' })
  await first.getByLabel('Ordlyd for REG-NY-01').fill('Pasienten kan ikke følge opplegget.')
  await first.getByLabel('Kilde, REG-NY-01').fill('Prøve')
  await panel().getByText('Kan lagres.').waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await button('Lagre som versjon 1').click()
  await owner.waitForURL('**/region/kriterier/rehabilitering')
  await owner.getByText(/^Versjon 1, gjelder fra/).waitFor()
  for (const path of ['/region', '/region/ny-avtale', '/region/kriterier']) {
    await owner.goto(path)
    await owner.getByRole('navigation', { name: 'Delene av regionen' }).waitFor()
    await expectNothingCut()
  }
  await become(place.agreementId)
})

it('a new agreement with a new unit is made step by step, and a dispatcher gets a bed there at once', async () => {
  await become('*')
  await owner.goto('/region')
  await owner.getByRole('row', { name: /Deres navn|Prøveavtalen/ }).waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await owner.getByRole('link', { name: 'Lag en ny avtale' }).click()
  await button('Neste: Parter').click()
  await owner.getByText('Må fylles ut.').first().waitFor()
  await button('Opprett en ny enhet').click()
  await owner.getByLabel('Navn').fill('Værøy KAD')
  await owner.getByLabel(/^Kommune/).selectOption({ label: 'Bodø' })
  await owner.getByLabel('Telefon').fill('+47 00 00 00 09')
  await button('Ny seng på rom 101').click()
  await owner.getByLabel('Bemannede senger').fill('2')
  expect(await faultsOf(owner)).toEqual([])
  await button('Lagre enheten').click()
  await owner.getByText('Værøy KAD er lagret og tatt inn i avtalen.').waitFor()
  await button('Neste: Parter').click()
  await owner.getByLabel('Navn').fill('Værøyavtalen')
  await expect.poll(() => owner.getByLabel('Avtalens kode').inputValue()).toBe('vaeroyavtalen')
  for (const party of ['Bodø', 'Beiarn']) {
    await owner.getByLabel('Ny part').selectOption({ label: party })
    await button('Legg til part').click()
  }
  await button('Neste: Senger').click()
  await guaranteed(0).fill('3')
  await button('Neste: Oppgjør').click()
  await owner.getByText('Garantiene er flere enn sengene.').waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await guaranteed(0).fill('1')
  await button('Neste: Oppgjør').click()
  await button('Slå på oppgjør').click()
  await button('Neste: Regler').click()
  await button('Neste: Se over og lagre').click()
  await owner.getByRole('heading', { name: /1.000.000.* kr på de nye vilkårene/ }).waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await button('Lagre avtalen').click()
  await owner.getByRole('heading', { name: 'Værøyavtalen er lagret' }).waitFor()
  expect(await faultsOf(owner)).toEqual([])
  // Among the others it is found as a hurried hand writes it.
  await owner.goto('/region')
  await owner.getByLabel('Finn avtale, vert eller enhet').fill('vaeroy')
  await owner.getByText('1 avtale.').waitFor()
  await owner.getByRole('link', { name: 'Værøyavtalen' }).waitFor()
  expect(await faultsOf(owner)).toEqual([])
  const amk = await world().api.as({ role: 'dispatcher', org: 'amk-nordland' })
  const { units } = await amk.ok('find-beds', { query: { kommune: '1839', service: 'kad-somatikk' } })
  const found = units.find(({ name }) => name === 'Værøy KAD')
  expect([found?.status, found?.bookable, found?.entitlement]).toEqual(['ledig', 2, 'guaranteed'])
  const hold = { partyId: 'k-1839', service: 'kad-somatikk' }
  await amk.ok('place-hold', { params: { unitId: 'unit_vaeroy-kad' }, body: hold })
  await become(place.agreementId)
})

it('nothing is cut at 360 pixels, nor at twice the size', async () => {
  for (const part of ['', '/senger', '/reisetider', '/kriterier', '/versjoner']) {
    await open(part)
    await owner.getByText('Lagret').first().waitFor()
    await expectNothingCut()
  }
})

it('who comes in is kept with the keyboard, and what is wrong with an entry stands at its field', async () => {
  await owner.goto(`/tilgang/${place.agreementId}`)
  await owner.getByText('Ingen står på listen ennå.').waitFor()
  await button('Legg til').press('Enter')
  await owner.getByLabel('Organisasjonsnummer').fill('983974911')
  await owner.getByLabel('Enhet').selectOption(place.unitId)
  await owner.getByLabel('Fra og med').fill('2026-01-01')
  await owner.keyboard.press('Enter')
  await owner.getByText('Dette er ikke et organisasjonsnummer.').waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await owner.getByLabel('Organisasjonsnummer').fill('983974910')
  await owner.keyboard.press('Enter')
  await owner.getByRole('dialog').waitFor({ state: 'detached' })
  await button(/^Ta ut ansatt ved enheten/).click()
  await owner.getByText('Tilgangen er borte innen et minutt').waitFor()
  await owner.getByRole('dialog').getByRole('button', { name: 'Tilbake' }).press('Enter')
  expect(await faultsOf(owner)).toEqual([])
  const admin = await world().api.as({ role: 'admin', org: '*' })
  const { entries } = await admin.ok('get-access-list', { params: { agreementId: place.agreementId } })
  expect(entries).toEqual([{ orgnr: '983974910', by: 'user', role: 'ward', org: place.unitId, fom: '2026-01-01' }])
})

it('a receiver is given the events, shown its secret once, held back, and seen to what became of each', async () => {
  await owner.getByRole('link', { name: 'Hvem får hendelsene' }).click()
  await button('Nytt abonnement').click()
  await owner.getByLabel('Navn').fill('amk')
  await owner.getByLabel('Adresse').fill('https://mottak.example/inn')
  await owner.getByRole('dialog').getByRole('button', { name: 'Lagre' }).click()
  await owner.getByText('Velg minst én hendelse.').waitFor()
  await owner.getByLabel('Velg alle').check()
  expect(await faultsOf(owner)).toEqual([])
  await owner.getByRole('dialog').getByRole('button', { name: 'Lagre' }).click()
  await owner.getByText(/^whsec_/).waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await button('Jeg har lagret den').click()
  const { couriers } = makeReceiver(instantOf(world().api.now()))
  await place.admit('k-1804', '2026-11-01T10:00:00Z', '2026-11-02T10:00:00Z')
  await deliverEvents(world().api.deps, couriers)
  await button('Hva som er sendt').click()
  await owner.getByText('tatt imot (204)').first().waitFor()
  await button(/^Send evt_.* på nytt/).click()
  await owner.getByText('Sendes på nytt innen et minutt eller to.').waitFor()
  await button('Sett på pause: amk').click()
  await owner.getByText('På pause', { exact: true }).first().waitFor()
  expect(await faultsOf(owner)).toEqual([])
  await owner.setViewportSize({ width: 360, height: 900 })
  expect(await owner.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
})

it('the auditor sees who was turned away, takes it along, and whether the log is whole', async () => {
  const auditor = await world().open('/')
  await auditor.getByRole('button', { name: 'Åpne tilgangsloggen' }).click()
  await world()
    .api.withToken(undefined)
    .call('show-board', { params: { unitId: place.unitId } })
  await auditor.getByLabel('Hva som skjedde').selectOption('refused')
  await auditor.getByLabel('Enhet', { exact: true }).selectOption(place.unitId)
  await auditor.getByRole('button', { name: 'Søk' }).press('Enter')
  await auditor
    .getByRole('cell', { name: /ble avvist/ })
    .first()
    .waitFor()
  const [file] = await Promise.all([
    auditor.waitForEvent('download'),
    auditor.getByRole('button', { name: 'Hent som CSV for Excel' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
  await auditor.getByRole('button', { name: 'Kontroller datoen' }).click()
  await auditor.getByText(/forseglet ennå/).waitFor()
  expect(await faultsOf(auditor)).toEqual([])
})
