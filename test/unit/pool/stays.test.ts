import { describe, expect, it } from 'vitest'
import type { StayId } from '../../../lib/domain/ids.ts'
import { evolveStays, type StayRecord } from '../../../lib/domain/stay/stay-record.ts'
import type { Instant } from '../../../lib/kernel/instant.ts'
import {
  admit,
  asLeader,
  bedId,
  bedOf,
  beds,
  bookable,
  discharge,
  having,
  havingAt,
  holdId,
  JOINT_TEAM,
  min,
  move,
  place,
  refusal,
  stayId,
  swap,
} from '../../support/pool-acts.ts'
import { BODO, foundLedger, HF, type Ledger, plainRooms } from '../../support/pool-ledger.ts'

const three = foundLedger({ rooms: plainRooms(3) })
const cleaned = (bed: string) => ({ name: 'bed-cleaned', ask: { bedId: bedId(bed) } }) as const

/** The stay records that a journal tells. */
const recordsOf = ({ unitId, journal }: Ledger): ReadonlyMap<StayId, StayRecord> =>
  journal.reduce<ReadonlyMap<StayId, StayRecord>>((stays, event) => evolveStays(stays, unitId, event), new Map())
/** The beds that would have done, had nobody lain there, the earliest left first. */
const occupiedThen = (...left: readonly (readonly [bed: string, vacatedAt: Instant])[]) => ({
  kind: 'bed-occupied-then',
  vacatedAt: left[0]?.[1],
  beds: left.map(([bed, vacatedAt]) => ({ bedId: bedId(bed), vacatedAt })),
})
const segmentsOf = (ledger: Ledger, name: string) =>
  recordsOf(ledger)
    .get(stayId(name))
    ?.segments.map(({ from, until, bedId: bed }) => [bed.slice('bed_'.length), from, until])

