import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { expect } from 'vitest'
import { type Operation, rowOf } from '../../lib/contract/routes.ts'
import { instantOf } from '../../lib/kernel/instant.ts'
import { reconcileUnits } from '../../lib/usecases/reconcile-units.ts'
import { CRITERIA_SET, PLAIN_VARIANT, VARIANT } from './criteria-bodies.ts'
import { fitting } from './fitting-patients.ts'
import type { Api, Caller, Send } from './http.ts'
import { agreementBody, unitBody } from './region.ts'

export type Founded = { readonly unitId: string; readonly agreementId: string }

/** A unit and the agreement over it, saved the way an admin does it. */
export async function found(
  api: Api,
  name: string,
  { beds = 3, unit = {}, agreement = {} }: { beds?: number; unit?: object; agreement?: object } = {},
): Promise<Founded> {
  const admin = await api.as({ role: 'admin', org: '*' })
  const [unitId, agreementId] = [`unit_${name}`, `agr_${name}`]
  const headers = { 'if-none-match': '*' }
  await admin.ok('put-unit', { params: { unitId }, body: unitBody(beds, unit), headers })
  await admin.ok('put-agreement', { params: { agreementId }, body: agreementBody([unitId], agreement), headers })
  return { unitId, agreementId }
}

export const HOLD_ASK = { partyId: 'k-1804', service: 'kad-somatikk' } as const

/** Patients that nobody else in the file uses. */
let patients = 0
export const newPatient = (): string => {
  patients += 1
  return `pasient-${patients}`
}

export const admission = (more: object = {}) => ({ ...HOLD_ASK, patientRef: newPatient(), ...more })

/** Two patients next to each other, one bed after a patient, one blocked, a hold, and one who waits for the other’s bed. */
export type Place = Founded & {
  readonly stayId: string
  readonly otherStayId: string
  readonly freeBedId: string
  readonly dirtyBedId: string
  readonly blockedBedId: string
  readonly holdId: string
  readonly waitingId: string
  readonly lookupId: string
}

export async function furnish(api: Api, name: string): Promise<Place> {
  const plain = unitBody(8)
  const rooms = plain.rooms.map((room) => ({
    ...room,
    beds: room.beds.map((bed) => (bed.bedId === 'bed_101b' ? { ...bed, features: ['bariatrisk'] } : bed)),
  }))
  const founded = await found(api, name, { beds: 8, unit: { cleaning: true, rooms } })
  const { unitId } = founded
  const ward = await api.as({ role: 'ward', unit: unitId })
  const amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
  const params = { unitId }
  const admit = (bedId: string, more: object = {}) =>
    ward.ok('admit-patient', { params, body: admission({ bedId, ...more }) })
  const [{ stayId }, { stayId: otherStayId }, gone] = [
    await admit('bed_101a', fitting('kad-somatikk').told),
    await admit('bed_101b'),
    await admit('bed_102a'),
  ]
  const departedAt = new Date(api.now()).toISOString()
  await ward.ok('discharge-patient', {
    params: { unitId, stayId: gone.stayId },
    body: { departedAt, dischargedTo: 'hjem' },
  })
  await ward.ok('block-bed', { params: { unitId, bedId: 'bed_102b' }, body: { reason: 'vedlikehold' } })
  const admin = await api.as({ role: 'admin', org: '*' })
  const headers = { 'if-none-match': '*' }
  await admin.ok('put-variant', { params: { unitId, service: 'sykestue' }, body: PLAIN_VARIANT, headers })
  const { lookupId } = await amk.ok('find-beds', { query: { kommune: '1804' } })
  const { holdId } = await amk.ok('place-hold', { params, body: HOLD_ASK })
  const waiting = { ...HOLD_ASK, needs: ['bariatrisk'], priority: 1, patientRef: newPatient() }
  const { waitingId } = await ward.ok('add-waiting', { params, body: waiting })
  return {
    ...founded,
    stayId,
    otherStayId,
    freeBedId: 'bed_104b',
    dirtyBedId: 'bed_102a',
    blockedBedId: 'bed_102b',
    holdId,
    waitingId,
    lookupId,
  }
}

