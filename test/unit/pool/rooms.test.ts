import { describe, expect, it } from 'vitest'
import { chooseBestFit, findMissingNeeds } from '../../../lib/domain/pool/best-fit.ts'
import { findTargets } from '../../../lib/domain/pool/targets.ts'
import {
  admit,
  asLeader,
  bedId,
  bedOf,
  beds,
  block,
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
import { foundLedger, type Ledger, type Rooms, START, type TermsWish } from '../../support/pool-ledger.ts'

const unitOf = (rooms: Rooms, terms: TermsWish = {}, capabilities: readonly string[] = []) =>
  foundLedger({ rooms, terms, profile: { capabilities } })
const best = ({ state }: Ledger, needs: readonly string[] = []) =>
  chooseBestFit(state, { needs, at: START })?.bedId.slice('bed_'.length)
const DOUBLE = { 101: { a: [], b: [] } }
const ISOLATION = { 101: { a: ['isolat'], b: [] } }

describe('isolation', () => {
  it('shuts the room-mate’s bed as soon as the bed is held, and opens it when the patient has gone', () => {
    const held = having(unitOf(ISOLATION), place('one', { needs: ['isolat'] }))
    expect(beds(held)).toEqual(['101a held', '101b blocked'])
    expect(refusal(held, place('two'))).toMatchObject({ kind: 'no-bookable-bed', bookable: 0 })
    expect(beds(held, min(30))).toEqual(['101a free', '101b free'])
  })

  it('needs a bed made for it', () => {
    expect(refusal(unitOf(DOUBLE), place('one', { needs: ['isolat'] }))).toEqual({
      kind: 'no-bookable-bed',
      bookable: 2,
      entitlement: 'flexible',
      missingNeeds: ['isolat'],
    })
  })

  it('needs an empty room', () => {
    const shared = having(unitOf(ISOLATION), admit('mate', { bedId: bedId('101b') }))
    expect(refusal(shared, place('one', { needs: ['isolat'] }))?.kind).toBe('no-bookable-bed')
    const named = { needs: ['isolat'], bedId: bedId('101a') }
    expect(refusal(shared, admit('one', named))).toEqual({ kind: 'room-rule-broken', rules: ['isolation'] })
    const overridden = havingAt(shared, asLeader(shared), admit('one', { ...named, override: JOINT_TEAM }))
    expect(overridden.journal.at(-1)?.data).toMatchObject({ override: { of: ['room'] } })
  })

  it('shuts a bed that nobody may be admitted to, block or open', () => {
    const isolated = having(unitOf({ ...ISOLATION, 102: { a: [] } }), admit('one', { needs: ['isolat'] }))
    expect(refusal(isolated, admit('two', { bedId: bedId('101b') }))).toEqual({
      kind: 'bed-not-free',
      bedState: 'blocked',
    })
    expect(refusal(isolated, { name: 'open-bed', ask: { bedId: bedId('101b') } })).toEqual({ kind: 'bed-not-blocked' })
  })

  it('shuts nothing where the agreement is soft about it, and a room for oneself is only preferred', () => {
    const soft = unitOf({ 101: { a: [], b: [] }, 102: { a: [] } }, { rooms: { isolation: 'soft' } })
    const isolated = having(soft, admit('one', { needs: ['isolat'], bedId: bedId('101a') }))
    expect(beds(isolated)).toEqual(['101a occupied', '101b free', '102a free'])
    expect(best(isolated)).toBe('102a')
    expect(refusal(having(isolated, admit('two')), place('three'))).toBeUndefined()
  })

  it('takes the room where it shuts fewest beds', () => {
    const unit = unitOf({ 101: { a: ['isolat'], b: [] }, 102: { a: ['isolat'] } })
    expect(best(unit, ['isolat'])).toBe('102a')
  })
})

describe('gender', () => {
  const shared = having(unitOf(DOUBLE), admit('one', { needs: ['kvinne'] }))

  it('parts the rooms where both are said', () => {
    expect(refusal(shared, place('two', { needs: ['mann'] }))?.kind).toBe('no-bookable-bed')
    expect(refusal(shared, place('two', { needs: ['kvinne'] }))).toBeUndefined()
    expect(refusal(shared, place('two'))).toBeUndefined()
  })

  it('counts for a hold as for a stay, and no longer than the hold', () => {
    const held = having(unitOf(DOUBLE), place('one', { needs: ['mann'] }))
    expect(refusal(held, admit('two', { needs: ['kvinne'], bedId: bedId('101b') }))?.kind).toBe('room-rule-broken')
    const now = min(30)
    expect(refusal(held, admit('two', { needs: ['kvinne'], bedId: bedId('101b') }), { now })).toBeUndefined()
  })

  it('is missing only where every open bed is beside the other', () => {
    expect(refusal(shared, place('two', { needs: ['mann'] }))).toMatchObject({ missingNeeds: ['mann'] })
    expect(findMissingNeeds(shared.state, ['kvinne'], START)).toEqual([])
    expect(findMissingNeeds(having(shared, block('101b')).state, ['mann'], START)).toEqual([])
  })

  it('is the same whoever comes first, also for one who is told as both', () => {
    const both = { needs: ['kvinne', 'mann'] }
    expect(refusal(shared, place('two', both))?.kind).toBe('no-bookable-bed')
    expect(refusal(having(unitOf(DOUBLE), place('one', both)), place('two', { needs: ['kvinne'] }))?.kind).toBe(
      'no-bookable-bed',
    )
  })

  it('only prefers another room where the agreement is soft about it', () => {
    const soft = unitOf({ ...DOUBLE, 102: { a: [] } }, { rooms: { gender: 'soft' } })
    const one = having(soft, admit('one', { needs: ['kvinne'], bedId: bedId('101a') }))
    expect(best(one, ['mann'])).toBe('102a')
    expect(best(having(one, block('102a')), ['mann'])).toBe('101b')
  })
})

describe.each([
  ['bariatrisk', 'bariatric'],
  ['ledsager', 'companion'],
  ['skjermet', 'shielded'],
] as const)('%s', (need, rule) => {
  const rooms = { 101: { a: [] }, 102: { a: [need] } }

  it('is answered by a bed that has it, and by no other', () => {
    const one = having(unitOf(rooms), place('one', { needs: [need] }))
    expect(bedOf(one, 'one')).toBe('102a')
    expect(refusal(one, place('two', { needs: [need] }))).toMatchObject({ missingNeeds: [need] })
    expect(refusal(one, admit('two', { needs: [need], bedId: bedId('101a') }))).toEqual({
      kind: 'room-rule-broken',
      rules: [rule],
    })
  })

  it('is only preferred where the agreement is soft about it', () => {
    const soft = unitOf(rooms, { rooms: { [rule]: 'soft' } })
    expect(best(soft, [need])).toBe('102a')
    expect(refusal(having(soft, place('one', { needs: [need] })), place('two', { needs: [need] }))).toBeUndefined()
  })
})

describe('the best fit is the least special bed that satisfies the needs', () => {
  it.each([
    ['plain before special', { 101: { a: ['isolat'] }, 102: { a: [] } }, [], '102a'],
    ['what is needed before what is plain', { 101: { a: [] }, 102: { a: ['bariatrisk'] } }, ['bariatrisk'], '102a'],
    [
      'nothing more than is needed',
      { 101: { a: ['bariatrisk', 'ledsager'] }, 102: { a: ['bariatrisk'] } },
      ['bariatrisk'],
      '102a',
    ],
    [
      'all that is needed',
      { 101: { a: ['isolat'] }, 102: { a: ['isolat', 'ledsager'] } },
      ['isolat', 'ledsager'],
      '102a',
    ],
    ['the lower bed id when all else is equal', { 102: { a: [] }, 101: { b: [], a: [] } }, [], '101a'],
    ['a bed with what the unit itself lacks', { 101: { a: [] }, 102: { a: ['telemetri'] } }, ['telemetri'], '102a'],
  ] as const)('%s', (_, rooms, needs, expected) => {
    expect(best(unitOf(rooms), needs)).toBe(expected)
  })

  it('spares the special bed where the unit can do it anywhere', () => {
    const rooms = { 101: { a: ['telemetri'] }, 102: { a: [], b: [] } }
    expect(best(unitOf(rooms, {}, ['telemetri']), ['telemetri'])).toBe('101a')
    expect(best(unitOf(rooms, {}, ['telemetri']))).toBe('102a')
  })

  it('keeps whole rooms open: company before an empty room', () => {
    const unit = unitOf({ 101: { a: [], b: [] }, 102: { a: [], b: [] } })
    expect(best(having(unit, admit('one', { bedId: bedId('102b') })))).toBe('102a')
  })

  it('breaks fewest soft rules first, though the bed is more special', () => {
    const soft = unitOf({ 101: { a: [], b: [] }, 102: { a: ['ledsager'] } }, { rooms: { gender: 'soft' } })
    const one = having(soft, admit('one', { needs: ['kvinne'], bedId: bedId('101a') }))
    expect(best(one, ['mann'])).toBe('102a')
  })

  it('is nothing when nothing is open', () => {
    expect(best(having(unitOf(DOUBLE), block('101a'), block('101b')))).toBeUndefined()
  })
})

describe('what neither unit nor bed can do', () => {
  const unit = unitOf({ 101: { a: [] }, 102: { a: ['telemetri'] } }, {}, ['oksygen'])
  const needs = ['telemetri', 'ukjent-behov']

  it('is refused by name, as the lookup said it would be', () => {
    expect(refusal(unit, place('one', { needs }))).toMatchObject({ bookable: 2, missingNeeds: ['ukjent-behov'] })
    expect(refusal(unit, admit('one', { needs }))).toMatchObject({ bookable: 2, missingNeeds: ['ukjent-behov'] })
    expect(refusal(unit, admit('one', { needs, bedId: bedId('101a') }))).toMatchObject({ missingNeeds: needs })
    expect(refusal(unit, place('one', { needs: ['telemetri', 'oksygen'] }))).toBeUndefined()
  })

  it('yields to an override, which is told as one of the room', () => {
    const override = JOINT_TEAM
    const taken = havingAt(unit, asLeader(unit), admit('one', { needs, override }))
    expect([bedOf(taken, 'one'), taken.journal.at(-1)?.data]).toMatchObject(['102a', { override: { of: ['room'] } }])
  })

  it('is no matter at the door of the held bed', () => {
    const held = having(unit, place('one'))
    expect(refusal(held, admit('one', { needs, holdId: holdId('one') }))).toBeUndefined()
  })

  it('does not keep a standing hold in a bed that is blocked', () => {
    const held = having(unit, place('one', { needs: ['oksygen'] }))
    const profile = { ...held.state.profile, capabilities: [] }
    const lost = having(held, { name: 'put-unit', ask: { profile, staffed: 2, beds: held.state.beds } })
    expect(bedOf(having(lost, block('101a')), 'one')).toBe('102a')
  })
})

describe('missing needs', () => {
  const unit = unitOf({ 101: { a: ['isolat'] }, 102: { a: [] } }, {}, ['oksygen'])

  it('are those that neither the unit nor an open bed answers', () => {
    expect(findMissingNeeds(unit.state, ['oksygen', 'isolat', 'dialyse'], START)).toEqual(['dialyse'])
    const taken = having(unit, admit('one', { bedId: bedId('101a') }))
    expect(findMissingNeeds(taken.state, ['isolat'], START)).toEqual(['isolat'])
  })

  it('tell of an isolation bed beside somebody, which nobody in isolation can be given', () => {
    const beside = having(unitOf(ISOLATION), admit('one', { bedId: bedId('101b') }))
    expect(refusal(beside, place('two', { needs: ['isolat'] }))).toMatchObject({
      bookable: 1,
      missingNeeds: ['isolat'],
    })
  })

  it('name what cannot be had beside the rest, where each can be had alone', () => {
    const apart = unitOf({ 101: { a: ['isolat'] }, 102: { a: ['ledsager'] } }, {}, ['oksygen'])
    expect(findMissingNeeds(apart.state, ['isolat', 'oksygen', 'ledsager'], START)).toEqual(['ledsager'])
  })

  it('of a full unit are judged by all its beds', () => {
    const full = having(unit, admit('one'), admit('two'))
    expect(findMissingNeeds(full.state, ['isolat', 'dialyse'], START)).toEqual(['dialyse'])
  })
})

describe('room rules between those who are here', () => {
  const two = having(
    unitOf({ 101: { a: [], b: [] }, 102: { a: [], b: ['isolat'] } }),
    admit('kari', { needs: ['kvinne'], bedId: bedId('101a') }),
    admit('ola', { needs: ['mann'], bedId: bedId('102a') }),
  )

  it('hold for a move, which may be overridden', () => {
    expect(refusal(two, move('ola', '101b'))).toEqual({ kind: 'room-rule-broken', rules: ['gender'] })
    const moved = havingAt(two, asLeader(two), move('ola', '101b', { override: JOINT_TEAM }))
    expect(moved.journal.at(-1)?.data).toMatchObject({ override: { of: ['room'] } })
    expect(refusal(two, move('ola', '101b', { override: JOINT_TEAM }))?.kind).toBe('override-needs-ward-leader')
  })

  it('hold for what the bed gives and the unit does not, where the patient has it now', () => {
    const rooms = { 101: { a: ['dialyse'] }, 102: { a: ['dialyse'] }, 103: { a: [] }, 104: { a: ['iv'] } }
    const unit = having(unitOf(rooms, {}, ['oksygen']), admit('kari', { needs: ['dialyse', 'oksygen'] }))
    expect(refusal(unit, move('kari', '102a'))).toBeUndefined()
    const broken = { kind: 'room-rule-broken', rules: [], missingNeeds: ['dialyse'] }
    expect(refusal(unit, move('kari', '103a'))).toEqual(broken)
    const swapped = having(unit, admit('ola', { bedId: bedId('103a') }))
    expect(refusal(swapped, swap('kari', 'ola'))).toEqual(broken)
    expect(refusal(swapped, swap('ola', 'kari'))).toEqual(broken)
    const moved = havingAt(unit, asLeader(unit), move('kari', '103a', { override: JOINT_TEAM }))
    expect(moved.journal.at(-1)?.data).toMatchObject({ override: { of: ['room'], reason: JOINT_TEAM.reason } })
    // What the patient does without already, is no reason to stay.
    expect(refusal(moved, move('kari', '104a'))).toBeUndefined()
    expect(bedOf(having(moved, move('kari', '102a')), 'kari')).toBe('102a')
    const targets = findTargets(unit.state, stayId('kari'), { now: START, ...asLeader(unit) })
    expect(targets.ok && targets.value.map(({ obstacle }) => obstacle?.missingNeeds)).toEqual([
      undefined,
      ['dialyse'],
      ['dialyse'],
    ])
  })

  it('are not broken by one’s own old bed', () => {
    const alone = having(unitOf({ 101: { a: ['isolat'], b: ['isolat'] } }), admit('kari', { needs: ['isolat'] }))
    expect(bedOf(having(alone, move('kari', '101b')), 'kari')).toBe('101b')
  })

  it('hold for both who swap, as the rooms will be then', () => {
    const four = having(
      two,
      admit('anne', { needs: ['kvinne'], bedId: bedId('101b') }),
      admit('per', { needs: ['mann'], bedId: bedId('102b') }),
    )
    expect(refusal(four, swap('kari', 'ola'))).toEqual({ kind: 'room-rule-broken', rules: ['gender'] })
    expect(refusal(four, swap('kari', 'anne'))).toBeUndefined()
    // Each takes the other's room-mate only where nobody else is left in it.
    expect(refusal(two, swap('kari', 'ola'))).toBeUndefined()
    const swapped = havingAt(four, asLeader(four), swap('kari', 'ola', { override: JOINT_TEAM }))
    expect([bedOf(swapped, 'kari'), bedOf(swapped, 'ola')]).toEqual(['102a', '101a'])
  })

  it('told first at the door of the held bed shut out nobody', () => {
    const rooms = { 101: { a: [], b: [] }, 102: { a: [] } }
    const held = having(unitOf(rooms), admit('ola', { needs: ['mann'] }), place('one'))
    expect(bedOf(held, 'one')).toBe('101b')
    expect(refusal(held, admit('one', { holdId: holdId('one'), needs: ['kvinne'] }))).toBeUndefined()
    expect(refusal(held, admit('one', { bedId: bedId('101b'), needs: ['kvinne'] }))?.kind).toBe('bed-not-free')
  })
})
