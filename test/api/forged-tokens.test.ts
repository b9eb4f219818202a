import { randomUUID } from 'node:crypto'
import { exportSPKI, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../lib/kernel/instant.ts'
import { type AccessRow, filedDateOf, queryAccess } from '../../lib/store/access-log-store.ts'
import { codeOf, type Problem } from '../support/http.ts'
import { HOLD_ASK, tableBytes } from '../support/http-world.ts'
import { newKey, publicHalf } from '../support/issuer.ts'
import {
  issueToken,
  makeProof,
  newProofKey,
  type ProofKey,
  startTokenWorld,
  type TokenWorld,
} from '../support/token-world.ts'

/** What is sent; everything that is left out is as it should be. */
type Sent = {
  readonly authorization?: string
  readonly dpop?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Of the request itself, where it is not the one that was proven. */
  readonly path?: string
  readonly method?: string
}
type Row = readonly [name: string, refused: string, make: () => Promise<Sent>]

/**
 * Whatever somebody may try with a token or a proof: 401 or 403 with the problem's code and cause, a challenge that says
 * which, and nothing changed. The good request beside them differs from each in that one thing.
 */
describe('a token or a proof that is not right', () => {
  let world: TokenWorld
  let key: ProofKey
  let rsa: ProofKey

  afterAll(() => world.stop())
  beforeAll(async () => {
    world = await startTokenWorld()
    key = await newProofKey()
    rsa = await newProofKey('RS256')
  })

  const path = () => `/v1/units/${world.place.unitId}/holds`
  const urlOf = (at = path()) => `${world.api.address}${at}`
  const amk = () => world.clients.amk
  const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset

  const tokenWith = (changes: Parameters<typeof issueToken>[2] = {}) => issueToken(world, amk(), { key, ...changes })
  const proofFor = (token: string, changes: Parameters<typeof makeProof>[1] = {}, url = urlOf(), method = 'POST') =>
    makeProof({ key, token, method, url }, changes)
  /** A token that is wrong, with a proof that would have done. */
  const token = async (changes: Parameters<typeof issueToken>[2]): Promise<Sent> => {
    const made = await tokenWith(changes)
    return { authorization: `DPoP ${made}`, dpop: await proofFor(made) }
  }
  /** A proof that is wrong, with a token that would have done. */
  const proof = async (changes: Parameters<typeof makeProof>[1], url = urlOf(), method = 'POST'): Promise<Sent> => {
    const made = await tokenWith()
    return { authorization: `DPoP ${made}`, dpop: await proofFor(made, changes, url, method) }
  }
  const good = () => proof({})
  const send = ({ authorization, dpop, headers = {}, path: at = path(), method = 'POST' }: Sent) =>
    world.api.request(method, at, {
      ...(method === 'GET' ? {} : { body: HOLD_ASK }),
      headers: { ...(authorization ? { authorization } : {}), ...(dpop ? { dpop } : {}), ...headers },
    })
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const withHeader = async (text: string, header: object) => `${encode(header)}.${text.split('.').slice(1).join('.')}`

  const TOKENS: readonly Row[] = [
    ['no token', 'unauthenticated', async () => ({})],
    ['a scheme that is none of ours', 'unauthenticated', async () => ({ authorization: 'Basic YWRtaW46YWRtaW4=' })],
    ['two tokens in one header', 'unauthenticated', async () => ({ authorization: 'DPoP a.b.c, DPoP a.b.c' })],
    ['a token that is no token', 'token-refused malformed', async () => ({ authorization: 'DPoP let-me-in' })],
    [
      'five parts, as an encrypted token has',
      'token-refused malformed',
      async () => ({ authorization: 'DPoP a.b.c.d.e' }),
    ],
    [
      'a header that is a list',
      'token-refused malformed',
      async () => ({ authorization: `DPoP ${encode([1])}.e30.x` }),
    ],
    [
      'alg none and no signature',
      'token-refused algorithm',
      async () => {
        const [, body] = (await tokenWith()).split('.')
        return { authorization: `DPoP ${encode({ alg: 'none', typ: 'at+jwt', kid: 'issuer-1' })}.${body}.` }
      },
    ],
    [
      'alg nOnE with a signature of something else',
      'token-refused algorithm',
      async () => ({
        authorization: `DPoP ${await withHeader(await tokenWith(), { alg: 'nOnE', typ: 'at+jwt', kid: 'issuer-1' })}`,
      }),
    ],
    [
      'HS256 with the public key as the secret',
      'token-refused algorithm',
      async () => {
        const spki = await exportSPKI((await importJWK(publicHalf(world.issuer.signingKey), 'ES256')) as never)
        return token({ header: { alg: 'HS256' }, signWith: new TextEncoder().encode(spki) })
      },
    ],
    [
      'HS256 with the published JWK as the secret',
      'token-refused algorithm',
      () =>
        token({
          header: { alg: 'HS256' },
          signWith: new TextEncoder().encode(JSON.stringify(publicHalf(world.issuer.signingKey))),
        }),
    ],
    [
      'a key of its own in the header',
      'token-refused header',
      async () => {
        const own = await newKey('ES256', 'issuer-1')
        return token({ header: { jwk: publicHalf(own) }, signWith: own })
      },
    ],
    [
      'an address of keys in the header',
      'token-refused header',
      () => token({ header: { jku: 'https://evil.example/jwks' } }),
    ],
    ['a certificate in the header', 'token-refused header', () => token({ header: { x5c: ['MIIB'] } })],
    [
      'a critical header that we do not know',
      'token-refused header',
      () => token({ header: { crit: ['exp'], exp: 1 } }),
    ],
    ['an unencoded payload', 'token-refused header', () => token({ header: { crit: ['b64'], b64: true } })],
    ['an identity token', 'token-refused type', () => token({ header: { typ: 'id+jwt' } })],
    ['a logout token', 'token-refused type', () => token({ header: { typ: 'logout+jwt' } })],
    ['a proof in the token’s place', 'token-refused type', () => token({ header: { typ: 'dpop+jwt' } })],
    ['no type', 'token-refused type', () => token({ header: { typ: undefined } })],
    ['a key that the issuer has not', 'token-refused key', () => token({ header: { kid: 'issuer-2' } })],
    ['no key named', 'token-refused key', () => token({ header: { kid: undefined } })],
    ['a path for a key', 'token-refused key', () => token({ header: { kid: '../../../../dev/null' } })],
    ['an injection for a key', 'token-refused key', () => token({ header: { kid: "x' OR '1'='1" } })],
    ['a very long key name', 'token-refused key', () => token({ header: { kid: 'k'.repeat(1_000) } })],
    ['a prototype’s name for a key', 'token-refused key', () => token({ header: { kid: '__proto__' } })],
    [
      'signed by somebody else under the issuer’s key name',
      'token-refused signature',
      async () => token({ signWith: await newKey('ES256', 'issuer-1') }),
    ],
    [
      'claims changed after it was signed',
      'token-refused signature',
      async () => {
        const [head, body = '', signature] = (await tokenWith()).split('.')
        const claims = { ...JSON.parse(Buffer.from(body, 'base64url').toString()), exp: 9_999_999_999 }
        const made = `${head}.${encode(claims)}.${signature}`
        return { authorization: `DPoP ${made}`, dpop: await proofFor(made) }
      },
    ],
    [
      'another algorithm of the list than the key’s',
      'token-refused key',
      async () => token({ header: { alg: 'RS256' }, signWith: await newKey('RS256', 'x') }),
    ],
    ['another issuer', 'token-refused issuer', () => token({ claims: { iss: 'https://helseid-sts.test.nhn.no' } })],
    [
      'the issuer with a slash at its end',
      'token-refused issuer',
      () => token({ claims: { iss: `${world.issuer.url}/` } }),
    ],
    ['another API’s audience', 'token-refused audience', () => token({ claims: { aud: 'nhn:grunndata' } })],
    [
      'two audiences, ours among them',
      'token-refused audience',
      () => token({ claims: { aud: ['trekkspill', 'annen'] } }),
    ],
    [
      'an audience that only begins with ours',
      'token-refused audience',
      () => token({ claims: { aud: 'trekkspill-test' } }),
    ],
    ['no audience', 'token-refused audience', () => token({ claims: { aud: undefined } })],
    ['an empty list of audiences', 'token-refused audience', () => token({ claims: { aud: [] } })],
    ['long past its end', 'token-refused expired', () => token({ claims: { exp: seconds(-3_600) } })],
    ['past its end by the skew and a second', 'token-refused expired', () => token({ claims: { exp: seconds(-6) } })],
    ['no end', 'token-refused expired', () => token({ claims: { exp: undefined } })],
    ['an end that is text', 'token-refused expired', () => token({ claims: { exp: '9999999999' } })],
    ['not yet begun', 'token-refused not-yet-valid', () => token({ claims: { nbf: seconds(60) } })],
    ['made in the future', 'token-refused not-yet-valid', () => token({ claims: { iat: seconds(60) } })],
    ['no client', 'token-refused client', () => token({ claims: { client_id: undefined } })],
    ['no scope of ours', 'scope-missing', () => token({ claims: { scope: 'openid profile' } })],
    ['a scope that only begins with ours', 'scope-missing', () => token({ claims: { scope: 'trekkspill/api-les' } })],
    [
      'a person at level 3',
      'security-level-too-low',
      () => token({ isUser: true, claims: { 'helseid://claims/identity/security_level': '3' } }),
    ],
    [
      'a person whose level is a number',
      'security-level-too-low',
      () => token({ isUser: true, claims: { 'helseid://claims/identity/security_level': 4 } }),
    ],
    [
      'a person without a level, in a token that says it is a system’s',
      'security-level-too-low',
      () => token({ claims: { 'helseid://claims/identity/pid': '13097248022' } }),
    ],
    [
      'no organisation',
      'token-refused organisation',
      () => token({ claims: { 'helseid://claims/client/claims/orgnr_parent': undefined } }),
    ],
    [
      'an organisation that is a list',
      'token-refused organisation',
      () => token({ claims: { 'helseid://claims/client/claims/orgnr_parent': ['983974910'] } }),
    ],
    [
      'a name in the number’s place',
      'token-refused organisation',
      () => token({ claims: { 'helseid://claims/client/claims/orgnr_child': 'AMK' } }),
    ],
    ['a token that is bound to no key', 'token-refused key-binding', () => token({ claims: { cnf: undefined } })],
    [
      'bound to a key by certificate',
      'token-refused key-binding',
      () => token({ claims: { cnf: { 'x5t#S256': 'abc' } } }),
    ],
    [
      'a bound token sent alone',
      'token-refused scheme',
      async () => ({ authorization: `Bearer ${await tokenWith()}` }),
    ],
    [
      'an unbound token of a client that must prove its key, sent alone',
      'token-refused scheme',
      async () => ({ authorization: `Bearer ${await issueToken(world, amk(), {})}` }),
    ],
    [
      'a bound token of a client that sends it alone',
      'token-refused key-binding',
      async () => ({ authorization: `Bearer ${await issueToken(world, world.clients.bearer, { key })}` }),
    ],
    [
      'a client that sends its token alone, with a proof',
      'token-refused scheme',
      async () => {
        const made = await issueToken(world, world.clients.bearer, { key })
        return { authorization: `DPoP ${made}`, dpop: await proofFor(made) }
      },
    ],
  ]

  const PROOFS: readonly Row[] = [
    ['no proof', 'proof-refused missing', async () => ({ authorization: `DPoP ${await tokenWith()}` })],
    [
      'a proof that is none',
      'proof-refused malformed',
      async () => ({ authorization: `DPoP ${await tokenWith()}`, dpop: 'proof' }),
    ],
    [
      'two proofs in one header',
      'proof-refused malformed',
      async () => {
        const { authorization = '', dpop } = await good()
        return { authorization, dpop: `${dpop}, ${dpop}` }
      },
    ],
    [
      'the token for a proof',
      'proof-refused type',
      async () => {
        const made = await tokenWith()
        return { authorization: `DPoP ${made}`, dpop: made }
      },
    ],
    ['a proof of type JWT', 'proof-refused type', () => proof({ header: { typ: 'JWT' } })],
    [
      'a proof with a shared secret',
      'proof-refused algorithm',
      () => proof({ header: { alg: 'HS256' }, signWith: new Uint8Array(32) }),
    ],
    [
      'a proof with alg none',
      'proof-refused algorithm',
      async () => {
        const { authorization = '', dpop = '' } = await good()
        return {
          authorization,
          dpop: `${encode({ typ: 'dpop+jwt', alg: 'none', jwk: key.publicJwk })}.${dpop.split('.')[1]}.`,
        }
      },
    ],
    [
      'a proof with its private key',
      'proof-refused key',
      () => proof({ header: { jwk: { ...key.publicJwk, d: key.jwk.d } } }),
    ],
    ['a proof with a symmetric key', 'proof-refused key', () => proof({ header: { jwk: { kty: 'oct', k: 'AAAA' } } })],
    ['a proof without its key', 'proof-refused key', () => proof({ header: { jwk: undefined } })],
    [
      'a proof whose key is no point of its curve',
      'proof-refused key',
      () => proof({ header: { jwk: { ...key.publicJwk, y: key.publicJwk.x } } }),
    ],
    [
      'a proof with the address of a key',
      'proof-refused header',
      () => proof({ header: { jku: 'https://evil.example/jwks' } }),
    ],
    ['a proof with a critical header', 'proof-refused header', () => proof({ header: { crit: ['exp'], exp: 1 } })],
    [
      'a proof signed by another key than it shows',
      'proof-refused signature',
      async () => proof({ signWith: (await newProofKey()).jwk }),
    ],
    [
      'a proof by a key that the token is not bound to',
      'proof-refused key-binding',
      async () => {
        const [made, thief] = [await tokenWith(), await newProofKey()]
        return {
          authorization: `DPoP ${made}`,
          dpop: await makeProof({ key: thief, token: made, method: 'POST', url: urlOf() }),
        }
      },
    ],
    [
      'a proof by a key of another kind',
      'proof-refused key-binding',
      async () => {
        const made = await tokenWith()
        return {
          authorization: `DPoP ${made}`,
          dpop: await makeProof({ key: rsa, token: made, method: 'POST', url: urlOf() }),
        }
      },
    ],
    [
      'a proof made for another token',
      'proof-refused token',
      async () => ({ authorization: `DPoP ${await tokenWith()}`, dpop: await proofFor(await tokenWith()) }),
    ],
    ['a proof for no token', 'proof-refused token', () => proof({ claims: { ath: undefined } })],
    ['a proof for another method', 'proof-refused method', () => proof({}, urlOf(), 'GET')],
    ['a proof for the method in small letters', 'proof-refused method', () => proof({}, urlOf(), 'post')],
    ['a proof without a method', 'proof-refused method', () => proof({ claims: { htm: undefined } })],
    ['a proof for another unit', 'proof-refused address', () => proof({}, urlOf('/v1/units/unit_other/holds'))],
    [
      'a proof for the path in large letters',
      'proof-refused address',
      () => proof({}, urlOf().replace('/units/', '/Units/')),
    ],
    ['a proof for the path with a slash at its end', 'proof-refused address', () => proof({}, `${urlOf()}/`)],
    [
      'a proof for the path with a double slash',
      'proof-refused address',
      () => proof({}, urlOf().replace('/units/', '//units/')),
    ],
    ['a proof for another port', 'proof-refused address', () => proof({}, urlOf().replace(/:\d+/, ':443'))],
    ['a proof for no port', 'proof-refused address', () => proof({}, urlOf().replace(/:\d+/, ''))],
    ['a proof for another host', 'proof-refused address', () => proof({}, `https://evil.example${path()}`)],
    [
      'a proof for https where we are not',
      'proof-refused address',
      () => proof({}, urlOf().replace('http:', 'https:')),
    ],
    ['a proof with a query', 'proof-refused address', () => proof({}, `${urlOf()}?a=1`)],
    ['a proof with a fragment', 'proof-refused address', () => proof({}, `${urlOf()}#a`)],
    [
      'a proof with a user’s name in the address',
      'proof-refused address',
      () => proof({}, urlOf().replace('//', '//a@')),
    ],
    ['a proof for a path alone', 'proof-refused address', () => proof({}, path())],
    ['a proof without an address', 'proof-refused address', () => proof({ claims: { htu: undefined } })],
    ['a proof that is a minute old', 'proof-refused stale', () => proof({ claims: { iat: seconds(-60) } })],
    [
      'a proof older than window and skew by a second',
      'proof-refused stale',
      () => proof({ claims: { iat: seconds(-17) } }),
    ],
    ['a proof without a time', 'proof-refused stale', () => proof({ claims: { iat: undefined } })],
    ['a proof from the future', 'proof-refused not-yet-valid', () => proof({ claims: { iat: seconds(30) } })],
    ['a proof without an id', 'proof-refused id', () => proof({ claims: { jti: undefined } })],
    ['a proof with an endless id', 'proof-refused id', () => proof({ claims: { jti: 'j'.repeat(300) } })],
    [
      'a proof that was used',
      'proof-refused replayed',
      async () => {
        const sent = await proof({})
        expect((await send({ ...sent, headers: { 'acting-as': 'auditor' } })).status).toBe(403)
        return sent
      },
    ],
  ]

  const PEOPLE: readonly Row[] = [
    [
      'an organisation that no list names',
      'not-in-access-list',
      async () => {
        const made = await issueToken(world, world.clients.stranger, { key })
        return { authorization: `DPoP ${made}`, dpop: await proofFor(made) }
      },
    ],
    [
      'another client of an organisation whose list names its client',
      'not-in-access-list',
      () => token({ claims: { client_id: 'another-system', sub: 'another-system' } }),
    ],
    [
      'a person where only the system is let in',
      'not-in-access-list',
      async () => {
        const made = await issueToken(world, world.clients.both, { key, isUser: true })
        return { authorization: `DPoP ${made}`, dpop: await proofFor(made) }
      },
    ],
    [
      'a role that they do not have',
      'not-in-access-list',
      async () => ({ ...(await good()), headers: { 'acting-as': 'admin *' } }),
    ],
    [
      'a unit that is not theirs',
      'not-in-access-list',
      async () => {
        const made = await issueToken(world, world.clients.both, { key })
        return {
          authorization: `DPoP ${made}`,
          dpop: await proofFor(made),
          headers: { 'acting-as': `ward-leader ${world.other.unitId}` },
        }
      },
    ],
    [
      'two roles and none named',
      'acting-as-required',
      async () => {
        const made = await issueToken(world, world.clients.both, { key })
        return { authorization: `DPoP ${made}`, dpop: await proofFor(made) }
      },
    ],
    [
      'a good token at a route that is not for its role',
      'forbidden',
      async () => {
        const [made, at] = [await tokenWith(), `/v1/units/${world.place.unitId}/board`]
        return {
          authorization: `DPoP ${made}`,
          dpop: await proofFor(made, {}, urlOf(at), 'GET'),
          path: at,
          method: 'GET',
        }
      },
    ],
  ]

  const CHALLENGES: Readonly<Record<string, RegExp | null>> = {
    unauthenticated: /^DPoP algs="PS256 ES256 RS256", Bearer$/,
    'token-refused': /^(DPoP|Bearer) error="invalid_token", error_description="[a-z-]+"/,
    'proof-refused': /^DPoP error="invalid_dpop_proof", error_description="[a-z-]+", algs="/,
    'scope-missing': /^DPoP error="insufficient_scope", scope="trekkspill\/api"/,
    'security-level-too-low': /^DPoP error="insufficient_user_authentication", acr_values="Level4"/,
    'not-in-access-list': null,
    'acting-as-required': null,
    forbidden: null,
  }

  it.each([...TOKENS, ...PROOFS, ...PEOPLE])('%s: %s', async (_, refusal, make) => {
    const sent = await make()
    const [before, kept] = [await withoutProofs(), await loggedRefusals()]
    const answer = await send(sent)
    const problem = answer.json as Problem
    const [code = '', cause] = refusal.split(' ')
    expect([codeOf(problem), problem['cause']]).toEqual([code, cause])
    const challenge = answer.headers.get('www-authenticate')
    const expected = CHALLENGES[code]
    if (expected) expect(challenge).toMatch(expected)
    else expect([answer.status, challenge]).toEqual([403, null])
    expect(answer.text, 'nothing of the token comes back').not.toMatch(/13097248022|kari|eyJ/)
    expect(await withoutProofs()).toBe(before)
    const [last, ...others] = (await loggedRefusals()).filter(
      ({ cursor }) => !kept.some((row) => row.cursor === cursor),
    )
    const operation = sent.method === 'GET' ? 'show-board' : 'place-hold'
    expect(last?.record).toMatchObject({ operation, result: 'refused', problem: code, cause: cause ?? null })
    expect(others).toEqual([])
    expect(JSON.stringify(last), 'nothing of the token is kept').not.toMatch(/13097248022|kari/)
    const sentParts = [sent.authorization, sent.dpop].flatMap((text) => text?.split(/[\s.,]+/) ?? [])
    expect(sentParts.filter((part) => part.length > LEAST_TELLING && JSON.stringify(last).includes(part))).toEqual([])
  })

  it('beside them the same request is good, so that each is refused for its one fault', async () => {
    expect((await send(await good())).status).toBe(201)
  })

  it.each([
    ['the host in large letters', () => proof({}, urlOf().replace('localhost', 'LOCALHOST'))],
    ['a token of type JWT', () => token({ header: { typ: 'JWT' } })],
    ['a token of type application/at+jwt', () => token({ header: { typ: 'application/at+jwt' } })],
    ['one audience in a list', () => token({ claims: { aud: ['trekkspill'] } })],
    ['a token that ended within the skew', () => token({ claims: { exp: seconds(-2) } })],
    ['a proof at the edge of the window', () => proof({ claims: { iat: seconds(-13) } })],
    ['a proof from a clock a little ahead', () => proof({ claims: { iat: seconds(3) } })],
    [
      'the scheme in small letters',
      async () => {
        const { authorization = '', ...rest } = await good()
        return { ...rest, authorization: authorization.replace('DPoP', 'dpop') }
      },
    ],
    [
      'a client that sends its token alone',
      async () => ({ authorization: `Bearer ${await issueToken(world, world.clients.bearer, {})}` }),
    ],
    ['a person at level 4', () => token({ isUser: true })],
  ] satisfies readonly (readonly [string, () => Promise<Sent>])[])('%s is let in', async (_, make) => {
    // No bed left is an answer to somebody who was let in.
    const answer = await send(await make())
    expect([201, 409], answer.text).toContain(answer.status)
  })

  it('one proof sent many times at once is good once', async () => {
    const sent = await proof({ claims: { jti: randomUUID() } })
    const statuses = await Promise.all(
      Array.from(
        { length: 20 },
        async () => (await send({ ...sent, headers: { 'acting-as': 'dispatcher amk-nordland' } })).status,
      ),
    )
    expect(statuses.filter((status) => status === 401)).toHaveLength(19)
  })

  /** Shorter parts of a token or a proof, such as a scheme, say nothing. */
  const LEAST_TELLING = 8

  /** Every refusal that is in the access log, as it lies there. */
  const loggedRefusals = async (): Promise<readonly AccessRow[]> => {
    const rows: AccessRow[] = []
    const { accessLog } = world.api.deps
    const today = filedDateOf(instantOf(world.api.now()))
    for await (const row of queryAccess(accessLog, today, undefined))
      if (row.record.result === 'refused') rows.push(row)
    return rows
  }

  /** A used proof is remembered, whatever came of its request; nothing else may change. */
  const withoutProofs = async () =>
    (await tableBytes(world.api))
      .split('\n')
      .filter((line) => !line.includes('PROOF#'))
      .join('\n')
})
