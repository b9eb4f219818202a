import { describe, expect, it } from 'vitest'
import { bookableFor, countPool } from '../../../lib/domain/pool/bookable.ts'
import {
  admit,
  asLeader,
  bedId,
  bookable,
  having,
  havingAt,
  JOINT_TEAM,
  min,
  place,
  refusal,
  staff,
} from '../../support/pool-acts.ts'
import { BODO, foundLedger, GILDESKAL, type GroupRow, HF, OSLO, plainRooms, START } from '../../support/pool-ledger.ts'

/** Ten beds, four guaranteed the kommuner and two the HF: four that stretch. */
const GROUPS: Readonly<Record<string, GroupRow>> = {
  kommuner: { guaranteed: 4, parties: [BODO, GILDESKAL] },
  hf: { guaranteed: 2, parties: [HF] },
}
const unitOf = (beds: number, groups = GROUPS, guests = true, staffed = beds) =>
  foundLedger({ rooms: plainRooms(beds), staffed, terms: { groups, guests } })

/** So many stays of one party, each in a bed of its own. */
const filled = (ledger: ReturnType<typeof unitOf>, stays: number, partyId = BODO, prefix = 'x') =>
  having(ledger, ...Array.from({ length: stays }, (_, i) => admit(`${prefix}${i}`, { partyId })))

