import { randomUUID } from 'node:crypto'
import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOLD_ASK } from '../support/http-world.ts'
import { SCOPE } from '../support/issuer.ts'
import { configurationOf, REDIRECT_URI, startTokenWorld, type TokenWorld } from '../support/token-world.ts'

/** The service through a client library and a provider that are not ours. */
describe('an OpenID client', () => {
  let world: TokenWorld

  afterAll(() => world.stop())
  beforeAll(async () => {
    world = await startTokenWorld()
  })

  const holdAt = () => new URL(`/v1/units/${world.place.unitId}/holds`, world.api.address)
  const bytes = new TextEncoder().encode(JSON.stringify(HOLD_ASK))

  it('an OpenID client with DPoP places a hold', async () => {
    const config = await configurationOf(world, world.clients.amk)
    const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256'))
    const { access_token, token_type } = await openid.clientCredentialsGrant(config, { scope: SCOPE }, { DPoP })
    expect(token_type).toBe('dpop')
    const headers = new Headers({ 'idempotency-key': randomUUID() })
    const response = await openid.fetchProtectedResource(config, access_token, holdAt(), 'POST', bytes, headers, {
      DPoP,
    })
    expect([response.status, await response.json()]).toEqual([
      201,
      expect.objectContaining({ unitId: world.place.unitId, state: 'pending' }),
    ])
  })

  it('a person who signs in by code flow with PKCE, over a pushed request, places a hold', async () => {
    const config = await configurationOf(world, world.clients.amkUser)
    const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256'))
    const [pkceCodeVerifier, expectedState] = [openid.randomPKCECodeVerifier(), openid.randomState()]
    const to = await openid.buildAuthorizationUrlWithPAR(
      config,
      {
        redirect_uri: REDIRECT_URI,
        scope: `openid ${SCOPE}`,
        code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        state: expectedState,
      },
      { DPoP },
    )
    const back = await followToCallback(to)
    const tokens = await openid.authorizationCodeGrant(config, back, { pkceCodeVerifier, expectedState }, {}, { DPoP })
    const response = await openid.fetchProtectedResource(
      config,
      tokens.access_token,
      holdAt(),
      'POST',
      bytes,
      new Headers(),
      { DPoP },
    )
    expect(response.status).toBe(201)
    const { events } = await (await world.api.as({ role: 'ward-leader', unit: world.place.unitId })).ok(
      'read-journal',
      {
        params: { unitId: world.place.unitId },
      },
    )
    expect(events.at(-1)).toMatchObject({ type: 'hold-placed', actor: { role: 'dispatcher', org: 'amk-nordland' } })
    expect(JSON.stringify(events), 'the person stays in the token').not.toMatch(/13097248022|kari/)
  })
})

/** What a browser does between leaving for the provider and coming back with a code. */
async function followToCallback(start: URL): Promise<URL> {
  const cookies = new Map<string, string>()
  let at = start
  for (let steps = 0; steps < 10; steps += 1) {
    if (at.href.startsWith(REDIRECT_URI)) return at
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (!location)
      throw new Error(`the provider stopped at ${at.pathname}: ${response.status} ${await response.text()}`)
    at = new URL(location, at)
  }
  throw new Error('the provider sends us round')
}
