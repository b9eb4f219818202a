import type { Page } from 'playwright-core'
import { become, type Scene } from './scene.ts'

const AGREEMENT = 'agr_salten'
const OWNER = { role: 'admin', org: AGREEMENT, shownAs: 'Avtaleforvalter, Salten' }

const open = async (page: Page, part = '') => {
  await become(page, OWNER, `/avtale/${AGREEMENT}${part}`)
  await page.getByText(/^Versjon \d+, gjelder fra/).waitFor()
}

const REGION = { role: 'admin', org: '*', shownAs: 'Forvalter for hele regionen' }

/** Ready to be saved; each scene has a name of its own for what it saves. */
let units = 0
async function newUnit(page: Page): Promise<void> {
  units += 1
  await become(page, REGION, '/region/ny-avtale')
  await page.getByRole('button', { name: 'Opprett en ny enhet' }).click()
  await page.getByLabel('Navn').fill(`Røst KAD ${units}`)
  await page.getByLabel(/^Kommune/).selectOption({ label: 'Bodø' })
  await page.getByLabel('Telefon').fill('+47 00 00 00 09')
  await page.getByRole('button', { name: 'Ny seng på rom 101' }).click()
  await page.getByText('Kan lagres.').waitFor()
}

async function saveUnit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lagre enheten' }).click()
  await page.getByText(/er lagret og tatt inn/).waitFor()
  await page.getByRole('button', { name: 'Neste: Parter' }).click()
  await page.getByLabel('Ny part').waitFor()
}

async function throughSteps(page: Page): Promise<void> {
  await page.getByLabel('Navn').fill('Røstavtalen')
  for (const label of ['Bodø', 'Beiarn', 'Nordlandssykehuset HF']) {
    await page.getByLabel('Ny part').selectOption({ label })
    await page.getByRole('button', { name: 'Legg til part' }).click()
  }
  await page.getByRole('button', { name: 'Neste: Senger' }).click()
  await page.getByRole('textbox', { name: 'Garanterte senger' }).first().fill('1')
  await page.getByRole('button', { name: 'Neste: Oppgjør' }).click()
  await page.getByRole('button', { name: 'Slå på oppgjør' }).click()
  await page.getByRole('button', { name: 'Neste: Regler' }).click()
  await page.getByRole('button', { name: 'Neste: Se over og lagre' }).click()
}

/** A criterion of the unit's own, decided by what is measured. */
async function ownRule(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Nytt eget kriterium' }).click()
  const own = page.getByRole('group', { name: 'LOK-EKS-01' })
  await own.getByLabel('Ordlyd').fill('Pasienten er for dårlig for enheten.')
  await own.getByLabel('Hvorfor LOK-EKS-01 er endret').fill('Enheten har én sykepleier om natten')
  await own.getByLabel('LOK-EKS-01 avgjøres av').selectOption('rule')
  await own.getByLabel('Verdi 1 i LOK-EKS-01').fill('6')
  await own.getByRole('button', { name: 'Legg til vilkår' }).click()
  await own.getByLabel('Opplysning 2 i LOK-EKS-01').selectOption({ label: 'qSOFA' })
  await own.getByLabel('Regelen slår til når').selectOption('or')
  await page.getByText('Kan lagres.').waitFor()
}

