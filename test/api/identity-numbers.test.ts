import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { OPERATIONS, type Operation, ROUTES } from '../../lib/contract/routes.ts'
import { type Answer, type Api, type Caller, type Send, startApi } from '../support/http.ts'
import { admission, furnish, type Place, peopleOf, samplesFor, tableBytes } from '../support/http-world.ts'

const W1 = [3, 7, 6, 1, 8, 9, 4, 5, 2]
const W2 = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

/** Check digits by hand, apart from the code under test. `remainder` above 0 gives a number by the rule of 2032. */
function withCheckDigits(first9: string, remainder = 0): string | undefined {
  const sum = (weights: readonly number[], digits: string) =>
    weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  const k1 = (11 - ((sum(W1, first9) - remainder) % 11)) % 11
  if (k1 > 9) return undefined
  const k2 = (11 - (sum(W2, first9 + k1) % 11)) % 11
  return k2 > 9 ? undefined : `${first9}${k1}${k2}`
}

/** The first individual number of a date (or of none) that has check digits. */
function numberFor(first6: string, remainder = 0): string {
  for (let individual = 0; individual < 500; individual += 1) {
    const found = withCheckDigits(`${first6}${String(individual).padStart(3, '0')}`, remainder)
    if (found) return found
  }
  throw new RangeError(`no number for ${first6}`)
}

const KINDS: Record<string, string> = {
  fødselsnummer: numberFor('130972'),
  'D-number': numberFor('530972'),
  'H-number': numberFor('134972'),
  'FH-number': numberFor('812345'),
  'fødselsnummer by the rule of 2032, remainder 1': numberFor('130972', 1),
  'fødselsnummer by the rule of 2032, remainder 2': numberFor('130972', 2),
  'fødselsnummer by the rule of 2032, remainder 3': numberFor('130972', 3),
}
const FNR = numberFor('130972')
const DISGUISES: Record<string, (number: string) => string> = {
  alone: (n) => n,
  'with a space': (n) => `${n.slice(0, 6)} ${n.slice(6)}`,
  'with a hyphen': (n) => `${n.slice(0, 6)}-${n.slice(6)}`,
  'with spaces throughout': (n) => [...n].join(' '),
  'inside a longer text': (n) => `Pasienten (${n}), innlagt`,
  'after a prefix': (n) => `pasient_${n}`,
  'with a hard space': (n) => `${n.slice(0, 6)}\u00a0${n.slice(6)}`,
  'in wide digits': (n) => n.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  'with a zero-width space': (n) => `${n.slice(0, 3)}\u200b${n.slice(3)}`,
}
/** What looks like one and is none. */
const INNOCENT: Record<string, string> = {
  'a wrong check digit': `${FNR.slice(0, 10)}${(Number(FNR[10]) + 1) % 10}`,
  'ten digits': FNR.slice(1),
  'twelve digits': `${FNR}1`,
  'digits touching a letter': `A${FNR}`,
  'a phone number': '+47 75 50 11 22',
}