describe('the accordion (design.md section 4)', () => {
  it('gives each group its guarantee and all that nobody is guaranteed', () => {
    const empty = unitOf(10)
    expect(bookable(empty, BODO)).toBe(8)
    expect(bookable(empty, HF)).toBe(6)
    expect(bookable(empty, OSLO)).toBe(4)
  })

  it('lets one group stretch until the other’s guarantee, and no further', () => {
    const stretched = filled(unitOf(10), 8)
    expect(bookable(stretched, BODO)).toBe(0)
    expect(bookable(stretched, HF)).toBe(2)
    expect(bookable(stretched, OSLO)).toBe(0)
    expect(refusal(stretched, place('one', { partyId: BODO }))).toMatchObject({ kind: 'no-bookable-bed', bookable: 0 })
    expect(refusal(stretched, place('one', { partyId: HF }))).toBeUndefined()
  })

  it('counts all parties of a group together', () => {
    const shared = filled(filled(unitOf(10), 3, BODO, 'b'), 3, GILDESKAL, 'g')
    expect(countPool(shared.state, START).groups).toEqual([
      { group: 'kommuner', guaranteed: 4, max: null, occupied: 6, bookable: 2 },
      { group: 'hf', guaranteed: 2, max: null, occupied: 0, bookable: 4 },
    ])
  })

  it('counts a hold like a stay', () => {
    const held = having(filled(unitOf(10), 7), place('one'))
    expect(bookable(held, BODO)).toBe(0)
    expect(bookable(held, BODO, min(30, -1))).toBe(0)
    expect(bookable(held, BODO, min(30))).toBe(1)
  })

  it.each([
    [3, 'guaranteed', 1],
    [4, 'flexible', 0],
    [5, 'flexible', 0],
  ] as const)(
    'with %i stays in four guaranteed beds of a full unit the next bed is %s: %i',
    (stays, entitlement, left) => {
      // The HF has stretched over every bed that nobody else is guaranteed.
      const ledger = filled(filled(unitOf(10), stays), 10 - Math.max(stays, 4), HF, 'h')
      expect(bookableFor(ledger.state, BODO, START)).toEqual({ bookable: left, entitlement })
    },
  )

  it('ends at the maximum, not one before it and not one beyond', () => {
    const groups = { ...GROUPS, hf: { guaranteed: 2, max: 3, parties: [HF] } }
    expect(bookable(filled(unitOf(10, groups), 2, HF), HF)).toBe(1)
    expect(bookable(filled(unitOf(10, groups), 3, HF), HF)).toBe(0)
    expect(refusal(filled(unitOf(10, groups), 3, HF), place('one', { partyId: HF }))).toMatchObject({
      kind: 'no-bookable-bed',
      entitlement: 'flexible',
    })
  })

  it('gives guests only what nobody is guaranteed, and nothing where the agreement has no guests', () => {
    expect(bookableFor(unitOf(7).state, OSLO, START)).toEqual({ bookable: 1, entitlement: 'guest' })
    expect(bookableFor(unitOf(6).state, OSLO, START)).toEqual({ bookable: 0, entitlement: 'guest' })
    expect(bookableFor(unitOf(7, GROUPS, false).state, OSLO, START)).toEqual({ bookable: 0, entitlement: 'none' })
    expect(refusal(unitOf(6), place('one', { partyId: OSLO }))).toMatchObject({ entitlement: 'guest', bookable: 0 })
  })

  it('gives a guest’s bed back to nobody’s guarantee', () => {
    const visited = filled(unitOf(7), 1, OSLO)
    expect(bookable(visited, OSLO)).toBe(0)
    expect(bookable(visited, BODO)).toBe(4)
    expect(bookable(visited, HF)).toBe(2)
  })

  describe('when staff fall short of the guarantees', () => {
    const short = (stays: number, staffed: number) => having(filled(unitOf(10), stays), staff(staffed))

    it('lets the groups below theirs share what is free, first come, and the others get none', () => {
      // Five may lie here, two do: three are free, and four and two are still claimed by right.
      const ledger = having(short(0, 5), admit('b1'), admit('h1', { partyId: HF }))
      expect(countPool(ledger.state, START).free).toBe(3)
      expect(bookable(ledger, BODO)).toBe(3)
      expect(bookable(ledger, HF)).toBe(1)
      expect(bookable(ledger, OSLO)).toBe(0)
      const first = having(ledger, admit('b2'), admit('b3'), admit('b4'))
      expect(bookable(first, HF)).toBe(0)
    })

    it('gives a group at its guarantee nothing while another is below', () => {
      const ledger = short(4, 5)
      expect(bookable(ledger, BODO)).toBe(0)
      expect(bookable(ledger, HF)).toBe(1)
    })

    it.each([
      [4, 0],
      [5, 1],
      [6, 2],
      [7, 3],
    ])('staff for %i leave the HF %i beds beside four patients', (staffed, beds) => {
      expect(bookable(short(4, staffed), HF)).toBe(beds)
    })

    it('never counts below none when more lie here than there is staff for', () => {
      const ledger = short(6, 2)
      expect(countPool(ledger.state, START)).toMatchObject({ free: 0, occupied: 6, staffed: 2, guestBookable: 0 })
      expect(bookable(ledger, HF)).toBe(0)
    })
  })

  describe('an override', () => {
    const full = filled(unitOf(10), 8)

    it('takes a guaranteed bed, and says so', () => {
      const broken = havingAt(full, asLeader(full), admit('one', { override: JOINT_TEAM }))
      expect(broken.journal.at(-1)?.data).toMatchObject({ override: { ...JOINT_TEAM, of: ['guarantee'] } })
      expect(bookable(broken, HF)).toBe(1)
    })

    it('may exceed the maximum too', () => {
      const groups = { ...GROUPS, hf: { guaranteed: 2, max: 2, parties: [HF] } }
      const atMost = filled(unitOf(10, groups), 2, HF)
      expect(refusal(atMost, admit('one', { partyId: HF }))).toMatchObject({ kind: 'no-bookable-bed' })
      expect(refusal(atMost, admit('one', { partyId: HF, override: JOINT_TEAM }), asLeader(atMost))).toBeUndefined()
    })

    it('never exceeds what is free', () => {
      const override = JOINT_TEAM
      const leader = asLeader(full)
      const toTheLast = havingAt(full, leader, admit('one', { override }), admit('two', { override }))
      expect(refusal(toTheLast, admit('three', { override }), leader)).toMatchObject({ kind: 'no-bookable-bed' })
      const shortOfStaff = having(full, staff(8))
      expect(refusal(shortOfStaff, admit('one', { override }), leader)).toMatchObject({ kind: 'no-bookable-bed' })
    })

    it.each([
      ['the ward, not its leader', {}, ['lege', 'sykepleier'], 'override-needs-ward-leader'],
      ['without a nurse', asLeader(full), ['lege'], 'override-needs-joint-team'],
      ['without a doctor', asLeader(full), ['sykepleier'], 'override-needs-joint-team'],
      [
        'with a psychologist for the doctor',
        asLeader(full),
        ['sykepleier', 'psykologspesialist'],
        'override-needs-joint-team',
      ],
      ['with more than the team', asLeader(full), ['psykologspesialist', 'sykepleier', 'lege'], undefined],
    ] as const)('given by %s', (_, ctx, roles, kind) => {
      expect(refusal(full, admit('one', { override: { reason: 'haster', roles } }), ctx)?.kind).toBe(kind)
    })

    it('is ignored where nothing stands in the way, whoever gives it', () => {
      const free = unitOf(10)
      const admitted = having(free, admit('one', { override: { reason: 'for sikkerhets skyld', roles: ['lege'] } }))
      expect(admitted.journal.at(-1)?.data).toMatchObject({ override: null })
    })
  })

  describe('where isolation shuts the bed beside it', () => {
    /** Two double rooms with isolation: one bed guaranteed the HF, three that stretch. */
    const doubles = (hf: number) =>
      foundLedger({
        rooms: { 101: { a: ['isolat'], b: ['isolat'] }, 102: { a: ['isolat'], b: ['isolat'] } },
        terms: {
          groups: { kommuner: { guaranteed: 0, parties: [BODO] }, hf: { guaranteed: hf, parties: [HF] } },
          guests: true,
        },
      })
    const needs = ['isolat']

    it('counts the shut bed as unusable', () => {
      const isolated = having(doubles(0), admit('one', { needs }))
      expect(countPool(isolated.state, START)).toMatchObject({ physical: 4, occupied: 1, free: 2 })
    })

    it('shuts no bed that another group is guaranteed, whoever stretches', () => {
      // One in isolation leaves two beds for a guarantee of two; a second would leave one or none.
      const isolated = having(doubles(2), place('one', { needs }))
      expect(bookable(isolated, HF)).toBe(2)
      const three = having(doubles(1), place('one', { needs }))
      expect(bookable(three, BODO)).toBe(1)
      expect(refusal(three, place('two', { needs }))).toMatchObject({ kind: 'no-bookable-bed', bookable: 1 })
      expect(refusal(three, place('two', { needs, partyId: OSLO }))).toMatchObject({ kind: 'no-bookable-bed' })
      expect(refusal(three, admit('two', { needs }))).toMatchObject({ kind: 'no-bookable-bed' })
      expect(refusal(three, admit('two', { needs, bedId: bedId('102a') }))).toMatchObject({ kind: 'no-bookable-bed' })
      expect(refusal(three, place('two'))).toBeUndefined()
    })

    it('lets a party within its own guarantee come first, whatever that shuts', () => {
      expect(refusal(doubles(4), place('one', { needs, partyId: HF }))).toBeUndefined()
    })

    it('yields to an override, which is told as one of the guarantee', () => {
      const three = having(doubles(1), place('one', { needs }))
      const broken = havingAt(three, asLeader(three), admit('two', { needs, override: JOINT_TEAM }))
      expect(broken.journal.at(-1)?.data).toMatchObject({ override: { of: ['guarantee'] } })
    })
  })
})
