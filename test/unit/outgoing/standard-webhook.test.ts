import { describe, expect, it } from 'vitest'
import type { AgreementId, SubscriptionId } from '../../../lib/domain/ids.ts'
import { signWebhook } from '../../../lib/domain/outgoing/standard-webhook.ts'
import { isGivenUp, nextTryAt, type Subscription } from '../../../lib/domain/outgoing/subscription.ts'
import { shownSecret, validSecrets } from '../../../lib/domain/outgoing/webhook-secret.ts'
import { type Instant, msBetween, plusMinutes } from '../../../lib/kernel/instant.ts'

const NOON = '2026-11-22T12:00:00.000Z' as Instant
const KEY = Buffer.from('nokkel')
const SUBSCRIPTION: Subscription = {
  agreementId: 'agr_salten' as AgreementId,
  subscriptionId: 'sub_a' as SubscriptionId,
  url: 'https://mottak.example',
  types: ['unit-closed'],
  state: 'active',
  disabledReason: null,
  disabledAt: null,
  createdAt: NOON,
  changedBy: { role: 'admin', org: '*' },
  generation: 1,
  earlierUntil: null,
}

describe('Standard Webhooks', () => {
  it("signs as the standard's own example does", () => {
    const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
    const sentAt = new Date(1_614_265_330_000).toISOString() as Instant
    const headers = signWebhook([secret], { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt, body: '{"test": 2432232314}' })
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('a secret is 32 bytes, and another for another agreement, name, time, generation or key', () => {
    const others: Subscription[] = [
      SUBSCRIPTION,
      { ...SUBSCRIPTION, agreementId: 'agr_lofoten' as AgreementId },
      { ...SUBSCRIPTION, subscriptionId: 'sub_b' as SubscriptionId },
      { ...SUBSCRIPTION, createdAt: plusMinutes(NOON, 1) },
      { ...SUBSCRIPTION, generation: 2 },
    ]
    const secrets = [...others.map((each) => shownSecret(KEY, each)), shownSecret(Buffer.from('annen'), SUBSCRIPTION)]
    expect(new Set(secrets).size).toBe(secrets.length)
    for (const secret of secrets) expect(Buffer.from(secret.slice('whsec_'.length), 'base64').length).toBe(32)
  })

  it('after a rotation both secrets sign until the overlap is over, the new one first', () => {
    const earlierUntil = plusMinutes(NOON, 60)
    const rotated = { ...SUBSCRIPTION, generation: 2, earlierUntil }
    const shown = [shownSecret(KEY, rotated), shownSecret(KEY, SUBSCRIPTION)]
    const at = (instant: Instant) =>
      validSecrets(KEY, rotated, instant).map((secret) => `whsec_${Buffer.from(secret).toString('base64')}`)
    expect(at(plusMinutes(NOON, 59))).toEqual(shown)
    expect(at(earlierUntil)).toEqual(shown.slice(0, 1))
  })
})

describe('trying again', () => {
  it('waits a minute, then twice as long each time, and never more than six hours and a tenth', () => {
    const waits = [1, 2, 3, 9, 10, 50].map(
      (failures) => msBetween(NOON, nextTryAt(NOON, failures, { chance: 0, askedSeconds: null })) / 60_000,
    )
    expect(waits).toEqual([1, 2, 4, 256, 360, 360])
    const latest = nextTryAt(NOON, 50, { chance: 1, askedSeconds: 999_999 })
    expect(msBetween(NOON, latest) / 60_000).toBe(396)
  })

  it('waits as long as it is asked to, where that is longer', () => {
    expect(nextTryAt(NOON, 1, { chance: 0, askedSeconds: 600 })).toBe(plusMinutes(NOON, 10))
    expect(nextTryAt(NOON, 5, { chance: 0, askedSeconds: 1 })).toBe(plusMinutes(NOON, 16))
  })

  it('ends after five døgn', () => {
    expect(isGivenUp(NOON, plusMinutes(NOON, 5 * 24 * 60 - 1))).toBe(false)
    expect(isGivenUp(NOON, plusMinutes(NOON, 5 * 24 * 60))).toBe(true)
  })
})