/** One request per operation that its own people may well send to a furnished place. */
export function samplesFor(place: Place, { toUnitId, at: given }: { readonly toUnitId: string; readonly at?: string }) {
  const at = given ?? '2026-01-01T00:00:00Z'
  const justNow = given ?? new Date().toISOString()
  const { unitId, agreementId, stayId, otherStayId, holdId, waitingId, lookupId } = place
  const [atUnit, atStay, atHold] = [{ unitId }, { unitId, stayId }, { unitId, holdId }]
  const atMonth = { agreementId, month: '2026-01' }
  const atSubscription = { agreementId, subscriptionId: 'sub_prove' }
  const atLine = { ...atMonth, partyId: 'k-1804' }
  const override = { reason: 'ingen annen seng', roles: ['lege', 'sykepleier'] }
  return {
    'find-beds': {
      params: {},
      query: { kommune: '1804', service: 'kad-somatikk', needs: 'oksygen', lat: '67.28', lon: '14.4', area: 'salten' },
    },
    'close-lookup': { params: { lookupId }, body: { outcome: 'held', reason: 'full', unitId } },
    'place-hold': {
      params: atUnit,
      body: { ...HOLD_ASK, needs: ['oksygen'], etaMinutes: 25, lookupId },
    },
    'show-hold': { params: atHold },
    'cancel-hold': { params: atHold, body: { reason: 'hospital-instead' } },
    'accept-hold': { params: atHold, body: {} },
    'decline-hold': { params: atHold, body: { reason: 'no-doctor', detail: 'ingen lege i natt' } },
    'show-board': { params: atUnit, query: { at, changes: 'true' } },
    'admit-patient': {
      params: atUnit,
      body: {
        ...HOLD_ASK,
        needs: ['oksygen'],
        bedId: place.freeBedId,
        patientRef: newPatient(),
        admittedAt: at,
        expectedDepartureAt: '2027-01-01T00:00:00Z',
        referrer: 'legevakt',
        reasonGroup: 'luftveier',
        ageBand: '80+',
        override,
        ageYears: 81,
        answers: { 'SOM-INK-04': 'yes' },
        inputs: { assessedByRole: 'lege' },
        news2: NEWS2,
      },
    },
    'check-criteria': {
      params: atUnit,
      body: { service: 'kad-somatikk', ageYears: 81, answers: { 'SOM-INK-04': 'yes' }, news2: NEWS2, observedAt: at },
    },
    'show-criteria': { params: { unitId, service: 'kad-somatikk' }, query: { on: '2026-11-22' } },
    'replay-assessment': { params: atStay },
    'change-responsibility': {
      params: atStay,
      body: { partyId: 'hf-983974910', service: 'observasjon', from: at, reason: 'HF-pasient' },
    },
    'record-utskrivningsklar': { params: atStay, body: { event: 'varslet', at, by: 'hf-983974910' } },
    'record-review': { params: atStay, body: { at, roles: ['lege', 'sykepleier'], outcome: 'continue' } },
    'correct-stay': { params: atStay, body: { changes: { admittedAt: at }, reason: 'feil klokkeslett' } },
    'list-departed': { params: atUnit, query: { fom: '2026-01-01' } },
    'list-due': { params: atUnit },
    'show-statistics': { params: {}, query: { unit: unitId, fom: '2026-01-01', tom: '2026-01-31' } },
    'show-use': { params: atUnit, query: { fom: '2026-01-01', tom: '2026-01-31' } },
    'export-stays': { params: {}, query: { unit: unitId, fom: '2026-01-01', tom: '2026-01-31' } },
    'list-utskrivningsklare': { params: {}, query: { kommune: '1804', hf: '983974910', area: 'salten' } },
    'show-stay': { params: atStay },
    'list-targets': { params: atStay },
    'move-stay': { params: atStay, body: { bedId: place.freeBedId, at, override } },
    'swap-stays': { params: atStay, body: { otherStayId, at, override } },
    'transfer-stay': { params: atStay, body: { toUnitId, service: 'observasjon', at, override } },
    'plan-departure': { params: atStay, body: { expectedAt: '2027-01-01T00:00:00Z' } },
    'discharge-patient': { params: atStay, body: { departedAt: at, dischargedTo: 'hjem' } },
    'block-bed': {
      params: { unitId, bedId: place.freeBedId },
      body: { reason: 'bemanning', until: '2027-01-01T00:00:00Z' },
    },
    'open-bed': { params: { unitId, bedId: place.blockedBedId }, body: {} },
    'bed-cleaned': { params: { unitId, bedId: place.dirtyBedId }, body: {} },
    'set-staffing': {
      params: atUnit,
      body: { staffed: 8, until: '2027-01-01T00:00:00Z', reason: 'sykdom', nurse24h: true, doctor: 'on-call' },
    },
    'close-unit': { params: atUnit, body: { reason: 'bemanning', until: '2027-01-01T00:00:00Z' } },
    'confirm-unit': { params: atUnit, body: { capabilities: true } },
    'undo-action': { params: atUnit, body: { unitVersion: 1 } },
    'receive-event': {
      params: atUnit,
      body: {
        source: 'journalen',
        eventId: 'hendelse-1',
        type: 'bed-cleaned',
        bedId: place.dirtyBedId,
        at: justNow,
      },
    },
    'list-subscriptions': { params: { agreementId } },
    'put-subscription': {
      params: atSubscription,
      body: { url: 'https://mottaker.example/hendelser', types: ['unit-closed'], active: true },
      headers: { 'if-none-match': '*' },
    },
    'rotate-secret': { params: atSubscription, body: { overlapHours: 1 } },
    'remove-subscription': { params: atSubscription, body: {} },
    'list-deliveries': { params: atSubscription, query: { limit: '10' } },
    'resend-event': { params: { ...atSubscription, eventId: `evt_${unitId}_1` }, body: {} },
    'list-waiting': { params: atUnit },
    'add-waiting': {
      params: atUnit,
      body: { ...HOLD_ASK, needs: ['bariatrisk'], priority: 2, patientRef: newPatient() },
    },
    'promote-waiting': { params: { unitId, waitingId }, body: {} },
    'remove-waiting': { params: { unitId, waitingId }, body: { reason: 'trenger ikke plass' } },
    'read-journal': { params: atUnit, query: { after: '1', limit: '10' } },
    'verify-journal': { params: atUnit },
    'list-region-units': { params: {} },
    'get-unit': { params: atUnit },
    'put-unit': { params: atUnit, body: unitBody(8, { cleaning: true }), headers: { 'if-match': '1' } },
    'list-agreements': { params: {} },
    'get-agreement': { params: { agreementId }, query: { version: '1' } },
    'preview-agreement': { params: { agreementId }, body: agreementBody([unitId], AGREEMENT_DETAILS) },
    'list-agreement-versions': { params: { agreementId } },
    'list-units': { params: { agreementId } },
    'put-agreement': {
      params: { agreementId },
      body: agreementBody([unitId], AGREEMENT_DETAILS),
      headers: { 'if-match': '1' },
    },
    'book-cost': { params: atMonth, body: { costOre: 300_000_000, guestIncomeOre: 0, note: 'regnskap per oktober' } },
    'list-avregninger': { params: { agreementId } },
    'run-avregning': { params: atMonth, body: {} },
    'get-avregning': { params: atMonth },
    'lock-avregning': { params: atMonth, body: { resultHash: '0'.repeat(64) } },
    'approve-avregning': { params: atMonth, body: {} },
    'explain-line': { params: atLine },
    'explain-night': { params: { ...atLine, date: '2026-01-01', stayId } },
    'export-avregning': { params: atMonth, query: { format: 'csv', dialect: 'rfc4180', party: 'k-1804' } },
    'raise-dispute': {
      params: atMonth,
      body: { reason: 'not-our-patient', detail: 'bor i nabokommunen', nights: [{ stayId, date: '2026-01-01' }] },
    },
    'list-disputes': { params: atMonth },
    'answer-dispute': {
      params: { ...atMonth, disputeId: 'disp_ingen' },
      body: { outcome: 'upheld', text: 'enig', payer: 'k-1839' },
    },
    'what-if': {
      params: atMonth,
      body: {
        costOre: 300_000_000,
        guests: { admitted: true, rateOre: 900_000 },
        places: '8',
        finance: { fixed: { share: '0.5', key: 'equal' }, lowUse: null, emptyBeds: { key: 'equal' } },
      },
    },
    'forecast-year': { params: { agreementId }, query: { year: '2026' } },
    'get-access-list': { params: { agreementId } },
    'put-access-list': {
      params: { agreementId },
      body: { entries: [{ orgnr: '983974910', role: 'ward', org: unitId, fom: '2026-01-01' }] },
      headers: { 'if-none-match': '*' },
    },
    'list-access': { params: {}, query: { month: '2026-01', unit: unitId, result: 'refused' } },
    'verify-access-log': { params: {}, query: { date: '2026-01-31' } },
    'export-access': { params: {}, query: { month: '2026-01', date: '31', dialect: 'rfc4180' } },
    'list-ukp-rates': { params: {} },
    'put-ukp-rate': { params: { year: '2026' }, body: { orePerDogn: 620_000, source: 'Helsedirektoratet' } },
    'list-criteria-sets': { params: {} },
    'get-criteria-set': { params: { criteriaSetId: 'kad-somatic' }, query: { version: '0.1.0' } },
    'put-criteria-set': {
      params: { criteriaSetId: 'lindring-prove' },
      body: CRITERIA_SET,
      headers: { 'if-none-match': '*' },
    },
    'get-variant': { params: { unitId, service: 'sykestue' }, query: { version: '1' } },
    'put-variant': {
      params: { unitId, service: 'kad-somatikk' },
      body: VARIANT,
      headers: { 'if-none-match': '*' },
    },
    'show-fhir-metadata': { params: {} },
    'search-fhir': {
      params: { resourceType: 'HealthcareService' },
      query: { 'capacity-status': 'ledig,fa', location: `u.${unitId.replace('unit_', '')}`, _count: '2' },
    },
    'read-fhir': { params: { resourceType: 'Location', resourceId: `u.${unitId.replace('unit_', '')}` } },
    'show-have': { params: { area: 'lofoten-vesteralen-salten' } },
  } satisfies Record<Operation, Send & { params: object }>
}