describe('national identity numbers', () => {
  let api: Api
  let place: Place
  let by: (operation: Operation) => Caller
  let samples: Record<Operation, Send>
  let before: string
  const logged: string[] = []

  afterAll(() => api.stop())
  beforeAll(async () => {
    process.env['LOG_LEVEL'] = 'info'
    for (const level of ['info', 'error'] as const) {
      vi.spyOn(console, level).mockImplementation((line: unknown) => void logged.push(JSON.stringify(line)))
    }
    api = await startApi()
    place = await furnish(api, 'person')
    by = await peopleOf(api, place)
    samples = samplesFor(place, { toUnitId: (await furnish(api, 'naboen')).unitId })
    before = await tableBytes(api)
  })

  const expectRefused = (what: string, { status, json, text }: Answer, pointer?: string) => {
    expect([what, status, (json as { type?: string })?.type]).toEqual([
      what,
      422,
      'urn:problem:person-identifier-refused',
    ])
    if (pointer !== undefined) {
      expect([what, (json as { errors: unknown }).errors]).toEqual([what, [{ pointer, rule: 'person-identifier' }]])
    }
    expect(text.replace(/\D/g, ''), what).not.toContain(FNR.slice(0, 9))
  }

  it.each(Object.keys(KINDS))('a %s is refused however it is written', async (kind) => {
    for (const [how, disguise] of Object.entries(DISGUISES)) {
      const patientRef = disguise(KINDS[kind] ?? '')
      const answer = await by('admit-patient').call('admit-patient', {
        params: samples['admit-patient'].params ?? {},
        body: admission({ patientRef }),
      })
      expectRefused(`${kind} ${how}`, answer, '/patientRef')
    }
  })

  it.each(Object.keys(INNOCENT))('%s is none', async (what) => {
    const body = { reason: INNOCENT[what] }
    const { unitId, waitingId } = place
    const answer = await by('remove-waiting').call('remove-waiting', {
      params: { unitId, waitingId: `${waitingId}-borte` },
      body,
    })
    expect(answer.status).toBe(404)
  })

  it.each(OPERATIONS.filter((name) => samplesHaveText(name)))('%s refuses one in each of its texts', async (name) => {
    const { body } = samples[name]
    for (const pointer of textsIn(body)) {
      const answer = await by(name).call(name, { ...samples[name], body: replaceText(body, pointer, `ref ${FNR}.`) })
      expectRefused(pointer, answer, pointer)
    }
  })

  it.each(OPERATIONS)('%s refuses one as the name or value of a field that nobody knows', async (name) => {
    if (ROUTES[name].method === 'GET') return
    const sample = samples[name]
    const withMore = (more: object) => by(name).call(name, { ...sample, body: { ...(sample.body as object), ...more } })
    expectRefused('name', await withMore({ [FNR]: 1 }), '')
    expectRefused('inside a name', await withMore({ [FNR]: { dypt: FNR } }))
    expectRefused('value', await withMore({ ukjent: FNR }), '/ukjent')
    expectRefused('deep', await withMore({ ukjent: [{ dypt: [[FNR]] }] }), '/ukjent/0/dypt/0/0')
    expectRefused('number', await withMore({ ukjent: Number(FNR) }), '/ukjent')
  })

  it.each(OPERATIONS)('%s refuses one in path, query and headers', async (name) => {
    const sample = samples[name]
    const call = (more: Send) => by(name).call(name, { ...sample, ...more })
    expectRefused('query value', await call({ query: { ukjent: FNR } }))
    expectRefused('query name', await call({ query: { [FNR]: 'x' } }))
    expectRefused('spaced in the query', await call({ query: `q=${FNR.slice(0, 6)}+${FNR.slice(6)}` }))
    for (const header of ['idempotency-key', 'if-match', 'if-none-match']) {
      expectRefused(header, await call({ headers: { ...sample.headers, [header]: FNR } }), `/headers/${header}`)
    }
  })

  it('one in the path is refused to those who may ask, and to nobody repeated', async () => {
    const admin = await api.as({ role: 'admin', org: '*' })
    const amk = await api.as({ role: 'dispatcher', org: 'amk' })
    expectRefused('unit', await admin.call('get-unit', { params: { unitId: `unit_${FNR}` } }))
    expectRefused('bare', await admin.call('get-unit', { params: { unitId: FNR } }))
    expectRefused('lookup', await amk.call('close-lookup', { params: { lookupId: `look_${FNR}` }, body: {} }))
    for (const path of [`/v1/patients/${FNR}`, `/${FNR}`]) {
      const answer = await api.request('GET', path)
      expect([answer.status, answer.text.includes(FNR)]).toEqual([404, false])
    }
  })

  it('one in a token request is refused too', async () => {
    expectRefused('org', await api.request('POST', '/dev/token', { body: { role: 'dispatcher', org: FNR } }), '/org')
  })

  it('nothing of it stands in the table, in a log line, or in an answer', async () => {
    expect(await tableBytes(api)).toBe(before)
    const numbers = Object.values(KINDS)
    const lines = logged.join('\n')
    expect(lines).toContain('admit-patient.refused')
    expect(numbers.filter((number) => before.includes(number) || lines.includes(number))).toEqual([])
  })

  function samplesHaveText(name: Operation): boolean {
    return (
      ROUTES[name].method !== 'GET' &&
      !['accept-hold', 'open-bed', 'bed-cleaned', 'confirm-unit', 'promote-waiting'].includes(name)
    )
  }
})

function textsIn(value: unknown, pointer = ''): string[] {
  if (typeof value === 'string') return [pointer]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, `${pointer}/${name}`))
}

function replaceText(value: unknown, pointer: string, text: string): unknown {
  if (pointer === '') return text
  const [, step = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(pointer) ?? []
  const copy = structuredClone(value) as Record<string, unknown>
  copy[step] = replaceText(copy[step], rest, text)
  return copy
}
