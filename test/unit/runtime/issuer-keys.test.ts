import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { issuerKeys } from '../../../functions/runtime/token/issuer-keys.ts'
import { TokenSettings } from '../../../lib/contract/token-settings.ts'

const settings = TokenSettings.parse({
  issuer: 'https://utsteder.no',
  audience: 'trekkspill',
  scope: 'trekkspill/api',
  keysFreshSeconds: 600,
  keysKeptSeconds: 3600,
  keysCooldownSeconds: 30,
})
const header = (kid: string) => ({ alg: 'ES256', kid })

describe("the issuer's keys", () => {
  let made: readonly JWK[]
  let published: readonly JWK[]
  let says: string
  let isDown: boolean
  let asked: number
  let now: number

  beforeAll(async () => {
    made = await Promise.all(
      ['gammel', 'ny'].map(async (kid) => {
        const { publicKey } = await generateKeyPair('ES256', { extractable: true })
        return { ...(await exportJWK(publicKey)), kid, alg: 'ES256' }
      }),
    )
  })
  beforeEach(() => {
    published = made.slice(0, 1)
    says = settings.issuer
    isDown = false
    asked = 0
    now = 0
  })

  const fresh = () => issuerKeys(settings, { fetchJson: answer, nowMs: () => now * 1000 })
  async function answer(url: string): Promise<unknown> {
    asked += 1
    if (isDown) throw new Error('ECONNREFUSED')
    return url.endsWith('/jwks') ? { keys: published } : { issuer: says, jwks_uri: 'https://utsteder.no/jwks' }
  }

  it('are asked for once, and kept while they are fresh', async () => {
    const keys = fresh()
    for (now = 0; now <= 600; now += 200) expect(await keys.find(header('gammel'))).toHaveProperty('key')
    expect(asked).toBe(2)
  })

  it('are asked for once by many who need them at the same moment', async () => {
    const keys = fresh()
    const found = await Promise.all(Array.from({ length: 20 }, () => keys.find(header('gammel'))))
    expect(found.every((one) => typeof one === 'object')).toBe(true)
    expect(asked).toBe(2)
  })

  it('rotate: a token that names a new one is believed, and one that names the old is not any more', async () => {
    const keys = fresh()
    await keys.find(header('gammel'))
    published = made.slice(1)
    now = 31
    expect(await keys.find(header('ny'))).toHaveProperty('key')
    expect(await keys.find(header('gammel'))).toBe('unknown')
  })

  it('are not asked for again within the cool-down, whatever tokens name', async () => {
    const keys = fresh()
    await keys.find(header('gammel'))
    now = 29
    for (let i = 0; i < 50; i += 1) expect(await keys.find(header(`oppdiktet-${i}`))).toBe('unknown')
    expect(asked).toBe(2)
  })

  it('serve while the issuer does not answer, and no longer than the settings say', async () => {
    const keys = fresh()
    await keys.find(header('gammel'))
    isDown = true
    now = 3600
    expect(await keys.find(header('gammel'))).toHaveProperty('key')
    now = 3601
    expect(await keys.find(header('gammel'))).toBe('unreachable')
    isDown = false
    now = 3631
    expect(await keys.find(header('gammel'))).toHaveProperty('key')
  })

  it('are none where the issuer was never reached, or says that it is another', async () => {
    isDown = true
    expect(await fresh().find(header('gammel'))).toBe('unreachable')
    isDown = false
    says = 'https://annen.no'
    expect(await fresh().find(header('gammel'))).toBe('unreachable')
  })
})
