import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPERATIONS, type Operation, ROUTES } from '../../lib/contract/routes.ts'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { furnish, type Place, samplesFor, tableBytes } from '../support/http-world.ts'

/** The "who" column of design.md section 7, and its address; written down here once more on purpose. */
const WHO: Record<Operation, readonly [who: string, address: string]> = {
  'find-beds': ['dispatcher, ward', 'GET /v1/availability'],
  'close-lookup': ['dispatcher', 'POST /v1/lookups/{lookupId}/outcome'],
  'place-hold': ['dispatcher, ward', 'POST /v1/units/{unitId}/holds'],
  'show-hold': ['dispatcher, ward', 'GET /v1/units/{unitId}/holds/{holdId}'],
  'cancel-hold': ['dispatcher, ward', 'POST /v1/units/{unitId}/holds/{holdId}/cancel'],
  'accept-hold': ['ward', 'POST /v1/units/{unitId}/holds/{holdId}/accept'],
  'decline-hold': ['ward', 'POST /v1/units/{unitId}/holds/{holdId}/decline'],
  'show-board': ['ward', 'GET /v1/units/{unitId}/board'],
  'admit-patient': ['ward', 'POST /v1/units/{unitId}/stays'],
  'show-stay': ['ward', 'GET /v1/units/{unitId}/stays/{stayId}'],
  'list-targets': ['ward', 'GET /v1/units/{unitId}/stays/{stayId}/targets'],
  'move-stay': ['ward', 'POST /v1/units/{unitId}/stays/{stayId}/move'],
  'swap-stays': ['ward', 'POST /v1/units/{unitId}/stays/{stayId}/swap'],
  'transfer-stay': ['ward', 'POST /v1/units/{unitId}/stays/{stayId}/transfer'],
  'check-criteria': ['dispatcher, ward', 'POST /v1/units/{unitId}/assessments'],
  'show-criteria': ['dispatcher, ward, admin', 'GET /v1/units/{unitId}/criteria/{service}/in-force'],
  'replay-assessment': ['ward', 'GET /v1/units/{unitId}/stays/{stayId}/assessment'],
  'change-responsibility': ['ward', 'POST /v1/units/{unitId}/stays/{stayId}/responsibility'],
  'record-utskrivningsklar': ['ward', 'POST /v1/units/{unitId}/stays/{stayId}/utskrivningsklar'],
  'record-review': ['ward', 'POST /v1/units/{unitId}/stays/{stayId}/reviews'],
  'correct-stay': ['ward', 'POST /v1/units/{unitId}/stays/{stayId}/corrections'],
  'list-departed': ['ward', 'GET /v1/units/{unitId}/departed'],
  'list-due': ['ward', 'GET /v1/units/{unitId}/due'],
  'show-use': ['ward', 'GET /v1/units/{unitId}/use'],
  'show-statistics': ['dispatcher, ward, admin, finance, host finance, auditor', 'GET /v1/statistics'],
  'export-stays': ['ward leader, admin, host finance', 'GET /v1/statistics/stays'],
  'list-utskrivningsklare': ['ward leader, finance, host finance, admin', 'GET /v1/utskrivningsklare'],
  'plan-departure': ['ward', 'POST /v1/units/{unitId}/stays/{stayId}/departure-plan'],
  'discharge-patient': ['ward', 'POST /v1/units/{unitId}/stays/{stayId}/discharge'],
  'block-bed': ['ward', 'POST /v1/units/{unitId}/beds/{bedId}/block'],
  'open-bed': ['ward', 'POST /v1/units/{unitId}/beds/{bedId}/open'],
  'bed-cleaned': ['ward', 'POST /v1/units/{unitId}/beds/{bedId}/cleaned'],
  'set-staffing': ['ward', 'POST /v1/units/{unitId}/staffing'],
  'close-unit': ['ward', 'POST /v1/units/{unitId}/closure'],
  'confirm-unit': ['ward', 'POST /v1/units/{unitId}/confirm'],
  'undo-action': ['ward', 'POST /v1/units/{unitId}/undo'],
  'list-subscriptions': ['admin', 'GET /v1/agreements/{agreementId}/subscriptions'],
  'put-subscription': ['admin', 'PUT /v1/agreements/{agreementId}/subscriptions/{subscriptionId}'],
  'rotate-secret': ['admin', 'POST /v1/agreements/{agreementId}/subscriptions/{subscriptionId}/secret'],
  'remove-subscription': ['admin', 'POST /v1/agreements/{agreementId}/subscriptions/{subscriptionId}/remove'],
  'list-deliveries': ['admin', 'GET /v1/agreements/{agreementId}/subscriptions/{subscriptionId}/deliveries'],
  'resend-event': [
    'admin',
    'POST /v1/agreements/{agreementId}/subscriptions/{subscriptionId}/deliveries/{eventId}/resend',
  ],
  'receive-event': ['ward', 'POST /v1/units/{unitId}/events'],
  'list-waiting': ['ward', 'GET /v1/units/{unitId}/waiting'],
  'add-waiting': ['ward', 'POST /v1/units/{unitId}/waiting'],
  'promote-waiting': ['ward', 'POST /v1/units/{unitId}/waiting/{waitingId}/promote'],
  'remove-waiting': ['ward', 'POST /v1/units/{unitId}/waiting/{waitingId}/remove'],
  'read-journal': ['ward leader, admin', 'GET /v1/units/{unitId}/journal'],
  'verify-journal': ['ward leader, admin', 'GET /v1/units/{unitId}/journal/verify'],
  'list-region-units': ['admin', 'GET /v1/units'],
  'get-unit': ['admin', 'GET /v1/units/{unitId}'],
  'put-unit': ['admin', 'PUT /v1/units/{unitId}'],
  'list-agreements': ['admin', 'GET /v1/agreements'],
  'get-agreement': ['admin', 'GET /v1/agreements/{agreementId}'],
  'put-agreement': ['admin', 'PUT /v1/agreements/{agreementId}'],
  'preview-agreement': ['admin', 'POST /v1/agreements/{agreementId}/preview'],
  'list-agreement-versions': ['admin', 'GET /v1/agreements/{agreementId}/versions'],
  'list-units': ['finance, host finance, admin', 'GET /v1/agreements/{agreementId}/units'],
  'get-access-list': ['admin', 'GET /v1/agreements/{agreementId}/access-list'],
  'put-access-list': ['admin', 'PUT /v1/agreements/{agreementId}/access-list'],
  'list-access': ['auditor', 'GET /v1/access-log'],
  'export-access': ['auditor', 'GET /v1/access-log/export'],
  'verify-access-log': ['auditor', 'GET /v1/access-log/verify'],
  'book-cost': ['host finance', 'PUT /v1/agreements/{agreementId}/periods/{month}/cost'],
  'list-avregninger': ['finance, host finance', 'GET /v1/agreements/{agreementId}/avregninger'],
  'run-avregning': ['host finance', 'POST /v1/agreements/{agreementId}/avregninger/{month}'],
  'get-avregning': ['finance, host finance', 'GET /v1/agreements/{agreementId}/avregninger/{month}'],
  'lock-avregning': ['host finance', 'POST /v1/agreements/{agreementId}/avregninger/{month}/lock'],
  'approve-avregning': ['finance', 'POST /v1/agreements/{agreementId}/avregninger/{month}/approve'],
  'explain-line': [
    'finance, host finance',
    'GET /v1/agreements/{agreementId}/avregninger/{month}/lines/{partyId}/dogn',
  ],
  'explain-night': [
    'finance, host finance',
    'GET /v1/agreements/{agreementId}/avregninger/{month}/lines/{partyId}/dogn/{date}/{stayId}',
  ],
  'export-avregning': ['finance, host finance', 'GET /v1/agreements/{agreementId}/avregninger/{month}/export'],
  'raise-dispute': ['finance', 'POST /v1/agreements/{agreementId}/avregninger/{month}/disputes'],
  'list-disputes': ['finance, host finance', 'GET /v1/agreements/{agreementId}/avregninger/{month}/disputes'],
  'answer-dispute': [
    'finance, host finance',
    'POST /v1/agreements/{agreementId}/avregninger/{month}/disputes/{disputeId}/answer',
  ],
  'what-if': ['finance, host finance, admin', 'POST /v1/agreements/{agreementId}/avregninger/{month}/what-if'],
  'forecast-year': ['finance, host finance, admin', 'GET /v1/agreements/{agreementId}/forecast'],
  'list-ukp-rates': ['finance, host finance, admin, auditor', 'GET /v1/ukp-rates'],
  'put-ukp-rate': ['admin', 'PUT /v1/ukp-rates/{year}'],
  'list-criteria-sets': ['admin', 'GET /v1/criteria'],
  'get-criteria-set': ['admin', 'GET /v1/criteria/{criteriaSetId}'],
  'put-criteria-set': ['admin', 'PUT /v1/criteria/{criteriaSetId}'],
  'get-variant': ['ward leader, admin', 'GET /v1/units/{unitId}/criteria/{service}'],
  'put-variant': ['admin', 'PUT /v1/units/{unitId}/criteria/{service}'],
  'show-fhir-metadata': ['anyone', 'GET /fhir/R4/metadata'],
  'search-fhir': ['dispatcher, ward, admin', 'GET /fhir/R4/{resourceType}'],
  'read-fhir': ['dispatcher, ward, admin', 'GET /fhir/R4/{resourceType}/{resourceId}'],
  'show-have': ['dispatcher, ward, admin', 'GET /have/2.0/{area}'],
}

