import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { OPERATIONS, type Operation, rowOf } from '../../lib/contract/routes.ts'
import { codeOf } from '../support/http.ts'
import { peopleOf, samplesFor } from '../support/http-world.ts'
import { lookupEvent } from '../support/lookup-event.ts'
import { issueToken, makeProof, newProofKey, ORGNR, startTokenWorld, type TokenWorld } from '../support/token-world.ts'

/** Who saw what, as the auditor reads it: `list-access` and `export-access`. */
describe('the access log', () => {
  let world: TokenWorld
  let month: string

  afterAll(() => world.stop())
  beforeAll(async () => {
    world = await startTokenWorld()
    month = new Date(world.api.now()).toISOString().slice(0, 7)
  })
  let restore = () => {}
  afterEach(() => restore())

  const auditor = () => world.api.as({ role: 'auditor' })
  const records = async (query: Record<string, string> = {}) =>
    (await (await auditor()).ok('list-access', { query: { month, ...query } })).records
  const atUnit = () => ({ params: { unitId: world.place.unitId } })
  const ward = () => world.api.as({ role: 'ward', unit: world.place.unitId })

  it('every read that names a stay, a hold, a night or a unit’s people says how it is kept', () => {
    const withoutStays: readonly Operation[] = ['get-unit', 'show-criteria', 'get-variant', 'verify-journal']
    const reads = OPERATIONS.filter((name) => rowOf(name).method === 'GET')
    const unsaid = reads.filter(
      (name) => /unitId|stayId|dogn/.test(rowOf(name).path) && rowOf(name).accessLog === undefined,
    )
    expect(unsaid.filter((name) => !withoutStays.includes(name))).toEqual([])
  })

  it.each(OPERATIONS.filter((name) => rowOf(name).accessLog !== undefined))(
    '%s is kept when it is answered: who, for whom, why and what',
    async (name) => {
      const by = await peopleOf(world.api, world.place)
      const sample = samplesFor(world.place, { toUnitId: world.other.unitId })[name]
      const before = (await records({ operation: name })).length
      const answer = await by(name).call(name, sample)
      const after = await records({ operation: name })
      if (answer.status >= 400) {
        expect(after.length, `${name}: ${answer.text}`).toBe(before)
        return
      }
      const last = after.at(-1)
      expect(last).toMatchObject({ operation: name, result: 'answered', problem: null })
      expect([last?.role, last?.org, last?.purpose, last?.correlationId].every(Boolean)).toBe(true)
      expect(last?.what).toMatchObject(sample.params)
    },
  )

  it('whoever is turned away while signing in is kept too, and nothing of what was sent', async () => {
    const kept = async () =>
      (await records({ result: 'refused' })).filter(({ operation }) => operation.startsWith('session'))
    const before = (await kept()).length
    const post = async (step: string, origin: string, body: object) => {
      const send = { headers: { origin, 'content-type': 'application/json' }, body }
      return (await world.api.request('POST', `/session/${step}`, send)).status
    }
    const here = world.api.address
    const code = '13097248022'
    expect([
      await post('start', 'https://et-annet-sted.example', {}),
      await post('finish', here, { code, state: 'ukjent', proof: 'ingen' }),
      await post('renew', here, { proof: 'ingen' }),
      await post(code, here, {}),
      await post('end', here, {}),
    ]).toEqual([403, 401, 401, 404, 200])
    const after = (await kept()).slice(before)
    expect(after.map(({ operation, problem }) => [operation, problem])).toEqual([
      ['session-start', 'forbidden'],
      ['session-finish', 'unauthenticated'],
      ['session-renew', 'unauthenticated'],
    ])
    for (const { role, org, subject, what } of after) expect([role, org, subject, what]).toEqual([null, null, null, {}])
    expect(JSON.stringify(after)).not.toMatch(/13097248022|ukjent/)
  })

  it('a board that is asked for again and again is one record an hour for each result, whatever it costs to ask', async () => {
    const caller = await ward()
    const { headers } = await caller.call('show-board', atUnit())
    const before = (await records({ operation: 'show-board' })).length
    for (let polls = 0; polls < 20; polls += 1) {
      const answer = await caller.call('show-board', {
        ...atUnit(),
        headers: { 'if-none-match': headers.get('etag') ?? '' },
      })
      expect(answer.status).toBe(304)
    }
    expect((await records({ operation: 'show-board' })).length - before).toBeLessThanOrEqual(1)
    await world.api.moveClock(3_600)
    await (await ward()).ok('show-board', atUnit())
    await world.api.moveClock(0)
    const later = (await auditor()).ok('list-access', { query: { month, operation: 'show-board' } })
    expect((await later).records.length).toBeGreaterThan(before)
  })

  it('everybody who is turned away is kept, with why, and with nothing of what they sent', async () => {
    const stranger = await world.api.as({ role: 'dispatcher', org: 'fremmed' })
    await stranger.refused('show-board', atUnit())
    await stranger.refused('show-board', { params: { unitId: 'unit_13097248022' } })
    await world.api.request('GET', `/v1/units/${world.place.unitId}/board`, {}, 'let-me-in')
    const [known, sent, unknown] = (await records({ result: 'refused' })).slice(-3)
    expect(known).toMatchObject({ problem: 'forbidden', role: 'dispatcher', org: 'fremmed', what: atUnit().params })
    expect(sent).toMatchObject({ problem: 'forbidden', what: {} })
    expect(unknown).toMatchObject({ problem: 'token-refused', role: null, subject: null, what: atUnit().params })
  })

  it('whoever comes to the gateway past what stands in front is turned away, whatever they bring, and kept', async () => {
    const { handler } = await import('../../functions/lambdas/availability.ts')
    const ask = (frontKey: string) => handler(lookupEvent(frontKey, world.api.now()), { functionName: 'test' } as never)
    const known = process.env['FRONT_KEYS'] ?? ''
    expect((await ask(known)).statusCode).toBe(200)
    for (const guess of ['', 'guess', known.slice(1), `${known} `, `${known},${known}`]) {
      const { statusCode, body } = await ask(guess)
      expect([statusCode, codeOf(JSON.parse(body ?? ''))]).toEqual([403, 'forbidden'])
    }
    const elsewhere = await handler({ ...lookupEvent('guess', world.api.now()), routeKey: '$default' }, {} as never)
    expect(elsewhere.statusCode, 'nor is anybody told which addresses there are').toBe(403)
    const last = (await records({ operation: 'find-beds' })).at(-1)
    expect(last).toMatchObject({ result: 'refused', problem: 'forbidden', role: null, org: null })
  })

  it('a person is known by a name that leads back to nobody, and the same each time', async () => {
    const key = await newProofKey()
    const url = `${world.api.address}/v1/units/${world.place.unitId}/board`
    const look = async () => {
      const token = await issueToken(world, world.clients.amk, { key, isUser: true })
      const dpop = await makeProof({ key, token, method: 'GET', url })
      return world.api.request('GET', `/v1/units/${world.place.unitId}/board`, {
        headers: { authorization: `DPoP ${token}`, dpop },
      })
    }
    await look()
    await look()
    const seen = (await records({ orgnr: ORGNR.amk })).slice(-2)
    expect(seen[0]).toMatchObject({ clientId: 'amk-system', orgnr: ORGNR.amk, role: 'dispatcher' })
    expect(seen[0]?.subject).toMatch(/^[\w-]{22}$/)
    expect(seen[0]?.subject).toBe(seen[1]?.subject)
    expect(JSON.stringify(await records())).not.toMatch(/kari|13097248022/)
  })

  it('an auditor whom an agreement lets in sees that agreement’s and its units’ records, and no others', async () => {
    const { other } = world
    await (await world.api.as({ role: 'ward', unit: other.unitId })).ok('show-board', {
      params: { unitId: other.unitId },
    })
    const own = await world.api.as({ role: 'auditor', org: other.agreementId })
    const seen = (await own.ok('list-access', { query: { month } })).records
    expect(seen.length).toBeGreaterThan(0)
    expect(
      seen.filter(({ what }) => what['unitId'] !== other.unitId && what['agreementId'] !== other.agreementId),
    ).toEqual([])
  })

  it('the file has the same lines, and reading the log is itself kept', async () => {
    const file = await (await auditor()).call('export-access', {
      query: { month, unit: world.place.unitId, dialect: 'rfc4180' },
    })
    const lines = file.text.trim().split('\r\n')
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="tilgangslogg-${month}.csv"`)
    expect(lines[0]).toMatch(/^tidspunkt \(UTC\),operasjon,resultat/)
    // The reading of the list comes after the file.
    expect(lines.length - 1).toBe(
      (await records({ unit: world.place.unitId })).filter(({ operation }) => operation !== 'export-access').length,
    )
    expect((await records({ operation: 'export-access' })).at(-1)).toMatchObject({
      role: 'auditor',
      purpose: 'kontroll',
    })
  })

  it('a look at a stay that cannot be kept is not given; a refusal stands, and a hold is placed', async () => {
    const caller = await ward()
    const amk = await world.api.as({ role: 'dispatcher', org: 'amk-nordland' })
    restore = failPuts('ThrottlingException')
    const read = await caller.call('replay-assessment', {
      params: { unitId: world.place.unitId, stayId: world.place.stayId },
    })
    expect([read.status, read.text.includes('assessment"')]).toEqual([503, false])
    expect(codeOf(await amk.refused('show-board', atUnit()))).toBe('forbidden')
    expect((await amk.call('find-beds', { query: { kommune: '1804' } })).status).toBe(200)
  })

  it('a page ends where the next begins', async () => {
    const all = await records()
    const half = all[Math.floor(all.length / 2)]
    const reader = await auditor()
    const { records: rest } = await reader.ok('list-access', {
      query: { month, next: `${half?.at}#${half?.correlationId}` },
    })
    expect(rest.length).toBeLessThan(all.length)
    expect(rest.every(({ at }) => at >= (half?.at ?? ''))).toBe(true)
  })

  /** Single puts are the log's and the proofs'; everything else goes to the engine. */
  function failPuts(name: string): () => void {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    const real = DynamoDBClient.prototype.send
    const mock = mockClient(DynamoDBClient)
    mock.send.callsFake(function (this: DynamoDBClient, sent: { constructor: { name: string } }, ...rest: unknown[]) {
      if (sent.constructor.name === 'PutItemCommand') throw Object.assign(new Error(), { name })
      return Reflect.apply(real, this, [sent, ...rest])
    })
    return () => {
      mock.restore()
      quiet.mockRestore()
    }
  }
})
