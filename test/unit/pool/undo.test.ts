import { describe, expect, it } from 'vitest'
import type { JournalActor } from '../../../lib/domain/actor.ts'
import { drawBoard } from '../../../lib/domain/pool/board.ts'
import type { Command } from '../../../lib/domain/pool/decide.ts'
import { findBrokenLink } from '../../../lib/domain/pool/journal.ts'
import { withoutUndone } from '../../../lib/domain/statistics/counted-events.ts'
import { foldStays } from '../../../lib/domain/stay/stay-record.ts'
import type { Instant } from '../../../lib/kernel/instant.ts'
import {
  accept,
  admit,
  bedId,
  block,
  cancel,
  close,
  decline,
  discharge,
  having,
  havingAt,
  holdId,
  JOINT_TEAM,
  min,
  move,
  place,
  refusal,
  staff,
  stayId,
  swap,
  wait,
} from '../../support/pool-acts.ts'
import { AMK, foundLedger, HF, type Ledger, leaderOf, perform, plainRooms, wardOf } from '../../support/pool-ledger.ts'

const SOON = min(3)
const undo = ({ unitId, state, journal }: Ledger, unitVersion = state.version): Command<'undo-action'> => ({
  name: 'undo-action',
  ask: { unitVersion, journal, records: foldStays(unitId, journal) },
})
const undone = (ledger: Ledger, at: Instant = SOON, actor: JournalActor = wardOf(ledger.unitId)): Ledger =>
  perform(ledger, undo(ledger), { now: at, actor })
/** All that anybody can see of a unit, but for the version and the confirmation. */
const seen = ({ unitId, state, journal }: Ledger, at: Instant = SOON) => ({
  state: { ...state, version: 0, lastHash: '', confirmedAt: '' },
  board: { ...drawBoard(state, at), unitVersion: 0, confirmedAt: '' },
  stays: foldStays(unitId, journal),
})

const held = havingAt(foundLedger({ rooms: plainRooms(3) }), { actor: AMK }, place('h'))
const lying = having(foundLedger({ rooms: plainRooms(3), profile: { cleaning: true } }), admit('a'), admit('b'))
const blocked = having(lying, block('103a'))
const leaving = having(lying, discharge('a', min(0)))

describe('what a unit did is taken back whole', () => {
  it.each<[what: string, before: Ledger, command: Command]>([
    ['an admission', lying, admit('c')],
    ['an admission by a hold', held, admit('a', { holdId: holdId('h') })],
    ['a move', lying, move('a', '103a')],
    ['a swap', lying, swap('a', 'b')],
    ['a departure', lying, discharge('a', min(0))],
    ['a discharge', lying, discharge('a', null)],
    ['a block', lying, block('103a')],
    ['a block of a bed that was held', held, block('101a')],
    ['an opening', blocked, { name: 'open-bed', ask: { bedId: bedId('103a') } }],
    ['a cleaning', leaving, { name: 'bed-cleaned', ask: { bedId: bedId('101a') } }],
    ['staffing for good', lying, staff(1)],
    ['staffing for a while', lying, staff(1, min(60))],
    ['a closure', lying, close(min(60))],
    ['an opening of the unit', having(lying, close(min(60))), { name: 'close-unit', ask: { open: true } }],
    ['a yes', held, accept('h')],
    ['a no', held, decline('h')],
    ['a hold given up', held, cancel('h')],
    [
      'another payer',
      lying,
      {
        name: 'change-responsibility',
        ask: { stayId: stayId('a'), partyId: HF, service: 'observasjon', from: min(0), reason: 'HF-pasient' },
      },
    ],
    [
      'a message',
      lying,
      {
        name: 'record-utskrivningsklar',
        ask: {
          stayId: stayId('a'),
          message: { event: 'utskrivningsklar', at: min(0), by: 'hf-983974910' },
          oppholdskommune: null,
        },
      },
    ],
    ['a departure plan', lying, { name: 'plan-departure', ask: { stayId: stayId('a'), expectedAt: min(90) } }],
  ])('%s', (_what, before, command) => {
    const done = havingAt(before, { now: min(1) }, command)
    expect(seen(done)).not.toEqual(seen(before))
    const back = undone(done)
    expect(seen(back)).toEqual(seen(before))
    expect(back.journal.slice(0, done.journal.length)).toEqual(done.journal)
    expect(findBrokenLink(back.journal)).toBeNull()
    expect(back.state.confirmedAt).toBe(SOON)
  })

  it('with the waiting list: whoever got the bed waits again, in the same place', () => {
    const full = having(foundLedger({ rooms: plainRooms(1) }), admit('a'), wait('w1'), wait('w2'))
    const given = havingAt(full, { now: min(1) }, discharge('a', min(1)))
    expect(given.state.holds).toHaveLength(1)
    expect(seen(undone(given))).toEqual(seen(full))
    const promoted = having(full, discharge('a', min(0)))
    const admitted = havingAt(
      promoted,
      { now: min(1) },
      admit('c', { holdId: promoted.state.holds[0]?.holdId ?? null }),
    )
    expect(seen(undone(admitted))).toEqual(seen(promoted))
  })

  it('and ends, once, a hold that ran out meanwhile', () => {
    const before = havingAt(
      foundLedger({ rooms: plainRooms(2), terms: { rules: { holdMinutes: 2 } } }),
      { actor: AMK },
      place('h'),
      place('other'),
    )
    const done = havingAt(before, { now: min(1) }, admit('a', { holdId: holdId('h') }))
    const back = undone(done)
    expect(back.journal.slice(done.journal.length).map(({ type }) => type)).toEqual([
      'action-undone',
      'hold-expired',
      'hold-expired',
    ])
    expect(back.state.holds).toEqual([])
    expect(back.state.endedHolds.map(({ end }) => end)).toEqual(['expired', 'expired'])
  })
})

