import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { found } from '../support/http-world.ts'
import { openAtUnit } from '../support/web-unit.ts'
import { faultsOf, webWorld } from '../support/web-world.ts'

const world = webWorld()
const KAD = { kind: 'kad', capabilities: ['oksygen', 'iv', 'crp'] }
const ASK = { partyId: 'k-1804', service: 'kad-somatikk' } as const

/** A unit whose criteria stand in the way, and its leader with the admission page open. */
async function openAdmission(name: string, { beds = 3, hold = false } = {}) {
  const { unitId } = await found(world().api, name, { beds, unit: { ...KAD, name } })
  const amk = await world().api.as({ role: 'dispatcher', org: 'amk-nordland' })
  const held = hold ? await amk.ok('place-hold', { params: { unitId }, body: ASK }) : undefined
  const page = await openAtUnit(world(), unitId, `innleggelse/${held?.holdId ?? ''}`)
  await page.getByRole('heading', { name: 'Legg inn pasient' }).waitFor()
  const leader = await world().api.as({ role: 'ward-leader', unit: unitId })
  return { page, unitId, leader }
}

async function choose(page: Page) {
  await page.getByLabel('Tjeneste').selectOption({ label: 'KAD, somatikk' })
  await page.getByRole('combobox', { name: 'Hvem betaler' }).fill('bodo')
  await page.keyboard.press('Enter')
}

async function measure(page: Page, values: Readonly<Record<string, string>> = {}) {
  const well = { Respirasjon: '16', 'SpO₂': '97', Systolisk: '125', Puls: '80', Temperatur: '37,0', ...values }
  for (const [label, value] of Object.entries(well)) await page.getByRole('textbox', { name: label }).fill(value)
  await page.getByRole('radio', { name: /^A/ }).check()
}

async function answerAll(page: Page) {
  for (const name of [/Alt som er ubesvart/, /Ingenting av det ubesvarte/, /Alt følger med/])
    await page.getByRole('button', { name }).click()
}
const headline = (page: Page, says: string) => page.locator('.verdict-headline', { hasText: says }).waitFor()
const journalOf = async (leader: Awaited<ReturnType<typeof openAdmission>>['leader'], unitId: string) =>
  (await leader.ok('read-journal', { params: { unitId } })).events