/** A dispatcher serves every unit; the others have their own, and `*` is the admin of the whole local region. */
const REACH = {
  dispatcher: 'everywhere',
  ward: 'own',
  'ward leader': 'own',
  admin: 'own',
  'host finance': 'own',
} as const

describe('roles', () => {
  let api: Api
  let own: Place
  let other: Place
  let callers: { readonly name: string; readonly role: string; readonly home: 'own' | 'other' | '*'; caller: Caller }[]

  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    own = await furnish(api, 'own')
    other = await furnish(api, 'other')
    const claims = (role: string, place: Place): object =>
      ({
        ward: { role: 'ward', unit: place.unitId },
        'ward leader': { role: 'ward-leader', unit: place.unitId },
        admin: { role: 'admin', org: place.agreementId },
        'host finance': { role: 'host-finance', org: place.agreementId },
      })[role] ?? {}
    const anywhere = [
      { role: 'dispatcher', claims: { role: 'dispatcher', org: 'amk-nordland' } },
      { role: 'admin', claims: { role: 'admin', org: '*' } },
      { role: 'finance', claims: { role: 'finance', org: 'k-1804' } },
      { role: 'auditor', claims: { role: 'auditor' } },
    ]
    callers = []
    for (const each of anywhere) {
      callers.push({ name: `${each.role} *`, role: each.role, home: '*', caller: await api.as(each.claims) })
    }
    for (const role of ['ward', 'ward leader', 'admin', 'host finance']) {
      for (const home of ['own', 'other'] as const) {
        const caller = await api.as(claims(role, home === 'own' ? own : other))
        callers.push({ name: `${role} of ${home}`, role, home, caller })
      }
    }
  })

  it('every operation has its address from design.md and no route is missing from it', () => {
    const addresses = Object.fromEntries(
      OPERATIONS.map((name) => [name, `${ROUTES[name].method} ${ROUTES[name].path}`]),
    )
    expect(addresses).toEqual(Object.fromEntries(Object.entries(WHO).map(([name, [, address]]) => [name, address])))
  })

  it.each(OPERATIONS)('%s is for those whom design.md names, in their own place, and for nobody else', async (name) => {
    const seen: Record<string, string> = {}
    const expected: Record<string, string> = {}
    const samples = samplesFor(own, { toUnitId: other.unitId })
    for (const { name: who, role, home, caller } of callers) {
      const { status } = await caller.call(name, samples[name])
      seen[who] = status === 403 ? 'no' : status === 401 ? 'unknown' : 'yes'
      expected[who] = isAllowed(name, role, home) ? 'yes' : 'no'
    }
    expect(seen).toEqual(expected)
  })

  it.each(OPERATIONS)('%s refuses alike whether the thing exists or not', async (name) => {
    const there = samplesFor(own, { toUnitId: other.unitId })[name]
    const nowhere = Object.fromEntries(
      Object.keys(there.params).map((param) => [param, `${param.replace(/Id$/, '').replace('agreement', 'agr')}_none`]),
    )
    for (const { role, home, caller } of callers) {
      if (isAllowed(name, role, home)) continue
      const [existing, missing] = [
        await caller.call(name, there),
        await caller.call(name, { ...there, params: fixPrefixes(nowhere) }),
      ]
      expect([missing.status, missing.text]).toEqual([existing.status, existing.text])
      expect(existing.text).not.toMatch(/own|1804/)
    }
  })

  const CLOSED = OPERATIONS.filter((name) => WHO[name][0] !== 'anyone')
  it.each(CLOSED)('%s lets nobody in without a good token, and says which door', async (name) => {
    const sample = samplesFor(own, { toUnitId: other.unitId })[name]
    for (const [what, token] of Object.entries(await badTokens(api, own))) {
      const answer = await api.withToken(token).call(name, sample)
      expect([what, answer.status, answer.headers.get('www-authenticate')]).toEqual([what, 401, 'Bearer'])
    }
  })

  it('a refused caller leaves no trace in the table', async () => {
    const before = await tableBytes(api)
    const auditor = await api.as({ role: 'auditor' })
    const samples = samplesFor(own, { toUnitId: other.unitId })
    for (const name of OPERATIONS.filter((each) => !isAllowed(each, 'auditor', '*'))) {
      await auditor.refused(name, { ...samples[name], headers: { 'idempotency-key': `auditor-${name}` } })
    }
    expect(await tableBytes(api)).toBe(before)
  })

  it('a token ends twelve hours after it was made, by the moved clock', async () => {
    const ward = await api.as({ role: 'ward', unit: own.unitId })
    const params = { unitId: own.unitId }
    await api.moveClock(43_100)
    await ward.ok('show-board', { params })
    await api.moveClock(43_210)
    expect(codeOf(await ward.refused('show-board', { params }))).toBe('unauthenticated')
    await (await api.as({ role: 'ward', unit: own.unitId })).ok('show-board', { params })
    await api.moveClock(0)
    await ward.ok('show-board', { params })
  })

  it.each([
    ['a ward without a unit', { role: 'ward' }, '/unit'],
    ['a ward with a bed for a unit', { role: 'ward', unit: 'bed_1' }, '/unit'],
    ['finance of nobody', { role: 'finance', org: 'amk' }, '/org'],
    ['an admin of everything but', { role: 'admin', org: '**' }, '/org'],
    ['a role that is none', { role: 'root', org: '*' }, '/role'],
    ['one field too many', { role: 'dispatcher', org: 'amk', sudo: true }, '/sudo'],
  ])('the local run makes no token for %s', async (_, body, pointer) => {
    const answer = await api.request('POST', '/dev/token', { body })
    expect(answer.status).toBe(422)
    expect(answer.json).toMatchObject({ errors: [expect.objectContaining({ pointer })] })
  })
})

