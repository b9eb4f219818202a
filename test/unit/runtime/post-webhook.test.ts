import type { lookup } from 'node:dns'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { postWebhook } from '../../../functions/runtime/post-webhook.ts'

async function receiver(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const post = (url: string, more: object = {}) =>
  postWebhook(url, { 'webhook-id': 'evt_1' }, '{"a":1}', { localToo: true, ...more })

/** A name server that answers as it likes. */
const pointingAt = (...addresses: string[]) => {
  const asked: string[] = []
  const lookUp = ((host: string, _options: object, answer: (error: null, found: object[]) => void) => {
    asked.push(host)
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }) as unknown as typeof lookup
  return { asked, lookUp }
}

describe('posting to a receiver', () => {
  it('sends the body and the headers, and tells what was answered', async () => {
    const seen: unknown[] = []
    const url = await receiver((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        seen.push([request.method, request.url, request.headers['webhook-id'], request.headers['content-type'], body])
        response.writeHead(202).end('takk')
      })
    })
    expect(await post(`${url}/inn?x=1`)).toEqual({ httpStatus: 202, retryAfterSeconds: null })
    expect(seen).toEqual([['POST', '/inn?x=1', 'evt_1', 'application/json', '{"a":1}']])
  })

  it('follows no redirect', async () => {
    let calls = 0
    const secret = await receiver((_request, response) => {
      calls += 1
      response.end('hemmelig')
    })
    const url = await receiver((_request, response) => response.writeHead(307, { location: secret }).end())
    expect(await post(url)).toEqual({ httpStatus: 307, retryAfterSeconds: null })
    expect(calls).toBe(0)
  })

  it('tells how long it was asked to wait', async () => {
    const url = await receiver((_request, response) => response.writeHead(429, { 'retry-after': '120' }).end())
    expect(await post(url)).toEqual({ httpStatus: 429, retryAfterSeconds: 120 })
    const dated = await receiver((_request, response) =>
      response.writeHead(503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }).end(),
    )
    expect(await post(dated)).toEqual({ httpStatus: 503, retryAfterSeconds: null })
  })

  it('waits no longer than it may for one who never answers, or answers drop by drop', async () => {
    const silent = await receiver(() => {})
    expect(await post(silent, { longestAnswerMs: 50 })).toEqual({ fault: 'timeout' })
    const endless = await receiver((_request, response) => {
      response.writeHead(200)
      response.write('x'.repeat(100))
    })
    expect(await post(endless, { longestAnswerMs: 5_000 })).toEqual({ httpStatus: 200, retryAfterSeconds: null })
  })

  it('says so when nobody is there', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    expect(await post(`http://127.0.0.1:${port}`)).toEqual({ fault: 'unreachable' })
  })

  it.each([
    ['this machine', ['127.0.0.1']],
    ['the network it stands in', ['10.0.0.7']],
    ['where AWS gives out credentials', ['169.254.169.254']],
    ['the same, as IPv6', ['::ffff:169.254.169.254']],
    ['one public address and one that is not', ['93.184.215.14', '10.0.0.7']],
  ])('a name that points at %s is not called', async (_what, addresses) => {
    const { asked, lookUp } = pointingAt(...addresses)
    expect(await post('https://mottak.example/inn', { lookUp })).toEqual({ fault: 'address-refused' })
    expect(asked).toEqual(['mottak.example'])
  })

  it('the name is looked up once for each sending, so that nothing can change between looking and calling', async () => {
    const { asked, lookUp } = pointingAt('192.0.2.1')
    await post('https://mottak.example/inn', { lookUp })
    await post('https://mottak.example/inn', { lookUp })
    expect(asked).toEqual(['mottak.example', 'mottak.example'])
  })

  it('calls this machine only where it is allowed to', async () => {
    let calls = 0
    const url = await receiver((_request, response) => {
      calls += 1
      response.end()
    })
    expect(await post(url, { localToo: false })).toEqual({ fault: 'address-refused' })
    expect(calls).toBe(0)
  })
})
