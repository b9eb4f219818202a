import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AgreementId, DisputeId, PartyId, StayId } from '../../lib/domain/ids.ts'
import type { Instant } from '../../lib/kernel/instant.ts'
import type { Month } from '../../lib/kernel/oslo-date.ts'
import { approveAvregning } from '../../lib/usecases/approve-avregning.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { answerDispute, raiseDispute } from '../../lib/usecases/disputes.ts'
import { foundMoneyEngine, given, type MoneyEngine } from '../support/avregning-engine.ts'
import { expectSettled, seeLocked } from '../support/avregning-settled.ts'
import { lagging, meanwhile, meddled } from '../support/meddle.ts'
import { at } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

let deps: Deps
beforeAll(async () => {
  deps = (await freshTable()).deps
})

let made = 0
/** July is locked and has a correction waiting; August is booked, run, and ready to be locked. */
async function founded() {
  made += 1
  const place = await foundMoneyEngine(deps, `feil-${made}`)
  place.clock.now = at('2026-09-02T08:00:00Z')
  const july = await place.stay('k-1804', '2026-07-03T10:00:00Z', '2026-07-06T10:00:00Z')
  const august = await place.stay('k-1839', '2026-08-03T10:00:00Z', '2026-08-06T10:00:00Z')
  given(await place.book('2026-07'))
  given(await place.lock('2026-07'))
  given(await place.correct(july, { departedAt: at('2026-07-08T10:00:00Z') }))
  given(await place.book('2026-08'))
  const draft = given(await place.run('2026-08'))
  expect(draft.corrections.length).toBeGreaterThan(0)
  return { place, july, august, draft }
}

/** The result, the month's picture, the corrected picture, and the head with all that must stand when it is written. */
const WRITES = [0, 1, 2, 3]
const named = (name: string) => Object.assign(new Error(name), { name })
const cancelled = (Code: string) =>
  new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: [{ Code }] })

describe('a lock that is interrupted', () => {
  it('takes four writes when there is one month to correct', async () => {
    const { place } = await founded()
    let writes = 0
    const way = meddled(deps, (_, send) => {
      writes += 1
      return send()
    })
    given(await place.lock('2026-08', way))
    expect(writes).toBe(WRITES.length)
  })

  it.each(WRITES)(
    'before write %i is a fault, leaves a draft, and ends with the same bytes when tried again',
    async (n) => {
      const { place, draft } = await founded()
      const way = meddled(deps, (write, send) => (write === n ? Promise.reject(named('TimeoutError')) : send()))
      await expect(place.lock('2026-08', way)).rejects.toMatchObject({ name: 'TimeoutError' })
      expect(given(await place.get('2026-08'))).toEqual(draft)
      await expectLockedAs(place, draft)
    },
  )

  it.each(WRITES)(
    'after write %i, with the reply lost, is locked once and with the same bytes when tried again',
    async (n) => {
      const { place, draft } = await founded()
      const way = meddled(deps, async (write, send) => {
        await send()
        if (write === n) throw named('TimeoutError')
      })
      await expect(place.lock('2026-08', way)).rejects.toMatchObject({ name: 'TimeoutError' })
      expect(given(await place.get('2026-08')).state).toBe(n === WRITES.length - 1 ? 'locked' : 'draft')
      await expectLockedAs(place, draft)
    },
  )

  it.each(
    WRITES.flatMap((n) =>
      ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'].map((code) => ({ n, code })),
    ),
  )('by $code at write $n goes on by itself', async ({ n, code }) => {
    const { place, draft } = await founded()
    const way = meddled(deps, (write, send) => (write === n ? Promise.reject(cancelled(code)) : send()))
    expect(given(await place.lock('2026-08', way)).resultHash).toBe(draft.resultHash)
    await expectLockedAs(place, draft)
  })

  it('committed, and reported as a conflict, is seen as locked', async () => {
    const { place, draft } = await founded()
    const way = meddled(deps, async (write, send) => {
      await send()
      if (write === WRITES.length - 1) throw cancelled('TransactionConflict')
    })
    expect(given(await place.lock('2026-08', way))).toMatchObject({ state: 'locked', resultHash: draft.resultHash })
    await expectLockedAs(place, draft)
  })

  it('by a conflict that never ends is refused with a time to come again, or is a fault that says busy', async () => {
    const { place, draft } = await founded()
    const never = (at: (keys: readonly string[]) => boolean) =>
      meddled(deps, (_, send, keys) => (at(keys) ? Promise.reject(cancelled('TransactionConflict')) : send()))
    const isHead = (keys: readonly string[]) => keys.some((key) => key.startsWith('RUN#'))
    expect(await place.lock('2026-08', never(isHead))).toMatchObject({
      refusal: { kind: 'too-many-at-once', retryAfterSeconds: expect.any(Number) },
    })
    await expect(
      place.lock(
        '2026-08',
        never((keys) => !isHead(keys)),
      ),
    ).rejects.toMatchObject({ name: 'StoreBusyFault' })
    await expectLockedAs(place, draft)
  })

  it('is no different for a draft: interrupted anywhere, the one before it stands', async () => {
    for (const n of [0, 1, 2]) {
      const { place, draft, august } = await founded()
      given(await place.correct(august, { departedAt: at('2026-08-10T10:00:00Z') }))
      const way = meddled(deps, (write, send) => (write === n ? Promise.reject(named('TimeoutError')) : send()))
      await expect(place.run('2026-08', way)).rejects.toMatchObject({ name: 'TimeoutError' })
      expect(given(await place.get('2026-08'))).toEqual(draft)
      const next = given(await place.run('2026-08'))
      expect(next.resultHash).not.toBe(draft.resultHash)
      expect(given(await place.get('2026-08'))).toEqual(next)
    }
  })
})

