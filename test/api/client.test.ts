import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient } from '../../infra/client.ts'
import { createClient, poll } from '../../lib/client/client.ts'
import { type Api, startApi } from '../support/http.ts'
import { found, HOLD_ASK } from '../support/http-world.ts'
import { ROOT, readSource } from '../support/source-files.ts'

const MOST_GZIP_BYTES = 5_000

describe('the typed client', () => {
  let api: Api
  let unitId: string
  let token: string
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    unitId = (await found(api, 'klient', { beds: 2 })).unitId
    token = (await api.as({ role: 'dispatcher', org: 'amk-nordland' })).token ?? ''
  })
  const clientWith = (more: Partial<Parameters<typeof createClient>[0]> = {}) =>
    createClient({ baseUrl: api.address, token, pause: async () => {}, ...more })

  it('places a hold, reads it and takes it back, each by its own name', async () => {
    const client = clientWith()
    const placed = await client.placeHold({ unitId, ...HOLD_ASK, etaMinutes: 20 })
    if (placed.kind !== 'answer') throw new Error(`no hold: ${JSON.stringify(placed)}`)
    const { holdId } = placed.value
    expect(await client.showHold({ unitId, holdId })).toMatchObject({ kind: 'answer', value: { state: 'pending' } })
    expect(await client.cancelHold({ unitId, holdId, reason: 'not-needed' })).toMatchObject({
      value: { state: 'cancelled' },
    })
    const lookup = await client.findBeds({ kommune: '1804', service: 'kad-somatikk' })
    expect(lookup).toMatchObject({ kind: 'answer', value: { units: [{ unitId }] } })
  })

  it('does once what was done when the reply got lost', async () => {
    let lost = 0
    const client = clientWith({
      fetch: async (...asked) => {
        const response = await fetch(...asked)
        if (lost++ === 0) throw new TypeError('the line broke')
        return response
      },
    })
    const placed = await client.placeHold({ unitId, ...HOLD_ASK })
    expect([placed.kind, lost]).toEqual(['answer', 2])
    const board = await (await api.as({ role: 'ward', unit: unitId })).ok('show-board', { params: { unitId } })
    expect(board.held).toBe(1)
    if (placed.kind === 'answer') await client.cancelHold({ unitId, holdId: placed.value.holdId, reason: 'not-needed' })
  })

  it('tells refusals by their codes, with the facts', async () => {
    const reply = await clientWith().placeHold({ unitId: 'unit_borte', ...HOLD_ASK })
    expect(reply).toMatchObject({ kind: 'problem', problem: { code: 'unit-not-found', status: 404 } })
    const bad = await clientWith().placeHold({ unitId, ...HOLD_ASK, etaMinutes: -1 })
    expect(bad).toMatchObject({
      problem: { code: 'invalid-request', errors: [{ pointer: '/etaMinutes', rule: 'range' }] },
    })
  })

  it('asks for proof of who asks for each request, as DPoP needs it', async () => {
    const asked: object[] = []
    const client = clientWith({
      authorize: async (request) => {
        asked.push(request)
        return { authorization: `Bearer ${token}`, dpop: 'bevis' }
      },
    })
    expect((await client.findBeds({ kommune: '1804' })).kind).toBe('answer')
    expect(asked).toEqual([{ method: 'GET', url: `${api.address}/v1/availability?kommune=1804` }])
  })

  it('polls with the ETag, gives what is new, and stops when told', async () => {
    const client = clientWith()
    const stopping = new AbortController()
    const states: string[] = []
    const placed = await client.placeHold({ unitId, ...HOLD_ASK })
    if (placed.kind !== 'answer') throw new Error('no hold')
    const { holdId } = placed.value
    for await (const reply of poll(client.showHold, { unitId, holdId }, { everyMs: 20, signal: stopping.signal })) {
      if (reply.kind === 'answer') states.push(reply.value.state)
      if (states.length === 1) await client.cancelHold({ unitId, holdId, reason: 'not-needed' })
      if (states.length === 2) stopping.abort()
    }
    expect(states).toEqual(['pending', 'cancelled'])
  })

  it('saves by version, and puts each argument where the operation takes it', async () => {
    const client = clientWith({ token: (await api.as({ role: 'admin', org: '*' })).token ?? '' })
    const value = await read()
    async function read() {
      const reply = await client.getUnit({ unitId })
      if (reply.kind !== 'answer') throw new Error('no unit')
      return reply.value
    }
    const { name, area, phone, lat, lon, cleaning, staffed } = value
    const body = {
      name,
      kind: 'kad',
      kommune: '1804',
      area,
      phone,
      lat,
      lon,
      cleaning,
      staffed,
      rooms: value.rooms.map(({ room, beds }) => ({
        room,
        beds: beds.map(({ bedId, features }) => ({ bedId, features: [...features] })),
      })),
    } as const
    expect(await client.putUnit({ unitId, ...body, rooms: [...body.rooms] }, { follows: value.version })).toMatchObject(
      {
        kind: 'answer',
      },
    )
    expect(await client.putUnit({ unitId, ...body, rooms: [...body.rooms] }, { follows: 99 })).toMatchObject({
      problem: { code: 'version-mismatch' },
    })
  })

  it('knows at compile time what does not fit', () => {
    const client = clientWith()
    const never = async () => {
      // @ts-expect-error: no such service
      await client.placeHold({ unitId, partyId: 'k-1804', service: 'spa' })
      // @ts-expect-error: the unit is missing
      await client.placeHold({ ...HOLD_ASK })
      const reply = await client.placeHold({ unitId, ...HOLD_ASK })
      // @ts-expect-error: a hold is never refused for that
      if (reply.kind === 'problem') return reply.problem.code === 'avregning-locked'
      return undefined
    }
    expect(never).toBeTypeOf('function')
  })

  it(`is at most ${MOST_GZIP_BYTES} bytes, gzipped, without dependencies; and its example in the README runs`, async () => {
    const bundle = await buildClient()
    expect(gzipSync(bundle).length).toBeLessThanOrEqual(MOST_GZIP_BYTES)
    expect(Buffer.from(bundle).toString()).not.toMatch(/\bfrom"|\bimport"|require\(/)
    const [, example = ''] = /```ts\n(import \{ createClient[\s\S]*?)```/.exec(readSource('README.md')) ?? []
    const dir = join(ROOT, '.build', 'client-example')
    rmSync(dir, { recursive: true, force: true })
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'example.ts'), example)
    writeFileSync(
      join(dir, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.json', include: ['example.ts'] }),
    )
    const run = promisify(execFile)
    await run(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', dir])
    const env = { ...process.env, TREKKSPILL: api.address, TOKEN: token, UNIT: unitId }
    const { stdout } = await run(process.execPath, [join(dir, 'example.ts')], { env })
    expect(stdout).toMatch(/^bed_\S+ holdes av til \d{4}-/)
    expect(example.trim().split('\n').length).toBeLessThanOrEqual(14)
  })
})
