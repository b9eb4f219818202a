import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPERATIONS, type Operation } from '../../lib/contract/routes.ts'
import type { Caller, Send } from '../support/http.ts'
import { found, type Place, samplesFor } from '../support/http-world.ts'
import { agreementBody, unitBody } from '../support/region.ts'
import { issueToken, startTokenWorld, type TokenWorld } from '../support/token-world.ts'

const FOM = '2020-01-01'

/** `put-access-list` says who may act as what: the same reach as the role has by any other way, and not a step further. */
describe('the access list of an agreement', () => {
  let world: TokenWorld
  let admin: Caller

  afterAll(() => world.stop())
  beforeAll(async () => {
    world = await startTokenWorld()
    admin = await world.api.as({ role: 'admin', org: '*' })
  })

  const bearer = () => world.clients.bearer
  const entryFor = (role: string, org: string, more: object = {}) => ({
    orgnr: bearer().orgnr,
    by: 'system',
    clientId: bearer().clientId,
    role,
    org,
    fom: FOM,
    ...more,
  })
  const save = async (agreementId: string, entries: readonly object[]) => {
    const { headers } = await admin.call('get-access-list', { params: { agreementId } })
    const version = headers.get('etag')
    await admin.ok('put-access-list', {
      params: { agreementId },
      body: { entries },
      headers: version ? { 'if-match': version } : { 'if-none-match': '*' },
    })
  }
  const actingAs = async (role: string, org: string): Promise<Caller['call']> => {
    const caller = world.api.withToken(await issueToken(world, bearer(), {}))
    return (name: Operation, send: Send = {}) =>
      caller.call(name, { ...send, headers: { ...send.headers, 'acting-as': `${role} ${org}` } })
  }
  const rolesOf = ({ unitId, agreementId }: Place) =>
    [
      ['dispatcher', 'amk-nordland', { role: 'dispatcher', org: 'amk-nordland' }],
      ['ward', unitId, { role: 'ward', unit: unitId }],
      ['ward-leader', unitId, { role: 'ward-leader', unit: unitId }],
      ['finance', 'k-1804', { role: 'finance', org: 'k-1804' }],
      ['host-finance', agreementId, { role: 'host-finance', org: agreementId }],
      ['admin', agreementId, { role: 'admin', org: agreementId }],
      ['auditor', agreementId, { role: 'auditor', org: agreementId }],
    ] as const

  it.each(OPERATIONS)('%s lets in whom it lets in by the role, at home and nowhere else', async (name) => {
    const { place, other } = world
    await save(
      place.agreementId,
      rolesOf(place).map(([role, org]) => entryFor(role, org)),
    )
    const seen: Record<string, boolean> = {}
    const expected: Record<string, boolean> = {}
    for (const [where, at] of [
      ['own', place],
      ['other', other],
    ] as const) {
      const sample = samplesFor(at, { toUnitId: place.unitId })[name]
      for (const [role, org, claims] of rolesOf(place)) {
        const call = await actingAs(role, org)
        const local = await world.api.as(claims)
        seen[`${role} ${where}`] = (await call(name, sample)).status !== 403
        const isIn = (await local.call(name, sample)).status !== 403
        // A party of two agreements is let into each by that agreement alone.
        const isElsewhere = where === 'other' && role === 'finance' && 'agreementId' in sample.params
        expected[`${role} ${where}`] = isIn && !isElsewhere
      }
    }
    expect(seen).toEqual(expected)
  })

  it.each([
    ['before its first date', { fom: '2999-01-01' }],
    ['after its last date', { fom: '2020-01-01', tom: '2020-12-31' }],
    ['for another client', { clientId: 'another' }],
    ['for people, where a system calls', { by: 'user' }],
    ['for somebody whom their own sign-in calls otherwise', { claimedRole: 'okonomi' }],
  ])('an entry does not open %s', async (_, more) => {
    const { place } = world
    await save(place.agreementId, [entryFor('ward', place.unitId, more)])
    const answer = await (await actingAs('ward', place.unitId))('show-board', { params: { unitId: place.unitId } })
    expect([answer.status, answer.text.includes('not-in-access-list')]).toEqual([403, true])
  })

  it('an entry for a role of the organisation’s own opens for those who have it', async () => {
    const { place } = world
    await save(place.agreementId, [entryFor('ward', place.unitId, { claimedRole: 'sykepleier' })])
    const caller = world.api.withToken(
      await issueToken(world, bearer(), { claims: { 'trekkspill-role': ['sykepleier', 'tillitsvalgt'] } }),
    )
    expect((await caller.call('show-board', { params: { unitId: place.unitId } })).status).toBe(200)
  })

  it('what is taken off the list opens no more', async () => {
    const { place } = world
    const board = async () =>
      (await (await actingAs('ward', place.unitId))('show-board', { params: { unitId: place.unitId } })).status
    await save(place.agreementId, [entryFor('ward', place.unitId)])
    expect(await board()).toBe(200)
    await save(place.agreementId, [])
    expect(await board()).toBe(403)
  })

  it('a unit that leaves the agreement takes its people along, whatever the list says', async () => {
    const { unitId, agreementId } = await found(world.api, 'flytter')
    await found(world.api, 'blir')
    await save(agreementId, [entryFor('ward', unitId)])
    const board = async () => (await (await actingAs('ward', unitId))('show-board', { params: { unitId } })).status
    expect(await board()).toBe(200)
    const { version } = await admin.ok('get-agreement', { params: { agreementId } })
    await admin.ok('put-unit', {
      params: { unitId: 'unit_flytter-to' },
      body: unitBody(2),
      headers: { 'if-none-match': '*' },
    })
    await admin.ok('put-agreement', {
      params: { agreementId },
      body: agreementBody(['unit_flytter-to']),
      headers: { 'if-match': String(version) },
    })
    expect(await board()).toBe(403)
  })

  it.each([
    [
      'a unit of another agreement',
      () => entryFor('ward', world.other.unitId),
      '/entries/0/org',
      'not-of-this-agreement',
    ],
    ['another agreement', () => entryFor('admin', world.other.agreementId), '/entries/0/org', 'not-of-this-agreement'],
    ['the whole region', () => entryFor('admin', '*'), '/entries/0/org', 'not-of-this-agreement'],
    ['a party that is none of its', () => entryFor('finance', 'k-5001'), '/entries/0/org', 'not-of-this-agreement'],
    [
      'a number that is no orgnr',
      () => entryFor('ward', world.place.unitId, { orgnr: '123456789' }),
      '/entries/0/orgnr',
      'orgnr',
    ],
    [
      'a system without its name',
      () => entryFor('ward', world.place.unitId, { clientId: undefined }),
      '/entries/0/clientId',
      'missing',
    ],
    [
      'an end before its beginning',
      () => entryFor('ward', world.place.unitId, { tom: '2019-12-31' }),
      '/entries/0/tom',
      'before-fom',
    ],
  ] as const)('a list that gives %s is not saved', async (_, entry, pointer, rule) => {
    const { agreementId } = world.place
    const { version } = await admin.ok('get-access-list', { params: { agreementId } })
    const problem = await admin.refused('put-access-list', {
      params: { agreementId },
      body: { entries: [entry()] },
      headers: { 'if-match': String(version) },
    })
    expect(problem.errors).toEqual([{ pointer, rule }])
    expect((await admin.ok('get-access-list', { params: { agreementId } })).version).toBe(version)
  })
})
