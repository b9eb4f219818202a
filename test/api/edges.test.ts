import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPERATIONS, type Operation, ROUTES } from '../../lib/contract/routes.ts'
import { type Api, type Caller, codeOf, type Send, startApi } from '../support/http.ts'
import { admission, furnish, NEWS2, type Place, peopleOf, samplesFor, tableBytes } from '../support/http-world.ts'

const WRITES = OPERATIONS.filter((name) => ROUTES[name].method !== 'GET')
const MOST_BODY_BYTES = 256 * 1024
/** Stands in every value that is wrong here. */
const ECHO = 'ekko-7f3a'

describe('edges', () => {
  let api: Api
  let place: Place
  let by: (operation: Operation) => Caller
  let samples: Record<Operation, Send>
  let before: string

  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    place = await furnish(api, 'edges')
    by = await peopleOf(api, place)
    samples = samplesFor(place, { toUnitId: (await furnish(api, 'neighbour')).unitId })
    before = await tableBytes(api)
  })
  const send = async (name: Operation, body: unknown) => {
    const problem = await by(name).refused(name, { ...samples[name], body })
    expect(JSON.stringify(problem), 'a value that was sent is never sent back').not.toContain(ECHO)
    return problem
  }
  const expectNothingDone = async () => expect(await tableBytes(api)).toBe(before)

  describe('the body', () => {
    it.each(['{', '{"a":1,}', "{'a':1}", 'NaN', '{}{}', '\u0000', 'undefined', '[1'])(
      'that is no JSON (%j) is refused as such, by every write',
      async (body) => {
        for (const name of WRITES) expect([name, codeOf(await send(name, body))]).toEqual([name, 'malformed-json'])
        await expectNothingDone()
      },
    )

    it.each(['null', '[]', '"text"', '1', 'true', '[{}]'])(
      'that is no object (%s) is refused by type',
      async (body) => {
        for (const name of WRITES) {
          const problem = await send(name, body)
          expect([name, problem.status]).toEqual([name, 422])
          expect(problem.errors).toContainEqual({ pointer: '', rule: 'type' })
        }
        await expectNothingDone()
      },
    )

    it('that is too large is refused before it is looked at, and one at the limit is looked at', async () => {
      const padded = (bytes: number) => `{"x":"${'a'.repeat(bytes - 8)}"}`
      for (const name of WRITES) {
        expect([name, (await send(name, padded(MOST_BODY_BYTES + 1))).status]).toEqual([name, 413])
        expect([name, (await send(name, padded(MOST_BODY_BYTES))).status]).toEqual([name, 422])
      }
      expect((await send('confirm-unit', 'x'.repeat(11 * 1024 * 1024))).status).toBe(413)
      await expectNothingDone()
    })

    it('may be left out where nothing needs to be said', async () => {
      const answer = await api.request('POST', `/v1/units/${place.unitId}/confirm`, {}, by('confirm-unit').token)
      expect(answer.status).toBe(200)
      before = await tableBytes(api)
    })

    it('of a GET is not looked at, however deep it is', async () => {
      const deep = '['.repeat(60_000) + ']'.repeat(60_000)
      expect(await rawStatus('GET', `/v1/units/${place.unitId}/board`, deep)).toBe(200)
      expect((await send('confirm-unit', deep)).status).toBe(422)
    })
  })

  describe('a field that nobody knows', () => {
    it.each(WRITES)('is refused by name in %s, at every depth', async (name) => {
      for (const [pointer, body] of withMember(samples[name].body, 'ukjent')) {
        const problem = await send(name, body)
        expect([pointer, problem.status]).toEqual([pointer, 422])
        const isFree = isNamedFreely(pointer)
        // What stands under a free name must still be what such a member is.
        const isIt = (at: string) => (isFree ? `${at}/`.startsWith(`${pointer}/`) : at === pointer)
        const named = problem.errors?.filter((error) => isIt(error.pointer)) ?? []
        const rules = named.map(({ rule }) => rule)
        if (isFree) expect([pointer, rules.length > 0]).toEqual([pointer, true])
        else expect([pointer, rules]).toEqual([pointer, ['unknown']])
      }
      await expectNothingDone()
    })

    it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
      'is refused by name also when it is called %s',
      async (member) => {
        for (const name of WRITES) {
          for (const [pointer, body] of withMember(samples[name].body, member)) {
            // A clinician's own names for inputs are free; only __proto__ could never be kept.
            if (isNamedFreely(pointer) && member !== '__proto__') continue
            const problem = await send(name, body)
            expect([name, pointer, problem.status]).toEqual([name, pointer, 422])
            expect(problem.errors?.map((error) => error.pointer)).toContain(pointer)
          }
        }
        await expectNothingDone()
      },
    )

    it('is refused by name in a query, __proto__ and its like too', async () => {
      for (const member of ['ukjent', '__proto__', 'constructor']) {
        // FHIR has a rule of its own: what is not known is passed over (fhir.test.ts).
        for (const name of OPERATIONS.filter((each) => ROUTES[each].method === 'GET' && each !== 'search-fhir')) {
          const query = samples[name].query as object | undefined
          const search = new URLSearchParams([...Object.entries(query ?? {}), [member, ECHO]]).toString()
          const problem = await by(name).refused(name, { ...samples[name], query: search })
          expect([name, problem.errors]).toEqual([name, [{ pointer: `/query/${member}`, rule: 'unknown' }]])
          expect(JSON.stringify(problem)).not.toContain(ECHO)
        }
      }
    })
  })

  describe('a field that is wrong', () => {
    it.each(WRITES)('of another type is named in %s', async (name) => {
      for (const [pointer, body] of withWrongTypes(samples[name].body)) {
        const problem = await send(name, body)
        expect([pointer, problem.status]).toEqual([pointer, 422])
        expect(problem.errors?.map((error) => error.pointer)).toContain(NAMED_ELSEWHERE[pointer] ?? pointer)
      }
      await expectNothingDone()
    })

    it('that must be there and is not, is named as missing', async () => {
      const missing = async (name: Operation) =>
        (await send(name, {})).errors?.map(({ pointer, rule }) => pointer + rule)
      expect(await missing('place-hold')).toEqual(['/partyIdmissing', '/servicemissing'])
      expect(await missing('admit-patient')).toEqual(['/patientRefmissing'])
      expect(await missing('move-stay')).toEqual(['/bedIdmissing'])
      expect(await missing('set-staffing')).toEqual(['/staffedmissing', '/reasonmissing'])
      expect(await missing('discharge-patient')).toEqual(['/dischargedTomissing'])
      expect(await missing('close-unit')).not.toEqual([])
    })

    it('of a query is named with its place', async () => {
      const find = async (query: Record<string, string>) =>
        (await by('find-beds').refused('find-beds', { query })).errors
      expect(await find({})).toEqual([{ pointer: '/query/kommune', rule: 'missing' }])
      expect(await find({ kommune: '18' })).toEqual([{ pointer: '/query/kommune', rule: 'format' }])
      expect(await find({ kommune: '1804', lat: '91', lon: '1' })).toEqual([{ pointer: '/query/lat', rule: 'range' }])
      expect(await find({ kommune: '1804', lat: '67' })).toEqual([{ pointer: '/query/lon', rule: 'missing' }])
      expect(await find({ kommune: '1804', service: 'frisor' })).toEqual([{ pointer: '/query/service', rule: 'value' }])
    })

    it.each([
      ['pulse', undefined, 'missing'],
      ['pulse', '84', 'type'],
      ['consciousness', 'X', 'value'],
      ['spo2Scale', 3, 'value'],
      ['pulse', 84.5, 'decimals'],
      ['temperature', 37.45, 'decimals'],
      ...(
        [
          ['respirationRate', 1, 80],
          ['spo2', 30, 100],
          ['systolicBp', 30, 300],
          ['pulse', 15, 300],
          ['temperature', 24, 45],
        ] as const
      ).flatMap(([name, least, most]): [string, number, string][] => [
        [name, least - 1, 'range'],
        [name, most + 1, 'range'],
      ]),
      ['pulse', 1e300, 'range'],
    ])('of NEWS2 is refused by the observation and the rule: %s = %j is %s', async (observation, value, rule) => {
      const body = admission({ news2: { ...NEWS2, [observation]: value } })
      expect((await send('admit-patient', body)).errors).toEqual([{ pointer: `/news2/${observation}`, rule }])
    })

    it.each(['0000-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00', '2026-02-30T00:00:00Z', '2026-11-22T25:00:00Z'])(
      'as a time that no calendar has (%s) is refused by format',
      async (at) => {
        for (const [name, field] of [
          ['admit-patient', 'admittedAt'],
          ['close-unit', 'until'],
          ['plan-departure', 'expectedAt'],
        ] as const) {
          const body = { ...(samples[name].body as object), [field]: at }
          expect((await send(name, body)).errors).toEqual([{ pointer: `/${field}`, rule: 'format' }])
        }
        const board = await by('show-board').refused('show-board', { ...samples['show-board'], query: { at } })
        expect(board.errors).toEqual([{ pointer: '/query/at', rule: 'format' }])
      },
    )

    it.each([
      ['0000-01-01', 'format'],
      ['2026-02-29', 'format'],
      ['2026-13-01', 'format'],
      ['26-01-01', 'format'],
      ['9999-12-31', 'range'],
    ])('as a date that no calendar of ours has (%s) is refused by %s', async (fom, rule) => {
      const body = { ...(samples['put-agreement'].body as object), fom }
      expect((await send('put-agreement', body)).errors).toEqual([{ pointer: '/fom', rule }])
    })

    it.each(['\ud800', 'a\udc00b', 'a\u0000b', 'linje\nto', ' foran', 'bak ', '', 'x'.repeat(101)])(
      'as a patient reference that cannot be a key (%j) is refused',
      async (patientRef) => {
        for (const name of ['admit-patient', 'add-waiting'] as const) {
          const body = JSON.stringify({ ...(samples[name].body as object), patientRef })
          expect((await send(name, body)).errors).toEqual([{ pointer: '/patientRef', rule: 'format' }])
        }
      },
    )
  })

  describe('an address', () => {
    it.each([
      '/',
      '/v1',
      '/v1/',
      '/v1/rooms',
      '/v1/availability/',
      '/v2/availability',
      '/v1/Availability',
      '//',
      '//[',
    ])('that is none of ours (%s) is 404', async (path) => {
      expect(await rawStatus('GET', path)).toBe(404)
    })

    it('that exists for other methods says which', async () => {
      for (const [path, methods] of Object.entries(methodsByPath())) {
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
          if (methods.includes(method)) continue
          const answer = await api.request(method, path.replace(/\{.*?\}/g, 'x'))
          expect([path, method, answer.status]).toEqual([path, method, 405])
          expect(new Set(answer.headers.get('allow')?.split(', '))).toEqual(new Set(methods))
        }
      }
    })

    it('with an id that cannot be is 404, to those who may ask at all', async () => {
      const admin = await api.as({ role: 'admin', org: '*' })
      for (const unitId of [
        'unit_',
        'bed_1',
        'unit_Æ',
        `unit_${'a'.repeat(61)}`,
        '__proto__',
        '%',
        '..%2f',
        "unit_'",
      ]) {
        const problem = await admin.refused('get-unit', { params: { unitId } })
        expect([unitId, problem.status]).toEqual([unitId, 404])
      }
      expect(await rawStatus('GET', '/v1/units/%zz/board')).toBe(403)
    })
  })

  /** Past fetch, which refuses bodies on GET and tidies addresses. */
  function rawStatus(method: string, path: string, body = ''): Promise<number | undefined> {
    const { hostname, port } = new URL(api.address)
    const authorization = `Bearer ${by('confirm-unit').token}`
    const headers = { authorization, 'content-length': Buffer.byteLength(body) }
    return new Promise((resolve, reject) => {
      const sent = httpRequest({ hostname, port, method, path, headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }
})

function methodsByPath(): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const name of OPERATIONS) {
    const { path, method } = ROUTES[name]
    found[path] = [...(found[path] ?? []), method]
  }
  return found
}