function isAllowed(name: Operation, role: string, home: 'own' | 'other' | '*'): boolean {
  const [who] = WHO[name]
  if (who === 'anyone') return true
  const named = who.split(', ').flatMap((word) => (word === 'ward' ? ['ward', 'ward leader'] : [word]))
  if (!named.includes(role)) return false
  // A core set, like a rate and the list of agreements, belongs to the whole region.
  if (['put-criteria-set', 'put-ukp-rate', 'list-agreements'].includes(name)) return home === '*'
  const hasNoPlace = [
    'find-beds',
    'close-lookup',
    'search-fhir',
    'read-fhir',
    'show-have',
    'show-statistics',
    'list-utskrivningsklare',
    'list-ukp-rates',
    'list-criteria-sets',
    'get-criteria-set',
    'list-region-units',
  ].includes(name)
  const reach = REACH[role as keyof typeof REACH]
  return hasNoPlace || reach === 'everywhere' || home === '*' || home === 'own'
}

/** Ids of the right form, so that only the existence differs. */
const fixPrefixes = (params: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).map(([name, id]) => [
      name,
      // A service is one of a closed list, there or not.
      name === 'service' ? 'lindrende' : id.replace('waiting_', 'wait_').replace('lookup_', 'look_'),
    ]),
  )

async function badTokens(api: Api, { unitId }: Place): Promise<Record<string, string | undefined>> {
  const good = (await api.as({ role: 'admin', org: '*' })).token ?? ''
  const [head = '', payload = '', signature = ''] = good.split('.')
  const claims = { role: 'admin', org: '*', unit: unitId }
  const forge = (secret: Uint8Array) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('trekkspill-local')
      .setExpirationTime('1h')
      .sign(secret)
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    'no token': undefined,
    'no text': '',
    'not a token': 'let-me-in',
    'another secret': await forge(new Uint8Array(32)),
    'no signature': `${encode({ alg: 'none' })}.${payload}.`,
    'a changed role': `${head}.${encode({ ...claims, iss: 'trekkspill-local', exp: 9_999_999_999 })}.${signature}`,
    'a changed signature': `${head}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
  }
}
