import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { type ClientMetadata, Provider } from 'oidc-provider'

export const AUDIENCE = 'trekkspill'
export const SCOPE = 'trekkspill/api'
const CLIENT = 'helseid://claims/client/claims/'
const IDENTITY = 'helseid://claims/identity/'

/** What HelseID knows about a client, and about whoever signs in through it. */
export type TestClient = {
  readonly clientId: string
  readonly orgnr: string
  readonly child?: string
  readonly bearer?: true
  readonly redirectUri?: string
  readonly more?: object
}

export type Issuer = {
  readonly url: string
  /** With its private half, so that a test can sign as the issuer would have. */
  readonly signingKey: JWK
  /** Of each client, for `private_key_jwt`. */
  readonly clientKeys: ReadonlyMap<string, JWK>
  readonly stop: () => Promise<void>
}

export async function newKey(alg: string, kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' }
}
export const publicHalf = ({ kty, crv, x, y, n, e, kid, alg, use }: JWK): JWK =>
  Object.fromEntries(Object.entries({ kty, crv, x, y, n, e, kid, alg, use }).filter(([, part]) => part !== undefined))

/** What stands in a token beside the standard: who the client acts for, and how surely the person was known. */
export const helseIdClaims = ({ orgnr, child, more }: TestClient, isUser: boolean): Record<string, unknown> => ({
  [`${CLIENT}orgnr_parent`]: orgnr,
  ...(child === undefined ? {} : { [`${CLIENT}orgnr_child`]: child }),
  ...(isUser ? { [`${IDENTITY}security_level`]: '4', [`${IDENTITY}pid`]: '13097248022' } : {}),
  ...more,
})

/**
 * A real OpenID provider (oidc-provider) on this machine, set up as HelseID is: clients with keys of their own, pushed
 * requests, tokens bound to keys, and its claims. Whoever comes to sign in is signed in.
 */
export async function startIssuer(clients: readonly TestClient[]): Promise<Issuer> {
  const signingKey = await newKey('ES256', 'issuer-1')
  const keys = await Promise.all(
    clients.map(async ({ clientId }) => [clientId, await newKey('ES256', `${clientId}-1`)] as const),
  )
  const clientKeys = new Map(keys)
  let take = (_: IncomingMessage, response: ServerResponse): void => void response.end()
  const server = createServer((request, response) => take(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://localhost:${typeof address === 'object' ? address?.port : 0}`
  const byId = new Map(clients.map((client) => [client.clientId, client]))
  const provider = new Provider(url, {
    clients: clients.map((client) => metadataOf(client, clientKeys.get(client.clientId))),
    jwks: { keys: [{ ...signingKey }] },
    scopes: ['openid', 'profile', 'offline_access', SCOPE],
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['only-for-tests'] },
    routes: { authorization: '/connect/authorize', token: '/connect/token', jwks: '/jwks' },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      dPoP: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => `urn:${AUDIENCE}`,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience: AUDIENCE,
          scope: SCOPE,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 300,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    issueRefreshToken: () => true,
    extraTokenClaims: (_, token) => {
      const client = byId.get(token.clientId ?? '')
      return client && helseIdClaims(client, token.kind === 'AccessToken')
    },
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc
      const grant = new ctx.oidc.provider.Grant({
        ...(client ? { clientId: client.clientId } : {}),
        ...(session?.accountId ? { accountId: session.accountId } : {}),
      })
      grant.addOIDCScope(`openid profile offline_access ${SCOPE}`)
      grant.addResourceScope(`urn:${AUDIENCE}`, SCOPE)
      await grant.save()
      return grant
    },
  })
  const serve = provider.callback()
  take = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void serve(request, response)
    void provider.interactionFinished(request, response, { login: { accountId: 'kari-normann' } })
  }
  return {
    url,
    signingKey,
    clientKeys,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const metadataOf = ({ clientId, bearer, redirectUri }: TestClient, key: JWK | undefined): ClientMetadata => ({
  client_id: clientId,
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'ES256',
  id_token_signed_response_alg: 'ES256',
  jwks: { keys: key ? [{ ...publicHalf(key), kty: 'EC' }] : [] },
  dpop_bound_access_tokens: bearer !== true,
  grant_types: redirectUri === undefined ? ['client_credentials'] : ['authorization_code', 'refresh_token'],
  response_types: redirectUri === undefined ? [] : ['code'],
  redirect_uris: redirectUri === undefined ? [] : [redirectUri],
  scope: redirectUri === undefined ? SCOPE : `openid profile offline_access ${SCOPE}`,
  require_pushed_authorization_requests: redirectUri !== undefined,
})
