import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { afterEach, describe, expect, it } from 'vitest'
import { PutSubscriptionRequest } from '../../lib/contract/subscription.ts'
import type { AgreementId, SubscriptionId, UnitId } from '../../lib/domain/ids.ts'
import { OUTGOING_TYPES } from '../../lib/domain/outgoing/outgoing-event.ts'
import { confirmUnit } from '../../lib/usecases/change-standing.ts'
import { deliverEvents } from '../../lib/usecases/deliver-events.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { putSubscription } from '../../lib/usecases/subscriptions.ts'
import { breakNext, cancelled, type Fault, named, replyLost, throwing } from '../support/break-next.ts'
import { makeReceiver, WEBHOOK_KEY } from '../support/receiver.ts'
import { ADMIN, foundUnit, NOON, wardOf } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

type Place = { readonly deps: Deps; readonly unitId: UnitId; readonly receiver: ReturnType<typeof makeReceiver> }

/** Longer than a journal is lent out to one who sends. */
const AFTER_THE_LEASE = 6

/** How far a receiver has come is written twice in each turn: that somebody is sending, and what came of it. */
describe('when how far a receiver has come cannot be written', () => {
  let restore = () => {}
  afterEach(() => restore())
  const breakWrites = (...faults: (Fault | undefined)[]) => {
    restore = breakNext(TransactWriteItemsCommand, ...faults)
  }

  const confirm = ({ deps, unitId, receiver }: Place) =>
    confirmUnit(deps, { actor: wardOf(unitId), now: receiver.now() }, { unitId })
  const deliver = ({ deps, receiver }: Place) => deliverEvents(deps, receiver.couriers)

  /** A unit with two events that nobody has been told of. */
  async function place(isSubscribed = true): Promise<Place> {
    const { deps } = await freshTable()
    const receiver = makeReceiver(NOON)
    const unitId = await foundUnit(deps, 'feil', { beds: 3, now: receiver.now() })
    if (isSubscribed) {
      const name = { agreementId: 'agr_feil' as AgreementId, subscriptionId: 'sub_mottak' as SubscriptionId }
      const body = PutSubscriptionRequest.parse({ url: 'https://mottak.example/inn', types: OUTGOING_TYPES })
      const change = { actor: ADMIN, now: receiver.now(), precondition: { kind: 'absent' } as const }
      await putSubscription(deps, change, name, body, { webhookKey: WEBHOOK_KEY, localToo: false })
    }
    const made = { deps, unitId, receiver }
    await confirm(made)
    await confirm(made)
    return made
  }
  const numbers = ({ receiver }: Place) => receiver.events().map(({ seq }) => seq)

  it.each([
    ['is throttled', throwing(named('ThrottlingException'))],
    ['times out', throwing(named('TimeoutError'))],
  ])('before anything is sent, and %s: the run fails, nothing is sent, and the next sends all', async (_, fault) => {
    const made = await place()
    breakWrites(fault)
    await expect(deliver(made)).rejects.toThrow()
    expect(numbers(made)).toEqual([])
    expect(await deliver(made)).toMatchObject({ told: 2 })
    expect(numbers(made)).toEqual([3, 4])
  })

  it('before anything is sent, and another transaction is in the way: the next run sends all', async () => {
    const made = await place()
    breakWrites(throwing(cancelled('TransactionConflict')))
    expect(await deliver(made)).toMatchObject({ told: 0 })
    expect(await deliver(made)).toMatchObject({ told: 2 })
    expect(numbers(made)).toEqual([3, 4])
  })

  it('before anything is sent, written and the reply lost: it is lent out to nobody for a while, and then all is sent, once', async () => {
    const made = await place()
    breakWrites(replyLost)
    await expect(deliver(made)).rejects.toThrow()
    expect(await deliver(made)).toMatchObject({ told: 0 })
    made.receiver.passes(AFTER_THE_LEASE)
    expect(await deliver(made)).toMatchObject({ told: 2 })
    expect(numbers(made)).toEqual([3, 4])
  })

  it.each([
    ['is throttled', throwing(named('ThrottlingException'))],
    ['times out', throwing(named('TimeoutError'))],
  ])('after it was sent, and %s: it is sent again under the same ids, and nothing is left out', async (_, fault) => {
    const made = await place()
    breakWrites(undefined, fault)
    await expect(deliver(made)).rejects.toThrow()
    made.receiver.passes(AFTER_THE_LEASE)
    await deliver(made)
    expect(numbers(made)).toEqual([3, 4, 3, 4])
    const ids = made.receiver.taken.map(({ headers }) => headers['webhook-id'])
    expect(ids.slice(2)).toEqual(ids.slice(0, 2))
  })

  it('after it was sent, written and the reply lost: the run fails, and it is not sent again', async () => {
    const made = await place()
    breakWrites(undefined, replyLost)
    await expect(deliver(made)).rejects.toThrow()
    await confirm(made)
    expect(await deliver(made)).toMatchObject({ told: 1 })
    expect(numbers(made)).toEqual([3, 4, 5])
  })

  it('and the bus took only some: those are not put again once that is written, and all the others are, in order', async () => {
    const made = await place(false)
    const { receiver } = made
    await confirm(made)
    receiver.busAnswers((entries) => entries.map((_, i) => i === 0))
    breakWrites(undefined, replyLost)
    await expect(deliver(made)).rejects.toThrow()
    receiver.busAnswers((entries) => entries.map(() => true))
    receiver.passes(60)
    await deliver(made)
    const ids = receiver.bus.map(({ id }) => Number(id.split('_').at(-1)))
    expect(ids).toEqual([...new Set(ids)])
    expect(ids).toEqual(ids.toSorted((a, b) => a - b))
    expect(ids.slice(-3)).toEqual([3, 4, 5])
  })
})