async function expectLockedAs(place: MoneyEngine, draft: { readonly resultHash: string }): Promise<void> {
  const locked = given(await place.lock('2026-08'))
  expect(locked).toMatchObject({ state: 'locked', resultHash: draft.resultHash })
  const seen = await seeLocked(place, '2026-08')
  place.clock.now = at('2026-10-02T08:00:00Z')
  await expectSettled(place, ['2026-07', '2026-08'], '2026-09')
  expect(await seeLocked(place, '2026-08')).toBe(seen)
}

describe('a lock, and somebody else at the same time', () => {
  it('of the same month: one lock, and both are told of it', async () => {
    const { place, draft } = await founded()
    const locks = await Promise.all([place.lock('2026-08'), place.lock('2026-08'), place.lock('2026-08')])
    const [first, ...others] = locks.map(given)
    for (const other of others) expect(other).toEqual(first)
    await expectLockedAs(place, draft)
  })

  it('of another month that would make the same correction: it is made once', async () => {
    const { place } = await founded()
    place.clock.now = at('2026-10-02T08:00:00Z')
    given(await place.book('2026-09'))
    const way = meanwhile(deps, async () => given(await place.lock('2026-09')))
    const august = given(await place.lock('2026-08', way))
    const september = given(await place.get('2026-09'))
    expect([august.corrections.length, september.corrections.length > 0]).toEqual([0, true])
    place.clock.now = at('2026-11-02T08:00:00Z')
    const pending = await expectSettled(place, ['2026-07', '2026-08', '2026-09'], '2026-10')
    expect(pending.corrections).toEqual([])
  })

  it('of another month, while something happens between the two readings: it is not missed', async () => {
    const { place, august } = await founded()
    place.clock.now = at('2026-10-02T08:00:00Z')
    given(await place.book('2026-09'))
    // September is locked on a journal that August's lock has not read so far.
    const way = meanwhile(deps, async () => {
      given(await place.correct(august, { departedAt: at('2026-08-09T10:00:00Z') }))
      given(await place.lock('2026-09'))
    })
    const locked = given(await place.lock('2026-08', way))
    expect(locked.lines.find(({ partyId }) => partyId === 'k-1839')?.betalingsdogn).toBe('6')
    place.clock.now = at('2026-11-02T08:00:00Z')
    await expectSettled(place, ['2026-07', '2026-08', '2026-09'], '2026-10')
  })

  it('who books another cost: the cost comes first and is locked, or comes too late and is told so', async () => {
    const { place } = await founded()
    const way = meanwhile(deps, async () => given(await place.book('2026-08', 123_456_789)))
    const locked = given(await place.lock('2026-08', way))
    expect(locked).toMatchObject({ state: 'locked', costOre: 123_456_789 })
    const { place: other } = await founded()
    const late = meanwhile(deps, async () => given(await other.lock('2026-08')))
    expect(await other.book('2026-08', 1, late)).toMatchObject({
      refusal: { kind: 'avregning-locked', month: '2026-08' },
    })
    expect(given(await other.get('2026-08')).costOre).toBe(300_000_001)
  })

  it('who saves a new version of the agreement: it is locked by the new one', async () => {
    const { place } = await founded()
    const way = meanwhile(deps, async () =>
      given(await place.save({ fom: '2026-08-01', finance: { fixed: { share: '1', hfShare: '0.5', key: 'equal' } } })),
    )
    const locked = given(await place.lock('2026-08', way))
    expect(locked.working.map(({ agreementVersion }) => agreementVersion)).toEqual([2])
  })

  it('who admits a patient backwards in time: the night is in, or is corrected', async () => {
    const { place } = await founded()
    const way = meanwhile(deps, async () =>
      place.stay('k-1804', '2026-08-20T10:00:00Z', '2026-08-22T10:00:00Z', { unit: 1 }),
    )
    given(await place.lock('2026-08', way))
    place.clock.now = at('2026-10-02T08:00:00Z')
    const pending = await expectSettled(place, ['2026-07', '2026-08'], '2026-09')
    expect(pending.corrections.find(({ partyId }) => partyId === 'k-1804')).toMatchObject({
      month: '2026-08',
      deltaOre: expect.any(Number),
    })
  })

  it('all at once: whoever wins, what is settled adds up', async () => {
    const { place, july, august } = await founded()
    place.clock.now = at('2026-10-02T08:00:00Z')
    given(await place.book('2026-09'))
    const outcomes = await Promise.all([
      place.lock('2026-08'),
      place.book('2026-08', 111_111_111),
      place.lock('2026-09'),
      place.correct(august, { departedAt: at('2026-08-08T10:00:00Z') }),
      place.correct(july, { departedAt: at('2026-07-09T10:00:00Z') }),
      place.save({ fom: '2026-07-10' }),
      place.run('2026-08'),
    ])
    expect(outcomes.filter(({ ok }) => ok).length).toBeGreaterThan(2)
    given(await place.lock('2026-08'))
    given(await place.lock('2026-09'))
    place.clock.now = at('2026-11-02T08:00:00Z')
    await expectSettled(place, ['2026-07', '2026-08', '2026-09'], '2026-10')
  })
})