/** Members whose names the caller chooses. */
const isNamedFreely = (pointer: string): boolean => /^\/(answers|inputs|inputTypes|config)\/[^/]+$/.test(pointer)

/** The body with one member more, as JSON text, once for every object in it. */
function withMember(body: unknown, member: string): [pointer: string, json: string][] {
  return objectsIn(body).map((pointer) => [
    `${pointer}/${member}`,
    JSON.stringify(body, replaceAt(body, pointer, 'HERE')).replace(
      /"HERE"/,
      insertInto(JSON.stringify(at(body, pointer)), member),
    ),
  ])
}

const insertInto = (json: string, member: string): string =>
  json.replace('{', `{"${member}":{"a":"${ECHO}"}${json === '{}' ? '' : ','}`)

/** A setting may be of any type: the rule that uses it says which. */
const NAMED_ELSEWHERE: Readonly<Record<string, string>> = { '/config/allowed': '/criteria/1/rule/value/config' }

/** The body with one of its values swapped for one of another type. */
function withWrongTypes(body: unknown): [pointer: string, body: string][] {
  return valuesIn(body).map((pointer) => {
    const value = at(body, pointer)
    const wrong = typeof value === 'object' ? ECHO : { wrong: ECHO }
    return [pointer, JSON.stringify(body, replaceAt(body, pointer, wrong))]
  })
}

const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

const at = (root: unknown, pointer: string): unknown =>
  stepsOf(pointer).reduce((value, step) => (value as Record<string, unknown>)[step], root)

function valuesIn(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return pointer === '' ? [] : [pointer]
  const inside = Object.entries(value).flatMap(([name, member]) => valuesIn(member, `${pointer}/${name}`))
  return pointer === '' ? inside : [pointer, ...inside]
}

const objectsIn = (body: unknown): string[] =>
  ['', ...valuesIn(body)].filter((pointer) => {
    const value = at(body, pointer)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  })

/** A replacer for JSON.stringify that puts `replacement` where the pointer points. */
function replaceAt(root: unknown, pointer: string, replacement: unknown) {
  const steps = stepsOf(pointer)
  const last = steps.at(-1)
  const holder = last === undefined ? undefined : at(root, pointer.slice(0, pointer.lastIndexOf('/')))
  return function (this: unknown, key: string, value: unknown): unknown {
    const isThere = last === undefined ? key === '' : this === holder && key === last
    return isThere ? replacement : value
  }
}
