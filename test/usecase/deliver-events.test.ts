import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { webhookReader } from '../../lib/client/webhook.ts'
import { PutAgreementRequest } from '../../lib/contract/agreement.ts'
import { PutSubscriptionRequest } from '../../lib/contract/subscription.ts'
import { PutUnitRequest } from '../../lib/contract/unit.ts'
import type { AgreementId, HoldId, SubscriptionId, UnitId } from '../../lib/domain/ids.ts'
import { OUTGOING_TYPES } from '../../lib/domain/outgoing/outgoing-event.ts'
import type { Instant } from '../../lib/kernel/instant.ts'
import { declineHold } from '../../lib/usecases/answer-hold.ts'
import { closeUnit, confirmUnit } from '../../lib/usecases/change-standing.ts'
import { deliverEvents } from '../../lib/usecases/deliver-events.ts'
import { listDeliveries, resendEvent } from '../../lib/usecases/deliveries.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { putUnit } from '../../lib/usecases/describe-unit.ts'
import { placeHold } from '../../lib/usecases/place-hold.ts'
import { putAgreement } from '../../lib/usecases/save-agreement.ts'
import {
  listSubscriptions,
  putSubscription,
  removeSubscription,
  rotateSecret,
} from '../../lib/usecases/subscriptions.ts'
import { DOWN, makeReceiver, OK, status, WEBHOOK_KEY } from '../support/receiver.ts'
import { ADMIN, AMK, agreementBody, foundUnit, NOON, unitBody, wardOf } from '../support/region.ts'
import { freshTable, testDeps } from '../support/table.ts'

type Receiver = ReturnType<typeof makeReceiver>
const SETTINGS = { webhookKey: WEBHOOK_KEY, localToo: false }
const SUB = 'sub_mottak' as SubscriptionId

