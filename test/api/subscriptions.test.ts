import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Api, type Caller, codeOf, startApi } from '../support/http.ts'
import { tempDir } from '../support/http-process.ts'
import { found, HOLD_ASK } from '../support/http-world.ts'
import { readSource } from '../support/source-files.ts'

/** The receiver of docs/integrasjon.md, as it stands there, in a process of its own. */
async function documentedReceiver(secrets: readonly string[], port: number) {
  const [, program = ''] = /### En mottaker[\s\S]*?```js\n([\s\S]*?)```/.exec(readSource('docs/integrasjon.md')) ?? []
  const file = join(tempDir(), 'mottaker.mjs')
  writeFileSync(file, program)
  const env = { ...process.env, WEBHOOK_SECRETS: secrets.join(' '), PORT: String(port) }
  const child: ChildProcess = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += String(chunk)
  })
  const url = `http://localhost:${port}/hendelser`
  while (!(await fetch(url).catch(() => undefined))) await sleep(20)
  return {
    url,
    said: () =>
      said
        .trim()
        .split('\n')
        .filter((line) => line !== ''),
    stop: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

describe('subscriptions', () => {
  let api: Api
  let admin: Caller
  let offset = 0
  let places = 0
  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi({ webhooksToThisMachine: true })
    admin = await api.as({ role: 'admin', org: '*' })
  })
  /** Until the job is due again. All together less than five minutes: the receivers' own clocks stand still meanwhile. */
  const minutesPass = async (minutes: number) => {
    offset += minutes * 60 + 1
    await api.moveClock(offset)
  }
  const body = (url: string, types: readonly string[] = ['hold-placed', 'hold-answered']) => ({ url, types })
  async function place() {
    places += 1
    const { unitId, agreementId } = await found(api, `abonnent-${places}`, { beds: 4 })
    const params = { agreementId, subscriptionId: 'sub_mottak' }
    const put = (sent: object, headers: Record<string, string> = { 'if-none-match': '*' }) =>
      admin.ok('put-subscription', { params, body: sent, headers })
    const hold = async () => {
      const amk = await api.as({ role: 'dispatcher', org: 'amk' })
      return (await amk.ok('place-hold', { params: { unitId }, body: HOLD_ASK })).holdId
    }
    return { unitId, agreementId, params, put, hold }
  }

  it('a hold reaches the documented receiver, signed, once, and its answer after it', async () => {
    const { unitId, params, put, hold } = await place()
    const port = await freePort()
    const { secret } = await put(body(`http://localhost:${port}/hendelser`))
    const { said, url } = await documentedReceiver([secret ?? ''], port)
    const holdId = await hold()
    const ward = await api.as({ role: 'ward', unit: unitId })
    await ward.ok('accept-hold', { params: { unitId, holdId } })
    await minutesPass(1)
    expect(said()).toEqual([`hold-placed evt_${unitId}_3`, `hold-answered evt_${unitId}_4`])
    const { deliveries } = await admin.ok('list-deliveries', { params })
    expect(deliveries.map(({ eventId, delivered, httpStatus }) => [eventId, delivered, httpStatus])).toEqual([
      [`evt_${unitId}_4`, true, 204],
      [`evt_${unitId}_3`, true, 204],
    ])

    // Sent again, it is taken again, and nothing is done twice.
    await admin.ok('resend-event', { params: { ...params, eventId: `evt_${unitId}_3` } })
    await minutesPass(1)
    expect((await admin.ok('list-deliveries', { params })).deliveries.length).toBe(3)
    expect(said().length).toBe(2)

    // A stranger, an old message, and one that was changed on the way.
    const sign = (key: string, id: string, time: number, text: string) =>
      `v1,${createHmac('sha256', Buffer.from(key.replace('whsec_', ''), 'base64'))
        .update(`${id}.${time}.${text}`)
        .digest('base64')}`
    const now = Math.floor(Date.now() / 1000)
    const send = async (id: string, time: number, text: string, signature: string) => {
      const headers = { 'webhook-id': id, 'webhook-timestamp': String(time), 'webhook-signature': signature }
      return (await fetch(url, { method: 'POST', headers, body: text })).status
    }
    const key = secret ?? ''
    const text = '{"type":"unit-closed"}'
    expect(await send('evt_x', now, text, sign(key, 'evt_x', now, text))).toBe(204)
    expect(await send('evt_y', now, text, sign(`whsec_${'A'.repeat(43)}=`, 'evt_y', now, text))).toBe(401)
    expect(await send('evt_y', now, text, 'v1,')).toBe(401)
    expect(await send('evt_y', now - 301, text, sign(key, 'evt_y', now - 301, text))).toBe(401)
    expect(await send('evt_y', now, `${text} `, sign(key, 'evt_y', now, text))).toBe(401)
    expect(await send('evt_z', now, text, sign(key, 'evt_y', now, text))).toBe(401)
    expect(said().length).toBe(3)
  })

  it('a rotated secret reaches one who has not changed it yet, until the overlap is over', async () => {
    const { params, put, hold } = await place()
    const port = await freePort()
    const { secret: first } = await put(body(`http://localhost:${port}/hendelser`, ['hold-placed']))
    const { said } = await documentedReceiver([first ?? ''], port)
    const { secret: second } = await admin.ok('rotate-secret', { params, body: { overlapHours: 1 } })
    await hold()
    await minutesPass(1)
    expect(said().length).toBe(1)
    const { secret: third } = await admin.ok('rotate-secret', { params, body: { overlapHours: 0 } })
    expect(new Set([first, second, third]).size).toBe(3)
    await hold()
    await minutesPass(1)
    expect(said().length).toBe(1)
    const { deliveries } = await admin.ok('list-deliveries', { params })
    expect(deliveries.map(({ httpStatus }) => httpStatus)).toEqual([401, 204])
  })

  it('shows the secret once, and never again', async () => {
    const { agreementId, params, put } = await place()
    const { secret, version } = await put(body('https://mottak.example/inn'))
    expect(secret).toMatch(/^whsec_.{44}$/)
    const again = await put(body('https://mottak.example/nytt'), { 'if-match': String(version) })
    expect(again).toMatchObject({ secret: null, version: version + 1, url: 'https://mottak.example/nytt' })
    const listed = await admin.call('list-subscriptions', { params: { agreementId } })
    expect(listed.text).not.toContain(secret?.slice('whsec_'.length))
    expect(listed.json).toMatchObject({
      subscriptions: [{ subscriptionId: params.subscriptionId, state: 'active', failing: null }],
    })
    await admin.ok('remove-subscription', { params })
    expect(await admin.ok('list-subscriptions', { params: { agreementId } })).toEqual({ subscriptions: [] })
    expect(codeOf(await admin.refused('list-deliveries', { params }))).toBe('subscription-not-found')
  })

  it.each([
    ['plain http', 'http://mottak.example/', 'not-https'],
    ['where AWS gives out credentials', 'https://169.254.169.254/', 'not-public'],
    ['the network it stands in', 'https://10.0.0.1/', 'not-public'],
    ['another port', 'https://mottak.example:22/', 'not-port-443'],
    ['a name with a password', 'https://a:b@mottak.example/', 'with-credentials'],
  ])('refuses %s, and says why', async (_what, url, reason) => {
    const { params } = await place()
    const headers = { 'if-none-match': '*' }
    const problem = await admin.refused('put-subscription', { params, body: body(url), headers })
    expect([codeOf(problem), problem['reason']]).toEqual(['webhook-address-refused', reason])
  })

  it.each([
    ['an event that is none', { types: ['patient-admitted'] }, '/types/0'],
    ['no events', { types: [] }, '/types'],
    ['no address', { url: 'mottak' }, '/url'],
    ["a secret of the caller's own", { secret: 'whsec_a' }, '/secret'],
  ])('refuses %s by name', async (_what, more, pointer) => {
    const { params } = await place()
    const sent = { ...body('https://mottak.example/'), ...more }
    const problem = await admin.refused('put-subscription', { params, body: sent, headers: { 'if-none-match': '*' } })
    expect(problem).toMatchObject({ status: 422, errors: [expect.objectContaining({ pointer })] })
  })

  it('asks for the version, and takes no older one', async () => {
    const { params, put } = await place()
    const sent = body('https://mottak.example/')
    expect(codeOf(await admin.refused('put-subscription', { params, body: sent }))).toBe('precondition-required')
    const { version } = await put(sent)
    await put(sent, { 'if-match': String(version) })
    for (const headers of [{ 'if-match': String(version) }, { 'if-none-match': '*' }])
      expect(codeOf(await admin.refused('put-subscription', { params, body: sent, headers }))).toBe('version-mismatch')
  })
})