describe('an index that lags', () => {
  it('hides no stay that something has just happened to', async () => {
    const { place, july } = await founded()
    const late = await place.stay('k-1804', '2026-07-20T10:00:00Z', '2026-07-22T10:00:00Z', { unit: 1 })
    const locked = given(await place.lock('2026-08', lagging(deps, [late, july])))
    expect(locked.corrections.find(({ partyId }) => partyId === 'k-1804')).toMatchObject({
      beforeDogn: '3',
      afterDogn: '7',
    })
    place.clock.now = at('2026-10-02T08:00:00Z')
    const pending = await expectSettled(place, ['2026-07', '2026-08'], '2026-09')
    expect(pending.corrections).toEqual([])
  })

  it('hides no stay that the month was settled on', async () => {
    const { place, july } = await founded()
    given(await place.lock('2026-08'))
    await place.stay('k-1839', '2026-07-20T10:00:00Z', '2026-07-22T10:00:00Z', { unit: 1 })
    place.clock.now = at('2026-10-02T08:00:00Z')
    given(await place.book('2026-09'))
    given(await place.lock('2026-09', lagging(deps, [july])))
    place.clock.now = at('2026-11-02T08:00:00Z')
    const pending = await expectSettled(place, ['2026-07', '2026-08', '2026-09'], '2026-10')
    expect(pending.corrections).toEqual([])
  })
})

