import { describe, expect, it } from 'vitest'
import { webhookReader } from '../../../lib/client/webhook.ts'
import { signWebhook } from '../../../lib/domain/outgoing/standard-webhook.ts'
import { instantOf } from '../../../lib/kernel/instant.ts'

const SECRETS = ['a', 'b'].map((each) => Buffer.from(each.repeat(32)))
const shown = (secret: Uint8Array) => `whsec_${Buffer.from(secret).toString('base64')}`
const [OURS, NEXT] = SECRETS as [Buffer, Buffer]
const NOW = Date.parse('2026-11-22T12:00:00Z')
const BODY = '{"id":"evt_unit_a_7","type":"unit-confirmed","data":{},"name":"Bodø"}'

const sign = (secrets: readonly Uint8Array[], { id = 'evt_unit_a_7', body = BODY, atMs = NOW } = {}) => ({
  headers: signWebhook(secrets, { id, sentAt: instantOf(atMs), body }),
  body,
})
function reader({ secrets = [OURS], nowMs = NOW }: { secrets?: readonly Uint8Array[]; nowMs?: number } = {}) {
  const seen = new Set<string>()
  const isNew = (id: string) => !seen.has(id) && seen.add(id).size > 0
  return { seen, read: webhookReader({ secrets: secrets.map(shown), isNew, nowMs: () => nowMs }) }
}

describe('webhookReader', () => {
  it('gives the event that was signed, from plain headers and text or from Headers and bytes', async () => {
    const { headers, body } = sign([OURS])
    const event = { kind: 'event', event: JSON.parse(BODY) }
    expect(await reader().read({ ...headers }, body)).toEqual(event)
    expect(await reader().read(new Headers(headers), Buffer.from(body))).toEqual(event)
  })

  it('reads while secrets change, whichever side has the new one first', async () => {
    for (const [signing, known] of [
      [[NEXT, OURS], [OURS]],
      [[NEXT, OURS], [NEXT]],
      [[OURS], [NEXT, OURS]],
    ] as const) {
      const { headers, body } = sign(signing)
      expect((await reader({ secrets: known }).read(headers, body)).kind).toBe('event')
    }
  })

  it('says that it has had it before, and does not give it twice', async () => {
    const { read } = reader()
    const { headers, body } = sign([OURS])
    await read(headers, body)
    // Signed anew, as a second sending is; the id is the same.
    const again = sign([OURS], { atMs: NOW - 60_000 })
    expect(await read(again.headers, again.body)).toEqual({ kind: 'repeated', id: 'evt_unit_a_7' })
  })

  const good = sign([OURS])
  it.each([
    ['another secret', sign([NEXT]), 'signature-wrong'],
    ['another body', { ...good, body: BODY.replace('7', '8') }, 'signature-wrong'],
    ['another id', { ...good, headers: { ...good.headers, 'webhook-id': 'evt_unit_a_8' } }, 'signature-wrong'],
    ['another time', { ...good, headers: { ...good.headers, 'webhook-timestamp': '1764763200' } }, 'signature-wrong'],
    ['a time that is none', { ...good, headers: { ...good.headers, 'webhook-timestamp': 'NaN' } }, 'signature-wrong'],
    ['no base64', { ...good, headers: { ...good.headers, 'webhook-signature': 'v1,***' } }, 'signature-wrong'],
    [
      'another version',
      {
        ...good,
        headers: { ...good.headers, 'webhook-signature': good.headers['webhook-signature'].replace('v1', 'v2') },
      },
      'signature-wrong',
    ],
    ['two of a header', { ...good, headers: { ...good.headers, 'webhook-id': ['a', 'b'] } }, 'header-missing'],
    ['no signature', { ...good, headers: { 'webhook-id': 'a', 'webhook-timestamp': '1' } }, 'header-missing'],
    ['five minutes and a second old', sign([OURS], { atMs: NOW - 301_000 }), 'too-old'],
    ['five minutes and a second ahead', sign([OURS], { atMs: NOW + 301_000 }), 'too-new'],
  ])('refuses %s, and remembers nothing of it', async (_, { headers, body }, why) => {
    const { read, seen } = reader()
    expect(await read(headers, body)).toEqual({ kind: 'refused', why })
    expect([...seen]).toEqual([])
  })

  it.each([-300_000, 300_000])('takes what is %i ms from now', async (offset) => {
    const { headers, body } = sign([OURS], { atMs: NOW + offset })
    expect((await reader().read(headers, body)).kind).toBe('event')
  })

  it('says so when a secret is none', async () => {
    const read = webhookReader({ secrets: ['whsec_'], isNew: () => true })
    await expect(read({ ...good.headers }, good.body)).rejects.toThrow('whsec_')
  })
})
