import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PartyId, UnitId } from '../../lib/domain/ids.ts'
import { type Instant, plusMinutes } from '../../lib/kernel/instant.ts'
import { agreementPartition } from '../../lib/store/keys.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { foundMoneyEngine, given, HF, type MoneyEngine } from '../support/avregning-engine.ts'
import { expectSettled, seeLocked } from '../support/avregning-settled.ts'
import { meddled } from '../support/meddle.ts'
import { at } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

let deps: Deps
beforeAll(async () => {
  deps = (await freshTable()).deps
})

const lock = async (place: MoneyEngine, month: string) => {
  given(await place.book(month))
  return given(await place.lock(month))
}
/** Three parties with a stay each in July and August, both months over. */
async function founded(name: string, more: Parameters<typeof foundMoneyEngine>[2] = {}) {
  const place = await foundMoneyEngine(deps, name, more)
  place.clock.now = at('2026-09-02T08:00:00Z')
  const july = await place.stay('k-1804', '2026-07-03T10:00:00Z', '2026-07-06T10:00:00Z')
  await place.stay(HF, '2026-07-10T10:00:00Z', '2026-07-12T10:00:00Z')
  const august = await place.stay('k-1839', '2026-08-10T10:00:00Z', '2026-08-14T10:00:00Z')
  return { place, july, august }
}
const correctedIn = ({ corrections }: { corrections: readonly { month: string }[] }) => [
  ...new Set(corrections.map(({ month }) => month)),
]

