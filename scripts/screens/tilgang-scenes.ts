import type { Page } from 'playwright-core'
import { become, type Scene } from './scene.ts'

const AGREEMENT = 'agr_salten'
const OWNER = { role: 'admin', org: AGREEMENT, shownAs: 'Avtaleforvalter, Salten' }
const AUDITOR = { role: 'auditor', org: 'auditor', shownAs: 'Revisor' }

/** As the owner's own system would do it; what is there already stays as it is. */
async function put(page: Page, path: string, data: object): Promise<void> {
  const { accessToken } = await (
    await page.request.post('/dev/token', { data: { role: OWNER.role, org: OWNER.org } })
  ).json()
  const headers = { authorization: `Bearer ${accessToken}`, 'if-none-match': '*' }
  await page.request.put(`/v1/agreements/${AGREEMENT}/${path}`, { data, headers })
}

const ENTRIES = [
  { orgnr: '983974910', role: 'ward-leader', org: 'unit_salten-felles-dogn', fom: '2026-01-01', claimedRole: 'leder' },
  { orgnr: '972418013', role: 'finance', org: 'k-1804', fom: '2026-01-01', tom: '2026-06-30' },
  {
    orgnr: '972418013',
    by: 'system',
    clientId: 'kommunens-journal',
    role: 'ward',
    org: 'unit_salten-felles-dogn',
    fom: '2026-03-01',
  },
  { orgnr: '983974910', role: 'dispatcher', org: 'amk-nordland', fom: '2026-01-01' },
]

async function openList(page: Page): Promise<void> {
  await put(page, 'access-list', { entries: ENTRIES })
  await become(page, OWNER, `/tilgang/${AGREEMENT}`)
  await page.getByRole('heading', { name: /AMK/ }).waitFor()
}

async function openSubscriptions(page: Page): Promise<void> {
  await put(page, 'subscriptions/sub_amk-nordland', {
    url: 'https://mottak.amk.example/hendelser',
    types: ['hold-placed', 'hold-answered', 'unit-closed'],
  })
  await put(page, 'subscriptions/sub_arkiv', {
    url: 'https://arkiv.example/inn',
    types: ['avregning-locked'],
    active: false,
  })
  await become(page, OWNER, `/tilgang/${AGREEMENT}/abonnementer`)
  await page.getByRole('heading', { name: 'arkiv' }).waitFor()
}

export const TILGANG_SCENES: readonly Scene[] = [
  { name: 'access-list', enter: openList, isWhole: true },
  {
    name: 'access-entry',
    enter: async (page) => {
      await openList(page)
      await page.getByRole('button', { name: 'Legg til' }).click()
      await page.getByLabel('Organisasjonsnummer').fill('123456789')
      await page.getByRole('combobox', { name: 'Enhet' }).selectOption({ index: 1 })
      await page.getByRole('button', { name: 'Lagre' }).click()
      await page.getByText('Dette er ikke et organisasjonsnummer.').waitFor()
    },
  },
  { name: 'access-subscriptions', enter: openSubscriptions, isWhole: true },
  {
    name: 'access-new-subscription',
    enter: async (page) => {
      await openSubscriptions(page)
      await page.getByRole('button', { name: 'Nytt abonnement' }).click()
    },
  },
  {
    name: 'access-secret',
    enter: async (page) => {
      await openSubscriptions(page)
      await page.getByRole('button', { name: 'Ny hemmelighet: amk-nordland' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Ny hemmelighet' }).click()
      await page.getByText('Vises bare nå.').waitFor()
    },
  },
  {
    name: 'access-log',
    isWhole: true,
    enter: async (page) => {
      await page.request.get(`/v1/agreements/${AGREEMENT}/access-list`)
      await become(page, AUDITOR, '/tilgangslogg')
      await page.getByRole('button', { name: 'Søk' }).click()
      await page.getByRole('table').waitFor()
      await page.getByRole('button', { name: 'Kontroller datoen' }).click()
      await page.getByText(/forseglet ennå/).waitFor()
    },
  },
]