describe('two answers to one dispute', () => {
  it('at once: one stands, and the other is told which', async () => {
    const { place, july } = await founded()
    const night = { stayId: july as StayId, date: '2026-07-04' }
    const { disputeId } = given(await place.raise('2026-07', 'k-1804', [night]))
    const way = meanwhile(deps, async () => given(await place.answer('2026-07', disputeId, 'k-1839')))
    expect(await place.answer('2026-07', disputeId, null, way)).toMatchObject({
      refusal: { kind: 'dispute-answered', outcome: 'upheld' },
    })
    expect(given(await place.get('2026-07')).disputes).toMatchObject([{ answer: { payer: 'k-1839' } }])
  })

  it('of two disputes about one night: the second is told that the night has moved', async () => {
    const { place, july } = await founded()
    const night = { stayId: july as StayId, date: '2026-07-04' }
    const first = given(await place.raise('2026-07', 'k-1804', [night]))
    const second = given(await place.raise('2026-07', 'k-1804', [night]))
    given(await place.answer('2026-07', first.disputeId, 'k-1839'))
    expect(await place.answer('2026-07', second.disputeId, null)).toMatchObject({
      refusal: { kind: 'night-already-answered', nights: [night] },
    })
    expect((await place.get('2026-07')).ok && given(await place.get('2026-07')).disputes).toMatchObject([
      { state: 'upheld' },
      { state: 'open' },
    ])
  })
})

describe('an answer about a night that was corrected meanwhile', () => {
  it('is told that the night is no longer the party’s, and stands where it still is', async () => {
    const { place, july } = await founded()
    const stayId = july as StayId
    const nights = ['2026-07-03', '2026-07-04'].map((date) => ({ stayId, date }))
    const { disputeId } = given(await place.raise('2026-07', 'k-1804', nights))
    const { admittedAt, departedAt } = (await place.record(stayId)) ?? {}
    if (!admittedAt || !departedAt) throw new Error('the patient has left')
    const moved = at('2026-07-04T12:00:00Z')
    const part = (partyId: string, from: Instant, until: Instant) => ({
      partyId: partyId as PartyId,
      service: 'observasjon' as const,
      from,
      until,
    })
    const segments = [part('k-1804', admittedAt, moved), part('k-1839', moved, departedAt)]
    given(await place.correct(stayId, { segments }))
    expect(await place.answer('2026-07', disputeId, 'k-0301')).toEqual({
      ok: false,
      refusal: { kind: 'night-already-answered', nights: [{ stayId, date: '2026-07-04' }] },
    })
    given(await place.correct(stayId, { segments: [part('k-1804', admittedAt, departedAt)] }))
    given(await place.answer('2026-07', disputeId, 'k-0301'))
  })
})

describe('finance of no party', () => {
  it('cannot tell an agreement that is there from one that is not', async () => {
    const { place } = await founded()
    const request = { actor: { role: 'finance', org: 'k-0301' } as const, now: place.clock.now }
    const month = '2026-07' as Month
    const of = async (agreementId: AgreementId) => [
      await approveAvregning(deps, request, { agreementId, month }),
      await raiseDispute(deps, request, { agreementId, month, reason: 'other', detail: 'nei', nights: [] }),
      await answerDispute(deps, request, {
        ...{ agreementId, month, disputeId: 'disp_ingen' as DisputeId },
        ...{ outcome: 'withdrawn', text: 'nei', payer: null },
      }),
    ]
    const forbidden = { ok: false, refusal: { kind: 'forbidden' } }
    expect(await of(place.agreementId)).toEqual([forbidden, forbidden, forbidden])
    expect(await of('agr_ingen' as AgreementId)).toEqual([forbidden, forbidden, forbidden])
  })
})
