import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, importJWK, type JWK, SignJWT } from 'jose'
import * as openid from 'openid-client'
import { type Api, startApi } from './http.ts'
import { furnish, type Place } from './http-world.ts'
import {
  AUDIENCE,
  helseIdClaims,
  type Issuer,
  newKey,
  publicHalf,
  SCOPE,
  startIssuer,
  type TestClient,
} from './issuer.ts'

/** Organisations with numbers that stand the check digit. */
export const ORGNR = {
  amk: '983974910',
  ward: '974795477',
  both: '974795574',
  stranger: '974795361',
  operator: '883974832',
}
export const REDIRECT_URI = 'http://localhost/sign-in/callback'

const CLIENTS = {
  amk: { clientId: 'amk-system', orgnr: ORGNR.amk },
  amkUser: { clientId: 'amk-web', orgnr: ORGNR.amk, redirectUri: REDIRECT_URI },
  ward: { clientId: 'journal-system', orgnr: '974795787', child: ORGNR.ward },
  both: { clientId: 'both-system', orgnr: ORGNR.both },
  bearer: { clientId: 'old-system', orgnr: ORGNR.amk, bearer: true },
  stranger: { clientId: 'stranger-system', orgnr: ORGNR.stranger },
  operator: { clientId: 'operator-system', orgnr: ORGNR.operator },
} as const satisfies Record<string, TestClient>

export type TokenWorld = {
  readonly api: Api
  readonly issuer: Issuer
  readonly place: Place
  readonly other: Place
  readonly clients: typeof CLIENTS
  readonly stop: () => Promise<void>
}

/** A provider, a service that takes its tokens, and two places; the list of the first lets the clients in. */
export async function startTokenWorld(settings: object = {}): Promise<TokenWorld> {
  const issuer = await startIssuer(Object.values(CLIENTS))
  const api = await startApi({
    helseId: {
      tokens: {
        issuer: issuer.url,
        audience: AUDIENCE,
        scope: SCOPE,
        operators: [ORGNR.operator],
        bearerClients: [CLIENTS.bearer.clientId],
        roleClaim: 'trekkspill-role',
        accessListSeconds: 0,
        keysCooldownSeconds: 0,
        ...settings,
      },
      session: {
        clientId: CLIENTS.amkUser.clientId,
        scope: `openid ${SCOPE}`,
        key: issuer.clientKeys.get(CLIENTS.amkUser.clientId) ?? {},
      },
    },
  })
  const [place, other] = [await furnish(api, 'own'), await furnish(api, 'other')]
  const admin = await api.as({ role: 'admin', org: '*' })
  const { unitId, agreementId } = place
  const fom = '2020-01-01'
  const system = { by: 'system', fom }
  const entries = [
    { ...system, orgnr: ORGNR.amk, clientId: CLIENTS.amk.clientId, role: 'dispatcher', org: 'amk-nordland' },
    { ...system, orgnr: ORGNR.amk, clientId: CLIENTS.bearer.clientId, role: 'dispatcher', org: 'amk-nordland' },
    { orgnr: ORGNR.amk, role: 'dispatcher', org: 'amk-nordland', fom },
    { ...system, orgnr: ORGNR.ward, clientId: CLIENTS.ward.clientId, role: 'ward', org: unitId },
    { ...system, orgnr: ORGNR.both, clientId: CLIENTS.both.clientId, role: 'ward-leader', org: unitId },
    { ...system, orgnr: ORGNR.both, clientId: CLIENTS.both.clientId, role: 'admin', org: agreementId },
  ]
  await admin.ok('put-access-list', { params: { agreementId }, body: { entries }, headers: { 'if-none-match': '*' } })
  const stop = async () => {
    await api.stop()
    await issuer.stop()
  }
  return { api, issuer, place, other, clients: CLIENTS, stop }
}

/** The provider as openid-client sees it, for one of its clients. */
export async function configurationOf({ issuer }: TokenWorld, { clientId }: TestClient): Promise<openid.Configuration> {
  const jwk = issuer.clientKeys.get(clientId)
  if (!jwk) throw new RangeError(`no client ${clientId}`)
  const key = await importJWK(jwk, 'ES256')
  if (key instanceof Uint8Array) throw new RangeError('a key, not a secret')
  const auth = openid.PrivateKeyJwt({ key, kid: jwk.kid ?? '' })
  const [server, options] = [new URL(issuer.url), { execute: [openid.allowInsecureRequests] }]
  return openid.discovery(server, clientId, { token_endpoint_auth_method: 'private_key_jwt' }, auth, options)
}

/** A key of a client's own, as DPoP wants it. */
export async function newProofKey(alg = 'ES256') {
  const jwk = await newKey(alg, 'proof')
  const { kid: _kid, use: _use, alg: _alg, ...bare } = publicHalf(jwk)
  return { jwk, publicJwk: bare, alg, thumbprint: await calculateJwkThumbprint(bare) }
}
export type ProofKey = Awaited<ReturnType<typeof newProofKey>>

/** An access token as the issuer makes them, except for what is changed. */
export async function issueToken(
  { issuer }: TokenWorld,
  client: TestClient,
  {
    claims = {},
    header = {},
    key,
    signWith = issuer.signingKey,
    nowMs = Date.now(),
    isUser = false,
  }: {
    claims?: object
    header?: object
    key?: ProofKey | undefined
    signWith?: JWK | Uint8Array
    nowMs?: number
    isUser?: boolean
  },
): Promise<string> {
  const now = Math.floor(nowMs / 1000)
  const protectedHeader = { alg: 'ES256', typ: 'at+jwt', kid: issuer.signingKey.kid ?? '', ...header }
  const payload = {
    iss: issuer.url,
    aud: AUDIENCE,
    client_id: client.clientId,
    sub: isUser ? 'kari-normann' : client.clientId,
    scope: SCOPE,
    iat: now,
    nbf: now,
    exp: now + 300,
    jti: randomUUID(),
    ...(key ? { cnf: { jkt: key.thumbprint } } : {}),
    ...helseIdClaims(client, isUser),
    ...claims,
  }
  const signer = signWith instanceof Uint8Array ? signWith : await importJWK(signWith, protectedHeader.alg)
  return new SignJWT(Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined)))
    .setProtectedHeader(protectedHeader)
    .sign(signer, { crit: { b64: true, exp: true } })
}

/** A proof as RFC 9449 has it, except for what is changed. */
export async function makeProof(
  { key, token, method, url }: { key: ProofKey; token: string; method: string; url: string },
  {
    claims = {},
    header = {},
    signWith = key.jwk,
    nowMs = Date.now(),
  }: { claims?: object; header?: object; signWith?: JWK | Uint8Array; nowMs?: number } = {},
): Promise<string> {
  const payload = {
    jti: randomUUID(),
    htm: method,
    htu: url,
    iat: Math.floor(nowMs / 1000),
    ath: createHash('sha256').update(token).digest('base64url'),
    ...claims,
  }
  const protectedHeader = { alg: key.alg, typ: 'dpop+jwt', jwk: key.publicJwk, ...header }
  const signer = signWith instanceof Uint8Array ? signWith : await importJWK(signWith, protectedHeader.alg)
  return new SignJWT(Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined)))
    .setProtectedHeader(protectedHeader)
    .sign(signer, { crit: { exp: true } })
}
