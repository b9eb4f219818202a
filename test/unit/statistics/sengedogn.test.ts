import { describe, expect, it } from 'vitest'
import type { BedId } from '../../../lib/domain/ids.ts'
import { endedStandings, type Standing, standingBefore, standingOf } from '../../../lib/domain/pool/standing.ts'
import { percentOf, ratioOf } from '../../../lib/domain/statistics/ratio.ts'
import { countSengedogn } from '../../../lib/domain/statistics/sengedogn.ts'
import { plusMinutes, plusMs } from '../../../lib/kernel/instant.ts'
import { foundLedger, instant, perform, plainRooms, START, wardOf } from '../../support/pool-ledger.ts'

const MIDNIGHT = instant('2026-11-22T23:00:00Z')
const FOUR: Standing = { physical: 4, staffed: 4, staffing: null, closedUntil: null, blockedUntil: [] }
const bedsOn = (standing: Partial<Standing>, occupied = 0) =>
  countSengedogn({ ...FOUR, ...standing }, MIDNIGHT, occupied)

describe('sengedogn', () => {
  it('are the beds that are staffed and not blocked, beside all of them', () => {
    expect(bedsOn({})).toEqual({ ssb: 4, oecd: 4 })
    expect(bedsOn({ staffed: 3 })).toEqual({ ssb: 3, oecd: 4 })
    expect(bedsOn({ staffed: 9 })).toEqual({ ssb: 4, oecd: 4 })
    expect(bedsOn({ blockedUntil: [null, null] })).toEqual({ ssb: 2, oecd: 4 })
    expect(bedsOn({ staffed: 1, blockedUntil: [null] }, 3)).toEqual({ ssb: 1, oecd: 4 })
  })

  // What ends at midnight itself still stood the moment before.
  it.each([
    [-1, { block: 4, staffing: 4, closure: 4 }],
    [0, { block: 3, staffing: 2, closure: 1 }],
    [1, { block: 3, staffing: 2, closure: 1 }],
  ])('are judged at the last moment: an end %i ms from midnight', (ms, expected) => {
    const until = plusMs(MIDNIGHT, ms)
    expect({
      block: bedsOn({ blockedUntil: [until] }).ssb,
      staffing: bedsOn({ staffing: { staffed: 2, until } }).ssb,
      closure: bedsOn({ closedUntil: until }, 1).ssb,
    }).toEqual(expected)
  })

  it('of a closed unit are the beds that somebody lies in', () => {
    const closedUntil = plusMs(MIDNIGHT, 1)
    expect([bedsOn({ closedUntil }, 0), bedsOn({ closedUntil }, 2)]).toEqual([
      { ssb: 0, oecd: 4 },
      { ssb: 2, oecd: 4 },
    ])
  })

  it('come from how the unit stood then, not from how it stands now', () => {
    const unit = foundLedger({ rooms: plainRooms(4) })
    const ward = wardOf(unit.unitId)
    const change = { now: plusMinutes(START, 60), actor: ward }
    const fewer = perform(unit, { name: 'set-staffing', ask: { staffed: 2, until: null, reason: 'sykdom' } }, change)
    const after = perform(
      fewer,
      { name: 'block-bed', ask: { bedId: 'bed_101a' as BedId, reason: 'lekkasje', until: null } },
      { now: plusMinutes(START, 120), actor: ward },
    )
    const past = endedStandings(unit.unitId, null, after.journal)
    expect(past.map(({ until }) => until)).toEqual([plusMinutes(START, 60), plusMinutes(START, 120)])
    const at = (minutes: number, ms: number) =>
      standingBefore(past, standingOf(after.state), plusMs(plusMinutes(START, minutes), ms))
    expect([at(60, -1).staffed, at(60, 0).staffed, at(60, 1).staffed]).toEqual([4, 4, 2])
    expect([at(120, 0).blockedUntil, at(120, 1).blockedUntil]).toEqual([[], [null]])
    // Before the first description the first description holds.
    expect(at(-100_000, 0).physical).toBe(4)
  })

  it('are not filed again by what changes nothing about them', () => {
    const unit = foundLedger({ rooms: plainRooms(2) })
    const ctx = { now: plusMinutes(START, 60), actor: wardOf(unit.unitId) }
    const same = perform(unit, { name: 'set-staffing', ask: { staffed: 2, until: null, reason: 'som før' } }, ctx)
    const confirmed = perform(same, { name: 'confirm-unit', ask: {} }, ctx)
    expect(endedStandings(unit.unitId, unit.state, confirmed.journal.slice(unit.journal.length))).toEqual([])
  })
})

describe('ratios', () => {
  it.each([
    [264, 360, 73.3],
    [0, 360, 0],
    [1, 1, 100],
    [5, 4, 125],
    [1, 16, 6.3],
    [1, 2000, 0.1],
    [1, 2001, 0],
    [3, 0, null],
  ])('%i of %i is %d per cent', (numerator, denominator, percent) => {
    expect(percentOf(numerator, denominator)).toBe(percent)
  })

  it('are rounded half up at the last decimal, once', () => {
    expect([ratioOf(9, 4, 1), ratioOf(1, 3, 2), ratioOf(2, 3, 2), ratioOf(449, 1000, 1)]).toEqual([
      2.3, 0.33, 0.67, 0.4,
    ])
  })
})
