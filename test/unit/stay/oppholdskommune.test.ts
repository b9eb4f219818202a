import { describe, expect, it } from 'vitest'
import type { Kommunenummer, PartyId, UnitId } from '../../../lib/domain/ids.ts'
import type { TransferIn } from '../../../lib/domain/pool/transfer-stay.ts'
import { oppholdskommuneOf } from '../../../lib/domain/stay/oppholdskommune.ts'
import { foldStays, type StayRecord } from '../../../lib/domain/stay/stay-record.ts'
import type { Service, UtskrivningsklarEvent } from '../../../lib/domain/vocabulary.ts'
import { plusMinutes } from '../../../lib/kernel/instant.ts'
import { stayOf } from '../../support/nights.ts'
import { admit, having, havingAt, min, stayId } from '../../support/pool-acts.ts'
import { BODO, foundLedger, GILDESKAL, HF, type Ledger, START } from '../../support/pool-ledger.ts'

const kommune = (number: string) => number as Kommunenummer
const LATER = min(60)

const recordOf = ({ unitId, journal }: Ledger, name = 'a'): StayRecord => {
  const record = foldStays(unitId, journal).get(stayId(name))
  if (!record) throw new Error('the journal tells of no stay')
  return record
}
const origin = { referrer: null, reasonGroup: null, ageBand: null }
const admitted = (partyId: PartyId, service: Service, said: string | null = null) =>
  having(
    foundLedger({}),
    admit('a', { partyId, service, origin: { ...origin, oppholdskommune: said === null ? null : kommune(said) } }),
  )
const told = (ledger: Ledger, event: UtskrivningsklarEvent, by: string, said: string | null = null, at = START) =>
  havingAt(
    ledger,
    { now: LATER },
    {
      name: 'record-utskrivningsklar',
      ask: {
        stayId: stayId('a'),
        message: { event, at, by },
        oppholdskommune: said === null ? null : kommune(said),
      },
    },
  )
const paidBy = (ledger: Ledger, partyId: PartyId, service: Service) =>
  havingAt(
    ledger,
    { now: LATER },
    {
      name: 'change-responsibility',
      ask: { stayId: stayId('a'), partyId, service, from: START, reason: 'feil kommune' },
    },
  )

