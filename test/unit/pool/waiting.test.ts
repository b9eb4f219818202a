import { describe, expect, it } from 'vitest'
import { drawBoard } from '../../../lib/domain/pool/board.ts'
import {
  accept,
  admit,
  bedId,
  beds,
  block,
  close,
  decline,
  discharge,
  having,
  havingAt,
  holdId,
  min,
  place,
  refusal,
  staff,
  wait,
  waitingId,
} from '../../support/pool-acts.ts'
import { BODO, foundLedger, HF, type Ledger, OSLO, plainRooms, START } from '../../support/pool-ledger.ts'

const promote = (name: string) => ({ name: 'promote-waiting', ask: { waitingId: waitingId(name) } }) as const
const tidy = { name: 'tidy-unit', ask: {} } as const
const full = having(foundLedger({ rooms: plainRooms(1) }), admit('first'))
const left = discharge('first', START)
const waitingIn = ({ state }: Ledger) =>
  drawBoard(state, START).waiting.map((entry) => entry.waitingId.slice('wait_'.length))
const heldFor = ({ state }: Ledger) => state.holds.map((hold) => hold.waitingId?.slice('wait_'.length))

describe('the waiting list', () => {
  it('stands in order of priority, then of who asked first, then of id', () => {
    const listed = [
      wait('c', { priority: 2 }),
      wait('b', { priority: 1 }),
      wait('z', { priority: 1 }),
      wait('a', { priority: 3 }),
    ]
    const ledger = having(havingAt(full, { now: START }, ...listed), wait('y', { priority: 1 }))
    const later = havingAt(ledger, { now: min(1) }, wait('aa', { priority: 1 }))
    expect(waitingIn(later)).toEqual(['b', 'y', 'z', 'aa', 'c', 'a'])
  })

  it('gives the bed that comes free to the first, as a hold that the unit has accepted itself', () => {
    const freed = having(full, wait('late', { priority: 2 }), wait('first', { priority: 1 }), left)
    expect(heldFor(freed)).toEqual(['first'])
    expect(waitingIn(freed)).toEqual(['late'])
    expect(freed.state.holds[0]).toMatchObject({
      holdId: holdId('first'),
      acceptedAt: START,
      expiresAt: min(30),
      placedBy: { role: 'system' },
    })
    expect(freed.journal.at(-1)).toMatchObject({ type: 'waiting-promoted', actor: { role: 'system' } })
  })

  it('passes over one who cannot be helped, who keeps the place', () => {
    const rooms = { 101: { a: [] }, 102: { a: ['isolat'] } }
    const bed = { rooms, terms: { groups: { kommuner: { guaranteed: 0, parties: [BODO] } } } }
    const ledger = having(
      having(foundLedger(bed), admit('first'), admit('isolated', { needs: ['isolat'] })),
      wait('isolation', { needs: ['isolat'] }),
      wait('stranger', { partyId: OSLO }),
      wait('plain', { priority: 3 }),
      left,
    )
    expect(heldFor(ledger)).toEqual(['plain'])
    expect(waitingIn(ledger)).toEqual(['isolation', 'stranger'])
  })

  it('passes over one whose group is at its end, though first in line', () => {
    const groups = { kommuner: { guaranteed: 0, parties: [BODO] }, hf: { guaranteed: 1, parties: [HF] } }
    const two = foundLedger({ rooms: plainRooms(2), terms: { groups } })
    const busy = having(two, admit('first'), admit('other', { partyId: HF }))
    const freed = having(busy, wait('kommune'), wait('hf', { partyId: HF, priority: 3 }), discharge('other', START))
    expect(heldFor(freed)).toEqual(['hf'])
  })

  it('gives as many beds as came free, each by the numbers after the last', () => {
    const two = having(foundLedger({ rooms: plainRooms(2) }), staff(0), wait('a'), wait('b'), wait('c'))
    const opened = having(two, staff(2))
    expect(heldFor(opened)).toEqual(['a', 'b'])
    expect(waitingIn(opened)).toEqual(['c'])
  })

  it('gives no more at once than one transaction can carry; the next writer gives the rest', () => {
    const large = having(foundLedger({ rooms: plainRooms(40) }), close(min(60)))
    const crowded = having(large, ...Array.from({ length: 40 }, (_, i) => wait(`w${i}`)))
    const opened = having(crowded, { name: 'close-unit', ask: { open: true } })
    expect(opened.state.holds).toHaveLength(30)
    expect(opened.state.waiting).toHaveLength(10)
    expect(having(opened, tidy).state.waiting).toEqual([])
  })

  it.each([
    ['the clock ends a hold', (ledger: Ledger) => having(ledger, place('h'), wait('w')), tidy, min(30)],
    ['a hold is declined', (ledger: Ledger) => having(ledger, place('h'), wait('w')), decline('h'), START],
    [
      'a hold is cancelled',
      (ledger: Ledger) => having(ledger, place('h'), wait('w')),
      { name: 'cancel-hold', ask: { holdId: holdId('h'), reason: 'other' } } as const,
      START,
    ],
    [
      'a bed opens',
      (ledger: Ledger) => having(ledger, block('101a'), wait('w')),
      { name: 'open-bed', ask: { bedId: bedId('101a') } } as const,
      START,
    ],
    ['a block ends by itself', (ledger: Ledger) => having(ledger, block('101a', min(30)), wait('w')), tidy, min(30)],
    [
      'the unit opens',
      (ledger: Ledger) => having(ledger, close(min(90)), wait('w')),
      { name: 'close-unit', ask: { open: true } } as const,
      START,
    ],
    ['more staff come', (ledger: Ledger) => having(ledger, staff(0), wait('w')), staff(1), START],
  ])('is looked at when %s', (_, before, command, now) => {
    const ledger = before(foundLedger({ rooms: plainRooms(1) }))
    expect(heldFor(havingAt(ledger, { now }, command))).toEqual(['w'])
  })

  it('is looked at when a bed has been cleaned, not when it was left', () => {
    const cleaning = having(
      foundLedger({ rooms: plainRooms(1), profile: { cleaning: true } }),
      admit('first'),
      wait('w'),
    )
    const dirty = having(cleaning, left)
    expect(heldFor(dirty)).toEqual([])
    expect(heldFor(having(dirty, { name: 'bed-cleaned', ask: { bedId: bedId('101a') } }))).toEqual(['w'])
  })

  it('gives nothing in a closed unit', () => {
    const closed = having(full, wait('w'), close(min(60)), left)
    expect(heldFor(closed)).toEqual([])
    expect(heldFor(havingAt(closed, { now: min(60, -1) }, tidy))).toEqual([])
    expect(heldFor(havingAt(closed, { now: min(60) }, tidy))).toEqual(['w'])
  })

  it('gives nothing for a service that the unit has given up since', () => {
    const waiting = having(full, wait('w'))
    const { profile, staffed, beds: all } = waiting.state
    const described = all.map(({ bedId: id, room, features }) => ({ bedId: id, room, features }))
    const ask = { profile: { ...profile, services: ['sykestue' as const] }, staffed, beds: described }
    const changed = having(waiting, { name: 'put-unit', ask }, left)
    expect(heldFor(changed)).toEqual([])
    expect(refusal(changed, promote('w'))).toEqual({ kind: 'service-not-offered' })
  })

  it('is left by the one who is admitted, who gets the bed that was held', () => {
    const freed = having(full, wait('w'), left)
    const came = having(freed, admit('w', { waitingId: waitingId('w') }))
    expect(came.state.holds).toEqual([])
    expect(beds(came)).toEqual(['101a occupied'])
    const direct = having(foundLedger({ rooms: plainRooms(1) }), wait('w'), admit('w', { waitingId: waitingId('w') }))
    expect(direct.state.waiting).toEqual([])
    expect(direct.journal.at(-1)).toMatchObject({ type: 'waiting-removed', data: { reason: 'innlagt' } })
  })

  it('is left for good by one who does not come in time', () => {
    const freed = having(full, wait('w'), left)
    const gone = havingAt(freed, { now: min(30) }, tidy)
    expect(beds(gone, min(30))).toEqual(['101a free'])
    expect(waitingIn(gone)).toEqual([])
  })

  it('is passed out of turn by the unit’s choice, through the same gate', () => {
    const two = having(foundLedger({ rooms: plainRooms(1) }), wait('first'), wait('second', { priority: 9 }))
    const chosen = having(two, promote('second'))
    expect(heldFor(chosen)).toEqual(['second'])
    expect(refusal(chosen, promote('first'))).toMatchObject({ kind: 'no-bookable-bed', bookable: 0 })
    expect(refusal(chosen, promote('second'))).toEqual({ kind: 'waiting-not-found' })
    expect(refusal(having(two, close(min(1))), promote('first'))?.kind).toBe('unit-closed')
    expect(refusal(chosen, accept('second'))).toBeUndefined()
  })

  it('is left on request', () => {
    const remove = { name: 'remove-waiting', ask: { waitingId: waitingId('w'), reason: 'avlyst' } } as const
    expect(waitingIn(having(full, wait('w'), remove))).toEqual([])
    expect(refusal(full, remove)).toEqual({ kind: 'waiting-not-found' })
  })

  it('takes nobody whom the unit could never help', () => {
    expect(refusal(foundLedger({ profile: { services: ['dps'] } }), wait('w'))).toEqual({ kind: 'service-not-offered' })
    expect(refusal(foundLedger({ terms: null }), wait('w'))).toEqual({ kind: 'unit-without-agreement' })
    const rooms = { 101: { a: ['isolat'], b: [] }, 102: { a: ['dialyse'] } }
    const needing = (...needs: string[]) =>
      refusal(
        havingAt(foundLedger({ rooms, profile: { capabilities: ['iv'] } }), {}, close(min(60))),
        wait('w', { needs }),
      )
    expect(needing('iv', 'isolat', 'kvinne')).toBeUndefined()
    expect(needing('telemetri', 'iv')).toEqual({ kind: 'needs-not-offered', missingNeeds: ['telemetri'] })
    expect(needing('dialyse', 'isolat')).toEqual({ kind: 'needs-not-offered', missingNeeds: ['isolat'] })
  })

  it('takes one whom it cannot help while others are there, or a bed is blocked or dirty', () => {
    const rooms = { 101: { a: ['isolat'], b: [] } }
    const isolat = wait('w', { needs: ['isolat'] })
    const unit = foundLedger({ rooms, profile: { cleaning: true } })
    const busy = [admit('mate', { bedId: bedId('101b') }), block('101a'), close(min(60))] as const
    for (const command of busy) expect(refusal(having(unit, command), isolat)).toBeUndefined()
    expect(refusal(having(unit, admit('mate'), discharge('mate', START)), isolat)).toBeUndefined()
  })

  it('takes nobody to a room that another group is guaranteed beds in, come what may', () => {
    const terms = { groups: { kommuner: { guaranteed: 0, parties: [BODO] }, hf: { guaranteed: 1, parties: [HF] } } }
    const unit = foundLedger({ rooms: { 101: { a: ['isolat'], b: [] } }, terms })
    expect(refusal(unit, wait('w', { needs: ['isolat'] }))).toMatchObject({ missingNeeds: ['isolat'] })
    expect(refusal(unit, wait('w', { needs: ['isolat'], partyId: HF }))).toBeUndefined()
  })

  it('says of those who came before what the unit can do no more', () => {
    const unit = having(foundLedger({ rooms: plainRooms(1), profile: { capabilities: ['iv'] } }), admit('first'))
    const waiting = having(unit, wait('w', { needs: ['iv'] }), wait('plain', { priority: 2 }))
    const missingIn = ({ state }: Ledger) => drawBoard(state, START).waiting.map(({ missingNeeds }) => missingNeeds)
    expect(missingIn(waiting)).toEqual([[], []])
    const { profile, staffed, beds: all } = waiting.state
    const described = all.map(({ bedId: id, room, features }) => ({ bedId: id, room, features }))
    const ask = { profile: { ...profile, capabilities: [] }, staffed, beds: described }
    const changed = having(waiting, { name: 'put-unit', ask }, left)
    expect(heldFor(changed)).toEqual(['plain'])
    expect(missingIn(changed)).toEqual([['iv']])
  })

  it('knows no patient, only whose bed is wanted', () => {
    expect(Object.keys(having(full, wait('w')).state.waiting[0] ?? {}).sort()).toEqual([
      'addedAt',
      'needs',
      'partyId',
      'priority',
      'service',
      'waitingId',
    ])
  })
})
