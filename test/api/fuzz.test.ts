import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPERATIONS, type Operation, ROUTES, rowOf } from '../../lib/contract/routes.ts'
import { bodiesOf } from '../support/body-from-schema.ts'
import { type Answer, type Api, type Caller, type Send, startApi } from '../support/http.ts'
import { expectSound, furnish, type Place, peopleOf, samplesFor, tableBytes } from '../support/http-world.ts'
import { sentWrites } from '../support/sent-writes.ts'

/** FUZZ_RUNS=1000 looks longer; FUZZ_SEED=… repeats a run. fast-check prints seed and path when something is found. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 25)
const seed = process.env['FUZZ_SEED'] === undefined ? {} : { seed: Number(process.env['FUZZ_SEED']) }

const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)

const HOSTILE = [
  null,
  true,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\u2066',
  '\r\nSet-Cookie: a=b',
  'x'.repeat(10_000),
  '😀'.repeat(100),
  '../../etc/passwd',
  "'; DROP TABLE units; --",
  '$' + '{7*7}',
  '{{7*7}}',
  '%00',
  '-0',
  '1e309',
  'unit_fuzz',
  'UNIT#unit_fuzz',
  '__proto__',
  0,
  -0,
  -1,
  0.1,
  1e21,
  1.7976931348623157e308,
  Number.MAX_SAFE_INTEGER + 1,
  Number.MIN_SAFE_INTEGER,
  [],
  [[]],
  [null],
  Array.from({ length: 1000 }, () => 'oksygen'),
  {},
  { a: 1 },
  { length: 3 },
  { toJSON: 1 },
  deep(500),
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-23:59',
  '2026-11-22T12:00:00+99:99',
  '0001-01-01',
  '9999-12-31',
]

const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.double() },
)

/** A good body with up to three of its parts, at any depth, swapped for something nobody should send, or dropped. */
const spoilt = (body: unknown): fc.Arbitrary<unknown> =>
  fc.array(fc.tuple(fc.nat(), hostile, fc.boolean()), { minLength: 1, maxLength: 3 }).map((spoilings) =>
    spoilings.reduce<unknown>((current, [place, value, isDropped]) => {
      const places = placesIn(current)
      const path = places[place % Math.max(1, places.length)]
      // A copy, for a later spoiling may go into it.
      return path ? setAt(current, path, structuredClone(value), isDropped) : value
    }, structuredClone(body)),
  )

describe('whatever is sent', () => {
  let api: Api
  let place: Place
  let by: (operation: Operation) => Caller
  let samples: Record<Operation, Send>
  let before: string

  afterAll(() => api.stop())
  beforeAll(async () => {
    // A job on time writes too, and would look like harm done by whatever was sent just then.
    api = await startApi({ jobsByThemselves: false })
    place = await furnish(api, 'fuzz')
    by = await peopleOf(api, place)
    samples = samplesFor(place, { toUnitId: (await furnish(api, 'fuzz-nabo')).unitId })
    before = await tableBytes(api)
    // What made this place was seen on its way, or nothing below would be.
    expect(sentWrites()).toBeGreaterThan(0)
  })

  /** No fault of ours, and nothing done when something was refused. */
  const expectCalm = async (send: () => Promise<Answer>): Promise<void> => {
    const writesBefore = sentWrites()
    const { status, text } = await send()
    expect(status, text).toBeLessThan(500)
    if (sentWrites() === writesBefore) return
    const after = await tableBytes(api)
    if (status >= 400) expect(after).toBe(before)
    before = after
  }

  it.each(OPERATIONS.filter((name) => ROUTES[name].method !== 'GET'))('%s takes no harm from a body', async (name) => {
    const sample = samples[name]
    const body = fc.oneof({ weight: 3, arbitrary: spoilt(sample.body) }, { weight: 1, arbitrary: hostile })
    await fc.assert(
      fc.asyncProperty(body, (spoiltBody) =>
        expectCalm(() => by(name).call(name, { ...sample, body: JSON.stringify(spoiltBody) ?? '' })),
      ),
      { numRuns: RUNS, ...seed },
    )
  })

  it.each(OPERATIONS.filter((name) => rowOf(name).request))(
    '%s takes no harm from bodies that its own schema makes, whole or a little spoilt',
    async (name) => {
      const { request } = rowOf(name)
      if (!request) throw new RangeError(`${name} takes no body`)
      const own = bodiesOf(request)
      expect(fc.sample(own, 200).some((body) => request.safeParse(body).success)).toBe(true)
      const sample = samples[name]
      await fc.assert(
        fc.asyncProperty(fc.oneof({ weight: 2, arbitrary: own }, { weight: 1, arbitrary: own.chain(spoilt) }), (body) =>
          expectCalm(() => by(name).call(name, { ...sample, body: JSON.stringify(body) ?? '' })),
        ),
        { numRuns: RUNS, ...seed },
      )
    },
  )

  it.each(OPERATIONS)('%s takes no harm from path, query or headers', async (name) => {
    const sample = samples[name]
    const word = hostile.map((value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')))
    // What HTTP itself can carry.
    const header = word.map((text) => text.replace(/[^\x20-\x7e\xa0-\xff]/g, '').slice(0, 4000))
    const paramNames = Object.keys(sample.params ?? {})
    const request = fc.record({
      param: fc.tuple(
        fc.constantFrom(...paramNames, ''),
        word.map((text) => text.slice(0, 3000)),
      ),
      query: fc.array(
        fc.tuple(
          fc.constantFrom('kommune', 'lat', 'needs', 'at', 'after', 'limit', '__proto__', 'x'),
          word.map((text) => text.slice(0, 500)),
        ),
        { maxLength: 3 },
      ),
      key: fc.option(header, { nil: undefined }),
      match: fc.option(header, { nil: undefined }),
    })
    await fc.assert(
      fc.asyncProperty(request, ({ param: [param, value], query, key, match }) =>
        expectCalm(() =>
          by(name).call(name, {
            ...sample,
            params: { ...sample.params, ...(param === '' || isLost(value) ? {} : { [param]: value || 'x' }) },
            query: new URLSearchParams(
              query.map(([name, value]): [string, string] => [name, isLost(value) ? '' : value]),
            ).toString(),
            headers: {
              ...sample.headers,
              ...(key === undefined ? {} : { 'idempotency-key': key }),
              ...(match === undefined ? {} : { 'if-match': match }),
            },
          }),
        ),
      ),
      { numRuns: Math.ceil(RUNS / 2), ...seed },
    )
  })

  it('and when all is over every bed, patient and journal is in order', async () => {
    await expectSound(api)
  })
})

/** A half character cannot stand in an address. */
const isLost = (text: string): boolean => !text.isWellFormed()

type Path = readonly (string | number)[]

function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || path.length > 6) return []
  return Object.entries(value).flatMap(([name, member]) => {
    const here = [...path, name]
    return [here, ...placesIn(member, here)]
  })
}

function setAt(root: unknown, [name, ...rest]: Path, value: unknown, isDropped: boolean): unknown {
  const holder = root as Record<string | number, unknown>
  if (name === undefined) return value
  if (rest.length > 0) setAt(holder[name], rest, value, isDropped)
  else if (isDropped) delete holder[name]
  else holder[name] = value
  return root
}
