import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Cause } from '../../lib/domain/avregning/run.ts'
import type { StayId, UnitId } from '../../lib/domain/ids.ts'
import type { StayRecord } from '../../lib/domain/stay/stay-record.ts'
import { plusMinutes } from '../../lib/kernel/instant.ts'
import { journalKey, type Key, stayKey } from '../../lib/store/keys.ts'
import { marshalKey } from '../../lib/store/store-client.ts'
import { findUnit } from '../../lib/store/unit-store.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { foundMoneyEngine, given, HF, type MoneyEngine } from '../support/avregning-engine.ts'
import { at } from '../support/region.ts'
import { freshTable } from '../support/table.ts'

let deps: Deps
beforeAll(async () => {
  deps = (await freshTable()).deps
})

const JULY = '2026-07'
/** July is over, Bodø's patient has come and gone, and the month could be locked. */
async function founded(name: string, more: Parameters<typeof foundMoneyEngine>[2] = {}) {
  const place = await foundMoneyEngine(deps, `port-${name}`, more)
  place.clock.now = at('2026-08-02T08:00:00Z')
  const stayId = await place.stay('k-1804', '2026-07-03T10:00:00Z', '2026-07-06T10:00:00Z')
  return { place, stayId, unitId: place.unitIds[0] ?? ('unit_none' as UnitId) }
}
async function causesOf(place: MoneyEngine, { isBooked = true } = {}): Promise<readonly Partial<Cause>[]> {
  if (isBooked) given(await place.book(JULY))
  const outcome = await place.lock(JULY)
  if (outcome.ok) return []
  if (outcome.refusal.kind !== 'avregning-incomplete') throw new Error(JSON.stringify(outcome.refusal))
  return outcome.refusal.causes.map(told)
}
/** What hinders no lock, and is noted with it. */
async function notesOf(place: MoneyEngine): Promise<readonly Partial<Cause>[]> {
  given(await place.book(JULY))
  return (given(await place.lock(JULY)).completeness.notes ?? []).map(told)
}
const told = (cause: object): Partial<Cause> =>
  Object.fromEntries(Object.entries(cause).filter(([, value]) => value !== null))

const drop = async (key: Key) =>
  deps.store.client.send(new DeleteItemCommand({ TableName: deps.store.tableName, Key: marshalKey(key) }))
/** Changes a stay's item behind the journal's back. */
async function alter(stayId: StayId, by: (record: StayRecord) => StayRecord): Promise<void> {
  const { client, tableName } = deps.store
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: marshalKey(stayKey(stayId)) }))
  const body = JSON.stringify(by(JSON.parse(Item?.['body']?.S ?? '{}')))
  await client.send(new PutItemCommand({ TableName: tableName, Item: { ...Item, body: { S: body } } }))
}
const withSegments = (change: (segment: StayRecord['segments'][number]) => object) => (record: StayRecord) => ({
  ...record,
  segments: record.segments.map((segment) => ({ ...segment, ...change(segment) })),
})

/** What brings the cause about, and what the gate then says. */
type Scene = () => Promise<{ readonly causes: readonly Partial<Cause>[]; readonly wanted: readonly object[] }>

