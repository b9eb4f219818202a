import type { WebhookEvent } from '../contract/outgoing-event.ts'

export type WebhookReaderOptions = {
  /** `whsec_…`, as the service showed them: more than one while a new one takes over. */
  readonly secrets: readonly string[]
  /**
   * Remembers the id for a week at least, and says whether it was new. Where several processes receive, it must be one
   * write that fails for the second of them; a look and then a write lets both through.
   */
  readonly isNew: (id: string) => boolean | Promise<boolean>
  readonly toleranceSeconds?: number
  readonly nowMs?: () => number
}

/** What came, and what to answer: 2xx to the first two, 401 to the last. */
export type WebhookReading =
  | { readonly kind: 'event'; readonly event: WebhookEvent }
  /** Sent again, and dealt with before. */
  | { readonly kind: 'repeated'; readonly id: string }
  | { readonly kind: 'refused'; readonly why: 'header-missing' | 'signature-wrong' | 'too-old' | 'too-new' }

type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>
/** Its name is no type where the types of browsers are left out. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>
const SECONDS_OF_GRACE = 300

/**
 * Reads what a webhook received: the body must be the bytes that came, before anything has parsed them. Only what one of the
 * secrets has signed is read at all, and only what was signed just now; `isNew` is not asked about anything else.
 */
export function webhookReader({
  secrets,
  isNew,
  toleranceSeconds = SECONDS_OF_GRACE,
  nowMs = Date.now,
}: WebhookReaderOptions): (headers: Headers | HeaderValues, body: string | Uint8Array) => Promise<WebhookReading> {
  const keys = Promise.all(secrets.map(keyOf))
  // Whoever reads the first webhook hears of a secret that is none; until then nobody is there to hear it.
  keys.catch(() => {})
  return async (headers, body) => {
    const [id, time, given] = [read(headers, 'id'), read(headers, 'timestamp'), read(headers, 'signature')]
    if (!id || !time || !given) return { kind: 'refused', why: 'header-missing' }
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
    const signed = new TextEncoder().encode(`${id}.${time}.${text}`)
    if (!(await isSignedByOne(await keys, given, signed))) return { kind: 'refused', why: 'signature-wrong' }
    const ageSeconds = nowMs() / 1000 - Number(time)
    if (!(ageSeconds <= toleranceSeconds)) return { kind: 'refused', why: 'too-old' }
    if (ageSeconds < -toleranceSeconds) return { kind: 'refused', why: 'too-new' }
    // The service makes each body by the schema of this very type, and nobody else can sign one.
    return (await isNew(id)) ? { kind: 'event', event: JSON.parse(text) as WebhookEvent } : { kind: 'repeated', id }
  }
}

function read(headers: Headers | HeaderValues, name: 'id' | 'timestamp' | 'signature'): string | undefined {
  const value = headers instanceof Headers ? headers.get(`webhook-${name}`) : headers[`webhook-${name}`]
  return typeof value === 'string' ? value : undefined
}

/** Web Crypto compares in constant time. */
async function isSignedByOne(keys: readonly Key[], given: string, signed: Uint8Array<ArrayBuffer>) {
  for (const each of given.split(' ')) {
    const signature = each.startsWith('v1,') ? bytesOf(each.slice('v1,'.length)) : undefined
    for (const key of signature ? keys : [])
      if (signature && (await crypto.subtle.verify('HMAC', key, signature, signed))) return true
  }
  return false
}

async function keyOf(secret: string): Promise<Key> {
  const bytes = bytesOf(secret.replace(/^whsec_/, ''))
  if (!bytes || bytes.length === 0) throw new TypeError('a secret is whsec_ and base64')
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
