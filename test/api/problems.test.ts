import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { PROBLEMS, type ProblemCode, TOKEN_PROBLEMS } from '../../lib/contract/problems.ts'
import type { Operation } from '../../lib/contract/routes.ts'
import { MOST_WAITING } from '../../lib/domain/pool/waiting.ts'
import { fillAccessLog } from '../support/access-log.ts'
import { foundMoneyPlace, inMonth } from '../support/avregning-place.ts'
import { VARIANT } from '../support/criteria-bodies.ts'
import { type Answer, type Api, type Caller, type Params, type Problem, type Send, startApi } from '../support/http.ts'
import { admission, found, furnish, HOLD_ASK, type Place, samplesFor, versionOf } from '../support/http-world.ts'
import { agreementBody, unitBody } from '../support/region.ts'

const FROM_RECORD = { source: 'journalen', eventId: 'hendelse' }

type MetHere = Exclude<ProblemCode, (typeof TOKEN_PROBLEMS)[number]>
type Meet = (at: Place) => Promise<Answer>

/** One way to meet every problem there is: its status, its bokmål title and the next step are what PROBLEMS says. */
describe('every problem', () => {
  let api: Api
  let by: Record<'amk' | 'admin', Caller>
  let place: Place
  let ward: Caller
  let leader: Caller
  let places = 0
  let restoreEngine: (() => void) | undefined

  afterAll(() => api.stop())
  beforeAll(async () => {
    const chance = Math.random
    vi.spyOn(Math, 'random').mockImplementation(() => (isHurried ? 0 : chance()))
    api = await startApi()
    by = {
      amk: await api.as({ role: 'dispatcher', org: 'amk-nordland' }),
      admin: await api.as({ role: 'admin', org: '*' }),
    }
    await found(api, 'avtalt')
  })
  // Forty tries with their pauses are long to wait for; chance that is always 0 makes every pause none.
  let isHurried = false
  const restore = () => {
    isHurried = false
    restoreEngine?.()
  }
  afterEach(restore)

  const now = (minutes = 0) => new Date(api.now() + minutes * 60_000).toISOString()
  const sample = (name: Operation, more: Send = {}): Send => ({
    ...samplesFor(place, { toUnitId: 'unit_avtalt' })[name],
    ...more,
  })
  const at = (more: object = {}) => ({ unitId: place.unitId, ...more })
  const leave = (departedAt: string) =>
    ward.call('discharge-patient', { params: at({ stayId: place.stayId }), body: { departedAt, dischargedTo: 'hjem' } })
  const admit = (more: object, caller = ward) => caller.call('admit-patient', { params: at(), body: admission(more) })
  const decline = () => ward.ok('decline-hold', { params: at({ holdId: place.holdId }), body: { reason: 'full' } })
  const undo = (version: number) => ward.call('undo-action', { params: at(), body: { unitVersion: version } })
  const unitVersion = () => versionOf(api, place.unitId)
  /** A treasurer of the host and one of a party, at a new agreement with money in it, in October. */
  const money = async (agreement: object = {}) => {
    const at = await foundMoneyPlace(api, `penger-${places}`, { agreement })
    const sayAs =
      (caller: Caller) =>
      (operation: Operation, body?: object, more: Params = {}) =>
        caller.call(operation, { params: { ...inMonth(at).params, ...more }, ...(body ? { body } : {}) })
    // Tokens live by the moved clock, so one who comes late needs a late one.
    const late = async () => sayAs(await at.of('k-1804'))
    return { at, host: sayAs(at.host), party: await late(), late }
  }
  const lockedMoney = async ({ costOre = 100_000 }: { costOre?: number } = {}) => {
    const { at, host } = await money()
    await host('book-cost', { costOre })
    await host('lock-avregning')
    return { file: (query: Record<string, string>) => at.host.call('export-avregning', { ...inMonth(at), query }) }
  }
  const tell = (more: object) => {
    const body = { ...FROM_RECORD, type: 'patient-moved', patientRef: 'pasient', bedId: place.freeBedId, ...more }
    return ward.call('receive-event', { params: at(), body })
  }
  const subscribe = (more: object = {}, subscriptionId = 'sub_prove') => {
    const params = { agreementId: place.agreementId, subscriptionId }
    const body = { url: 'https://mottaker.example/inn', types: ['unit-closed'], ...more }
    return by.admin.call('put-subscription', { params, body, headers: { 'if-none-match': '*' } })
  }
  const allBedsTaken = { staffed: 0, reason: 'sykdom' }

  const MEET: Record<MetHere, Meet> = {
    unauthenticated: () => api.withToken(undefined).call('show-board', sample('show-board')),
    forbidden: () => by.amk.call('show-board', sample('show-board')),
    'route-not-found': () => api.request('GET', '/v1/ingenting'),
    'method-not-allowed': () => api.request('DELETE', '/v1/availability'),
    'fhir-type-unknown': () => by.amk.call('search-fhir', { params: { resourceType: 'Patient' } }),
    'fhir-parameter-unknown': () =>
      by.amk.call('search-fhir', {
        params: { resourceType: 'Location' },
        query: { near: '67|14' },
        headers: { prefer: 'handling=strict' },
      }),
    'fhir-resource-not-found': () =>
      by.amk.call('read-fhir', { params: { resourceType: 'Location', resourceId: 'u.ingen' } }),
    'area-not-found': () => by.amk.call('show-have', { params: { area: 'ingensteds' } }),
    'malformed-json': () => ward.call('confirm-unit', { params: at(), body: '{' }),
    'invalid-request': () => ward.call('move-stay', sample('move-stay', { body: {} })),
    'agreement-does-not-add-up': () =>
      by.admin.call('put-agreement', sample('put-agreement', { body: agreementBody(['unit_ingen']) })),
    'criteria-do-not-add-up': () =>
      by.admin.call(
        'put-variant',
        sample('put-variant', { body: { ...VARIANT, changes: [VARIANT.changes[0], VARIANT.changes[0]] } }),
      ),
    'criteria-set-not-found': () => by.admin.call('get-criteria-set', { params: { criteriaSetId: 'ingen' } }),
    'variant-not-found': () => by.admin.call('get-variant', { params: at({ service: 'dps' }) }),
    'assessment-not-found': () => ward.call('replay-assessment', { params: at({ stayId: place.otherStayId }) }),
    'person-identifier-refused': () => admit({ patientRef: '13097248022' }),
    'body-too-large': () => ward.call('confirm-unit', { params: at(), body: ' '.repeat(300_000) }),
    'unit-not-found': () => by.amk.call('place-hold', { params: { unitId: 'unit_ingen' }, body: HOLD_ASK }),
    'subscription-not-found': () => by.admin.call('rotate-secret', sample('rotate-secret')),
    'subscription-not-active': async () => {
      await subscribe({ active: false })
      return await by.admin.call('resend-event', sample('resend-event'))
    },
    'too-many-subscriptions': async () => {
      for (const i of Array.from({ length: 10 }, (_, each) => each)) await subscribe({}, `sub_${i}`)
      return await subscribe({}, 'sub_10')
    },
    'webhook-address-refused': () => subscribe({ url: 'https://169.254.169.254/' }),
    'event-not-sent': async () => {
      await subscribe()
      return await by.admin.call('resend-event', sample('resend-event'))
    },
    'patient-not-here': () => tell({ patientRef: 'ikke-her', at: now() }),
    'event-too-old': () => tell({ at: '2020-01-01T00:00:00Z' }),
    'event-overtaken': () =>
      ward.call('receive-event', {
        params: at(),
        body: { ...FROM_RECORD, type: 'bed-cleaned', bedId: place.dirtyBedId, at: now(-60) },
      }),
    'agreement-not-found': () => by.admin.call('get-agreement', { params: { agreementId: 'agr_ingen' } }),
    'access-list-not-found': () => by.admin.call('get-access-list', sample('get-access-list')),
    'access-list-does-not-add-up': () =>
      by.admin.call(
        'put-access-list',
        sample('put-access-list', {
          body: { entries: [{ orgnr: '983974910', role: 'ward', org: 'unit_ingen', fom: '2026-01-01' }] },
        }),
      ),
    'too-much-for-a-file': async () => {
      await fillAccessLog(api.deps.accessLog, '2020-02-02', 10_001)
      const auditor = await api.as({ role: 'auditor' })
      return auditor.call('export-access', { query: { month: '2020-02', date: '02' } })
    },
    'agreement-without-finance': async () => (await money({ finance: undefined })).host('run-avregning'),
    'avregning-not-found': async () => (await money()).host('get-avregning'),
    'avregning-locked': async () => {
      const { host } = await money()
      await host('book-cost', { costOre: 100 })
      await host('lock-avregning')
      return await host('book-cost', { costOre: 200 })
    },
    'locked-month': async () => {
      const { at, host } = await money()
      const stayId = await at.admit('k-1804', '2026-10-20T10:00:00Z', null)
      await host('book-cost', { costOre: 100 })
      await host('lock-avregning')
      const body = { partyId: 'k-1839', service: 'observasjon', from: '2026-10-30T10:00:00Z', reason: 'avklart' }
      return await at.ward.call('change-responsibility', { params: { unitId: at.unitId, stayId }, body })
    },
    'avregning-not-locked': async () => {
      const { host, party } = await money()
      await host('run-avregning')
      return await party('approve-avregning')
    },
    'avregning-incomplete': async () => (await money()).host('lock-avregning'),
    'avregning-changed': async () => {
      const { host } = await money()
      await host('book-cost', { costOre: 100 })
      return await host('lock-avregning', { resultHash: '0'.repeat(64) })
    },
    'line-not-found': async () => {
      const { host } = await money()
      await host('run-avregning')
      return await host('explain-line', undefined, { partyId: 'k-1841' })
    },
    'night-not-found': async () => {
      const { host } = await money()
      await host('run-avregning')
      return await host('explain-night', undefined, { partyId: 'k-1804', date: '2026-01-01', stayId: place.stayId })
    },
    'dispute-not-found': async () =>
      (await money()).host('answer-dispute', { outcome: 'rejected', text: 'nei' }, { disputeId: 'disp_ingen' }),
    'dispute-too-late': async () => {
      const { host, late } = await money()
      await host('book-cost', { costOre: 100 })
      await host('lock-avregning')
      await api.moveClock(32 * 24 * 3600)
      const party = await late()
      const answer = await party('raise-dispute', { reason: 'other', detail: 'for sent' })
      await api.moveClock(0)
      return answer
    },
    'dispute-answered': async () => {
      const { host, party } = await money()
      await host('run-avregning')
      const raised = (await party('raise-dispute', { reason: 'other', detail: 'hvorfor' })).json as {
        disputeId: string
      }
      const answer = () => host('answer-dispute', { outcome: 'rejected', text: 'nei' }, { disputeId: raised.disputeId })
      await answer()
      return await answer()
    },
    'night-already-answered': async () => {
      const { at: own, host, party } = await money()
      await own.admit('k-1804', '2026-10-03T10:00:00Z', '2026-10-05T10:00:00Z')
      await host('run-avregning')
      const { nights } = (await host('explain-line', undefined, { partyId: 'k-1804' })).json as {
        nights: readonly { stayId: string; date: string }[]
      }
      const body = {
        reason: 'other',
        detail: 'to',
        nights: nights.slice(0, 1).map(({ stayId, date }) => ({ stayId, date })),
      }
      const raised = [await party('raise-dispute', body), await party('raise-dispute', body)].map(
        ({ json }) => json as { disputeId: string },
      )
      const upheld = (payer: string | null, n: number) =>
        host('answer-dispute', { outcome: 'upheld', text: 'enig', payer }, { disputeId: raised[n]?.disputeId ?? '' })
      await upheld('k-1839', 0)
      return await upheld(null, 1)
    },
    'party-not-in-avregning': async () => (await lockedMoney()).file({ format: 'csv', party: 'k-1841' }),
    'export-party-missing': async () => (await lockedMoney()).file({ format: 'ehf' }),
    'no-invoice-to-host': async () => (await lockedMoney()).file({ format: 'ehf', party: 'k-1804' }),
    'nothing-to-invoice': async () => (await lockedMoney({ costOre: 0 })).file({ format: 'ehf', party: 'k-1839' }),
    'ehf-party-incomplete': async () => (await lockedMoney()).file({ format: 'ehf', party: 'k-1839' }),
    'kostra-for-kommuner-only': async () => (await lockedMoney()).file({ format: 'kostra', party: 'hf-983974910' }),
    'lookup-closed-already': async () => {
      await by.amk.ok('close-lookup', sample('close-lookup'))
      return await by.amk.call('close-lookup', sample('close-lookup', { body: { outcome: 'phoned' } }))
    },
    'patient-already-admitted': async () => {
      await admit({ patientRef: `to-ganger-${places}` })
      return await admit({ patientRef: `to-ganger-${places}` })
    },
    'idempotency-key-reused': async () => {
      const headers = { 'idempotency-key': 'brukt' }
      await ward.ok('confirm-unit', { params: at(), headers })
      return await ward.call('place-hold', { params: at(), body: HOLD_ASK, headers })
    },
    'too-many-at-once': async () => {
      fault('TransactWriteItemsCommand', LOST_RACE)
      isHurried = true
      return await ward.call('confirm-unit', { params: at() })
    },
    'precondition-required': () => by.admin.call('put-unit', sample('put-unit', { headers: {} })),
    'version-mismatch': () => by.admin.call('put-unit', sample('put-unit', { headers: { 'if-match': '9' } })),
    'store-busy': async () => {
      fault('BatchGetItemCommand', Object.assign(new Error(), { name: 'ThrottlingException' }))
      return await ward.call('show-board', { params: at() })
    },
    'internal-fault': async () => {
      fault('BatchGetItemCommand', new Error(`hemmelig: ${place.unitId}`))
      return await ward.call('show-board', { params: at() })
    },
    'no-bookable-bed': async () => {
      await ward.ok('set-staffing', { params: at(), body: allBedsTaken })
      return await by.amk.call('place-hold', { params: at(), body: HOLD_ASK })
    },
    'unit-closed': async () => {
      await ward.ok('close-unit', { params: at(), body: { reason: 'ferie', until: now(60) } })
      return await by.amk.call('place-hold', { params: at(), body: HOLD_ASK })
    },
    'unit-without-agreement': async () => {
      const unitId = `unit_alene-${places}`
      await by.admin.ok('put-unit', { params: { unitId }, body: unitBody(1), headers: { 'if-none-match': '*' } })
      return await by.amk.call('place-hold', { params: { unitId }, body: HOLD_ASK })
    },
    'service-not-offered': async () => {
      const body = unitBody(8, { services: ['dps'], cleaning: true })
      await by.admin.ok('put-unit', sample('put-unit', { body }))
      return await by.amk.call('place-hold', { params: at(), body: HOLD_ASK })
    },
    'needs-not-offered': () =>
      ward.call('add-waiting', { params: at(), body: admission({ needs: ['dialyse'], patientRef: 'venter' }) }),
    'hold-not-found': () => ward.call('accept-hold', { params: at({ holdId: 'hold_ingen' }) }),
    'hold-expired': async () => {
      await api.moveClock(3600)
      const answer = await ward.call('accept-hold', sample('accept-hold'))
      await api.moveClock(0)
      return answer
    },
    'hold-ended': async () => {
      await decline()
      return await ward.call('accept-hold', sample('accept-hold'))
    },
    'not-your-hold': async () =>
      (await api.as({ role: 'dispatcher', org: 'andre' })).call('cancel-hold', sample('cancel-hold')),
    'bed-not-found': () => ward.call('block-bed', { params: at({ bedId: 'bed_ingen' }), body: { reason: 'rør' } }),
    'bed-not-free': () => ward.call('block-bed', { params: at({ bedId: 'bed_101a' }), body: { reason: 'rør' } }),
    'bed-occupied-then': async () => {
      await ward.ok('bed-cleaned', sample('bed-cleaned'))
      return await admit({ bedId: place.dirtyBedId, admittedAt: now(-60) })
    },
    'bed-in-use': () =>
      by.admin.call(
        'put-unit',
        sample('put-unit', { body: unitBody(8, { rooms: [{ room: '9', beds: [{ bedId: 'bed_9' }] }] }) }),
      ),
    'bed-not-blocked': () => ward.call('open-bed', { params: at({ bedId: place.freeBedId }) }),
    'bed-not-cleaning': () => ward.call('bed-cleaned', { params: at({ bedId: place.freeBedId }) }),
    'room-rule-broken': () => admit({ needs: ['bariatrisk'], bedId: place.freeBedId }),
    'stay-not-found': () =>
      ward.call('plan-departure', { params: at({ stayId: 'stay_ingen' }), body: { expectedAt: null } }),
    'stay-ended': async () => {
      await leave(now())
      return await leave(now())
    },
    'same-bed': () => ward.call('move-stay', sample('move-stay', { body: { bedId: 'bed_101a' } })),
    'same-stay': () => ward.call('swap-stays', sample('swap-stays', { body: { otherStayId: place.stayId } })),
    'older-scheme': () => by.admin.call('put-ukp-rate', sample('put-ukp-rate', { params: { year: '2003' } })),
    'built-upon': () => ward.call('undo-action', sample('undo-action')),
    'nothing-to-undo': async () => undo(await unitVersion()),
    'not-your-action': async () => {
      await by.amk.ok('cancel-hold', sample('cancel-hold'))
      return undo(await unitVersion())
    },
    'too-late-to-undo': async () => {
      await decline()
      const version = await unitVersion()
      await api.moveClock(5 * 60)
      return undo(version)
    },
    'same-unit': () => ward.call('transfer-stay', sample('transfer-stay', { body: { toUnitId: place.unitId } })),
    'assessment-missing': async () => {
      const body = { ...VARIANT, requireAssessment: true }
      await by.admin.ok('put-variant', sample('put-variant', { body }))
      return await admit({})
    },
    'assessment-says-no': () => admitChild(),
    'override-needs-doctor': () => admitChild({ reason: 'vurdert', roles: ['sykepleier'] }),
    'review-needs-joint-team': () =>
      ward.call(
        'record-review',
        sample('record-review', { body: { at: now(), roles: ['lege'], outcome: 'continue' } }),
      ),
    'before-admission': () => ward.call('change-responsibility', sample('change-responsibility')),
    'stay-not-departed': () =>
      ward.call('correct-stay', sample('correct-stay', { body: { changes: { departedAt: now() }, reason: 'feil' } })),
    'segments-do-not-tile': () => {
      const segments = [{ from: now(-5), until: now(-1), partyId: 'k-1804', service: 'observasjon' }]
      return ward.call('correct-stay', sample('correct-stay', { body: { changes: { segments }, reason: 'feil' } }))
    },
    'beds-overlap': async () => {
      await ward.ok('bed-cleaned', sample('bed-cleaned'))
      const body = admission({ bedId: place.dirtyBedId })
      const { stayId } = await ward.ok('admit-patient', { params: at(), body })
      const changes = { admittedAt: now(-60) }
      return await ward.call('correct-stay', { params: at({ stayId }), body: { changes, reason: 'feil' } })
    },
    'override-needs-joint-team': () => overGuarantee(leader, ['lege']),
    'override-needs-ward-leader': () => overGuarantee(ward, ['lege', 'sykepleier']),
    'time-in-the-future': () => leave(now(5)),
    'time-not-in-the-future': () =>
      ward.call('close-unit', { params: at(), body: { reason: 'ferie', until: now(-5) } }),
    'before-segment-began': () => leave(now(-60)),
    'waiting-list-full': async () => {
      // The place has one who waits already, so this many more is one too many.
      for (let i = 1; i < MOST_WAITING; i += 1) await ward.ok('add-waiting', sample('add-waiting'))
      return await ward.call('add-waiting', sample('add-waiting'))
    },
    'waiting-not-found': () => ward.call('promote-waiting', { params: at({ waitingId: 'wait_ingen' }) }),
  }

  /** A child in a KAD: the core set's age limit says no, and that set binds units of this kind. */
  const admitChild = async (override?: object): Promise<Answer> => {
    await by.admin.ok('put-unit', sample('put-unit', { body: unitBody(8, { kind: 'kad', cleaning: true }) }))
    return await admit({ ageYears: 9, ...(override ? { override } : {}) }, leader)
  }

  /** The kommuner have used what they may; only an override gets another in. */
  const overGuarantee = async (caller: Caller, roles: string[]): Promise<Answer> => {
    const groups = [
      { group: 'kommuner', guaranteed: 0, max: 1 },
      { group: 'hf', guaranteed: 0 },
    ]
    await by.admin.ok('put-agreement', sample('put-agreement', { body: agreementBody([place.unitId], { groups }) }))
    return await admit({ override: { reason: 'ingen annen seng', roles } }, caller)
  }

  it.each(Object.keys(MEET) as MetHere[])('%s is met as it is written down', async (code) => {
    places += 1
    place = await furnish(api, `sted-${places}`)
    ward = await api.as({ role: 'ward', unit: place.unitId })
    leader = await api.as({ role: 'ward-leader', unit: place.unitId })
    const answer = await MEET[code](place)
    const { status, title, advice } = PROBLEMS[code]
    expect(answer.json).toMatchObject({
      type: `urn:problem:${code}`,
      status,
      title,
      detail: advice.replace('{month}', 'oktober 2026'),
    })
    expect(answer.status).toBe(status)
    expect(answer.text).not.toContain('hemmelig')
    const { errorId } = answer.json as Problem
    if (status >= 500) expect(errorId).toMatch(/^[0-9a-f-]{36}$/)
    const retryAfter = Number(answer.headers.get('retry-after'))
    expect(retryAfter > 0).toBe(code === 'too-many-at-once' || code === 'store-busy')
  })

  it('every problem is met here, or where tokens are', () => {
    expect([...Object.keys(MEET), ...TOKEN_PROBLEMS].toSorted()).toEqual(Object.keys(PROBLEMS).toSorted())
  })

  it('a lost race that never ends changes nothing, and asks the caller to come again', async () => {
    const before = await ward.ok('show-board', { params: at() })
    await MEET['too-many-at-once'](place)
    restore()
    expect((await ward.ok('show-board', { params: at() })).unitVersion).toBe(before.unitVersion)
  })

  /** Faults only; everything else goes to the engine. */
  function fault(command: string, error: Error): void {
    // The log of a fault is loud, and here it is meant.
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    const real = DynamoDBClient.prototype.send
    const mock = mockClient(DynamoDBClient)
    mock.send.callsFake(function (this: DynamoDBClient, sent: { constructor: { name: string } }, ...rest: unknown[]) {
      if (sent.constructor.name === command) throw error
      return Reflect.apply(real, this, [sent, ...rest])
    })
    restoreEngine = () => {
      mock.restore()
      quiet.mockRestore()
    }
  }
})

const LOST_RACE = new TransactionCanceledException({
  message: 'cancelled',
  $metadata: {},
  CancellationReasons: [{ Code: 'TransactionConflict' }],
})
