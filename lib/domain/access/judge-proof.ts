import { type Claims, isRecord, secondsIn, type TokenRules, textIn } from './token-rules.ts'

/** What is wrong with the proof that a client holds the key its token is bound to (RFC 9449 section 4.3). */
export const PROOF_CAUSES = [
  'missing',
  'malformed',
  'type',
  'algorithm',
  'header',
  'key',
  'signature',
  'key-binding',
  'token',
  'method',
  'address',
  'stale',
  'not-yet-valid',
  'id',
  'replayed',
  'nonce',
] as const
export type ProofCause = (typeof PROOF_CAUSES)[number]
export type ProofRefusal = { readonly kind: 'proof-refused'; readonly cause: ProofCause }

/** Members of a JWK that only the holder of the private key may know. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']
const MOST_ID_LENGTH = 256

/** What can be refused before the signature is looked at. */
export function findProofHeaderFault(header: Claims, { algorithms }: TokenRules): ProofCause | undefined {
  if (header['typ'] !== 'dpop+jwt') return 'type'
  if (!algorithms.some((known) => known === header['alg'])) return 'algorithm'
  if (['crit', 'b64', 'jku', 'x5u', 'x5c'].some((name) => Object.hasOwn(header, name))) return 'header'
  const { jwk } = header
  if (!isRecord(jwk) || jwk['kty'] === 'oct' || PRIVATE.some((name) => Object.hasOwn(jwk, name))) return 'key'
  return undefined
}

export type ProvenRequest = {
  readonly method: string
  /** Where clients reach the API, as they see it: what a proof's `htu` begins with. No path, no slash at the end. */
  readonly origin: string
  /** Path as the client sent it, without query. */
  readonly path: string
  /** SHA-256 of the access token, base64url. */
  readonly tokenHash: string
  readonly boundTo: string
  /** Of the key in the proof. */
  readonly thumbprint: string
}

/** What is wrong with a proof whose signature is that of its own key; that it is used once is for the store to say. */
export function findProofFault(
  claims: Claims,
  request: ProvenRequest,
  rules: TokenRules,
  nowSeconds: number,
): ProofCause | undefined {
  if (request.thumbprint !== request.boundTo) return 'key-binding'
  if (claims['ath'] !== request.tokenHash) return 'token'
  if (claims['htm'] !== request.method) return 'method'
  if (!isSameAddress(textIn(claims, 'htu') ?? '', request.origin, request.path)) return 'address'
  const madeAt = secondsIn(claims, 'iat')
  if (madeAt === undefined || madeAt < nowSeconds - rules.proofSeconds - rules.skewSeconds) return 'stale'
  if (madeAt > nowSeconds + rules.skewSeconds) return 'not-yet-valid'
  const id = textIn(claims, 'jti')
  return id === undefined || id.length > MOST_ID_LENGTH ? 'id' : undefined
}

/** How long a used proof must be remembered: one from a clock that runs ahead is good until then. */
export const proofMemorySeconds = ({ proofSeconds, skewSeconds }: TokenRules): number => proofSeconds + 2 * skewSeconds

/**
 * RFC 3986 makes scheme and host the same in either case, and the default port the same as none; a path is another with
 * every letter. Query and fragment have no place in `htu`, nor has a user's name.
 */
function isSameAddress(htu: string, origin: string, path: string): boolean {
  const [given, ours] = [URL.parse(htu), URL.parse(`${origin}${path}`)]
  if (!given || !ours || /[?#\\\s]/.test(htu)) return false
  const isPlain = given.username === '' && given.password === ''
  return isPlain && given.origin === ours.origin && given.origin !== 'null' && given.pathname === ours.pathname
}
