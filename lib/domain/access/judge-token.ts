import { accepted, type Result, refused } from '../../kernel/result.ts'
import { type Claims, isRecord, secondsIn, type TokenRules, textIn } from './token-rules.ts'

/** What is wrong with an access token, so that whoever runs the client can mend it. */
export const TOKEN_CAUSES = [
  'malformed',
  'algorithm',
  'header',
  'type',
  'key',
  'signature',
  'issuer',
  'audience',
  'expired',
  'not-yet-valid',
  'client',
  'organisation',
  'key-binding',
  'scheme',
] as const
export type TokenCause = (typeof TOKEN_CAUSES)[number]

export type TokenRefusal =
  | { readonly kind: 'token-refused'; readonly cause: TokenCause }
  | { readonly kind: 'scope-missing'; readonly scope: string }
  | { readonly kind: 'security-level-too-low'; readonly level: typeof USER_LEVEL }

/** Whom a good token speaks for. Who the person is stays in the token: only `subject` leaves here, to be hashed at once. */
export type Caller = {
  readonly clientId: string
  /** The underenhet where the token names one, then the hovedenhet. */
  readonly orgnrs: readonly string[]
  /** A person has signed in; otherwise a system calls on its own. */
  readonly isUser: boolean
  readonly claimedRoles: readonly string[]
  readonly subject: string
  /** Thumbprint of the key that the token is bound to; null for a token that whoever holds it may use. */
  readonly boundTo: string | null
}

export const TOKEN_SCHEMES = ['Bearer', 'DPoP'] as const
export type TokenScheme = (typeof TOKEN_SCHEMES)[number]

const USER_LEVEL = '4'
const TYPES = ['at+jwt', 'jwt']
/** Headers that would let a token bring its own key, or ask for what we do not understand. */
const FOREIGN_HEADERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64']
const CLIENT = 'helseid://claims/client/claims/'
const IDENTITY = 'helseid://claims/identity/'
const MOST_KID_LENGTH = 200

const bad = (cause: TokenCause) => refused({ kind: 'token-refused', cause })

/** What can be refused before any key is looked for: an algorithm is ours to choose, never the token's. */
export function findHeaderFault(header: Claims, { algorithms }: TokenRules): TokenCause | undefined {
  if (!algorithms.some((known) => known === header['alg'])) return 'algorithm'
  if (FOREIGN_HEADERS.some((name) => Object.hasOwn(header, name))) return 'header'
  const type = textIn(header, 'typ')
    ?.toLowerCase()
    .replace(/^application\//, '')
  if (type === undefined || !TYPES.includes(type)) return 'type'
  const kid = textIn(header, 'kid')
  return kid === undefined || kid.length > MOST_KID_LENGTH ? 'key' : undefined
}

/** Whom a token speaks for whose signature is the issuer's. Time is in seconds since 1970, as in the token. */
export function judgeToken(
  claims: Claims,
  scheme: TokenScheme,
  rules: TokenRules,
  nowSeconds: number,
): Result<Caller, TokenRefusal> {
  if (claims['iss'] !== rules.issuer) return bad('issuer')
  if (!isOnlyFor(claims['aud'], rules.audience)) return bad('audience')
  const [until, from, madeAt] = ['exp', 'nbf', 'iat'].map((name) => secondsIn(claims, name))
  if (until === undefined || nowSeconds >= until + rules.skewSeconds) return bad('expired')
  if (Math.max(from ?? 0, madeAt ?? 0) > nowSeconds + rules.skewSeconds) return bad('not-yet-valid')
  const clientId = textIn(claims, 'client_id')
  if (clientId === undefined) return bad('client')
  const { cnf } = claims
  const boundTo = (isRecord(cnf) && textIn(cnf, 'jkt')) || null
  // A token that is bound to a key must not be worth more without it.
  if (scheme === 'Bearer' ? !rules.bearerClients.includes(clientId) : rules.bearerClients.includes(clientId))
    return bad('scheme')
  if ((scheme === 'DPoP') !== (boundTo !== null)) return bad('key-binding')
  const subject = textIn(claims, 'sub')
  const isUser =
    (subject !== undefined && subject !== clientId) || Object.keys(claims).some((name) => name.startsWith(IDENTITY))
  if (!wordsOf(claims['scope']).includes(rules.scope)) return refused({ kind: 'scope-missing', scope: rules.scope })
  if (isUser && claims[`${IDENTITY}security_level`] !== USER_LEVEL)
    return refused({ kind: 'security-level-too-low', level: USER_LEVEL })
  const orgnrs = orgnrsOf(claims)
  if (!orgnrs) return bad('organisation')
  const claimedRoles = rules.roleClaim === null ? [] : wordsOf(claims[rules.roleClaim])
  return accepted({ clientId, orgnrs, isUser, claimedRoles, subject: subject ?? clientId, boundTo })
}

/** Made out to us alone: a token for two could be sent on by the other. */
const isOnlyFor = (aud: unknown, audience: string): boolean =>
  Array.isArray(aud) ? aud.length === 1 && aud[0] === audience : aud === audience

function orgnrsOf(claims: Claims): readonly string[] | undefined {
  const [child, parent] = [claims[`${CLIENT}orgnr_child`], claims[`${CLIENT}orgnr_parent`]]
  const named = [child, parent].filter((orgnr) => orgnr !== undefined)
  const isWhole = parent !== undefined && named.every((orgnr) => typeof orgnr === 'string' && /^\d{9}$/.test(orgnr))
  return isWhole ? [...new Set(named.map(String))] : undefined
}

/** A list, or words with spaces between, as RFC 6749 writes scopes. */
function wordsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((word) => typeof word === 'string')
  return typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : []
}
