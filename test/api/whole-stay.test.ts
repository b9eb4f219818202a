import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, codeOf, type Problem, startApi } from '../support/http.ts'
import { expectSound, found, NEWS2 } from '../support/http-world.ts'

const KAD = { kind: 'kad', kommune: '1804', services: ['kad-somatikk', 'observasjon'] }
const FITTING = {
  ageYears: 81,
  answers: {
    'SOM-INK-04': 'yes',
    'SOM-INK-06': 'yes',
    'SOM-INK-07': 'yes',
    'SOM-EKS-03': 'no',
    'SOM-EKS-04': 'no',
    'SOM-EKS-05': 'no',
    'SOM-EKS-06': 'no',
    'SOM-EKS-07': 'no',
    'SOM-EKS-09': 'no',
    'SOM-EKS-12': 'no',
    'SOM-EKS-13': 'no',
    'SOM-EKS-14': 'no',
    'SOM-EKS-15': 'no',
    'SOM-EKS-16': 'no',
  },
  inputs: {
    assessedByRole: 'lege',
    clarificationStatus: 'avklart',
    respiratoryStable: 'yes',
    circulatoryStable: 'yes',
    vitalFunctionsThreatened: 'no',
    infectionSuspected: 'no',
    headTrauma: 'no',
    fractureSuspected: 'no',
    fall: 'no',
    expectedStayHours: 48,
  },
  news2: NEWS2,
}

/** The story of issue 3 from end to end: silence, criteria, a payer who changes at midnight, and figures that agree. */
describe('a whole stay', () => {
  let api: Api
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
  })

  it('goes from a silent unit to the next, through the criteria, and into the statistics', async () => {
    const first = await found(api, 'taus', { beds: 1, unit: KAD })
    const second = await found(api, 'svarer', { beds: 1, unit: { ...KAD, lat: 67.5 } })
    const amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
    const ask = {
      partyId: 'k-1804',
      service: 'kad-somatikk',
      onSilence: 'next-unit',
      position: { lat: 67.28, lon: 14.4 },
    }
    const held = await amk.ok('place-hold', { params: { unitId: first.unitId }, body: ask })

    await api.moveClock(11 * 60)
    const silent = await amk.ok('show-hold', { params: { unitId: first.unitId, holdId: held.holdId } })
    expect(silent).toMatchObject({ state: 'pending', answerOverdue: true })
    await api.moveClock(21 * 60)
    const passed = await amk.ok('show-hold', { params: { unitId: first.unitId, holdId: held.holdId } })
    expect(passed).toMatchObject({ state: 'passed-on', next: { unitId: second.unitId } })
    const { unitId, holdId } = passed.next ?? { unitId: '', holdId: '' }

    const leader = await api.as({ role: 'ward-leader', unit: unitId })
    expect(await leader.ok('accept-hold', { params: { unitId, holdId } })).toMatchObject({ state: 'accepted' })

    const assessedAt = new Date(api.now() - 3_600_000).toISOString()
    const told = { ...FITTING, inputs: { ...FITTING.inputs, assessedAt } }
    const dry = await amk.ok('check-criteria', { params: { unitId }, body: { service: 'kad-somatikk', ...told } })
    expect(dry).toMatchObject({ criteriaSetId: 'kad-somatic', news2: { total: 1, anyThree: false } })
    const child = { ...told, ageYears: 9 }
    const admit = (more: object) =>
      leader.call('admit-patient', {
        params: { unitId },
        body: { holdId, patientRef: 'journal-1', ageBand: '80+', referrer: 'legevakt', ...more },
      })
    expect(codeOf((await admit(child)).json as Problem)).toBe('assessment-says-no')
    const admitted = await admit({ ...child, override: { reason: 'vurdert av lege', roles: ['lege'] } })
    expect(admitted.status).toBe(201)
    const { stayId, admittedAt } = admitted.json as { stayId: string; admittedAt: string }
    const params = { unitId, stayId }

    // Two local midnights later the patient has been the HF's since the first of them.
    await api.moveClock(21 * 60 + 2 * 86_400)
    const nurse = await api.as({ role: 'ward-leader', unit: unitId })
    const [date] = osloDates(admittedAt)
    const changed = await nurse.ok('change-responsibility', {
      params,
      body: { partyId: 'hf-983974910', service: 'observasjon', from: midnightAfter(date), reason: 'HF-pasient' },
    })
    expect(changed.segments.map(({ partyId, until }) => [partyId, until === null])).toEqual([
      ['k-1804', false],
      ['hf-983974910', true],
    ])

    const at = new Date(api.now() - 60_000).toISOString()
    const record = (event: string, more: object = {}) =>
      nurse.ok('record-utskrivningsklar', { params, body: { event, at, by: 'hf-983974910', ...more } })
    expect(await record('utskrivningsklar')).toMatchObject({ oppholdskommune: '1804', duty: null, duties: [] })
    const ready = await record('melding-sendt', { oppholdskommune: '1841' })
    const since = { from: osloDates(at)[0], until: null }
    expect(ready).toMatchObject({ oppholdskommune: '1841', duty: since, duties: [since] })
    const { utskrivningsklare } = await nurse.ok('list-due', { params: { unitId } })
    expect(utskrivningsklare).toMatchObject([{ stayId, since: osloDates(at)[0] }])

    const alone = { at, roles: ['lege'], outcome: 'continue' }
    expect(codeOf(await nurse.refused('record-review', { params, body: alone }))).toBe('review-needs-joint-team')
    await nurse.ok('record-review', { params, body: { ...alone, roles: ['lege', 'sykepleier'] } })

    const departedAt = new Date(api.now()).toISOString()
    const gone = await nurse.ok('discharge-patient', { params, body: { departedAt, dischargedTo: 'hjem' } })
    expect(gone.state).toBe('departed')

    const mistaken = { changes: { oppholdskommune: '1804' }, reason: 'flyttet ikke likevel' }
    expect(await nurse.ok('correct-stay', { params, body: mistaken })).toMatchObject({ oppholdskommune: '1804' })

    // The day after, when every night has been, the figures tell the same nights as the stay.
    await api.moveClock(21 * 60 + 4 * 86_400)
    const query = { unit: unitId, fom: date, tom: osloDates(departedAt)[0] }
    const figures = await (await api.as({ role: 'ward', unit: unitId })).ok('show-statistics', { query })
    expect(figures.use.rows).toMatchObject([
      { partyId: 'hf-983974910', service: 'observasjon', liggedogn: 1 },
      { partyId: 'k-1804', service: 'kad-somatikk', liggedogn: 1 },
    ])
    expect(figures.occupancy).toMatchObject({ liggedogn: 2, ssb: { sengedogn: 3 }, oecd: { sengedogn: 3 } })
    await api.moveClock(0)
    await expectSound(api)
  })
})

const oslo = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short' })
const osloDates = (instant: string): [string] => [oslo.format(new Date(instant))]

/** The local midnight that ends a date; found by trying, so that the test does not lean on the code under test. */
function midnightAfter(date: string): string {
  const noon = Date.parse(`${date}T12:00:00Z`)
  for (let ms = noon; ; ms += 60_000) if (oslo.format(ms) > date) return new Date(ms).toISOString()
}
