import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventBus } from '../../../functions/runtime/event-bus.ts'
import type { Instant } from '../../../lib/kernel/instant.ts'

type Asked = {
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: { readonly Entries: readonly object[] }
}

/** Answers as EventBridge does. */
async function busAt(status: number, answer: object | string) {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      asked.push({ headers: request.headers, body: JSON.parse(body) })
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'hemmelig', sessionToken: 'okt' })
  return { asked, put: eventBus({ busName: 'hendelser', region: 'eu-north-1', credentials, endpoint }) }
}
const entry = (n: number) => ({
  id: `evt_unit_a_${n}`,
  type: 'unit-closed',
  at: '2026-11-22T12:00:00.000Z' as Instant,
  detail: JSON.stringify({ n }),
})

describe('PutEvents', () => {
  it('puts the events on the bus in one signed call', async () => {
    const { asked, put } = await busAt(200, { FailedEntryCount: 0, Entries: [{ EventId: 'a' }, { EventId: 'b' }] })
    expect(await put([entry(1), entry(2)])).toEqual([true, true])
    const [{ headers, body } = { headers: {}, body: {} }] = asked
    expect(headers).toMatchObject({
      'x-amz-target': 'AWSEvents.PutEvents',
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-security-token': 'okt',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-north-1\/events\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/,
      ),
    })
    expect(body).toEqual({
      Entries: [1, 2].map((n) => ({
        EventBusName: 'hendelser',
        Source: 'trekkspill',
        DetailType: 'unit-closed',
        Time: 1_795_348_800,
        Detail: `{"n":${n}}`,
        Resources: [`evt_unit_a_${n}`],
      })),
    })
  })

  it('a batch that was taken in part is told entry by entry', async () => {
    const { put } = await busAt(200, {
      FailedEntryCount: 1,
      Entries: [{ EventId: 'a' }, { ErrorCode: 'ThrottlingException', ErrorMessage: 'senere' }, { EventId: 'c' }],
    })
    expect(await put([entry(1), entry(2), entry(3)])).toEqual([true, false, true])
  })

  it.each([
    ['a refusal', 400, { __type: 'AccessDeniedException' }],
    ['a fault', 500, 'nei'],
    ['an answer that is none', 200, 'nei'],
    ['an answer for fewer than were sent', 200, { FailedEntryCount: 0, Entries: [] }],
  ])('%s means that nothing was taken', async (_what, status, answer) => {
    const { put } = await busAt(status, answer)
    expect(await put([entry(1), entry(2)])).toEqual([false, false])
  })
})