describe('deliver-events', () => {
  let deps: Deps
  let client: DynamoDBClient
  let tableName: string
  let receiver: Receiver
  let places = 0
  beforeEach(async () => {
    // A table of its own for each, because a run tells all that there is to tell.
    ;({ deps, client, tableName } = await freshTable())
    receiver = makeReceiver(NOON)
  })

  const at = () => ({ now: receiver.now() })
  const deliver = () => deliverEvents(deps, receiver.couriers)
  async function place({ beds = 3 } = {}) {
    places += 1
    const unitId = await foundUnit(deps, `hendelse-${places}`, { beds, now: receiver.now() })
    return { unitId, agreementId: `agr_hendelse-${places}` as AgreementId }
  }
  async function subscribe(agreementId: AgreementId, more: object = {}, subscriptionId = SUB) {
    const body = PutSubscriptionRequest.parse({ url: 'https://mottak.example/inn', types: OUTGOING_TYPES, ...more })
    const change = { actor: ADMIN, ...at(), precondition: { kind: 'absent' } as const }
    const saved = await putSubscription(deps, change, { agreementId, subscriptionId }, body, SETTINGS)
    if (!saved.ok) throw new Error(saved.refusal.kind)
    return saved.value
  }
  const confirm = (unitId: UnitId) => confirmUnit(deps, { actor: wardOf(unitId), ...at() }, { unitId })
  async function hold(unitId: UnitId): Promise<HoldId> {
    const ask = { partyId: 'k-1804', service: 'kad-somatikk', needs: [], etaMinutes: null, lookupId: null }
    const placed = await placeHold(deps, { actor: AMK, ...at() }, { ...ask, unitId } as never)
    if (!placed.ok) throw new Error(placed.refusal.kind)
    return placed.value.holdId as HoldId
  }
  const typesOf = () => receiver.events().map(({ type }) => type)
  const seqs = (unitId: UnitId) =>
    receiver
      .events()
      .filter((event) => event.unitId === unitId)
      .map(({ seq }) => seq)
  const shown = async (agreementId: AgreementId) => {
    const listed = await listSubscriptions(deps, { agreementId })
    if (!listed.ok) throw new Error('refused')
    return listed.value.subscriptions[0]
  }

  it('tells what happened after somebody asked to be told, once, in order, and nothing from before', async () => {
    const { unitId, agreementId } = await place()
    await confirm(unitId)
    await subscribe(agreementId)
    expect(await deliver()).toMatchObject({ told: 0 })
    const holdId = await hold(unitId)
    await declineHold(
      deps,
      { actor: wardOf(unitId), ...at() },
      { unitId, holdId, reason: 'full', detail: 'Ola ringte' },
    )
    const until = '2026-11-23T12:00:00.000Z' as Instant
    await closeUnit(deps, { actor: wardOf(unitId), ...at() }, unitId, { reason: 'bemanning', until, open: false })
    expect(await deliver()).toEqual({ told: 3, failing: 0, disabled: [], isBusFailing: false })
    expect(await deliver()).toMatchObject({ told: 0 })
    const [placed, answered, closed] = receiver.events()
    expect(placed).toEqual({
      id: `evt_${unitId}_4`,
      type: 'hold-placed',
      version: 1,
      timestamp: NOON,
      agreementId,
      unitId,
      seq: 4,
      data: {
        holdId,
        service: 'kad-somatikk',
        answerDueAt: '2026-11-22T12:10:00.000Z',
        expiresAt: '2026-11-22T12:30:00.000Z',
      },
    })
    expect(answered?.data).toEqual({ holdId, answer: 'declined', reason: 'full', expiresAt: null })
    expect(closed).toMatchObject({ type: 'unit-closed', data: { until } })
    // Neither a payer nor free text, whatever was said to the unit.
    expect(receiver.taken.map(({ body }) => body).join()).not.toMatch(/k-1804|Ola|bemanning|amk/)
  })

  it('what is sent is read by the client that other programs have, and each of it once', async () => {
    const { unitId, agreementId } = await place()
    const { secret } = await subscribe(agreementId)
    await confirm(unitId)
    await deliver()
    const [sent] = receiver.taken
    const seen = new Set<string>()
    const isNew = (id: string) => !seen.has(id) && seen.add(id).size > 0
    const read = webhookReader({ secrets: [secret ?? ''], isNew, nowMs: () => Date.parse(receiver.now()) })
    expect(await read(sent?.headers ?? {}, sent?.body ?? '')).toEqual({ kind: 'event', event: receiver.events()[0] })
    expect(await read(sent?.headers ?? {}, sent?.body ?? '')).toMatchObject({ kind: 'repeated' })
  })

  it('tells only what was asked for', async () => {
    const { unitId, agreementId } = await place()
    await subscribe(agreementId, { types: ['hold-placed'] })
    await confirm(unitId)
    await hold(unitId)
    await confirm(unitId)
    await deliver()
    expect(typesOf()).toEqual(['hold-placed'])
  })

  it("hundreds of events of one unit and some of another come in each unit's own order, each once", async () => {
    const [one, two] = [await place(), await place()]
    await subscribe(one.agreementId)
    await subscribe(two.agreementId)
    // Two dozen turns of the one, and more than is looked through in any of them.
    for (let i = 0; i < 250; i += 1) await Promise.all([confirm(one.unitId), i % 10 === 0 ? confirm(two.unitId) : null])
    while ((await deliver()).told > 0);
    expect(seqs(one.unitId)).toEqual(Array.from({ length: 250 }, (_, i) => i + 3))
    expect(seqs(two.unitId)).toEqual(Array.from({ length: 25 }, (_, i) => i + 3))
  })

  it('two senders at once tell each event once, and in order', async () => {
    const { unitId, agreementId } = await place()
    await subscribe(agreementId)
    for (let i = 0; i < 60; i += 1) await confirm(unitId)
    const other = testDeps(client, tableName, 7)
    receiver.answers(() => new Promise((resolve) => setImmediate(() => resolve(OK))))
    const runs = [
      deliver(),
      deliverEvents(other, receiver.couriers),
      deliver(),
      deliverEvents(other, receiver.couriers),
    ]
    await Promise.all(runs)
    await deliver()
    expect(seqs(unitId)).toEqual(Array.from({ length: 60 }, (_, i) => i + 3))
  })

  it('a sender that dies after the event was committed and before it was sent leaves nothing out', async () => {
    const { unitId, agreementId } = await place()
    await subscribe(agreementId)
    await confirm(unitId)
    receiver.answers(() => {
      throw new Error('the process is gone')
    })
    await expect(deliver()).rejects.toThrow('some events could not be told')
    receiver.answers(() => OK)
    // Whoever comes next cannot know that the first is dead, and waits until its lease is out.
    expect(await deliver()).toMatchObject({ told: 0 })
    receiver.passes(5)
    expect(await deliver()).toMatchObject({ told: 1 })
    expect(seqs(unitId)).toEqual([3])
  })

  it('a sender that dies after sending, before it wrote that, sends again under the same id', async () => {
    const { unitId, agreementId } = await place()
    await subscribe(agreementId)
    await confirm(unitId)
    const dying = dyingAfter(client, tableName, 1)
    await expect(deliverEvents(dying, receiver.couriers)).rejects.toThrow()
    receiver.passes(5)
    await deliver()
    const ids = receiver.taken.map(({ headers }) => headers['webhook-id'])
    expect(ids).toEqual([`evt_${unitId}_3`, `evt_${unitId}_3`])
    expect(new Set(receiver.taken.map(({ body }) => body)).size).toBe(1)
  })

  it('a receiver that is down for six hours gets all of it in order when it is back, and is not called all the time', async () => {
    const { unitId, agreementId } = await place()
    await subscribe(agreementId)
    receiver.answers(() => DOWN)
    for (let minute = 0; minute < 360; minute += 1) {
      if (minute % 30 === 0) await confirm(unitId)
      await deliver()
      receiver.passes(1)
    }
    expect(receiver.taken).toEqual([])
    // 1, 2, 4 … minutes and a little more: nine tries in six hours.
    expect(receiver.tries.length).toBe(9)
    expect(await shown(agreementId)).toMatchObject({ state: 'active', failing: { since: NOON, feeds: 1 } })
    receiver.answers(() => OK)
    for (let minute = 0; minute < 6 * 60 + 40; minute += 10) {
      await deliver()
      receiver.passes(10)
    }
    expect(seqs(unitId)).toEqual(Array.from({ length: 12 }, (_, i) => i + 3))
    expect((await shown(agreementId))?.failing).toBeNull()
  })

  it('an event that a receiver will not take holds back what is after it in its unit, and no other unit', async () => {
    const { unitId, agreementId } = await place()
    const other = await place()
    await subscribe(agreementId)
    await subscribe(other.agreementId)
    await hold(unitId)
    await confirm(unitId)
    await confirm(other.unitId)
    receiver.answers(({ type }) => (type === 'hold-placed' ? status(500) : OK))
    expect(await deliver()).toMatchObject({ told: 1, failing: 1 })
    expect(typesOf()).toEqual(['unit-confirmed'])
    receiver.answers(() => OK)
    receiver.passes(2)
    await deliver()
    expect(seqs(unitId)).toEqual([3, 4])
  })

  it.each([
    ['a redirect', status(302)],
    ['a refusal', status(401)],
    ['a fault', status(503)],
    ['silence', { fault: 'timeout' } as const],
  ])('%s is no receipt', async (_what, answer) => {
    const { unitId, agreementId } = await place()
    await subscribe(agreementId)
    await confirm(unitId)
    receiver.answers(() => answer)
    expect(await deliver()).toMatchObject({ told: 0, failing: 1 })
  })

  it('leaves a receiver alone for as long as it asks, and no longer than six hours', async () => {
    const { unitId, agreementId } = await place()
    await subscribe(agreementId)
    await confirm(unitId)
    receiver.answers(() => status(429, 3600))
    await deliver()
    receiver.passes(59)
    await deliver()
    expect(receiver.tries.length).toBe(1)
    receiver.passes(8)
    receiver.answers(() => status(429, 999_999))
    await deliver()
    receiver.passes(6 * 60 + 40)
    await deliver()
    expect(receiver.tries.length).toBe(3)
  })

  it('is given up after five døgn of silence, loses nothing, and goes on where it was when it is taken up again', async () => {
    const { unitId, agreementId } = await place()
    const { version } = await subscribe(agreementId)
    await confirm(unitId)
    receiver.answers(() => DOWN)
    const reports = []
    for (let hour = 0; hour < 6 * 24; hour += 1) {
      reports.push(await deliver())
      receiver.passes(60)
    }
    expect(reports.flatMap(({ disabled }) => disabled)).toEqual([{ agreementId, subscriptionId: SUB }])
    expect(await shown(agreementId)).toMatchObject({ state: 'disabled', disabledReason: 'receiver-silent' })
    await confirm(unitId)
    receiver.answers(() => OK)
    expect(await deliver()).toMatchObject({ told: 0 })
    const change = { actor: ADMIN, ...at(), precondition: { kind: 'version', version: version + 1 } as const }
    const body = PutSubscriptionRequest.parse({ url: 'https://mottak.example/inn', types: OUTGOING_TYPES })
    const again = await putSubscription(deps, change, { agreementId, subscriptionId: SUB }, body, SETTINGS)
    expect(again).toMatchObject({ ok: true, value: { state: 'active', disabledAt: null, secret: null } })
    await deliver()
    expect(seqs(unitId)).toEqual([3, 4])
  })

  it('is given up at once when the receiver says that it is gone', async () => {
    const { unitId, agreementId } = await place()
    await subscribe(agreementId)
    await confirm(unitId)
    receiver.answers(() => status(410))
    expect(await deliver()).toMatchObject({ disabled: [{ agreementId, subscriptionId: SUB }] })
    expect(await shown(agreementId)).toMatchObject({ state: 'disabled', disabledReason: 'receiver-gone' })
  })

  it('a unit that comes under the agreement is told from then on, and one that leaves it until then', async () => {
    const [joined, home] = [await place(), await place()]
    const agreement = home.agreementId
    const spare = 'unit_reserve' as UnitId
    const described = { ...PutUnitRequest.parse(unitBody(1)), unitId: spare }
    await putUnit(deps, { actor: ADMIN, ...at(), precondition: { kind: 'absent' } }, described)
    await subscribe(agreement)
    await confirm(joined.unitId)
    const versions = new Map<AgreementId, number>()
    const apply = async (agreementId: AgreementId, units: readonly UnitId[]) => {
      receiver.passes(1)
      const version = versions.get(agreementId) ?? 1
      const request = { actor: ADMIN, ...at(), precondition: { kind: 'version', version } as const }
      const body = PutAgreementRequest.parse(agreementBody(units))
      expect(await putAgreement(deps, request, agreementId, body)).toMatchObject({ ok: true })
      versions.set(agreementId, version + 1)
    }
    const told = () =>
      receiver.events().flatMap(({ type, unitId, seq }) => (unitId === joined.unitId ? `${seq} ${type}` : []))
    // Out of its own agreement (4), a while on its own (5), and into this one (6).
    await apply(joined.agreementId, [spare])
    await confirm(joined.unitId)
    await apply(agreement, [home.unitId, joined.unitId])
    await confirm(joined.unitId)
    await deliver()
    expect(told()).toEqual(['6 agreement-applied', '7 unit-confirmed'])
    // A new version of the same agreement while nobody is told, then out of it, and something that is no concern of it.
    await confirm(joined.unitId)
    await apply(agreement, [home.unitId, joined.unitId])
    await confirm(joined.unitId)
    await apply(agreement, [home.unitId])
    await confirm(joined.unitId)
    await deliver()
    expect(told().slice(2)).toEqual([
      '8 unit-confirmed',
      '9 agreement-applied',
      '10 unit-confirmed',
      '11 agreement-applied',
    ])
    const left = receiver.events().filter(({ unitId }) => unitId === joined.unitId)
    expect(left.at(-1)?.data).toMatchObject({ agreementVersion: null })
  })

  it('says what it tried and what became of it, and sends again what it is asked to', async () => {
    const { unitId, agreementId } = await place()
    await subscribe(agreementId)
    await confirm(unitId)
    const name = { agreementId, subscriptionId: SUB }
    const eventId = `evt_${unitId}_3`
    const askAgain = () => resendEvent(deps, receiver.now(), { ...name, eventId })
    expect(await askAgain()).toMatchObject({ refusal: { kind: 'event-not-sent' } })
    receiver.answers(() => status(500))
    await deliver()
    receiver.passes(2)
    receiver.answers(() => OK)
    await deliver()
    const listed = await listDeliveries(deps, name, 10)
    expect(listed).toMatchObject({
      value: {
        deliveries: [
          { eventId, attempt: 2, delivered: true, httpStatus: 204, fault: null },
          { eventId, attempt: 1, delivered: false, httpStatus: 500, fault: null },
        ],
      },
    })
    expect(await askAgain()).toMatchObject({ ok: true })
    receiver.passes(1)
    await deliver()
    await deliver()
    expect(receiver.taken.map(({ headers }) => headers['webhook-id'])).toEqual([eventId, eventId])
    expect(receiver.taken[1]?.headers['webhook-timestamp']).not.toBe(receiver.taken[0]?.headers['webhook-timestamp'])
  })

  it('removed, it is told nothing more; made again, it begins anew with another secret', async () => {
    const { unitId, agreementId } = await place()
    const { secret } = await subscribe(agreementId)
    await confirm(unitId)
    await removeSubscription(deps, { agreementId, subscriptionId: SUB })
    await deliver()
    receiver.passes(1)
    const again = await subscribe(agreementId)
    await deliver()
    expect(receiver.taken).toEqual([])
    expect([secret, again.secret]).toEqual([expect.stringMatching(/^whsec_/), expect.stringMatching(/^whsec_/)])
    expect(again.secret).not.toBe(secret)
  })

  it('the secret is in no item of the table', async () => {
    const { agreementId } = await place()
    const { secret } = await subscribe(agreementId)
    const rotated = await rotateSecret(
      deps,
      { actor: ADMIN, ...at() },
      { agreementId, subscriptionId: SUB },
      { overlapHours: 1 },
      SETTINGS,
    )
    const { ScanCommand } = await import('@aws-sdk/client-dynamodb')
    const { Items } = await client.send(new ScanCommand({ TableName: tableName }))
    const table = JSON.stringify(Items)
    for (const shownOnce of [secret, rotated.ok ? rotated.value.secret : null]) {
      expect(shownOnce).toMatch(/^whsec_.{44}$/)
      expect(table).not.toContain(shownOnce?.slice('whsec_'.length))
    }
  })

  describe('the bus', () => {
    it('is told of every agreement, and only what was not taken, with what came after it, is sent again', async () => {
      const { unitId } = await place()
      for (let i = 0; i < 3; i += 1) await confirm(unitId)
      receiver.busAnswers((entries) => entries.map(({ id }) => id !== `evt_${unitId}_4`))
      expect(await deliver()).toMatchObject({ told: 3, failing: 1, isBusFailing: true })
      expect(receiver.bus.map(({ id }) => id)).toEqual([1, 2, 3, 5].map((seq) => `evt_${unitId}_${seq}`))
      receiver.busAnswers((entries) => entries.map(() => true))
      expect(await deliver()).toMatchObject({ told: 0 })
      receiver.passes(2)
      expect(await deliver()).toMatchObject({ told: 2, isBusFailing: false })
      expect(receiver.bus.slice(4).map(({ id }) => id)).toEqual([4, 5].map((seq) => `evt_${unitId}_${seq}`))
      expect(JSON.parse(receiver.bus[0]?.detail ?? '')).toMatchObject({ type: 'unit-described', agreementId: null })
    })

    it('that is out for a month is never given up', async () => {
      const { unitId } = await place()
      receiver.busAnswers((entries) => entries.map(() => false))
      for (let hour = 0; hour < 30 * 24; hour += 6) {
        await deliver()
        receiver.passes(7 * 60)
      }
      receiver.busAnswers((entries) => entries.map(() => true))
      await deliver()
      expect(receiver.bus.map(({ id }) => id)).toEqual([1, 2].map((seq) => `evt_${unitId}_${seq}`))
    })
  })
})

/** The same table, through a line that is cut after so many writes. */
function dyingAfter(client: DynamoDBClient, tableName: string, writes: number): Deps {
  let left = writes
  const cut = new Proxy(client, {
    get: (target, name) =>
      name === 'send'
        ? (command: never) => {
            if ((command as object) instanceof TransactWriteItemsCommand) left -= 1
            return left < 0 ? Promise.reject(new Error('the process is gone')) : target.send(command)
          }
        : Reflect.get(target, name),
  })
  return testDeps(cut, tableName, 3)
}
