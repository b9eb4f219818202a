import type { Page } from 'playwright-core'
import { become } from './scene.ts'

/** As many beds as the largest unit that we know of. */
const BEDS = 73
const UNIT = 'unit_stor-prove'
const AGREEMENT = 'agr_stor-prove'
const PARTIES = ['k-1804', 'k-1839', 'k-1841', 'hf-983974910'] as const
const SERVICES = ['kad-somatikk', 'observasjon', 'utredning', 'mellomledd', 'lindrende'] as const
const HOUR_MS = 3_600_000

/** The board of a unit that is as large as they come, made for the picture and nearly full. */
export async function openLargeBoard(page: Page): Promise<void> {
  const tokenOf = async (data: object): Promise<string> =>
    (await (await page.request.post('/dev/token', { data })).json()).accessToken
  const asAdmin = { authorization: `Bearer ${await tokenOf({ role: 'admin', org: '*' })}`, 'if-none-match': '*' }
  const rooms = Array.from({ length: Math.ceil(BEDS / 2) }, (_, i) => ({
    room: String(101 + i),
    beds: ['a', 'b'].slice(0, BEDS - 2 * i).map((letter) => ({ bedId: `bed_${101 + i}${letter}` })),
  }))
  await page.request.put(`/v1/units/${UNIT}`, { headers: asAdmin, data: { ...DESCRIPTION, rooms } })
  await page.request.put(`/v1/agreements/${AGREEMENT}`, { headers: asAdmin, data: TERMS })
  const authorization = `Bearer ${await tokenOf({ role: 'ward-leader', unit: UNIT })}`
  const post = async (path: string, key: string, data: object) =>
    (
      await page.request.post(`/v1/units/${UNIT}/${path}`, { headers: { authorization, 'idempotency-key': key }, data })
    ).json()
  const beds = rooms.flatMap((room) => room.beds)
  for (const [i, { bedId }] of beds.entries()) {
    if (i % 6 === 5) continue
    if (i % 17 === 16) {
      await post(`beds/${bedId}/block`, `sperr-${i}`, { reason: 'vedlikehold' })
      continue
    }
    const { stayId } = await post('stays', `inn-${i}`, {
      partyId: PARTIES[i % PARTIES.length],
      service: SERVICES[i % SERVICES.length],
      bedId,
      patientRef: `stor-prove-${i}`,
      admittedAt: new Date(Date.now() - ((i * 7) % 11) * 21 * HOUR_MS - HOUR_MS).toISOString(),
    })
    if (i % 5 === 4)
      await post(`stays/${stayId}/departure-plan`, `plan-${i}`, {
        expectedAt: new Date(Date.now() + i * HOUR_MS).toISOString(),
      })
  }
  for (const i of [1, 2])
    await post('holds', `hold-${i}`, { partyId: PARTIES[i], service: 'kad-somatikk', etaMinutes: 25 })
  await become(page, { role: 'ward-leader', org: UNIT, shownAs: DESCRIPTION.name }, `/enhet/${UNIT}`)
  await page
    .locator('.bed')
    .nth(BEDS - 1)
    .waitFor()
}

const DESCRIPTION = {
  name: 'Stor felles døgnenhet (oppdiktet)',
  kind: 'felles-dogn',
  kommune: '1804',
  area: 'lofoten-vesteralen-salten',
  phone: '+47 00 00 00 73',
  lat: 67.28,
  lon: 14.4,
  cleaning: true,
  staffed: BEDS - 2,
}

const TERMS = {
  name: 'Stor felles døgnenhet',
  host: 'k-1804',
  fom: '2026-01-01',
  units: [UNIT],
  parties: PARTIES.map((partyId) => ({ partyId, group: partyId.startsWith('k-') ? 'kommuner' : 'hf' })),
  groups: [
    { group: 'kommuner', guaranteed: 20 },
    { group: 'hf', guaranteed: 10 },
  ],
}