describe('an admission', () => {
  it('takes the best bed, the named bed, or the held bed', () => {
    expect(bedOf(having(three, admit('one')), 'one')).toBe('101a')
    expect(bedOf(having(three, admit('one', { bedId: bedId('103a') })), 'one')).toBe('103a')
    const held = having(three, admit('first'), place('one'))
    const arrived = having(held, admit('one', { holdId: holdId('one') }))
    expect(bedOf(arrived, 'one')).toBe('102a')
    expect(arrived.state.holds).toEqual([])
  })

  it('with a hold may take another bed, and the held one opens', () => {
    const elsewhere = having(three, place('one'), admit('one', { holdId: holdId('one'), bedId: bedId('103a') }))
    expect(beds(elsewhere)).toEqual(['101a free', '102a free', '103a occupied'])
  })

  it('needs no acceptance of the hold', () => {
    const held = having(foundLedger({ rooms: plainRooms(1) }), place('one'))
    expect(refusal(held, admit('one', { holdId: holdId('one') }))).toBeUndefined()
  })

  it('by a hold for another party is judged by that other party’s right', () => {
    const groups = { kommuner: { guaranteed: 1, parties: [BODO] }, hf: { guaranteed: 0, parties: [HF] } }
    const one = having(foundLedger({ rooms: plainRooms(1), terms: { groups } }), place('one'))
    expect(refusal(one, admit('one', { holdId: holdId('one'), partyId: HF }))).toMatchObject({
      kind: 'no-bookable-bed',
    })
    const leader = asLeader(one)
    expect(
      refusal(one, admit('one', { holdId: holdId('one'), partyId: HF, override: JOINT_TEAM }), leader),
    ).toBeUndefined()
  })

  it.each([
    ['a bed that is not there', admit('two', { bedId: bedId('999z') }), { kind: 'bed-not-found' }],
    ['a taken bed', admit('two', { bedId: bedId('101a') }), { kind: 'bed-not-free', bedState: 'occupied' }],
    ['the future', admit('two', { admittedAt: min(0, 1) }), { kind: 'time-in-the-future', field: 'admittedAt' }],
    ['a hold that is not there', admit('two', { holdId: holdId('none') }), { kind: 'hold-not-found' }],
  ])('in %s is refused', (_, command, expected) => {
    expect(refusal(having(three, admit('one')), command)).toEqual(expected)
  })

  it.each([
    [-1, 'bed-occupied-then'],
    [0, undefined],
    [1, undefined],
  ])('dated %i ms from when the last patient left the bed', (ms, kind) => {
    const one = foundLedger({ rooms: plainRooms(1) })
    const emptied = havingAt(having(one, admit('one')), { now: min(60) }, discharge('one', min(40)))
    const ctx = { now: min(60) }
    expect(refusal(emptied, admit('two', { bedId: bedId('101a'), admittedAt: min(40, ms) }), ctx)?.kind).toBe(kind)
    // Best fit sees the same.
    expect(refusal(emptied, admit('two', { admittedAt: min(40, ms) }), ctx)?.kind).toBe(kind)
  })

  it('cannot be dated into a stay before the bed was taken out of the unit and put back', () => {
    const one = foundLedger({ rooms: plainRooms(2) })
    const now = min(60)
    const { profile, staffed, beds: all } = one.state
    const described = all.map(({ bedId: id, room, features }) => ({ bedId: id, room, features }))
    const put = (kept: typeof described) => ({ name: 'put-unit', ask: { profile, staffed, beds: kept } }) as const
    const back = havingAt(
      one,
      { now },
      admit('one'),
      discharge('one', min(40)),
      put(described.slice(1)),
      put(described),
    )
    const dated = admit('two', { bedId: bedId('101a'), admittedAt: min(39) })
    expect(refusal(back, dated, { now })).toEqual(occupiedThen(['101a', min(40)]))
  })

  it('to a time when no bed was empty says since when one is, and not that none is free', () => {
    const rooms = { 101: { a: [], b: ['isolat'] }, 102: { a: [] } }
    const now = min(60)
    const left = havingAt(
      foundLedger({ rooms }),
      { now },
      ...['one', 'two', 'three'].map((name) => admit(name)),
      discharge('one', min(50)),
      discharge('two', min(40)),
    )
    const ago = (minutes: number, needs: readonly string[] = []) =>
      refusal(left, admit('late', { admittedAt: min(minutes), needs }), { now })
    const [first, second] = beds(left, now)
    expect([first, second]).toEqual(['101a free', '101b occupied'])
    expect(ago(39)).toEqual(occupiedThen(['102a', min(40)], ['101a', min(50)]))
    expect(ago(40)).toBeUndefined()
    expect(ago(39, ['bariatrisk'])).toMatchObject({ kind: 'no-bookable-bed', missingNeeds: ['bariatrisk'] })
    const come = (name: string) => admit(name, { admittedAt: now })
    const full = havingAt(left, { now }, come('four'), come('five'))
    expect(refusal(full, admit('late', { admittedAt: min(39) }), { now })?.kind).toBe('no-bookable-bed')
  })

  it('falls due for review by the agreement, from the admission', () => {
    const short = foundLedger({ terms: { rules: { reviewAfterDogn: 2 } } })
    expect(having(short, admit('one')).state.stays[0]?.reviewDueAt).toBe(min(2 * 24 * 60))
    // START is at noon in November: the clocks go forward before the review, and noon is an hour sooner.
    const long = foundLedger({ terms: { rules: { reviewAfterDogn: 200 } } })
    expect(having(long, admit('one')).state.stays[0]?.reviewDueAt).toBe(min(200 * 24 * 60 - 60))
  })
})