describe('the admission', () => {
  it('takes a plain patient from a held bed by keyboard alone', async () => {
    const { page, unitId, leader } = await openAdmission('tastatur', { hold: true })
    await page.getByLabel('Journalsystemets egen referanse').focus()
    for (const text of ['ref-tastatur', '83', '16', '97', '125', '80', '37']) {
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    }
    await page.keyboard.press('Space')
    await page.getByText('NEWS2 0, lav').waitFor()
    for (let tabs = 0; tabs < 3; tabs += 1) await page.keyboard.press('Tab')
    for (let parts = 0; parts < 3; parts += 1) await page.keyboard.press('Enter')
    await headline(page, 'Passer')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Lagt inn i seng 101A' }).waitFor()
    const admitted = (await journalOf(leader, unitId)).find(({ type }) => type === 'patient-admitted')
    expect(admitted?.data).toMatchObject({ assessment: { outcome: 'fits', news2Total: 0 }, override: null })
  })

  it('says NEWS2 and qSOFA while they are typed, which value weighs, and that a number must be a slip', async () => {
    const { page } = await openAdmission('news2')
    await choose(page)
    await measure(page, { Respirasjon: '25', Systolisk: '100' })
    await page.getByText('NEWS2 5, middels').waitFor()
    await page.getByText('Veier mest: respirasjon (3)').waitFor()
    await page.getByText('qSOFA 2, tenk sepsis').waitFor()
    await page.getByRole('checkbox', { name: 'Får oksygen' }).check()
    await page.getByText('NEWS2 7, høy').waitFor()
    await page.getByRole('textbox', { name: 'Puls' }).fill('8')
    await page.getByText('Mangler puls').waitFor()
    expect(await page.getByText('Godtar 15 til 300').count()).toBe(0)
    await page.keyboard.press('Tab')
    await page.getByText('Godtar 15 til 300').waitFor()
    await page.getByRole('textbox', { name: 'Puls' }).fill('80')
    await page.getByText('Mangler puls').waitFor({ state: 'detached' })
  })

  it('says what stands against it, takes no override that says too little, and one that says enough', async () => {
    const { page, unitId, leader } = await openAdmission('overstyrt')
    await page.getByLabel('Journalsystemets egen referanse').fill('ref-overstyrt')
    await page.getByLabel('Alder i år').fill('83')
    await choose(page)
    await measure(page)
    await page
      .getByRole('radiogroup', { name: 'Høyenergitraume.' })
      .getByRole('radio', { name: 'ja', exact: true })
      .focus()
    expect(await page.getByRole('heading', { name: 'Overstyr' }).count()).toBe(0)
    await page.keyboard.press('j')
    await answerAll(page)
    await headline(page, 'Passer ikke')
    await page.getByRole('button', { name: 'Høyenergitraume.' }).waitFor()
    await page.getByRole('button', { name: 'Legg inn', exact: true }).click()
    await page.getByText('Pasienten passer ikke etter kriteriene').first().waitFor()
    expect(await page.locator('textarea:focus').count()).toBe(1)
    await page.keyboard.type('avklart med vakthavende')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('checkbox', { name: 'lege', exact: true }).and(page.locator('[aria-invalid]')).waitFor()
    await page.getByRole('checkbox', { name: 'lege', exact: true }).check()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Lagt inn' }).waitFor()
    const admitted = (await journalOf(leader, unitId)).find(({ type }) => type === 'patient-admitted')
    expect(admitted?.data).toMatchObject({
      override: { reason: 'avklart med vakthavende', roles: ['lege'], of: ['criteria'], criteria: ['SOM-EKS-05'] },
    })
    await page.getByRole('button', { name: 'Angre innleggelsen' }).click()
    await page.getByRole('heading', { name: 'Innleggelsen er angret' }).waitFor()
  })

  it('takes back what was answered together, keeps what was answered by itself, and says that an answer and the facts differ', async () => {
    const { page } = await openAdmission('spriker')
    await choose(page)
    await page.getByRole('button', { name: 'Ingen av disse (geriatri)' }).click()
    await page.getByText('svart samlet').nth(2).waitFor()
    const fall = page.getByRole('radiogroup', { name: 'Fall der bakenforliggende årsak ikke er avklart.' })
    await fall.getByRole('radio', { name: 'ja', exact: true }).check()
    await page.getByRole('button', { name: 'Angre samlet svar: Geriatri (2)' }).click()
    await page.getByText('svart samlet').first().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Ingen av disse (geriatri)' }).waitFor()
    await fall.locator('input:checked').waitFor()
    await page.getByRole('button', { name: 'Fakta og kilder: Stabilitet' }).first().click()
    await page
      .getByRole('radiogroup', { name: 'Respiratorisk stabil?' })
      .getByRole('radio', { name: 'nei', exact: true })
      .check()
    await page
      .getByRole('radiogroup', { name: 'Pasienten er respiratorisk og sirkulatorisk stabil.' })
      .getByRole('radio', { name: 'ja', exact: true })
      .check()
    await page.getByText('Svaret og opplysningene spriker').waitFor()
  })

  it('keeps what is written when it is refused, and leads to the field', async () => {
    const { page } = await openAdmission('avvist')
    await page.getByLabel('Journalsystemets egen referanse').fill('130972 48022')
    await page.getByLabel('Alder i år').fill('83')
    const payer = page.getByRole('combobox', { name: 'Hvem betaler' })
    await payer.fill('nor')
    await page.keyboard.press('Tab')
    // Several begin so, and the first of them does not pay for that.
    await page.getByText('Flere kan være ment').waitFor()
    await choose(page)
    await page.getByRole('textbox', { name: 'Puls' }).fill('80')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Ligner et fødselsnummer').waitFor()
    expect(await page.locator('[aria-invalid=true]:focus').count()).toBe(1)
    await page.getByLabel('Journalsystemets egen referanse').fill('ref-avvist')
    await page.getByText('Ikke lagt inn').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Enter')
    await page
      .getByText(/Mangler\.$/)
      .first()
      .waitFor()
    expect(await page.getByRole('textbox', { name: 'Respirasjon' }).getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByRole('textbox', { name: 'Puls' }).getAttribute('aria-invalid')).toBeNull()
    expect(await page.getByLabel('Alder i år').inputValue()).toBe('83')
    await page.getByRole('link', { name: 'Til tavlen' }).click()
    await page.locator('.bed').first().waitFor()
    await page.goBack()
    expect(await page.getByLabel('Journalsystemets egen referanse').inputValue()).toBe('ref-avvist')
  })

  it('loses nothing when the network goes, and admits once when it is back', async () => {
    const { page, unitId, leader } = await openAdmission('linje')
    await page.getByLabel('Journalsystemets egen referanse').fill('ref-linje')
    await page.getByLabel('Alder i år').fill('83')
    await choose(page)
    await measure(page)
    await answerAll(page)
    await headline(page, 'Passer')
    await page.context().setOffline(true)
    await page.getByLabel('Alder i år').fill('84')
    await page.getByText('Ingen kontakt. Vurderingen gjelder').waitFor()
    await page.getByRole('button', { name: 'Legg inn', exact: true }).click()
    await page.getByText('det blir ikke gjort to ganger').waitFor()
    await page.context().setOffline(false)
    await page.getByRole('heading', { name: 'Lagt inn' }).waitFor()
    const admitted = (await journalOf(leader, unitId)).filter(({ type }) => type === 'patient-admitted')
    expect(admitted).toHaveLength(1)
    expect(admitted[0]?.data).toMatchObject({ origin: { ageBand: '80-89' } })
  })

  it.each([
    ['tablet', 1024, 768],
    ['phone', 390, 844],
  ])('axe finds nothing on a %s, and a gloved finger finds every button', async (size, width, height) => {
    const { page } = await openAdmission(`axe-${size}`)
    await page.setViewportSize({ width, height })
    expect(await faultsOf(page)).toEqual([])
    await choose(page)
    await measure(page, { Puls: '140' })
    await page.getByRole('button', { name: 'Fakta og kilder: Tilsyn' }).click()
    await page.getByRole('button', { name: /Alt som er ubesvart/ }).click()
    await page
      .getByRole('radiogroup', { name: 'Høyenergitraume.' })
      .getByRole('radio', { name: 'ja', exact: true })
      .check()
    await headline(page, 'Passer ikke')
    await page.getByRole('button', { name: 'Legg inn', exact: true }).click()
    await page.getByText('Ikke lagt inn').waitFor()
    expect(await faultsOf(page)).toEqual([])
    const heights = await page
      .locator('.admission :is(button, summary, .choice, .ds-input)')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height).filter((tall) => tall > 0))
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
    const wide = await page.locator('html').evaluate((html) => html.scrollWidth)
    expect(wide).toBeLessThanOrEqual(width)
  })
})
