import { describe, expect, it } from 'vitest'
import { drawBoard } from '../../../lib/domain/pool/board.ts'
import { countPool } from '../../../lib/domain/pool/bookable.ts'
import { decide } from '../../../lib/domain/pool/decide.ts'
import type { PoolEventType } from '../../../lib/domain/pool/events.ts'
import { boardAnswer, holdAnswer } from '../../../lib/usecases/answers.ts'
import {
  accept,
  admit,
  beds,
  block,
  bookable,
  cancel,
  decline,
  having,
  havingAt,
  holdId,
  min,
  place,
  refusal,
} from '../../support/pool-acts.ts'
import {
  AMK,
  BODO,
  foundLedger,
  HF,
  type Ledger,
  leaderOf,
  plainRooms,
  START,
  wardOf,
} from '../../support/pool-ledger.ts'

const TIDY = { name: 'tidy-unit', ask: {} } as const
const oneBed = foundLedger({ rooms: plainRooms(1) })
const ward = wardOf(oneBed.unitId)
const held = havingAt(oneBed, { actor: AMK }, place('one', { etaMinutes: 25 }))
const expiryOf = ({ state }: Ledger, name = 'one') =>
  state.holds.find((hold) => hold.holdId === holdId(name))?.expiresAt
const typesAfter = ({ journal }: Ledger, seq: number): PoolEventType[] => journal.slice(seq).map((event) => event.type)