describe('a locked month, and what comes later', () => {
  it('is corrected once, in the run that finds it, and again when there is something new', async () => {
    const { place, july } = await founded('kjede')
    await lock(place, '2026-07')
    const before = await seeLocked(place, '2026-07')
    given(await place.correct(july, { departedAt: at('2026-07-08T10:00:00Z') }))
    expect(correctedIn(await lock(place, '2026-08'))).toEqual(['2026-07'])
    place.clock.now = at('2026-10-02T08:00:00Z')
    given(await place.correct(july, { departedAt: at('2026-07-09T10:00:00Z') }))
    const september = await lock(place, '2026-09')
    expect(
      september.corrections.map(({ partyId, beforeDogn, afterDogn }) => [partyId, beforeDogn, afterDogn]),
    ).toContainEqual(['k-1804', '5', '6'])
    place.clock.now = at('2026-11-02T08:00:00Z')
    given(await place.correct(july, { departedAt: at('2026-07-06T10:00:00Z') }))
    const pending = await expectSettled(place, ['2026-07', '2026-08', '2026-09'], '2026-10')
    expect(
      pending.corrections.map(({ partyId, beforeDogn, afterDogn }) => [partyId, beforeDogn, afterDogn]),
    ).toContainEqual(['k-1804', '6', '3'])
    expect(await seeLocked(place, '2026-07')).toBe(before)
  })

  it('stays as it was, pieces and all, when what is right again is what was locked', async () => {
    const { place, july } = await founded('tilbake')
    await lock(place, '2026-07')
    given(await place.correct(july, { departedAt: at('2026-07-08T10:00:00Z') }))
    await lock(place, '2026-08')
    given(await place.correct(july, { departedAt: at('2026-07-06T10:00:00Z') }))
    place.clock.now = at('2026-10-02T08:00:00Z')
    const pending = await expectSettled(place, ['2026-07', '2026-08'], '2026-09')
    expect(correctedIn(pending)).toEqual(['2026-07'])
    await lock(place, '2026-09')
    expect(await goingAway(place)).toEqual({ runs: 0, pieces: ['draft'] })
  })

  it('keeps its pieces when a draft that was slower than the lock writes the same text', async () => {
    const { place } = await founded('sein-kladd')
    given(await place.book('2026-07'))
    // The draft has computed, and is about to write its first piece, when the same month is locked.
    const way = meddled(deps, async (write, send) => {
      if (write === 0) given(await place.lock('2026-07'))
      return send()
    })
    const draft = await place.run('2026-07', way)
    expect(given(draft).state).toBe('locked')
    expect(await goingAway(place)).toEqual({ runs: 0, pieces: [] })
  })

  it('may be locked out of order, and each night is settled once all the same', async () => {
    const { place, july, august } = await founded('hulter-til-bulter')
    place.clock.now = at('2026-11-02T08:00:00Z')
    await place.stay('k-1804', '2026-09-10T10:00:00Z', '2026-10-04T10:00:00Z')
    await lock(place, '2026-10')
    given(await place.correct(july, { departedAt: at('2026-07-09T10:00:00Z') }))
    await lock(place, '2026-07')
    given(await place.correct(august, { departedAt: at('2026-08-20T10:00:00Z') }))
    given(await place.correct(july, { departedAt: at('2026-07-04T10:00:00Z') }))
    expect(correctedIn(await lock(place, '2026-09'))).toEqual(['2026-07'])
    await lock(place, '2026-08')
    place.clock.now = at('2026-12-02T08:00:00Z')
    given(await place.correct(august, { admittedAt: at('2026-08-11T10:00:00Z') }))
    const pending = await expectSettled(place, ['2026-07', '2026-08', '2026-09', '2026-10'], '2026-11')
    expect(correctedIn(pending)).toEqual(['2026-08'])
  })

  it('is not shared anew by an agreement that is saved backwards in time, and takes late nights on its own terms', async () => {
    const { place } = await founded('bakover')
    await lock(place, '2026-07')
    await lock(place, '2026-08')
    const settled = await place.computeFresh('2026-07')
    given(await place.save({ fom: '2026-07-01', finance: { fixed: { share: '1', hfShare: '0.1', key: 'equal' } } }))
    place.clock.now = at('2026-10-02T08:00:00Z')
    expect(correctedIn(await expectSettled(place, ['2026-07', '2026-08'], '2026-09'))).toEqual([])
    expect(await place.computeFresh('2026-07')).toEqual(settled)
    await place.stay('k-1804', '2026-07-20T10:00:00Z', '2026-07-22T10:00:00Z')
    const pending = await expectSettled(place, ['2026-07', '2026-08'], '2026-09')
    expect(correctedIn(pending)).toEqual(['2026-07'])
    expect(pending.working.map(({ agreementVersion }) => agreementVersion)).toEqual([2])
  })

  it('gets the stay that was registered late, also a guest’s, and loses the one that had never been', async () => {
    const { place } = await founded('sent')
    await lock(place, '2026-07')
    await place.stay('k-1804', '2026-07-20T10:00:00Z', '2026-07-22T10:00:00Z')
    await place.stay('k-0301', '2026-07-20T10:00:00Z', '2026-07-21T10:00:00Z', { unit: 1 })
    const august = await lock(place, '2026-08')
    expect(august.lines.find(({ partyId }) => partyId === 'k-0301')).toMatchObject({
      guest: true,
      amountOre: 0,
      correctionsOre: 1_200_000,
    })
    given(await place.admit('k-1839', at('2026-07-25T10:00:00Z'), { unit: 1 }))
    place.clock.now = plusMinutes(place.clock.now, 2)
    given(await place.book('2026-09').then(() => place.run('2026-09')))
    given(await place.undo(1))
    place.clock.now = at('2026-10-02T08:00:00Z')
    expect(correctedIn(await expectSettled(place, ['2026-07', '2026-08'], '2026-09'))).toEqual([])
  })

  it('has no payer for a late night before the agreement began: the next run notes it once, and is locked all the same', async () => {
    const { place } = await founded('sent-utenfor', { fom: '2026-07-03' })
    expect((await lock(place, '2026-07')).completeness.notes).toBeUndefined()
    const stayId = await place.stay('k-1804', '2026-06-30T10:00:00Z', '2026-07-02T10:00:00Z')
    const { completeness, corrections } = await lock(place, '2026-08')
    expect(corrections).toEqual([])
    expect(completeness).toMatchObject({
      ok: true,
      notes: [{ cause: 'night-without-agreement', unitId: place.unitIds[0], stayId, date: '2026-07-01' }],
    })
    // With the bed that the unit knows the stay by.
    expect(given(await place.get('2026-08')).completeness.notes?.[0]?.bedId).toMatch(/^bed_/)
    place.clock.now = at('2026-10-02T08:00:00Z')
    expect((await lock(place, '2026-09')).completeness.notes).toBeUndefined()
  })

  it('notes who lay in a unit that has left the agreement, and is locked all the same', async () => {
    const { place } = await founded('gatt-ut')
    const stayId = await place.stay('k-1804', '2026-07-30T10:00:00Z', '2026-08-03T10:00:00Z', { unit: 1 })
    await lock(place, '2026-07')
    given(await place.save({ fom: '2026-08-01', units: place.unitIds.slice(0, 1) }))
    const [note, ...more] = (await lock(place, '2026-08')).completeness.notes ?? []
    expect(note).toMatchObject({ unitId: place.unitIds[1], stayId, date: '2026-08-01', tom: '2026-08-02' })
    expect(more).toEqual([])
  })

  it('loses an admission that was locked with it and taken back a minute later', async () => {
    const { place } = await founded('angret')
    given(await place.admit('k-1839', at('2026-07-30T10:00:00Z'), { unit: 1 }))
    await lock(place, '2026-07')
    await lock(place, '2026-08')
    place.clock.now = plusMinutes(place.clock.now, 1)
    given(await place.undo(1))
    place.clock.now = at('2026-10-02T08:00:00Z')
    const pending = await expectSettled(place, ['2026-07', '2026-08'], '2026-09')
    expect(correctedIn(pending)).toEqual(['2026-07', '2026-08'])
  })

  it('is one of three that a single correction reaches', async () => {
    const { place } = await founded('tre-maneder')
    place.clock.now = at('2026-10-02T08:00:00Z')
    const long = await place.stay('k-1804', '2026-08-30T10:00:00Z', '2026-09-02T10:00:00Z', { unit: 1 })
    for (const month of ['2026-07', '2026-08', '2026-09']) await lock(place, month)
    given(await place.correct(long, { admittedAt: at('2026-07-29T10:00:00Z'), departedAt: at('2026-09-05T10:00:00Z') }))
    place.clock.now = at('2026-11-02T08:00:00Z')
    const pending = await expectSettled(place, ['2026-07', '2026-08', '2026-09'], '2026-10')
    expect(correctedIn(pending)).toEqual(['2026-07', '2026-08', '2026-09'])
    const bodo = pending.corrections.filter(({ partyId }) => partyId === 'k-1804')
    expect(bodo.map(({ added }) => added?.length)).toEqual([3, 29, 3])
  })

  it('is looked at again when a stay that began in it turns out to have begun later', async () => {
    const { place } = await founded('begynte-seinere')
    const stay = await place.stay('k-1804', '2026-07-29T10:00:00Z', '2026-08-05T10:00:00Z', { unit: 1 })
    await lock(place, '2026-07')
    await lock(place, '2026-08')
    given(await place.correct(stay, { admittedAt: at('2026-08-02T10:00:00Z') }))
    place.clock.now = at('2026-10-02T08:00:00Z')
    expect(correctedIn(await expectSettled(place, ['2026-07', '2026-08'], '2026-09'))).toEqual(['2026-07', '2026-08'])
  })

  it('is looked at again also when an earlier month was locked after what happened', async () => {
    const { place, august } = await founded('last-etterpa')
    await lock(place, '2026-08')
    given(await place.correct(august, { departedAt: at('2026-08-16T10:00:00Z') }))
    await lock(place, '2026-07')
    place.clock.now = at('2026-10-02T08:00:00Z')
    expect(correctedIn(await expectSettled(place, ['2026-07', '2026-08'], '2026-09'))).toEqual(['2026-08'])
  })

  it('knows a stay that went on in a unit which came to the agreement later', async () => {
    const units = ['a', 'b'].map((letter) => `unit_ny-enhet-${letter}` as UnitId)
    const place = await foundMoneyEngine(deps, 'ny-enhet', { units: units.slice(0, 1) })
    place.clock.now = at('2026-06-20T12:00:00Z')
    const moved = await place.stay('k-1804', '2026-06-20T10:00:00Z', null)
    place.clock.now = at('2026-07-02T08:00:00Z')
    await lock(place, '2026-06')
    place.clock.now = at('2026-09-02T08:00:00Z')
    given(await place.save({ fom: '2026-09-01', units }))
    given(await place.transfer(moved))
    given(await place.discharge(moved, place.clock.now))
    await lock(place, '2026-07')
    // Something new about June has it computed again. Bodø's patient, who by now is filed under the other unit, must be there.
    await place.stay('k-1839', '2026-06-25T10:00:00Z', '2026-06-27T10:00:00Z')
    const august = await lock(place, '2026-08')
    expect(august.corrections.map(({ partyId, beforeDogn, afterDogn }) => [partyId, beforeDogn, afterDogn])).toEqual([
      ['k-1804', '11', '11'],
      ['k-1839', '0', '2'],
    ])
    expect(august.lines.find(({ partyId }) => partyId === 'k-1804')?.betalingsdogn).toBe('31')
    place.clock.now = at('2026-10-02T08:00:00Z')
    await expectSettled(place, ['2026-06', '2026-07', '2026-08'], '2026-09')
  })
})

