import { describe, expect, it } from 'vitest'
import { countPool } from '../../../lib/domain/pool/bookable.ts'
import { type DatedTerms, type Profile, termsAt } from '../../../lib/domain/pool/state.ts'
import type { Instant } from '../../../lib/kernel/instant.ts'
import {
  admit,
  asLeader,
  bedId,
  beds,
  block,
  bookable,
  close,
  discharge,
  having,
  havingAt,
  holdId,
  min,
  place,
  refusal,
  staff,
} from '../../support/pool-acts.ts'
import {
  ADMIN,
  AMK,
  BODO,
  bedsIn,
  foundLedger,
  type Ledger,
  plainRooms,
  type Rooms,
  START,
  type TermsWish,
  termsOf,
} from '../../support/pool-ledger.ts'

const oneBed = foundLedger({ rooms: plainRooms(1) })
const AROUND = [-1, 0, 1] as const

describe('a block', () => {
  const blocked = having(oneBed, block('101a', min(60)))

  it.each(AROUND)('opens by itself at its end, %i ms', (ms) => {
    const now = min(60, ms)
    expect(beds(blocked, now)).toEqual([ms < 0 ? '101a blocked' : '101a free'])
    expect(bookable(blocked, BODO, now)).toBe(ms < 0 ? 0 : 1)
    expect(refusal(blocked, place('one'), { now })?.kind).toBe(ms < 0 ? 'no-bookable-bed' : undefined)
    const open = { name: 'open-bed', ask: { bedId: bedId('101a') } } as const
    expect(refusal(blocked, open, { now })?.kind).toBe(ms < 0 ? undefined : 'bed-not-blocked')
  })

  it('without end lasts until somebody opens it', () => {
    const forever = having(oneBed, block('101a'))
    expect(beds(forever, min(1_000_000))).toEqual(['101a blocked'])
    expect(beds(having(forever, { name: 'open-bed', ask: { bedId: bedId('101a') } }))).toEqual(['101a free'])
  })

  it('is told anew by a second one', () => {
    const longer = having(blocked, block('101a', min(90)))
    expect(beds(longer, min(89))).toEqual(['101a blocked'])
  })

  it('of a dirty bed keeps it dirty', () => {
    const dirty = having(
      foundLedger({ rooms: plainRooms(1), profile: { cleaning: true } }),
      admit('one'),
      discharge('one', START),
    )
    const both = having(dirty, block('101a', min(60)))
    expect(countPool(both.state, START).free).toBe(0)
    expect(beds(both, min(60))).toEqual(['101a cleaning'])
  })

  it.each([
    ['that ended already', block('101a', START), { kind: 'time-not-in-the-future', field: 'until' }],
    ['of a bed that is not there', block('999z'), { kind: 'bed-not-found' }],
  ])('%s is refused', (_, command, expected) => {
    expect(refusal(oneBed, command)).toEqual(expected)
  })

  it('of an occupied bed is refused, also while the patient is leaving', () => {
    const here = having(oneBed, admit('one'))
    expect(refusal(here, block('101a'))).toEqual({ kind: 'bed-not-free', bedState: 'occupied' })
    expect(refusal(having(here, discharge('one', null)), block('101a'))).toEqual({
      kind: 'bed-not-free',
      bedState: 'leaving',
    })
  })
})

describe('a closure', () => {
  const closed = having(oneBed, close(min(60)))

  it.each(AROUND)('ends by itself at its end, %i ms', (ms) => {
    const now = min(60, ms)
    expect(beds(closed, now)).toEqual([ms < 0 ? '101a closed' : '101a free'])
    expect(countPool(closed.state, now).free).toBe(ms < 0 ? 0 : 1)
    expect(refusal(closed, place('one'), { now })).toEqual(
      ms < 0 ? { kind: 'unit-closed', reason: 'bemanning', until: min(60) } : undefined,
    )
  })

  it('ends when the unit opens', () => {
    expect(beds(having(closed, { name: 'close-unit', ask: { open: true } }))).toEqual(['101a free'])
  })

  it('lets those be who are here', () => {
    const full = having(having(oneBed, admit('one')), close(min(60)))
    expect(beds(full)).toEqual(['101a occupied'])
    expect(countPool(full.state, START)).toMatchObject({ occupied: 1, free: 0 })
  })

  it('must end in the future', () => {
    expect(refusal(oneBed, close(START))).toEqual({ kind: 'time-not-in-the-future', field: 'until' })
    expect(refusal(oneBed, close(min(0, 1)))).toBeUndefined()
  })
})

describe('staffing', () => {
  const three = foundLedger({ rooms: plainRooms(3) })

  it.each(AROUND)('with an end gives way to the ordinary one, %i ms', (ms) => {
    const short = having(three, staff(1, min(60)))
    expect(countPool(short.state, min(60, ms))).toMatchObject(
      ms < 0 ? { staffed: 1, free: 1 } : { staffed: 3, free: 3 },
    )
  })

  it('without end is the ordinary one from now on, and ends a passing one', () => {
    const changed = having(three, staff(1, min(60)), staff(2))
    expect(countPool(changed.state, START).staffed).toBe(2)
    expect(countPool(changed.state, min(61)).staffed).toBe(2)
  })

  it('above the beds makes no beds', () => {
    expect(countPool(having(three, staff(9)).state, START).free).toBe(3)
  })

  it('must end in the future', () => {
    expect(refusal(three, staff(1, START))).toEqual({ kind: 'time-not-in-the-future', field: 'until' })
    expect(refusal(three, staff(1, min(0, 1)))).toBeUndefined()
  })
})

