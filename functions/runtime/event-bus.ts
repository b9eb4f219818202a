import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SignatureV4 } from '@smithy/signature-v4'
import * as z from 'zod'
import type { Couriers } from '../../lib/usecases/couriers.ts'

/** What PutEvents answers: an entry that was not taken has an ErrorCode, in the place of the entry. */
const PutEventsAnswer = z.object({
  Entries: z.array(z.object({ EventId: z.string().optional(), ErrorCode: z.string().optional() })),
})

const SOURCE = 'trekkspill'
const LONGEST_ANSWER_MS = 10_000

type Bus = {
  readonly busName: string
  readonly region: string
  readonly credentials: DynamoDBClient['config']['credentials']
  /** Where the bus is reached; another in tests. */
  readonly endpoint?: string
}

/** What the signer wants of a hash: the same as Node's own, as a class. */
class Sha256 {
  private readonly hash: Hash | Hmac
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', typeof secret === 'string' ? secret : bytesOf(secret))
  }
  update(data: Uint8Array | string): void {
    this.hash.update(data)
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.hash.digest()))
  }
  reset(): void {
    throw new Error('the signer makes a new one for each text')
  }
}

const bytesOf = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)

/**
 * PutEvents, signed by the SDK's own signer. The call is one POST of JSON, so the client of EventBridge, which is as large
 * as all the rest of the function, is not taken along for it.
 */
export function eventBus({ busName, region, credentials, endpoint }: Bus): NonNullable<Couriers['putOnBus']> {
  const address = new URL(endpoint ?? `https://events.${region}.amazonaws.com`)
  return async (entries) => {
    const { protocol, hostname, port, host } = address
    const signer = new SignatureV4({ service: 'events', region, credentials, sha256: Sha256 })
    const body = JSON.stringify({
      Entries: entries.map(({ id, type, at, detail }) => ({
        EventBusName: busName,
        Source: SOURCE,
        DetailType: type,
        Time: Date.parse(at) / 1000,
        Detail: detail,
        Resources: [id],
      })),
    })
    const { headers } = await signer.sign({
      method: 'POST',
      protocol,
      hostname,
      ...(port === '' ? {} : { port: Number(port) }),
      path: '/',
      query: {},
      headers: { host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' },
      body,
    })
    const signal = AbortSignal.timeout(LONGEST_ANSWER_MS)
    const taken = await fetch(address, { method: 'POST', headers, body, redirect: 'error', signal })
      .then(async (answer) => (answer.ok ? PutEventsAnswer.parse(await answer.json()).Entries : []))
      // A bus that does not answer must keep no webhook from going out: nothing was taken, and it is tried again.
      .catch(() => [])
    return entries.map((_, i) => taken[i] !== undefined && taken[i].ErrorCode === undefined)
  }
}