export const NEWS2 = {
  respirationRate: 18,
  spo2: 95,
  spo2Scale: 1,
  supplementalOxygen: false,
  systolicBp: 128,
  pulse: 84,
  consciousness: 'A',
  temperature: 37.4,
}

const AGREEMENT_DETAILS = {
  rules: { holdMinutes: 30, answerMinutes: 10, arrivalGraceMinutes: 60, staleAfterMinutes: 240, reviewAfterDogn: 10 },
  finance: {
    counting: { rule: 'midnight', sameDayDogn: '1' },
    fixed: { share: '0.4', hfShare: '0.5', key: 'population' },
    use: { weights: { 'kad-somatikk': '1' } },
    lowUse: { factor: '1.5', standbyShare: '0.5' },
    onAccount: { 'k-1804': 40_000_000 },
    ehf: { vatCategory: 'E', exemptionReason: 'helsetjenester' },
  },
}

/** Whoever may do everything in the samples at one place. */
export async function peopleOf(api: Api, { unitId, agreementId }: Founded): Promise<(operation: Operation) => Caller> {
  const leader = await api.as({ role: 'ward-leader', unit: unitId })
  const amk = await api.as({ role: 'dispatcher', org: 'amk-nordland' })
  const admin = await api.as({ role: 'admin', org: '*' })
  const byAdmin: readonly Operation[] = [
    'show-statistics',
    'export-stays',
    'list-utskrivningsklare',
    'list-region-units',
    'get-unit',
    'put-unit',
    'list-agreements',
    'get-agreement',
    'put-agreement',
    'preview-agreement',
    'list-agreement-versions',
    'get-access-list',
    'put-access-list',
    'verify-journal',
    'list-ukp-rates',
    'put-ukp-rate',
    'list-criteria-sets',
    'get-criteria-set',
    'put-criteria-set',
    'get-variant',
    'put-variant',
    'list-subscriptions',
    'put-subscription',
    'rotate-secret',
    'remove-subscription',
    'list-deliveries',
    'resend-event',
  ]
  const host = await api.as({ role: 'host-finance', org: agreementId })
  const party = await api.as({ role: 'finance', org: 'k-1804' })
  const auditor = await api.as({ role: 'auditor' })
  const byParty: readonly Operation[] = ['approve-avregning', 'raise-dispute']
  return (operation) => {
    if (operation === 'close-lookup') return amk
    if (rowOf(operation).lambda === 'audit') return auditor
    if (byParty.includes(operation)) return party
    if (byAdmin.includes(operation)) return admin
    return ['finance', 'documents'].includes(rowOf(operation).lambda) ? host : leader
  }
}

