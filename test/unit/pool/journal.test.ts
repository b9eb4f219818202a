import { describe, expect, it } from 'vitest'
import type { StayId } from '../../../lib/domain/ids.ts'
import type { JournalEvent } from '../../../lib/domain/pool/events.ts'
import { eventsUntil, findBrokenLink, foldJournal, hashEvent, recordEvents } from '../../../lib/domain/pool/journal.ts'
import { findPhantoms } from '../../../lib/domain/pool/phantoms.ts'
import { evolveStays, type StayRecord } from '../../../lib/domain/stay/stay-record.ts'
import { canonicalJson } from '../../../lib/kernel/canonical-json.ts'
import { admit, bedId, discharge, having, havingAt, min, place, stayId } from '../../support/pool-acts.ts'
import { foundLedger, type Ledger, plainRooms, START } from '../../support/pool-ledger.ts'

const ledger = havingAt(
  having(foundLedger({ rooms: plainRooms(2) }), admit('one'), place('h')),
  { now: min(45) },
  discharge('one', min(40)),
)
const { journal, state, unitId } = ledger

describe('the journal', () => {
  it('numbers its events from 1 and chains each to the one before', () => {
    expect(journal.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect(journal.map((event) => event.prevHash)).toEqual(['', ...journal.slice(0, -1).map((event) => event.hash)])
    expect(state).toMatchObject({ version: 6, lastHash: journal.at(-1)?.hash })
    expect(findBrokenLink(journal)).toBeNull()
    expect(findBrokenLink([])).toBeNull()
  })

  it('folds to the state, byte for byte, also after having been stored', () => {
    const stored: readonly JournalEvent[] = JSON.parse(JSON.stringify(journal))
    expect(canonicalJson(foldJournal(unitId, stored))).toBe(canonicalJson(state))
  })

  it('hashes what it says and not how it is written', () => {
    const [first] = journal
    if (!first) throw new Error('an empty journal')
    const { hash, prevHash, data, actor, at, seq, type } = first
    expect(hashEvent({ prevHash, seq, type, data, at, actor } as JournalEvent)).toBe(hash)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('shows where it was changed, cut or turned round', () => {
    const third = journal[2]
    const fourth = journal[3]
    if (!third || !fourth) throw new Error('too short a journal')
    expect(findBrokenLink(journal.with(2, { ...third, at: min(1) }))).toBe(3)
    expect(findBrokenLink(journal.with(2, { ...third, hash: '0'.repeat(64) }))).toBe(3)
    expect(findBrokenLink(journal.toSpliced(2, 1))).toBe(3)
    expect(findBrokenLink(journal.slice(1))).toBe(1)
    expect(findBrokenLink(journal.with(2, fourth).with(3, third))).toBe(3)
    expect(findBrokenLink([...journal, ...journal.slice(-1)])).toBe(7)
  })

  it('whose tail is cut is whole in itself, and no longer folds to the state', () => {
    const cut = journal.slice(0, -1)
    expect(findBrokenLink(cut)).toBeNull()
    expect(canonicalJson(foldJournal(unitId, cut))).not.toBe(canonicalJson(state))
  })

  it('tells what was known at an instant, that instant included', () => {
    expect(eventsUntil(journal, min(0, -1))).toEqual([])
    expect(eventsUntil(journal, START)).toHaveLength(4)
    expect(eventsUntil(journal, min(45, -1))).toHaveLength(4)
    expect(eventsUntil(journal, min(45))).toHaveLength(6)
  })

  it('begins with the description of the unit', () => {
    expect(() => foldJournal(unitId, journal.slice(1))).toThrow(RangeError)
    expect(() => recordEvents(null, unitId, [], START)).toThrow(RangeError)
    expect(foldJournal(unitId, [])).toBeNull()
  })
})

describe('phantoms', () => {
  const here = having(foundLedger({ rooms: plainRooms(2), terms: { rules: { reviewAfterDogn: 1 } } }), admit('one'))
  const recordsOf = (of: Ledger): Map<StayId, StayRecord> =>
    new Map(
      of.journal.reduce<ReadonlyMap<StayId, StayRecord>>(
        (stays, event) => evolveStays(stays, of.unitId, event),
        new Map(),
      ),
    )
  const kinds = (of: Ledger, records: Map<StayId, StayRecord>, now = START) =>
    findPhantoms(of.state, records, now).map((phantom) => phantom.kind)
  const one = here.state.stays[0]

  it('are none where board and records agree', () => {
    expect(kinds(here, recordsOf(here))).toEqual([])
  })

  it('are patients on the board without a record, and records without a patient', () => {
    expect(kinds(here, new Map())).toEqual(['occupied-without-stay'])
    expect(kinds(foundLedger({}), recordsOf(here))).toEqual(['stay-without-bed'])
  })

  it('are stays in a bed that is not there, or in another than the record’s', () => {
    if (!one) throw new Error('nobody here')
    const astray = { ...here, state: { ...here.state, stays: [{ ...one, bedId: bedId('999z') }] } }
    expect(kinds(astray, recordsOf(here))).toEqual(['stay-without-bed', 'stay-record-differs'])
  })

  it('are two in one bed', () => {
    if (!one) throw new Error('nobody here')
    const records = recordsOf(here)
    const record = records.get(stayId('one'))
    if (!record) throw new Error('no record')
    const twice = { ...here, state: { ...here.state, stays: [one, { ...one, stayId: stayId('two') }] } }
    records.set(stayId('two'), { ...record, stayId: stayId('two') })
    expect(kinds(twice, records)).toEqual(['two-in-one-bed', 'two-in-one-bed'])
  })

  it.each([
    [0, []],
    [1, ['stay-beyond-review']],
  ])('are stays past their review, %i ms after it', (ms, expected) => {
    expect(kinds(here, recordsOf(here), min(24 * 60, ms))).toEqual(expected)
  })
})