const SCENES: Readonly<Record<Cause['cause'], Readonly<Record<string, Scene>>>> = {
  'cost-not-booked': {
    'nobody has booked': async () => {
      const { place } = await founded('uten-kostnad')
      return { causes: await causesOf(place, { isBooked: false }), wanted: [{ cause: 'cost-not-booked' }] }
    },
  },
  'month-not-ended': {
    'it is the last evening': async () => {
      const { place } = await founded('ikke-slutt')
      place.clock.now = at('2026-07-31T21:59:59.999Z')
      const wanted = [{ cause: 'month-not-ended' }]
      const early = await causesOf(place)
      place.clock.now = at('2026-07-31T22:00:00Z')
      return { causes: early, wanted }
    },
  },
  'no-agreement-in-month': {
    'it begins the month after': async () => {
      const { place } = await founded('uten-avtale', { fom: '2026-08-01' })
      return { causes: await causesOf(place), wanted: [{ cause: 'no-agreement-in-month' }] }
    },
  },
  'night-without-agreement': {
    'the agreement begins in the middle of the stay': async () => {
      const { place, unitId } = await founded('begynner-midt', { fom: '2026-07-03' })
      const stayId = await place.stay('k-1804', '2026-06-28T10:00:00Z', '2026-07-05T10:00:00Z')
      const causes = await causesOf(place)
      expect(given(await place.run(JULY)).completeness).toMatchObject({ occupiedNights: 7, charged: '5', excused: 0 })
      // June is no month of the agreement's; July's first two nights are nobody's.
      const wanted = [{ cause: 'night-without-agreement', stayId, unitId, date: '2026-07-01', tom: '2026-07-02' }]
      return { causes, wanted }
    },
    'a patient of the first month came before it': async () => {
      const { place, unitId } = await founded('for-forste', { fom: '2026-07-01' })
      const stayId = await place.stay('k-1804', '2026-05-30T10:00:00Z', '2026-07-02T10:00:00Z')
      const wanted = [{ cause: 'night-without-agreement', stayId, unitId, date: '2026-05-30', tom: '2026-06-30' }]
      return { causes: await notesOf(place), wanted }
    },
    'the unit leaves the agreement while somebody lies there': async () => {
      const { place } = await founded('gar-ut')
      const stayId = await place.stay('k-1804', '2026-07-28T10:00:00Z', '2026-08-01T10:00:00Z', { unit: 1 })
      given(await place.save({ fom: '2026-07-31', units: place.unitIds.slice(0, 1) }))
      const wanted = [{ cause: 'night-without-agreement', stayId, unitId: place.unitIds[1], date: '2026-07-31' }]
      return { causes: await causesOf(place), wanted }
    },
  },
  'stay-without-departure': {
    'it was expected to end': async () => {
      const { place, unitId } = await founded('ventet')
      const expectedDepartureAt = at('2026-07-31T22:00:00Z')
      const { stayId } = given(await place.admit('k-1804', at('2026-07-30T10:00:00Z'), { expectedDepartureAt }))
      return { causes: await causesOf(place), wanted: [{ cause: 'stay-without-departure', stayId, unitId }] }
    },
    'the discharge was decided before the month was out': async () => {
      const { place, unitId } = await founded('bestemt')
      place.clock.now = at('2026-07-31T10:00:00Z')
      const { stayId } = given(await place.admit('k-1804', at('2026-07-30T10:00:00Z')))
      given(await place.discharge(stayId as StayId, null))
      place.clock.now = at('2026-08-02T10:00:00Z')
      return { causes: await causesOf(place), wanted: [{ cause: 'stay-without-departure', stayId, unitId }] }
    },
  },
  'stay-and-journal-differ': {
    'the item lacks a night': async () => {
      const { place, stayId, unitId } = await founded('mangler-natt')
      await alter(
        stayId,
        withSegments(() => ({ until: '2026-07-05T10:00:00.000Z' })),
      )
      const wanted = [{ cause: 'stay-and-journal-differ', stayId, unitId, date: '2026-07-05' }]
      return { causes: await causesOf(place), wanted }
    },
    'the item has a night too many': async () => {
      const { place, stayId, unitId } = await founded('natt-for-mye')
      await alter(
        stayId,
        withSegments(() => ({ from: '2026-07-02T10:00:00.000Z' })),
      )
      const wanted = [{ cause: 'stay-and-journal-differ', stayId, unitId, date: '2026-07-02' }]
      return { causes: await causesOf(place), wanted }
    },
    'the item names another payer': async () => {
      const { place, stayId, unitId } = await founded('annen-betaler')
      await alter(
        stayId,
        withSegments(() => ({ partyId: HF })),
      )
      const wanted = [{ cause: 'stay-and-journal-differ', stayId, unitId, date: '2026-07-03' }]
      return { causes: await causesOf(place), wanted }
    },
    'the item is gone': async () => {
      const { place, stayId, unitId } = await founded('borte')
      await drop(stayKey(stayId))
      const wanted = [{ cause: 'stay-and-journal-differ', stayId, unitId, date: '2026-07-03' }]
      return { causes: await causesOf(place), wanted }
    },
    'the payer changed in the journal, and the item knows nothing of it': async () => {
      const { place, stayId, unitId } = await founded('glemt-skifte')
      const open = given(await place.admit(HF, at('2026-07-20T10:00:00Z')))
      const before = await place.record(open.stayId as StayId)
      given(await place.changePayer(open.stayId as StayId, 'k-1839', at('2026-07-25T10:00:00Z')))
      await alter(open.stayId as StayId, () => before as StayRecord)
      expect(stayId).not.toBe(open.stayId)
      const wanted = [{ cause: 'stay-and-journal-differ', stayId: open.stayId, unitId, date: '2026-07-25' }]
      return { causes: await causesOf(place), wanted }
    },
  },
  'journal-broken': {
    'an event in the middle is missing, and with it all that is told of a stay': async () => {
      const { place, unitId } = await founded('hull')
      given(await place.admit('k-1839', at('2026-07-20T10:00:00Z')))
      const seq = await lastSeqOf(unitId)
      given(await place.admit('k-1804', at('2026-07-25T10:00:00Z')))
      await drop(journalKey(unitId, seq))
      return { causes: await causesOf(place), wanted: [{ cause: 'journal-broken', unitId }] }
    },
    'the last event is missing': async () => {
      const { place, unitId } = await founded('hale')
      given(await place.admit('k-1839', at('2026-07-20T10:00:00Z')))
      await drop(journalKey(unitId, await lastSeqOf(unitId)))
      return { causes: await causesOf(place), wanted: [{ cause: 'journal-broken', unitId }] }
    },
  },
  'beds-overlap': {
    'two items have one bed': async () => {
      const { place, stayId, unitId } = await founded('samme-seng')
      const other = await place.stay('k-1839', '2026-07-05T10:00:00Z', '2026-07-07T10:00:00Z')
      const bed = (await place.record(stayId))?.segments[0]?.bedId
      await alter(
        other,
        withSegments(() => ({ bedId: bed })),
      )
      return { causes: await causesOf(place), wanted: [{ cause: 'beds-overlap', stayId: other, unitId }] }
    },
  },
  'patient-in-two-beds': {
    'a stay is corrected into another of the same patient': async () => {
      const { place } = await founded('samme-pasient')
      const came = async (from: string, until: string, unit: number) => {
        const { stayId } = given(await place.admit('k-1839', at(from), { unit, patientRef: 'samme' }))
        given(await place.discharge(stayId as StayId, at(until)))
        return stayId as StayId
      }
      await came('2026-07-05T10:00:00Z', '2026-07-08T10:00:00Z', 0)
      const late = await came('2026-07-08T10:00:00Z', '2026-07-09T10:00:00Z', 1)
      given(await place.correct(late, { admittedAt: at('2026-07-06T10:00:00Z') }))
      return {
        causes: await notesOf(place),
        wanted: [{ cause: 'patient-in-two-beds', stayId: late, unitId: place.unitIds[1] }],
      }
    },
  },
  'oppholdskommune-unknown': {
    'an HF’s patient is ready to leave, and nobody has said for whom': async () => {
      const { place, unitId } = await founded('ukjent-kommune')
      const stayId = await readyPatient(place)
      const wanted = [{ cause: 'oppholdskommune-unknown', stayId, unitId, date: '2026-07-22', partyId: HF }]
      return { causes: await causesOf(place), wanted }
    },
  },
  'party-unknown': {
    'no kommune has the number, and no HF has the other': async () => {
      const { place, unitId } = await founded('ukjent-betaler')
      const kommune = await place.stay('k-9999', '2026-07-10T10:00:00Z', '2026-07-12T10:00:00Z')
      const hf = await place.stay('hf-000000001', '2026-07-13T10:00:00Z', '2026-07-14T10:00:00Z')
      const cause = 'party-unknown'
      return {
        causes: await causesOf(place),
        wanted: [
          { cause, unitId, stayId: hf, date: '2026-07-13', partyId: 'hf-000000001' },
          { cause, unitId, stayId: kommune, date: '2026-07-10', partyId: 'k-9999' },
        ],
      }
    },
  },
  'guest-rate-missing': {
    'a guest has no price': async () => {
      const { place } = await founded('uten-gjestepris', { guests: { admitted: true } })
      await place.stay('k-0301', '2026-07-10T10:00:00Z', '2026-07-12T10:00:00Z')
      const wanted = [{ cause: 'guest-rate-missing', partyId: 'k-0301', date: '2026-07-10' }]
      return { causes: await causesOf(place), wanted }
    },
  },
  'ukp-rate-missing': {
    'the year has no confirmed rate': async () => {
      const place = await foundMoneyEngine(deps, 'port-uten-dognpris', {
        finance: { utskrivningsklar: 'betalingsplikt' },
      })
      place.clock.now = at('2027-07-25T08:00:00Z')
      const { stayId } = given(await place.admit(HF, at('2027-07-20T10:00:00Z'), { oppholdskommune: '1839' }))
      await ready(place, stayId as StayId, '2027-07-22T10:00:00Z')
      place.clock.now = at('2027-08-02T08:00:00Z')
      given(await place.book('2027-07'))
      const outcome = await place.lock('2027-07')
      const causes = !outcome.ok && outcome.refusal.kind === 'avregning-incomplete' ? outcome.refusal.causes : []
      return { causes, wanted: [expect.objectContaining({ cause: 'ukp-rate-missing', date: '2027-07-22' })] }
    },
  },
}