it('leaves a stay the reviews that came with it from another unit', () => {
  const done = havingAt(lying, { now: min(1) }, move('a', '103a'))
  const review = { at: min(0), roles: JOINT_TEAM.roles, outcome: 'continue', nextReviewAt: min(9) } as const
  const records = new Map(
    [...foldStays(done.unitId, done.journal)].map(([id, record]) => [id, { ...record, reviews: [review] }]),
  )
  const ask = { unitVersion: done.state.version, journal: done.journal, records }
  const back = perform(done, { name: 'undo-action', ask }, { now: SOON, actor: wardOf(done.unitId) })
  const was = foldStays(lying.unitId, lying.journal).get(stayId('a'))
  expect(foldStays(back.unitId, back.journal).get(stayId('a'))).toEqual({ ...was, reviews: [review] })
})

describe('what cannot be taken back', () => {
  const done = havingAt(lying, { now: min(1) }, move('a', '103a'))
  const why = (ledger: Ledger, at: Instant = SOON, actor: JournalActor = wardOf(ledger.unitId), version?: number) =>
    refusal(ledger, undo(ledger, version), { now: at, actor })

  it('is what the asker has not seen, or what was built upon', () => {
    expect(why(done, SOON, wardOf(done.unitId), done.state.version - 1)).toEqual({
      kind: 'built-upon',
      unitVersion: done.state.version,
    })
    const later = havingAt(done, { now: min(2) }, { name: 'confirm-unit', ask: {} })
    expect(why(later)).toEqual({ kind: 'nothing-to-undo' })
  })

  it.each([
    [-1, undefined],
    [0, { kind: 'too-late-to-undo', undoUntil: min(6) }],
    [1, { kind: 'too-late-to-undo', undoUntil: min(6) }],
  ])('is what is too long ago: %i ms from the end of five minutes', (ms, expected) => {
    expect(why(done, min(6, ms))).toEqual(expected)
  })

  it('is what is too long ago by the agreement', () => {
    const short = foundLedger({ terms: { rules: { undoMinutes: 2 } } })
    const there = havingAt(short, { now: min(1) }, admit('a'))
    expect(why(there, min(3))).toMatchObject({ kind: 'too-late-to-undo', undoUntil: min(3) })
    expect(why(there, min(3, -1))).toBeUndefined()
  })

  it('is what another did', () => {
    const cancelled = havingAt(held, { actor: AMK, now: min(1) }, cancel('h'))
    expect(why(cancelled)).toEqual({ kind: 'not-your-action' })
    expect(why(done, SOON, leaderOf(done.unitId))).toBeUndefined()
  })

  it('is a hold whose time has run out', () => {
    const brief = havingAt(foundLedger({ terms: { rules: { holdMinutes: 2 } } }), { actor: AMK }, place('h'))
    for (const answer of [accept('h'), decline('h'), cancel('h')]) {
      const answered = havingAt(brief, { now: min(1) }, answer)
      expect(why(answered, min(2, -1))).toBeUndefined()
      expect(why(answered, min(2))).toEqual({ kind: 'hold-expired', expiredAt: min(2) })
    }
  })

  it.each<[what: string, command: Command]>([
    ['a confirmation', { name: 'confirm-unit', ask: {} }],
    ['a hold', place('h')],
    ['a place on the waiting list', wait('w')],
    [
      'a review',
      {
        name: 'record-review',
        ask: {
          stayId: stayId('a'),
          at: min(0),
          roles: [...JOINT_TEAM.roles],
          outcome: 'continue',
          nextReviewAt: null,
        },
      },
    ],
  ])('is %s', (_what, command) => {
    expect(why(havingAt(lying, { now: min(1) }, command))).toEqual({ kind: 'nothing-to-undo' })
  })

  it('is an undoing', () => {
    expect(why(undone(done))).toEqual({ kind: 'nothing-to-undo' })
  })
})

it('counts for nothing afterwards', () => {
  const said = havingAt(held, { now: min(1) }, decline('h'))
  const counted = withoutUndone(undone(said).journal)
  expect(counted.map(({ type }) => type)).toEqual(['unit-described', 'agreement-applied', 'hold-placed'])
  expect(withoutUndone(said.journal)).toEqual(said.journal)
})