describe('a departure', () => {
  const here = having(foundLedger({ rooms: plainRooms(1), profile: { cleaning: true } }), admit('one'))

  it('frees the bed only when the patient has gone and the bed is clean (free-means-gone)', () => {
    const now = min(60)
    const leaving = havingAt(here, { now }, discharge('one', null))
    expect(beds(leaving, now)).toEqual(['101a leaving'])
    expect(bookable(leaving, BODO, now)).toBe(0)
    const gone = havingAt(leaving, { now }, discharge('one', now))
    expect(beds(gone, now)).toEqual(['101a cleaning'])
    expect(bookable(gone, BODO, now)).toBe(0)
    expect(refusal(gone, admit('two'), { now })).toMatchObject({ kind: 'no-bookable-bed', bookable: 0 })
    const clean = havingAt(gone, { now }, cleaned('101a'))
    expect(beds(clean, now)).toEqual(['101a free'])
    expect(refusal(clean, cleaned('101a'), { now })).toEqual({ kind: 'bed-not-cleaning' })
  })

  it('frees it at once where the unit does not clean', () => {
    const one = having(foundLedger({ rooms: plainRooms(1) }), admit('one'))
    expect(beds(having(one, discharge('one', min(0))))).toEqual(['101a free'])
  })

  it('leaves the cleaning to be done though the unit stops cleaning meanwhile', () => {
    const gone = having(here, discharge('one', min(0)))
    const { profile, staffed, beds: all } = gone.state
    const described = all.map(({ bedId: id, room, features }) => ({ bedId: id, room, features }))
    const ask = { profile: { ...profile, cleaning: false }, staffed, beds: described }
    expect(beds(having(gone, { name: 'put-unit', ask }))).toEqual(['101a cleaning'])
  })

  it.each([
    [min(-1, 59_999), 'before-segment-began'],
    [min(0), undefined],
    [min(60), undefined],
    [min(60, 1), 'time-in-the-future'],
  ])('at %s', (departedAt, kind) => {
    expect(refusal(here, discharge('one', departedAt), { now: min(60) })?.kind).toBe(kind)
  })

  it('happens once', () => {
    const gone = having(here, discharge('one', min(0)))
    expect(refusal(gone, discharge('one', min(0)))).toEqual({ kind: 'stay-not-found' })
    expect(refusal(gone, discharge('one', null))).toEqual({ kind: 'stay-not-found' })
  })

  it('is planned without anything coming free', () => {
    const plan = { name: 'plan-departure', ask: { stayId: stayId('one'), expectedAt: min(30) } } as const
    const planned = having(here, plan)
    expect(planned.state.stays[0]?.expectedDepartureAt).toBe(min(30))
    expect(bookable(planned, BODO, min(31))).toBe(0)
    expect(refusal(here, { name: 'plan-departure', ask: { stayId: stayId('none'), expectedAt: null } })?.kind).toBe(
      'stay-not-found',
    )
  })
})