export const AVTALE_SCENES: readonly Scene[] = [
  { name: 'owner-terms', enter: (page) => open(page), isWhole: true },
  {
    name: 'owner-effect',
    enter: async (page) => {
      await open(page)
      await page.getByRole('textbox', { name: 'Garanterte senger' }).first().fill('7')
      await page.getByRole('button', { name: /^Fra neste måned/ }).click()
      await page.getByText(/får flere garanterte senger/).waitFor()
      await page.evaluate('scrollTo(0, 0)')
    },
  },
  {
    name: 'owner-wrong',
    enter: async (page) => {
      await open(page)
      await page.getByRole('textbox', { name: 'Garanterte senger' }).first().fill('12')
      await page.getByText('Garantiene er flere enn sengene.').first().waitFor()
    },
  },
  { name: 'owner-beds', enter: (page) => open(page, '/senger'), isWhole: true },
  {
    name: 'owner-criteria',
    isWhole: true,
    enter: async (page) => {
      await open(page, '/kriterier')
      await page.getByLabel('Virkning av SOM-INK-03').selectOption('block')
      await page.getByLabel('Hvorfor SOM-INK-03 er endret').fill('Absolutt krav her')
      await page.getByText('Kan lagres.').waitFor()
    },
  },
  {
    name: 'owner-units',
    enter: async (page) => {
      await open(page)
      await page
        .getByRole('button', { name: /^Ta .* ut av avtalen$/ })
        .first()
        .click()
      await page
        .getByText(/Må fylles ut|går ut/)
        .first()
        .waitFor()
      await page.getByRole('heading', { name: 'Enheter' }).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'owner-rule',
    enter: async (page) => {
      await open(page, '/kriterier')
      await ownRule(page)
      await page.evaluate(`document.getElementById('egne').scrollIntoView()`)
    },
  },
  {
    name: 'owner-replaced-rule',
    enter: async (page) => {
      await open(page, '/kriterier')
      const regions = page.getByRole('group', { name: /^SOM-EKS-18/ })
      await regions.getByLabel('La en egen regel avgjøre').check()
      await regions.getByRole('button', { name: 'Bygg en ny regel' }).click()
      await regions.getByLabel('Hvorfor SOM-EKS-18 er endret').fill('Strengere om natten')
      await regions.scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'region-new-set',
    isWhole: true,
    enter: async (page) => {
      await become(page, REGION, '/region/kriterier')
      await page.getByRole('link', { name: 'Nytt sett' }).click()
      await page.getByLabel('Navn').fill('Rehabilitering')
      await page.getByRole('button', { name: 'Nytt kriterium' }).click()
      await page
        .getByRole('complementary')
        .getByText(/felt må rettes/)
        .waitFor()
    },
  },
  {
    name: 'region-criteria',
    enter: async (page) => {
      await become(page, REGION, '/region/kriterier/kad-somatic')
      await page.getByLabel('Virkning av SOM-INK-03').selectOption('block')
      await page.getByText('Slik avgjøres SOM-EKS-02').click()
      await page.getByText('Slik avgjøres SOM-EKS-18').click()
      await page.getByText('Kan lagres.').waitFor()
      await page.evaluate(`document.querySelector('[aria-label="Ordlyd for SOM-EKS-02"]').scrollIntoView()`)
    },
  },
  {
    name: 'owner-travel',
    isWhole: true,
    enter: async (page) => {
      await open(page, '/reisetider')
      await page.getByLabel('Tabellen').fill('Kommune\tMinutter\nBodø\t12\nFauske\t1:01\nBeiarn\ttolv')
      await page.getByText(/^Rad 4/).waitFor()
      await page.getByLabel('Minutter fra Beiarn til').fill('70')
      await page.getByText('Kan lagres.').waitFor()
    },
  },
  {
    name: 'region-agreements',
    isWhole: true,
    enter: async (page) => {
      await become(page, REGION, '/region')
      await page.getByRole('link', { name: 'Lag en ny avtale' }).waitFor()
    },
  },
  { name: 'region-new-unit', isWhole: true, enter: newUnit },
  {
    name: 'region-new-parties',
    isWhole: true,
    enter: async (page) => {
      await newUnit(page)
      await saveUnit(page)
      await page.getByRole('button', { name: 'Neste: Senger' }).click()
      await page.getByText('Må fylles ut.').first().waitFor()
    },
  },
  {
    name: 'region-new-review',
    isWhole: true,
    enter: async (page) => {
      await newUnit(page)
      await saveUnit(page)
      await throughSteps(page)
      await page.getByRole('heading', { name: /kr på de nye vilkårene/ }).waitFor()
    },
  },
  { name: 'owner-versions', enter: (page) => open(page, '/versjoner') },
  {
    name: 'statistics',
    isWhole: true,
    enter: async (page) => {
      await become(page, OWNER, '/statistikk')
      await page.getByLabel('For hvem').selectOption('unit_salten-felles-dogn')
      await page.getByRole('img', { name: 'Belegg dato for dato' }).waitFor()
    },
  },
  {
    name: 'statistics-withheld',
    isWhole: true,
    enter: async (page) => {
      await become(page, { role: 'dispatcher', org: 'amk-nordland', shownAs: 'AMK Nordland' }, '/statistikk')
      await page.getByText('Små tall er skjult for deg.').waitFor()
    },
  },
  {
    name: 'finance-owner',
    enter: async (page) => {
      await become(page, OWNER, `/okonomi/${AGREEMENT}`)
      await page.getByRole('link', { name: /^Prøv og endre/ }).waitFor()
    },
  },
]
