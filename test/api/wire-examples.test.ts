import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Headers, startApi } from '../support/http.ts'
import { expectShape, type Shape, WIRE } from '../support/http-shape.ts'

/**
 * The examples of wire.md as they stand there, sent as text to addresses written out: what a client was promised.
 * Only the ellipses of ids are filled in.
 */
const UNIT = `{"name":"Salten felles døgnenhet","kind":"felles-dogn","kommune":"1804","area":"lofoten-vesteralen-salten","phone":"+47 00 00 00 01",
 "lat":67.28,"lon":14.40,"cleaning":false,"staffed":4,"capabilities":["oksygen","iv","crp"],
 "rooms":[{"room":"101","beds":[{"bedId":"bed_101a","features":["isolat"]}]},{"room":"102","beds":[{"bedId":"bed_102a"},{"bedId":"bed_102b"}]}]}`

const agreement = (unitId: string, guaranteed = '"guaranteed":4', hf = '"guaranteed":2,"max":6') =>
  `{"name":"Salten felles døgnenhet","host":"k-1804","fom":"2026-01-01","units":["${unitId}"],
 "parties":[{"partyId":"hf-983974910","group":"hf"},{"partyId":"k-1804","group":"kommuner","population":53712}],
 "groups":[{"group":"kommuner",${guaranteed}},{"group":"hf",${hf}}],
 "guests":{"admitted":true,"rateOre":1200000},
 "rules":{"holdMinutes":30,"answerMinutes":10,"arrivalGraceMinutes":60,"staleAfterMinutes":240,"reviewAfterDogn":10,"kadMeanDogn":3},
 "finance":{"counting":{"rule":"midnight","sameDayDogn":"1"},
   "fixed":{"share":"0.4","hfShare":"0.5","key":"population"},
   "use":{"weights":{"kad-somatikk":"1","observasjon":"1.2"}},
   "lowUse":{"factor":"1.5","standbyShare":"0.5"},
   "onAccount":{"k-1804":40000000,"hf-983974910":50000000},"ehf":{"vatCategory":"E","exemptionReason":"…"}}}`

const ASSESSMENT = `"service":"kad-somatikk","ageYears":81,"answers":{"SOM-INK-04":"yes","SOM-EKS-05":"no"},
 "inputs":{"assessedByRole":"lege","assessedAt":"2026-11-22T09:50:00Z","clarificationStatus":"avklart"},
 "news2":{"respirationRate":18,"spo2":95,"spo2Scale":1,"supplementalOxygen":false,"systolicBp":128,"pulse":84,
          "consciousness":"A","temperature":37.4}`

const admission = (
  holdId: string,
  patientRef: string,
) => `{"holdId":"${holdId}","partyId":"k-1804","patientRef":"${patientRef}","admittedAt":"2026-11-22T10:30:00Z",
 "expectedDepartureAt":"2026-11-24T11:00:00Z","referrer":"legevakt","reasonGroup":"luftveier","ageBand":"80+",
 "override":{"reason":"…","roles":["lege","sykepleier"]},${ASSESSMENT}}`

