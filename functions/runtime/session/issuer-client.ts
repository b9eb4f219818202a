import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { importJWK, type JWK, SignJWT } from 'jose'
import * as z from 'zod'
import { fetchJson } from '../token/issuer-keys.ts'

const Endpoints = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  pushed_authorization_request_endpoint: z.url(),
})
type Endpoints = z.output<typeof Endpoints>
const Pushed = z.looseObject({ request_uri: z.string() })
const Tokens = z.looseObject({
  access_token: z.string(),
  token_type: z.string(),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
})
export type Tokens = z.output<typeof Tokens>

/** The browser's part of a sign-in, which comes back with the code or is worth nothing. */
export type Pending = { readonly state: string; readonly verifier: string }
/** `nonce`: the issuer wants another proof, with this in it (RFC 9449 section 8). */
export type TokensOrNot = { readonly tokens: Tokens } | { readonly nonce: string } | 'refused'

export type IssuerClient = {
  readonly tokenEndpoint: () => Promise<string>
  readonly start: () => Promise<{ readonly location: string; readonly pending: Pending }>
  readonly finish: (code: string, pending: Pending, proof: string) => Promise<TokensOrNot>
  readonly renew: (refreshToken: string, proof: string) => Promise<TokensOrNot>
}

const PATIENCE_MS = 5_000
const ASSERTION_SECONDS = 30

/** The service as HelseID's confidential client: it alone holds the key that HelseID knows it by. */
export function issuerClient({
  issuer,
  clientId,
  scope,
  redirectUri,
  key,
}: {
  readonly issuer: string
  readonly clientId: string
  readonly scope: string
  readonly redirectUri: string
  readonly key: JWK
}): IssuerClient {
  let known: Promise<Endpoints> | undefined
  const endpoints = () => {
    known ??= discover(issuer).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
  const post = async (url: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) =>
    fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers,
      body: new URLSearchParams({ ...form, ...(await assertionFor({ issuer, clientId, key })) }),
    })
  const ask = async (form: Readonly<Record<string, string>>, proof: string): Promise<TokensOrNot> => {
    const response = await post((await endpoints()).token_endpoint, form, { dpop: proof })
    const answer: unknown = await response.json()
    if (response.ok) {
      const tokens = Tokens.parse(answer)
      // A token that is bound to no key must not reach a browser.
      return tokens.token_type.toLowerCase() === 'dpop' ? { tokens } : 'refused'
    }
    const nonce = response.headers.get('dpop-nonce')
    const isAsked = z.looseObject({ error: z.literal('use_dpop_nonce') }).safeParse(answer).success
    return isAsked && nonce !== null ? { nonce } : 'refused'
  }
  return {
    tokenEndpoint: async () => (await endpoints()).token_endpoint,
    start: async () => {
      const { authorization_endpoint, pushed_authorization_request_endpoint } = await endpoints()
      const pending = { state: randomText(), verifier: randomText() }
      const form = {
        response_type: 'code',
        redirect_uri: redirectUri,
        scope,
        state: pending.state,
        code_challenge: createHash('sha256').update(pending.verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }
      const response = await post(pushed_authorization_request_endpoint, { ...form, client_id: clientId }, {})
      const { request_uri } = Pushed.parse(await response.json())
      const location = new URL(authorization_endpoint)
      location.search = new URLSearchParams({ client_id: clientId, request_uri }).toString()
      return { location: location.href, pending }
    },
    finish: (code, { verifier }, proof) =>
      ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }, proof),
    renew: (refreshToken, proof) => ask({ grant_type: 'refresh_token', refresh_token: refreshToken }, proof),
  }
}

const randomText = (): string => randomBytes(32).toString('base64url')

async function discover(issuer: string): Promise<Endpoints> {
  const found = Endpoints.parse(await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`))
  if (found.issuer !== issuer) throw new Error('the discovery document is another issuer’s')
  return found
}

/** `private_key_jwt` (RFC 7523): made anew for each request, and good for half a minute. */
async function assertionFor({
  issuer,
  clientId,
  key,
}: {
  readonly issuer: string
  readonly clientId: string
  readonly key: JWK
}): Promise<Record<string, string>> {
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: key.alg ?? 'PS256', ...(key.kid ? { kid: key.kid } : {}) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${ASSERTION_SECONDS}s`)
    .sign(await importJWK(key))
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
}