async function lastSeqOf(unitId: UnitId): Promise<number> {
  return (await findUnit(deps.store, unitId))?.version ?? 0
}
async function ready(place: MoneyEngine, stayId: StayId, when: string): Promise<void> {
  given(await place.tell(stayId, 'utskrivningsklar', at(when)))
  given(await place.tell(stayId, 'melding-sendt', at(when)))
}
async function readyPatient(place: MoneyEngine): Promise<StayId> {
  const { stayId } = given(await place.admit(HF, at('2026-07-20T10:00:00Z')))
  await ready(place, stayId as StayId, '2026-07-22T10:00:00Z')
  return stayId as StayId
}

describe('the gate', () => {
  const scenes = Object.entries(SCENES).flatMap(([cause, own]) =>
    Object.entries(own).map(([how, scene]) => ({ cause, how, scene })),
  )

  it.each(scenes)('$cause: $how', async ({ scene }) => {
    const { causes, wanted } = await scene()
    expect(causes).toEqual(wanted)
  })

  it('is open when nothing stands in the way', async () => {
    expect(await causesOf((await founded('apen')).place)).toEqual([])
  })

  it('is not shut by what was decided, or expected, after the month was out', async () => {
    const { place } = await founded('etterpa')
    const { stayId } = given(
      await place.admit('k-1804', at('2026-07-30T10:00:00Z'), { expectedDepartureAt: at('2026-07-31T22:00:00.001Z') }),
    )
    given(await place.discharge(stayId as StayId, null))
    expect(await causesOf(place)).toEqual([])
  })

  it('is opened again by what takes the cause away', async () => {
    const { place } = await founded('apnet')
    const stayId = await readyPatient(place)
    expect(await causesOf(place)).toHaveLength(1)
    place.clock.now = plusMinutes(place.clock.now, 1)
    given(await place.correct(stayId, { oppholdskommune: '1839' as never }))
    expect(await causesOf(place)).toEqual([])
  })

  it('leaves a unit that was not the agreement’s in that month out of it', async () => {
    const unitIds = ['unit_port-utenfor-a', 'unit_port-utenfor-b'] as UnitId[]
    const { place } = await founded('utenfor', { units: unitIds.slice(0, 1) })
    given(await place.save({ fom: '2026-08-01', units: unitIds }))
    place.clock.now = at('2026-08-03T08:00:00Z')
    const expectedDepartureAt = at('2026-07-30T10:00:00Z')
    given(await place.admit('k-1804', at('2026-07-20T10:00:00Z'), { unit: 1, expectedDepartureAt }))
    expect(await causesOf(place)).toEqual([])
  })
})