describe('every example of wire.md', () => {
  let api: Api
  let tokens: Record<'admin' | 'amk' | 'ward' | 'leader', string>
  const send = async (who: keyof typeof tokens, line: string, body?: string, headers: Headers = {}) => {
    const [method = '', path = ''] = line.split(' ')
    const [address = '', query = ''] = path.split('?')
    const answer = await api.request(
      method,
      address,
      { query, headers, ...(body === undefined ? {} : { body }) },
      tokens[who],
    )
    return { ...answer, json: answer.json as Record<string, unknown> }
  }
  const accepted = async (status: number, shape: Shape, ...args: Parameters<typeof send>) => {
    const answer = await send(...args)
    expect([args[1], answer.status, answer.status < 300 ? '' : answer.text]).toEqual([args[1], status, ''])
    expectShape(answer.json, shape)
    return answer.json
  }
  const hold = (key: string) =>
    accepted(
      201,
      WIRE.hold,
      'amk',
      'POST /v1/units/unit_salten/holds',
      '{"partyId":"k-1804","service":"kad-somatikk","needs":["oksygen"],"etaMinutes":25,"lookupId":"look_1"}',
      { 'idempotency-key': key },
    )
  const admit = async (patientRef: string, bedId: string) => {
    const body = `{"bedId":"${bedId}","partyId":"k-1804","service":"kad-somatikk","patientRef":"${patientRef}"}`
    return await accepted(201, WIRE.stay, 'ward', 'POST /v1/units/unit_salten/stays', body)
  }

  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    const noon = Math.ceil((Date.parse('2026-11-22T12:00:00Z') - Date.now()) / 1000)
    await api.moveClock(noon)
    const token = async (body: string) => {
      const { json, status } = await api.request('POST', '/dev/token', { body })
      expect([status, json]).toEqual([200, { accessToken: expect.any(String), expiresIn: 43_200 }])
      return (json as { accessToken: string }).accessToken
    }
    tokens = {
      amk: await token('{"role":"dispatcher","org":"amk-nordland"}'),
      ward: await token('{"role":"ward","unit":"unit_salten"}'),
      leader: await token('{"role":"ward-leader","unit":"unit_salten"}'),
      admin: await token('{"role":"admin","org":"*"}'),
    }
    const roomy = UNIT.replace('"staffed":4', '"staffed":9').replace(
      '"rooms":[',
      '"rooms":[{"room":"103","beds":[{"bedId":"bed_103a"},{"bedId":"bed_103b"},{"bedId":"bed_103c"}]},',
    )
    const asNew = { 'if-none-match': '*' }
    await accepted(200, WIRE.unit, 'admin', 'PUT /v1/units/unit_salten', roomy, asNew)
    await accepted(200, WIRE.unit, 'admin', 'PUT /v1/units/unit_example', UNIT, asNew)
    await accepted(
      200,
      { agreementId: 'agr_salten', version: 'integer' },
      'admin',
      'PUT /v1/agreements/agr_salten',
      agreement('unit_salten'),
      asNew,
    )
  })

  it('the unit is given back with its version', async () => {
    const unit = await accepted(200, WIRE.unit, 'admin', 'GET /v1/units/unit_example')
    expect(unit).toMatchObject({ ...JSON.parse(UNIT), version: 1, rooms: expect.any(Array) })
    expect(unit['rooms']).toContainEqual({ room: '101', beds: [{ bedId: 'bed_101a', features: ['isolat'] }] })
  })

  it('the agreement is given back with its version and every default filled in', async () => {
    const saved = await accepted(200, { version: 'integer' }, 'admin', 'GET /v1/agreements/agr_salten')
    const { rules, finance, ...rest } = JSON.parse(agreement('unit_salten'))
    expect(saved).toMatchObject({ ...rest, rules, finance, version: 1 })
  })

  it('the example agreement promises six beds, so it is refused for the three beds of the example unit', async () => {
    const answer = await send('admin', 'PUT /v1/agreements/agr_tre', agreement('unit_example'), {
      'if-none-match': '*',
    })
    expect([answer.status, answer.json]).toMatchObject([
      422,
      {
        type: 'urn:problem:agreement-does-not-add-up',
        errors: [{ pointer: '/groups', rule: 'guarantees-exceed-beds' }],
      },
    ])
  })

  it('the lookup answers every field, and says what a unit lacks', async () => {
    const lookup = await accepted(
      200,
      WIRE.lookup,
      'amk',
      'GET /v1/availability?kommune=1804&service=kad-somatikk&needs=oksygen,mri&lat=67.28&lon=14.40',
    )
    const row = (lookup['units'] as { unitId: string }[]).find(({ unitId }) => unitId === 'unit_salten')
    expect(row).toMatchObject({
      agreementId: 'agr_salten',
      status: 'ledig',
      entitlement: 'guaranteed',
      meetsNeeds: false,
      missingNeeds: ['mri'],
      stale: false,
      reasons: expect.arrayContaining(['own-kommune', 'guaranteed-bed']),
    })
    await accepted(200, WIRE.lookup, 'amk', 'GET /v1/availability?hf=983974910')
  })

  it('holds are placed, accepted, declined and cancelled', async () => {
    const [one, two, three] = [await hold('wire-1'), await hold('wire-2'), await hold('wire-3')]
    expect(one).toMatchObject({
      state: 'pending',
      unitId: 'unit_salten',
      expiresAt: expect.stringMatching(/^2026-11-22T12:30/),
    })
    const at = (id: unknown) => `/v1/units/unit_salten/holds/${id}`
    expect(await accepted(200, WIRE.hold, 'ward', `POST ${at(one['holdId'])}/accept`, '{}')).toMatchObject({
      state: 'accepted',
    })
    const decline = '{"reason":"no-doctor","detail":"…"}'
    expect(await accepted(200, WIRE.hold, 'ward', `POST ${at(two['holdId'])}/decline`, decline)).toMatchObject({
      state: 'declined',
    })
    const cancel = '{"reason":"hospital-instead"}'
    expect(await accepted(200, WIRE.hold, 'amk', `POST ${at(three['holdId'])}/cancel`, cancel)).toMatchObject({
      state: 'cancelled',
    })
    expect(await accepted(200, WIRE.hold, 'amk', `GET ${at(two['holdId'])}`)).toMatchObject({
      state: 'declined',
      reason: 'no-doctor',
    })
    await accepted(200, WIRE.hold, 'ward', `POST ${at(one['holdId'])}/cancel`, cancel)
  })

  it('the same key and body give the same 201, another body 422', async () => {
    const line = 'POST /v1/units/unit_salten/holds'
    const body = '{"partyId":"k-1804","service":"kad-somatikk"}'
    const key = { 'idempotency-key': 'wire-same' }
    const [one, two] = [await send('amk', line, body, key), await send('amk', line, body, key)]
    expect([one.status, two.status, two.text]).toEqual([201, 201, one.text])
    const other = await send('amk', line, body.replace('k-1804', 'hf-983974910'), key)
    expect([other.status, other.json]).toMatchObject([422, { type: 'urn:problem:idempotency-key-reused', status: 422 }])
    await send('amk', `POST /v1/units/unit_salten/holds/${one.json['holdId']}/cancel`, '{"reason":"not-needed"}')
  })

  it('a patient is admitted with assessment and a needless override, moved, planned for and discharged', async () => {
    const { holdId } = await hold('wire-inn')
    const stays = '/v1/units/unit_salten/stays'
    const stay = await accepted(
      201,
      WIRE.stay,
      'leader',
      `POST ${stays}`,
      admission(String(holdId), 'opaque-from-the-record'),
    )
    const stayId = stay['stayId']
    expect(stay['segments']).toMatchObject([
      { partyId: 'k-1804', service: 'kad-somatikk', from: '2026-11-22T10:30:00Z', until: null },
    ])
    await accepted(
      200,
      WIRE.stay,
      'ward',
      `POST ${stays}/${stayId}/move`,
      '{"bedId":"bed_101a","at":"2026-11-22T11:00:00Z"}',
    )
    await accepted(
      200,
      WIRE.stay,
      'ward',
      `POST ${stays}/${stayId}/departure-plan`,
      '{"expectedAt":"2026-11-23T12:00:00Z"}',
    )
    const gone = '{"departedAt":"2026-11-22T12:00:00Z","dischargedTo":"hjem"}'
    const left = await accepted(200, WIRE.stay, 'ward', `POST ${stays}/${stayId}/discharge`, gone)
    expect(left).toMatchObject({ state: 'departed', departedAt: '2026-11-22T12:00:00Z' })
  })

  it('two patients swap beds, and one is transferred to another unit', async () => {
    const [one, two] = [await admit('bytte-1', 'bed_102a'), await admit('bytte-2', 'bed_102b')]
    const at = `/v1/units/unit_salten/stays/${one['stayId']}`
    const swapped = await accepted(
      200,
      { stays: [WIRE.stay], unitVersion: 'integer' },
      'ward',
      `POST ${at}/swap`,
      `{"otherStayId":"${two['stayId']}"}`,
    )
    expect(swapped['stays']).toMatchObject([{ bedId: 'bed_102b' }, { bedId: 'bed_102a' }])
    const asNew = { 'if-none-match': '*' }
    await send('admin', 'PUT /v1/units/unit_naboen', UNIT, asNew)
    const nabo = agreement('unit_naboen', '"guaranteed":1', '"guaranteed":1')
    expect((await send('admin', 'PUT /v1/agreements/agr_naboen', nabo, asNew)).status).toBe(200)
    const moved = await accepted(
      200,
      WIRE.stay,
      'ward',
      `POST ${at}/transfer`,
      '{"toUnitId":"unit_naboen","service":"observasjon"}',
    )
    expect(moved).toMatchObject({ unitId: 'unit_naboen' })
  })

  it('beds are blocked, opened and cleaned', async () => {
    const bed = '/v1/units/unit_salten/beds/bed_103c'
    const block = '{"reason":"bemanning","until":"2026-11-22T18:00:00Z"}'
    const blocked = await accepted(
      200,
      { state: 'blocked', blocked: WIRE.blocked, unitVersion: 'integer' },
      'ward',
      `POST ${bed}/block`,
      block,
    )
    expect(blocked['blocked']).toEqual({ reason: 'bemanning', until: '2026-11-22T18:00:00Z' })
    await accepted(200, { state: 'free', blocked: 'null' }, 'ward', `POST ${bed}/open`, '{}')
    expect((await send('ward', `POST ${bed}/cleaned`, '{}')).json).toMatchObject({
      type: 'urn:problem:bed-not-cleaning',
    })
  })

  it('the small bodies of the fine print are taken as they stand', async () => {
    const at = 'POST /v1/units/unit_salten'
    const standing = { unitVersion: 'integer', staffed: 'integer', closure: 'object|null' }
    await accepted(200, standing, 'ward', `${at}/staffing`, '{"staffed":4,"until":null,"reason":"sykdom"}')
    await accepted(200, standing, 'ward', `${at}/closure`, '{"reason":"bemanning","until":"2026-11-22T20:00:00Z"}')
    await accepted(200, standing, 'ward', `${at}/closure`, '{"open":true}')
    await accepted(200, standing, 'ward', `${at}/staffing`, '{"staffed":9,"until":null,"reason":"sykdom"}')
    await accepted(200, standing, 'ward', `${at}/confirm`, '{}')
    const wait = '{"partyId":"k-1804","service":"kad-somatikk","needs":[],"priority":1,"patientRef":"venter"}'
    await accepted(201, { waitingId: 'text', priority: 'integer', addedAt: 'instant' }, 'ward', `${at}/waiting`, wait)
    const { json } = await send('ward', 'GET /v1/units/unit_salten/waiting')
    expectShape(json, { waiting: [{ waitingId: 'text', partyId: 'text', service: 'text' }] })
    const outcome = '{"outcome":"hospital-instead","reason":"unanswered","unitId":"unit_salten"}'
    await accepted(
      200,
      { lookupId: 'look_wire', outcome: 'text' },
      'amk',
      'POST /v1/lookups/look_wire/outcome',
      outcome,
    )
  })

  it.each(['held', 'phoned', 'hospital-instead', 'not-needed'])('a lookup ends as %s', async (outcome) => {
    const body = `{"outcome":"${outcome}"}`
    await accepted(200, { outcome: 'text' }, 'amk', `POST /v1/lookups/look_${outcome}/outcome`, body)
  })

  it.each(['full', 'stale', 'no-doctor', 'criteria', 'patient-wish', 'unanswered', 'distance', 'other'])(
    'a bed is not used because %s',
    async (reason) => {
      const body = `{"outcome":"hospital-instead","reason":"${reason}"}`
      await accepted(200, { reason: 'text' }, 'amk', `POST /v1/lookups/look_for-${reason}/outcome`, body)
    },
  )

  it('board and journal have every field, and the journal verifies', async () => {
    await hold('wire-board')
    await admit('tavle', 'bed_103b')
    const board = await accepted(200, WIRE.board, 'ward', 'GET /v1/units/unit_salten/board')
    const beds = board['beds'] as { occupant: object | null; blocked: object | null }[]
    for (const { occupant } of beds) if (occupant) expectShape(occupant, WIRE.occupant)
    expect(beds.some(({ occupant }) => occupant !== null)).toBe(true)
    const journal = await accepted(200, WIRE.journal, 'leader', 'GET /v1/units/unit_salten/journal?after=3')
    expect((journal['events'] as { seq: number }[])[0]?.seq).toBe(4)
    expect(JSON.stringify(journal)).not.toContain('opaque-from-the-record')
    const check = await accepted(200, WIRE.verification, 'leader', 'GET /v1/units/unit_salten/journal/verify')
    expect(check).toMatchObject({ ok: true, stateMatches: true, events: board['unitVersion'] })
  })

  it('no bed left is a 409 with the number, in bokmål', async () => {
    await send('ward', 'POST /v1/units/unit_salten/staffing', '{"staffed":0,"until":null,"reason":"sykdom"}')
    const answer = await send(
      'amk',
      'POST /v1/units/unit_salten/holds',
      '{"partyId":"k-1804","service":"kad-somatikk"}',
    )
    expect(answer.json).toMatchObject({
      type: 'urn:problem:no-bookable-bed',
      status: 409,
      title: 'Ingen ledig seng',
      bookable: 0,
    })
  })
})