export const versionOf = async (api: Api, unitId: string): Promise<number> => {
  const ward = await api.as({ role: 'ward', unit: unitId })
  return (await ward.ok('show-board', { params: { unitId } })).unitVersion
}

/**
 * Nothing is half-done: every unit verifies, the nightly job finds nothing, and the items of the table tell one story:
 * whoever lies in a bed has one open stay record and one patient item, and nobody else has either.
 */
export async function expectSound(api: Api): Promise<void> {
  const { phantoms, unverified } = await reconcileUnits(api.deps, instantOf(api.now()))
  // An overdue review is work for people, not a fault of the ledger.
  const faults = phantoms.filter(({ kind }) => kind !== 'stay-beyond-review' && kind !== 'stay-without-specialist')
  expect({ faults, unverified }).toEqual({ faults: [], unverified: [] })
  const items = await scanAll(api)
  const of = (type: string) => items.filter((item) => item['type']?.S === type)
  const inBeds = of('unit').flatMap((item) => {
    const state: { unitId: string; stays: { stayId: string }[] } = JSON.parse(item['state']?.S ?? '')
    return state.stays.map(({ stayId }) => `${stayId} in ${state.unitId}`)
  })
  const open = of('stay').flatMap((item) => {
    const record: { stayId: string; unitId: string; departedAt: string | null } = JSON.parse(item['body']?.S ?? '')
    return record.departedAt === null ? [`${record.stayId} in ${record.unitId}`] : []
  })
  const claimed = of('patient').map((item) => `${item['stayId']?.S} in ${item['unitId']?.S}`)
  expect(open.sort()).toEqual(inBeds.sort())
  expect(claimed.sort()).toEqual(inBeds)
}

export async function scanAll({ deps: { store } }: Pick<Api, 'deps'>) {
  const items = []
  let startKey: Record<string, { S: string }> | undefined
  do {
    const page = await store.client.send(
      new ScanCommand({
        TableName: store.tableName,
        ConsistentRead: true,
        ...(startKey ? { ExclusiveStartKey: startKey } : {}),
      }),
    )
    items.push(...(page.Items ?? []))
    startKey = page.LastEvaluatedKey as typeof startKey
  } while (startKey)
  return items
}

/** What stands in the table, byte for byte; to see that a refusal changed nothing. */
export const tableBytes = async (api: Api): Promise<string> =>
  (await scanAll(api))
    .map((item) => JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort()
    .join('\n')
