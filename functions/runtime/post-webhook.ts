import { type LookupAddress, lookup as lookUpSystem } from 'node:dns'
import { type ClientRequest, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import type { LookupFunction } from 'node:net'
import { findAddressFault, isPublicAddress, isThisMachine } from '../../lib/domain/outgoing/webhook-address.ts'
import type { Posted } from '../../lib/usecases/couriers.ts'

/** A receiver says thank you at once and works afterwards. */
const LONGEST_ANSWER_MS = 5_000

/** An address that a name points at, and that nothing may be sent to. */
class NotPublicFault extends Error {
  override readonly name = 'NotPublicFault'
}

type Options = {
  readonly localToo: boolean
  readonly longestAnswerMs?: number
  /** Who is asked what a name points at; an argument so that a test can be a name server with bad intent. */
  readonly lookUp?: typeof lookUpSystem
}

/**
 * Posts to a receiver, and to nothing but a receiver: the address is judged again, and the connection goes to the very
 * address that was judged, so that a name cannot point somewhere else a moment later. Redirects are not followed, the
 * answer's body is not read, and the whole of it is over within seconds.
 */
export function postWebhook(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { localToo, longestAnswerMs = LONGEST_ANSWER_MS, lookUp = lookUpSystem }: Options,
): Promise<Posted> {
  if (findAddressFault(url, localToo)) return Promise.resolve({ fault: 'address-refused' })
  const target = new URL(url)
  const isLocal = target.protocol === 'http:' && isThisMachine(target.hostname)
  const send = isLocal ? requestPlain : requestSecure
  return new Promise((resolve) => {
    const deadline = AbortSignal.timeout(longestAnswerMs)
    const request: ClientRequest = send(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Trekkspill-Webhooks/1', ...headers },
      // No kept connection: the next one is judged anew.
      agent: false,
      signal: deadline,
      ...(isLocal ? {} : { lookup: publicOnly(lookUp) }),
    })
    request.on('response', (response) => {
      resolve({ httpStatus: response.statusCode ?? 0, retryAfterSeconds: secondsOf(response.headers['retry-after']) })
      response.destroy()
    })
    request.on('error', (error) => {
      if (error instanceof NotPublicFault) resolve({ fault: 'address-refused' })
      else resolve({ fault: deadline.aborted ? 'timeout' : 'unreachable' })
    })
    request.end(body)
  })
}

/** Looks the name up once, for the connection itself, and lets none through unless all it points at is public. */
const publicOnly =
  (lookUp: typeof lookUpSystem): LookupFunction =>
  (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return callback(error ?? new Error('no address'), '', 0)
      if (!addresses.every(({ address }) => isPublicAddress(address)))
        return callback(new NotPublicFault('the name points at an address that is not public'), '', 0)
      if (options.all) return callback(null, addresses satisfies LookupAddress[])
      callback(null, first.address, first.family)
    })
  }

const secondsOf = (header: string | undefined): number | null =>
  header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : null