describe('who pays from an instant on', () => {
  const [INSIDE, AFTER] = [at('2026-07-31T21:59:59.999Z'), at('2026-07-31T22:00:00Z')]
  const refusedFor = (month: string) => ({ ok: false, refusal: { kind: 'locked-month', month } })

  it('is never changed into a locked month, and is after it, by the local date; a correction goes there and is settled later', async () => {
    const { place } = await founded('ikke-tilbake')
    const stay = await place.stay('k-1804', '2026-07-20T10:00:00Z', null, { unit: 1 })
    given(await place.book('2026-07'))
    given(await place.run('2026-07'))
    given(await place.changePayer(stay, 'k-1839', at('2026-07-29T10:00:00Z')))
    await lock(place, '2026-07')
    expect(await place.changePayer(stay, HF, INSIDE)).toEqual(refusedFor('2026-07'))
    given(await place.changePayer(stay, HF, AFTER))
    const came = at('2026-07-20T10:00:00Z')
    const part = (partyId: string, from: Instant, until: Instant | null) => ({
      partyId: partyId as PartyId,
      service: 'observasjon' as const,
      from,
      until,
    })
    given(await place.correct(stay, { segments: [part('k-1804', came, INSIDE), part(HF, INSIDE, null)] }))
    expect(correctedIn(await expectSettled(place, ['2026-07'], '2026-08'))).toEqual(['2026-07'])
  })

  it('is not changed across a later month that was locked first', async () => {
    const { place } = await founded('over-en-last')
    const stay = await place.stay('k-1804', '2026-07-20T10:00:00Z', null, { unit: 1 })
    await lock(place, '2026-08')
    expect(await place.changePayer(stay, HF, INSIDE)).toEqual(refusedFor('2026-08'))
    given(await place.changePayer(stay, HF, at('2026-08-31T22:00:00Z')))
  })

  it('loses to a lock that comes between the look and the change', async () => {
    const { place } = await founded('kappes-om-lasen')
    const stay = await place.stay('k-1804', '2026-07-20T10:00:00Z', null, { unit: 1 })
    given(await place.book('2026-07'))
    const way = meddled(deps, async (write, send) => {
      if (write === 0) given(await place.lock('2026-07'))
      return send()
    })
    expect(await place.changePayer(stay, HF, INSIDE, way)).toEqual(refusedFor('2026-07'))
  })

  it('follows the messages of HF and kommune into a locked month, for they are facts told late, and is settled in the next', async () => {
    const { place } = await founded('meldt-seint')
    const stay = await place.stay(HF, '2026-07-20T10:00:00Z', null, { unit: 1, oppholdskommune: '1839' })
    await lock(place, '2026-07')
    for (const event of ['utskrivningsklar', 'melding-sendt'] as const)
      given(await place.tell(stay, event, at('2026-07-28T10:00:00Z')))
    expect(correctedIn(await expectSettled(place, ['2026-07'], '2026-08'))).toEqual(['2026-07'])
  })
})