describe('a hold', () => {
  it('has no answer due once it is accepted, on the board as to its dispatcher', () => {
    const seen = ({ state }: Ledger) => [
      boardAnswer(drawBoard(state, START)).holds[0]?.answerDueAt,
      holdAnswer(state, holdId('one'), START).answerDueAt,
    ]
    expect(seen(held)).toEqual([min(10), min(10)])
    expect(seen(having(held, accept('one')))).toEqual([null, null])
  })

  it('lasts holdMinutes, thirty unless the agreement says otherwise', () => {
    expect(expiryOf(held)).toBe(min(30))
    const short = foundLedger({ terms: { rules: { holdMinutes: 1 } } })
    expect(expiryOf(having(short, place('one')))).toBe(min(1))
  })

  it.each([
    [-1, 'held', 0],
    [0, 'free', 1],
    [1, 'free', 1],
  ])('%i ms from its expiry leaves the bed %s, tidied or not', (ms, state, left) => {
    const now = min(30, ms)
    for (const ledger of [held, havingAt(held, { now }, TIDY)]) {
      expect(beds(ledger, now)).toEqual([`101a ${state}`])
      expect(bookable(ledger, BODO, now)).toBe(left)
      expect(drawBoard(ledger.state, now).holds).toHaveLength(1 - left)
    }
  })

  it.each(['accept', 'decline', 'cancel', 'admit'] as const)(
    'ends for %s at its expiry, not a millisecond before',
    (what) => {
      const command = {
        accept: accept('one'),
        decline: decline('one'),
        cancel: cancel('one'),
        admit: admit('one', { holdId: holdId('one') }),
      }[what]
      expect(refusal(held, command, { now: min(30, -1) })).toBeUndefined()
      expect(refusal(held, command, { now: min(30) })).toEqual({ kind: 'hold-expired', expiredAt: min(30) })
      // The answer stays the same once the expiry is in the journal.
      expect(refusal(havingAt(held, { now: min(31) }, TIDY), command, { now: min(31) })).toEqual({
        kind: 'hold-expired',
        expiredAt: min(30),
      })
    },
  )

  it('is put again for the same patient only as another hold: the first is never prolonged', () => {
    const two = foundLedger({ rooms: plainRooms(2) })
    const twice = havingAt(having(two, place('one')), { now: min(10) }, place('two'))
    expect(expiryOf(twice, 'one')).toBe(min(30))
    expect(expiryOf(twice, 'two')).toBe(min(40))
  })

  it('names the organisation that placed it, and whose need it is', () => {
    expect(held.state.holds[0]).toMatchObject({ placedBy: AMK, partyId: BODO, etaAt: min(25), acceptedAt: null })
  })

  it('is refused with the facts where no bed is left', () => {
    expect(refusal(held, place('two'))).toEqual({
      kind: 'no-bookable-bed',
      bookable: 0,
      entitlement: 'flexible',
      missingNeeds: [],
    })
  })

  describe('that is accepted', () => {
    it.each([
      ['an ETA long after its end', 60, 120],
      ['an ETA so early that its own end is later', 0, 30],
      ['an ETA whose grace ends a minute before its own end', 9, 30],
      ['an ETA whose grace ends with it', 10, 30],
      ['an ETA whose grace ends a minute after it', 11, 31],
    ])('with %s', (_, etaMinutes, lasts) => {
      const grace = etaMinutes === 60 || etaMinutes === 0 ? 60 : 20
      const ledger = foundLedger({ terms: { rules: { arrivalGraceMinutes: grace } } })
      const pending = having(ledger, place('one', { etaMinutes: etaMinutes === 0 ? null : etaMinutes }))
      expect(expiryOf(havingAt(pending, { now: min(5) }, accept('one')))).toBe(min(lasts))
    })

    it('is accepted once: a second tap says nothing and moves nothing', () => {
      const accepted = havingAt(held, { now: min(5) }, accept('one'))
      const again = havingAt(accepted, { now: min(20) }, accept('one'))
      expect(again.journal).toHaveLength(accepted.journal.length)
      expect(again.state).toEqual(accepted.state)
      expect(expiryOf(again)).toBe(min(85))
    })

    it('ends as a no-show, a pending one as unanswered', () => {
      const accepted = havingAt(held, { now: min(5) }, accept('one'))
      const noShow = havingAt(accepted, { now: min(85) }, TIDY)
      expect(noShow.journal.at(-1)).toMatchObject({
        type: 'hold-expired',
        actor: { role: 'system' },
        data: { reason: 'no-show', expiredAt: min(85) },
      })
      expect(havingAt(held, { now: min(30) }, TIDY).journal.at(-1)?.data).toMatchObject({ reason: 'unanswered' })
    })
  })

  it('is taken back by the one who placed it or by the unit, and by nobody else', () => {
    const cancelled = { now: min(1) }
    expect(refusal(held, cancel('one'), { ...cancelled, actor: AMK })).toBeUndefined()
    expect(refusal(held, cancel('one'), { ...cancelled, actor: ward })).toBeUndefined()
    expect(refusal(held, cancel('one'), { ...cancelled, actor: leaderOf(oneBed.unitId) })).toBeUndefined()
    for (const actor of [
      { role: 'dispatcher', org: 'legevakt-salten' },
      { role: 'dispatcher', org: oneBed.unitId },
      { role: 'ward', org: 'unit_annen' },
      { role: 'ward', org: AMK.org },
    ] as const) {
      expect(refusal(held, cancel('one'), { ...cancelled, actor })).toEqual({ kind: 'not-your-hold' })
    }
  })

  it('that has ended says how, and one that never was is not found', () => {
    expect(refusal(having(held, decline('one')), accept('one'))).toEqual({ kind: 'hold-ended', end: 'declined' })
    expect(refusal(having(held, cancel('one')), accept('one'))).toEqual({ kind: 'hold-ended', end: 'cancelled' })
    const used = having(held, admit('one', { holdId: holdId('one') }))
    expect(refusal(used, accept('one'))).toEqual({ kind: 'hold-ended', end: 'used' })
    expect(refusal(held, accept('none'))).toEqual({ kind: 'hold-not-found' })
  })

  it.each([
    [-1, 'hold-ended'],
    [0, 'hold-not-found'],
    [1, 'hold-not-found'],
  ])('is remembered for a day after its end, %i ms: %s', (ms, kind) => {
    const day = 24 * 60
    const two = foundLedger({ rooms: plainRooms(1) })
    const ended = having(two, place('one'), cancel('one'))
    const later = havingAt(ended, { now: min(day, ms) }, place('two'), cancel('two'))
    expect(refusal(later, accept('one'), { now: min(day, ms) })?.kind).toBe(kind)
  })

  it('is moved to another bed when its own is blocked, and the block is refused when there is none', () => {
    const two = foundLedger({ rooms: plainRooms(2) })
    const first = having(two, place('one'))
    const blocked = having(first, block('101a'))
    expect(beds(blocked)).toEqual(['101a blocked', '102a held'])
    expect(expiryOf(blocked)).toBe(min(30))
    expect(typesAfter(blocked, first.journal.length)).toEqual(['hold-moved', 'bed-blocked'])
    const full = having(first, place('two', { partyId: HF }))
    expect(refusal(full, block('101a'))).toEqual({
      kind: 'bed-not-free',
      bedState: 'held',
    })
  })

  it('that has expired does not hinder a block, and its end comes first in the journal', () => {
    const now = min(30)
    const blocked = havingAt(held, { now }, block('101a'))
    expect(typesAfter(blocked, held.journal.length)).toEqual(['hold-expired', 'bed-blocked'])
  })

  it('counts no more after its end though forty lie there at once, and writers end thirty each', () => {
    const large = foundLedger({ rooms: plainRooms(40) })
    const full = having(large, ...Array.from({ length: 40 }, (_, i) => place(`h${i}`)))
    const now = min(30)
    expect(countPool(full.state, now)).toMatchObject({ held: 0, free: 40 })
    const once = havingAt(full, { now }, TIDY)
    expect(once.state.holds).toHaveLength(10)
    expect(countPool(once.state, now)).toEqual(countPool(full.state, now))
    expect(havingAt(once, { now }, TIDY).state.holds).toHaveLength(0)
  })

  it('changes nothing when the command after its end is refused', () => {
    const now = min(30)
    const refusedOne = decide(held.state, accept('none'), { now, actor: ward })
    expect(refusedOne).toEqual({ ok: false, refusal: { kind: 'hold-not-found' } })
    expect(held.state.holds).toHaveLength(1)
  })
})

describe('nobody comes in', () => {
  it.each([
    [
      'a closed unit',
      having(oneBed, { name: 'close-unit', ask: { open: false, reason: 'bemanning', until: min(60) } }),
      'unit-closed',
    ],
    ['a unit without agreement', foundLedger({ terms: null }), 'unit-without-agreement'],
    [
      'a unit that does not offer the service',
      foundLedger({ profile: { services: ['sykestue'] } }),
      'service-not-offered',
    ],
  ])('to %s', (_, ledger, kind) => {
    expect(refusal(ledger, place('two'))?.kind).toBe(kind)
    expect(refusal(ledger, admit('two'))?.kind).toBe(kind)
  })

  it('but who has a hold comes in though the unit closed or left its agreement since', () => {
    const closed = having(held, { name: 'close-unit', ask: { open: false, reason: 'bemanning', until: min(60) } })
    expect(refusal(closed, admit('one', { holdId: holdId('one') }))).toBeUndefined()
    const left = having(held, { name: 'apply-agreement', ask: { from: START, terms: null } })
    expect(refusal(left, admit('one', { holdId: holdId('one') }))).toBeUndefined()
  })
})