describe('a new description', () => {
  const put = ({ state }: Ledger, rooms: Rooms, profile: Partial<Profile> = {}) =>
    ({
      name: 'put-unit',
      ask: { profile: { ...state.profile, ...profile }, staffed: state.staffed, beds: bedsIn(rooms) },
    }) as const
  const two = foundLedger({ rooms: { 101: { a: [] }, 102: { a: [] } } })

  it('takes no bed from under a patient or a hold, but any empty one', () => {
    const used = having(two, admit('one'), place('two'))
    expect(refusal(used, put(used, { 101: { a: [] } }))).toEqual({ kind: 'bed-in-use', beds: ['bed_102a'] })
    expect(refusal(used, put(used, { 102: { a: [] } }))).toEqual({ kind: 'bed-in-use', beds: ['bed_101a'] })
    const now = min(30)
    expect(refusal(used, put(used, { 101: { a: [] } }), { now })).toBeUndefined()
  })

  it('changes what is said, and keeps what is so', () => {
    const dirty = having(
      foundLedger({ rooms: plainRooms(2), profile: { cleaning: true } }),
      admit('one'),
      block('102a', min(60)),
      discharge('one', START),
    )
    const anew = having(dirty, put(dirty, { 201: { a: ['isolat'] }, 101: { a: ['ledsager'] }, 102: { a: [] } }))
    expect(beds(anew)).toEqual(['101a cleaning', '102a blocked', '201a free'])
    expect(anew.state.beds[0]).toMatchObject({ features: ['ledsager'], vacatedAt: START })
    expect(anew.state.descriptionVersion).toBe(2)
  })

  it('brings a bed back as it was taken out', () => {
    const dirty = having(
      foundLedger({ rooms: plainRooms(2), profile: { cleaning: true } }),
      admit('one'),
      discharge('one', START),
    )
    const without = having(dirty, put(dirty, { 102: { a: [] } }))
    expect(countPool(without.state, START)).toMatchObject({ physical: 1, free: 1 })
    const back = having(without, put(without, { 101: { a: [] }, 102: { a: [] } }))
    expect(back.state.beds).toEqual(dirty.state.beds)
    expect(back.state.formerBeds).toEqual([])
  })
})

describe('the agreement', () => {
  const apply = (from: Instant, terms: TermsWish | null) =>
    ({ name: 'apply-agreement', ask: { from, terms: terms && termsOf(terms) } satisfies DatedTerms }) as const
  const named = (agreementId: string) => ({ agreementId })
  const idAt = ({ state }: Ledger, at: Instant) => termsAt(state, at)?.agreementId ?? null

  it.each(AROUND)('takes effect at its beginning, %i ms', (ms) => {
    const dated = having(oneBed, apply(min(60), named('agr_ny')))
    expect(idAt(dated, min(60, ms))).toBe(ms < 0 ? 'agr_prove' : 'agr_ny')
  })

  it('of the same beginning is replaced by the one applied last', () => {
    const corrected = having(oneBed, apply(min(60), named('agr_feil')), apply(min(60), named('agr_rett')))
    expect(idAt(corrected, min(60))).toBe('agr_rett')
    expect(corrected.state.terms).toHaveLength(2)
  })

  it('that comes before one to come lasts until that one', () => {
    const dated = having(oneBed, apply(min(60), named('agr_to')), apply(min(30), named('agr_en')))
    expect([0, 30, 59, 60].map((minutes) => idAt(dated, min(minutes)))).toEqual([
      'agr_prove',
      'agr_en',
      'agr_en',
      'agr_to',
    ])
  })

  it('that is left lets nobody in from then on', () => {
    const left = having(oneBed, apply(min(60), null))
    expect(refusal(left, place('one'), { now: min(60, -1) })).toBeUndefined()
    expect(refusal(left, place('one'), { now: min(60) })).toEqual({ kind: 'unit-without-agreement' })
  })

  it('keeps no terms that decide nothing any more', () => {
    const twice = havingAt(
      having(oneBed, apply(min(30), named('agr_en'))),
      { now: min(60) },
      apply(min(45), named('agr_to')),
    )
    expect(twice.state.terms.map(({ terms }) => terms?.agreementId)).toEqual(['agr_to'])
  })

  it('decides at once who may book, also for those who hold already', () => {
    const held = having(foundLedger({ rooms: plainRooms(2) }), place('one'))
    const bound = having(held, apply(START, { groups: { kommuner: { guaranteed: 0, max: 1, parties: [BODO] } } }))
    expect(bookable(bound, BODO)).toBe(0)
    expect(refusal(bound, admit('one', { holdId: holdId('one') }))).toBeUndefined()
  })
})

describe('freshness', () => {
  const now = min(60)

  it.each([
    ['a confirmation by the ward', { name: 'confirm-unit', ask: {} } as const, {}],
    ['any event from the ward', block('101a'), {}],
    ['any event from its leader', staff(1), asLeader(oneBed)],
    [
      'a description by whoever keeps the register',
      { name: 'put-unit', ask: { profile: oneBed.state.profile, staffed: 1, beds: bedsIn(plainRooms(1)) } } as const,
      { actor: ADMIN },
    ],
  ])('comes with %s', (_, command, by) => {
    expect(havingAt(oneBed, { now, ...by }, command).state.confirmedAt).toBe(now)
  })

  it.each([
    ['a hold by AMK', place('one'), AMK],
    ['the ward of another unit', place('one'), { role: 'ward', org: 'unit_annen' }],
    ['the clock', { name: 'tidy-unit', ask: {} } as const, { role: 'system', org: 'trekkspill' }],
    ['an agreement', apply(), ADMIN],
  ] as const)('does not come with %s', (_, command, actor) => {
    expect(havingAt(oneBed, { now, actor }, command).state.confirmedAt).toBe(START)
  })

  function apply() {
    return { name: 'apply-agreement', ask: { from: START, terms: null } } as const
  }
})