describe('a month so large that its answer fits no item', () => {
  it('is locked with a key all the same, once, and is given back to whoever asks again with the same key', async () => {
    const place = await foundMoneyEngine(deps, 'stor', { beds: 44 })
    place.clock.now = at('2026-09-02T08:00:00Z')
    for (let n = 0; n < 88; n += 1)
      await place.stay(n % 3 ? 'k-1804' : HF, '2026-07-01T08:00:00Z', '2026-08-01T08:00:00Z', { unit: n % 2 })
    await lock(place, '2026-07')
    // Nobody had been there before the last morning.
    for (const stayId of place.stayIds) given(await place.correct(stayId, { admittedAt: at('2026-08-01T07:00:00Z') }))
    given(await place.book('2026-08'))
    const locked = given(await place.lock('2026-08', deps, 'stor-1'))
    expect(JSON.stringify(locked).length).toBeGreaterThan(400_000)
    expect(given(await place.lock('2026-08', deps, 'stor-1'))).toEqual(locked)
    expect(await place.lock('2026-07', deps, 'stor-1')).toMatchObject({ refusal: { kind: 'idempotency-key-reused' } })
  })
})

describe('a won dispute about a locked month', () => {
  it.each([
    { name: 'excuses the night', payer: null, excused: 1 },
    { name: 'moves it to another party', payer: 'k-1839', excused: 0 },
    { name: 'moves it to a payer outside the agreement', payer: 'k-0301', excused: 0 },
  ])('$name, in the next run', async ({ payer, excused }) => {
    const { place, july } = await founded(`vunnet-${payer ?? 'ingen'}`)
    await lock(place, '2026-07')
    await place.win('2026-07', 'k-1804', [{ stayId: july, date: '2026-07-04' }], payer)
    const pending = await expectSettled(place, ['2026-07'], '2026-08')
    const lines = pending.corrections.map(({ partyId, guest = false, beforeDogn, afterDogn }) => ({
      partyId,
      guest,
      beforeDogn,
      afterDogn,
    }))
    expect(lines).toContainEqual({ partyId: 'k-1804', guest: false, beforeDogn: '3', afterDogn: '2' })
    if (payer === 'k-1839')
      expect(lines).toContainEqual({ partyId: payer, guest: false, beforeDogn: '0', afterDogn: '1' })
    if (payer === 'k-0301')
      expect(lines).toContainEqual({ partyId: payer, guest: true, beforeDogn: '0', afterDogn: '1' })
    expect((await place.computeFresh('2026-07')).excused).toHaveLength(excused)
    given(await place.lock('2026-08'))
    place.clock.now = at('2026-10-02T08:00:00Z')
    expect(correctedIn(await expectSettled(place, ['2026-07', '2026-08'], '2026-09'))).toEqual([])
  })

  it('may be about a night that came as a correction, and then it is the last winner’s to be spared', async () => {
    const { place, july } = await founded('videre')
    await lock(place, '2026-07')
    const night = { stayId: july, date: '2026-07-04' }
    await place.win('2026-07', 'k-1804', [night], 'k-1839')
    await lock(place, '2026-08')
    expect(await place.raise('2026-07', 'k-1839', [night])).toMatchObject({ ok: false })
    await place.win('2026-08', 'k-1839', [night], null)
    place.clock.now = at('2026-10-02T08:00:00Z')
    const pending = await expectSettled(place, ['2026-07', '2026-08'], '2026-09')
    expect(pending.corrections.find(({ partyId }) => partyId === 'k-1839')).toMatchObject({
      beforeDogn: '1',
      afterDogn: '0',
    })
    expect((await place.computeFresh('2026-07')).excused).toHaveLength(1)
  })

  it('without a price for the guest that it charges keeps the next month open, by name', async () => {
    const { place, july } = await founded('uten-pris', { guests: { admitted: true } })
    await lock(place, '2026-07')
    await place.win('2026-07', 'k-1804', [{ stayId: july, date: '2026-07-04' }], 'k-0301')
    given(await place.book('2026-08'))
    expect(await place.lock('2026-08')).toMatchObject({
      refusal: {
        kind: 'avregning-incomplete',
        causes: [{ cause: 'guest-rate-missing', partyId: 'k-0301', date: '2026-07-04' }],
      },
    })
    // The price may be agreed afterwards, and nothing else of the locked month is.
    given(await place.save({ fom: '2026-07-01', guests: { admitted: true, rateOre: 900_000 } }))
    expect(given(await place.lock('2026-08')).corrections).toContainEqual(
      expect.objectContaining({ month: '2026-07', partyId: 'k-0301', deltaOre: 900_000 }),
    )
  })
})

/** What of the agreement's avregninger time will take away. */
async function goingAway({ agreementId }: MoneyEngine) {
  const { client, tableName } = deps.store
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }))
  const own = Items.filter(({ pk }) => pk?.S === agreementPartition(agreementId))
  const kept = new Set(
    own.flatMap(({ type, body }) => {
      const head = type?.S === 'run' ? JSON.parse(body?.S ?? '{}') : null
      if (!head || head.state === 'draft') return []
      return [
        head.storedHash,
        head.pictureHash,
        ...head.corrected.map((each: { settled: { pictureHash: string } }) => each.settled.pictureHash),
      ]
    }),
  )
  const pieces = Items.filter(({ pk, ttl }) => pk?.S?.startsWith(`AVREGNING#${agreementId}#`) && ttl)
  return {
    runs: own.filter(({ type, ttl }) => type?.S === 'run' && ttl).length,
    pieces: [...new Set(pieces.map(({ pk }) => (kept.has(pk?.S?.split('#')[2] ?? '') ? 'locked' : 'draft')))],
  }
}