describe('the oppholdskommune of a stay', () => {
  it('is what was said at the admission, else the kommune that pays for the KAD stay', () => {
    expect(recordOf(admitted(HF, 'observasjon', '1841')).oppholdskommune).toBe('1841')
    expect(recordOf(admitted(BODO, 'kad-somatikk')).oppholdskommune).toBe('1804')
    expect(recordOf(admitted(BODO, 'kad-psyk-rus')).oppholdskommune).toBe('1804')
    expect(recordOf(admitted(BODO, 'kad-somatikk', '1841')).oppholdskommune).toBe('1841')
    expect(recordOf(admitted(BODO, 'mellomledd')).oppholdskommune).toBeNull()
    expect(recordOf(admitted(HF, 'kad-somatikk')).oppholdskommune).toBeNull()
  })

  it('can be said, or said anew, with a message; the journal has both', () => {
    const once = told(admitted(HF, 'observasjon'), 'utskrivningsklar', 'hf-983974910', '1838')
    expect(recordOf(once).oppholdskommune).toBe('1838')
    const twice = told(once, 'melding-sendt', 'hf-983974910', '1839')
    expect(recordOf(twice).oppholdskommune).toBe('1839')
    expect(recordOf(told(twice, 'varslet', 'hf-983974910')).oppholdskommune).toBe('1839')
    const said = twice.journal.flatMap((event) =>
      event.type === 'utskrivningsklar-recorded' ? [event.data.oppholdskommune] : [],
    )
    expect(said).toEqual(['1838', '1839'])
  })

  it('goes with the payer where a KAD stay was another kommune’s after all, and only then', () => {
    expect(recordOf(paidBy(admitted(BODO, 'kad-somatikk'), GILDESKAL, 'kad-somatikk')).oppholdskommune).toBe('1838')
    expect(recordOf(paidBy(admitted(BODO, 'kad-somatikk'), HF, 'observasjon')).oppholdskommune).toBe('1804')
    expect(recordOf(paidBy(admitted(BODO, 'kad-somatikk'), GILDESKAL, 'mellomledd')).oppholdskommune).toBe('1804')
    const other = admitted(BODO, 'kad-somatikk', '1841')
    expect(recordOf(paidBy(other, GILDESKAL, 'kad-somatikk')).oppholdskommune).toBe('1841')
  })

  it('can be corrected after the patient has left, and the journal keeps what was said first', () => {
    const ledger = admitted(HF, 'observasjon')
    const record = recordOf(ledger)
    const ask = { stayId: stayId('a'), record, reason: 'kommunen manglet', others: [] }
    const corrected = havingAt(
      ledger,
      { now: LATER },
      { name: 'correct-stay', ask: { ...ask, changes: { oppholdskommune: kommune('1838') } } },
    )
    expect(recordOf(corrected)).toEqual({ ...record, oppholdskommune: '1838' })
    expect(corrected.journal.at(-1)?.data).toMatchObject({ oppholdskommune: '1838', before: { oppholdskommune: null } })
  })

  it.each<[what: string, goesOn: boolean]>([
    ['goes on', true],
    ['begins anew', false],
  ])('comes along when the stay %s in another unit', (_what, goesOn) => {
    const from = told(admitted(HF, 'observasjon'), 'kan-ikke-motta', 'k-1839')
    const record = recordOf(from)
    const [live] = from.state.stays
    if (!live) throw new Error('nobody is there')
    const ask: TransferIn = {
      stayId: stayId(goesOn ? 'a' : 'b'),
      fromUnitId: from.unitId,
      from: live,
      record,
      service: 'observasjon',
      holdId: null,
      waitingId: null,
      at: LATER,
      override: null,
    }
    const ledger = foundLedger({ unitId: 'unit_annen' as UnitId })
    const there = havingAt(ledger, { now: LATER }, { name: 'transfer-in', ask })
    expect(oppholdskommuneOf(recordOf(there, goesOn ? 'a' : 'b'))).toBe('1839')
  })
})

describe('where nobody has said it', () => {
  const stay = stayOf(
    'stay_a',
    [
      { from: '2026-11-01T10:00:00Z', partyId: 'k-1804', service: 'mellomledd' },
      { from: '2026-11-02T10:00:00Z', partyId: 'k-1838', service: 'mellomledd' },
      { from: '2026-11-03T10:00:00Z', partyId: 'hf-983974910', service: 'observasjon' },
    ],
    null,
  )
  const messages = (...rows: readonly (readonly [at: number, by: string])[]): StayRecord => ({
    ...stay,
    utskrivningsklar: rows.map(([minutes, by]) => ({ event: 'varslet', at: plusMinutes(START, minutes), by })),
  })

  it('is the kommune that paid last', () => {
    expect(oppholdskommuneOf(stay)).toBe('1838')
    expect(oppholdskommuneOf({ ...stay, segments: stay.segments.slice(2) })).toBeNull()
  })

  it('is before that the kommune that last gave a message, in whatever order they were told', () => {
    expect(oppholdskommuneOf(messages([0, 'k-1839'], [2, 'k-1841'], [1, 'k-1804']))).toBe('1841')
    expect(oppholdskommuneOf(messages([0, 'k-1839'], [2, 'hf-983974910'], [1, 'saksbehandler'], [3, 'k-18411']))).toBe(
      '1839',
    )
    expect(oppholdskommuneOf(messages([0, 'hf-983974910']))).toBe('1838')
  })

  it('is before all else what was said', () => {
    expect(oppholdskommuneOf({ ...messages([0, 'k-1839']), oppholdskommune: kommune('5501') })).toBe('5501')
  })
})