describe('a move', () => {
  const here = having(three, admit('one'), admit('two'))

  it('keeps the counts and empties the old bed', () => {
    const moved = havingAt(here, { now: min(60) }, move('one', '103a', { at: min(30) }))
    expect(beds(moved, min(60))).toEqual(['101a free', '102a occupied', '103a occupied'])
    expect(segmentsOf(moved, 'one')).toEqual([
      ['101a', min(0), min(30)],
      ['103a', min(30), null],
    ])
  })

  it('leaves the old bed to be cleaned', () => {
    const cleaning = having(foundLedger({ rooms: plainRooms(2), profile: { cleaning: true } }), admit('one'))
    expect(beds(having(cleaning, move('one', '102a')))).toEqual(['101a cleaning', '102a occupied'])
  })

  it('at the very instant of admission leaves no empty segment', () => {
    expect(segmentsOf(having(here, move('one', '103a')), 'one')).toEqual([['103a', min(0), null]])
  })

  it.each([
    ['to the same bed', move('one', '101a'), { kind: 'same-bed' }],
    ['to a bed that is not there', move('one', '999z'), { kind: 'bed-not-found' }],
    ['to a taken bed', move('one', '102a'), { kind: 'bed-not-free', bedState: 'occupied' }],
    ['of nobody', move('none', '103a'), { kind: 'stay-not-found' }],
    [
      'before the admission',
      move('one', '103a', { at: min(0, -1) }),
      { kind: 'before-segment-began', field: 'at', began: min(0) },
    ],
    ['in the future', move('one', '103a', { at: min(0, 1) }), { kind: 'time-in-the-future', field: 'at' }],
  ])('%s is refused', (_, command, expected) => {
    expect(refusal(here, command)).toEqual(expected)
  })

  it('reaches no further back than the last one, nor into another patient’s time in the new bed', () => {
    const now = min(60)
    const moved = havingAt(here, { now }, move('one', '103a', { at: min(30) }), discharge('two', min(45)))
    expect(refusal(moved, move('one', '101a', { at: min(29) }), { now })?.kind).toBe('before-segment-began')
    expect(refusal(moved, move('one', '102a', { at: min(45, -1) }), { now })).toEqual(occupiedThen(['102a', min(45)]))
    expect(refusal(moved, move('one', '102a', { at: min(45) }), { now })).toBeUndefined()
  })

  it('is possible in a closed unit', () => {
    const closed = having(here, { name: 'close-unit', ask: { open: false, reason: 'bemanning', until: min(60) } })
    expect(bedOf(having(closed, move('one', '103a')), 'one')).toBe('103a')
  })
})

describe('a swap', () => {
  const full = having(
    foundLedger({ rooms: plainRooms(2), profile: { cleaning: true } }),
    admit('one'),
    admit('two', { partyId: HF }),
  )

  it('works in a full unit, and neither bed is free or dirty in between', () => {
    const swapped = havingAt(full, { now: min(60) }, swap('one', 'two', { at: min(30) }))
    expect([bedOf(swapped, 'one'), bedOf(swapped, 'two')]).toEqual(['102a', '101a'])
    expect(beds(swapped, min(60))).toEqual(['101a occupied', '102a occupied'])
    expect(segmentsOf(swapped, 'one')).toEqual([
      ['101a', min(0), min(30)],
      ['102a', min(30), null],
    ])
    expect(segmentsOf(swapped, 'two')).toEqual([
      ['102a', min(0), min(30)],
      ['101a', min(30), null],
    ])
  })

  it('twice is as it was, with every bed-night told', () => {
    const back = havingAt(
      full,
      { now: min(60) },
      swap('one', 'two', { at: min(30) }),
      swap('two', 'one', { at: min(40) }),
    )
    expect(segmentsOf(back, 'one')?.map(([bed]) => bed)).toEqual(['101a', '102a', '101a'])
  })

  it.each([
    ['with oneself', swap('one', 'one'), 'same-stay'],
    ['with nobody', swap('one', 'none'), 'stay-not-found'],
    ['of nobody', swap('none', 'one'), 'stay-not-found'],
    ['in the future', swap('one', 'two', { at: min(0, 1) }), 'time-in-the-future'],
    ['before both were here', swap('one', 'two', { at: min(0, -1) }), 'before-segment-began'],
  ])('%s is refused', (_, command, kind) => {
    expect(refusal(full, command)?.kind).toBe(kind)
  })
})

describe('the stay records', () => {
  it('keep one empty segment of a stay that ended the instant it began', () => {
    const gone = having(three, admit('one'), discharge('one', min(0)))
    expect(segmentsOf(gone, 'one')).toEqual([['101a', min(0), min(0)]])
    expect(recordsOf(gone).get(stayId('one'))).toMatchObject({
      admittedAt: min(0),
      departedAt: min(0),
      dischargedTo: 'hjem',
    })
  })

  it('refuse a journal that speaks of a stay before it began', () => {
    const [, , , departed] = having(three, admit('one'), discharge('one', min(0))).journal
    if (!departed) throw new Error('no departure')
    expect(() => evolveStays(new Map(), three.unitId, departed)).toThrow(RangeError)
  })
})
