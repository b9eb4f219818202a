import { describe, expect, it } from 'vitest'
import type { StayId } from '../../../lib/domain/ids.ts'
import type { AskOf, Command } from '../../../lib/domain/pool/decide.ts'
import { findLiveStay } from '../../../lib/domain/pool/state.ts'
import { evolveStays, type StayRecord } from '../../../lib/domain/stay/stay-record.ts'
import {
  admit,
  asLeader,
  bedId,
  bedOf,
  beds,
  having,
  havingAt,
  holdId,
  JOINT_TEAM,
  min,
  move,
  place,
  refusal,
  stayId,
  wait,
  waitingId,
} from '../../support/pool-acts.ts'
import { BODO, foundLedger, HF, type Ledger, plainRooms } from '../../support/pool-ledger.ts'

const ONE_GROUP = { kommuner: { guaranteed: 0, parties: [BODO] }, hf: { guaranteed: 1, parties: [HF] } }
const salten = foundLedger({ unitId: 'unit_salten', rooms: plainRooms(2), profile: { cleaning: true } })
const neighbour = (agreementId = 'agr_prove', beds = 2) =>
  foundLedger({ unitId: 'unit_nabo', rooms: plainRooms(beds), terms: { agreementId, groups: ONE_GROUP } })
const here = having(salten, admit('one'))

const recordsOf = (ledgers: readonly Ledger[], known: ReadonlyMap<StayId, StayRecord> = new Map()) =>
  ledgers.reduce(
    (all, { unitId, journal }) => journal.reduce((stays, event) => evolveStays(stays, unitId, event), all),
    known,
  )

const out = (more: Partial<AskOf<'transfer-out'>> = {}): Command<'transfer-out'> => ({
  name: 'transfer-out',
  ask: { stayId: stayId('one'), toUnitId: neighbour().unitId, toStayId: stayId('one'), at: min(30), ...more },
})
function into(more: Partial<AskOf<'transfer-in'>> = {}): Command<'transfer-in'> {
  const from = findLiveStay(here.state, stayId('one'))
  const record = recordsOf([here]).get(stayId('one'))
  if (!from || !record) throw new Error('nobody to transfer')
  return {
    name: 'transfer-in',
    ask: {
      stayId: stayId('one'),
      fromUnitId: here.unitId,
      from,
      record,
      service: 'sykestue',
      holdId: null,
      waitingId: null,
      at: min(30),
      override: null,
      ...more,
    },
  }
}
const ctx = { now: min(60) }

describe('a transfer', () => {
  it('within one agreement goes on: one record, tiled over both units, from the first admission', () => {
    const [left, arrived] = [havingAt(here, ctx, out()), havingAt(neighbour(), ctx, into())]
    expect(beds(left, min(60))).toEqual(['101a cleaning', '102a free'])
    expect(arrived.state.stays[0]).toMatchObject({ admittedAt: min(0), segmentFrom: min(30), reviewDueAt: min(14_400) })
    const known = recordsOf([left])
    expect(known.get(stayId('one'))).toMatchObject({ departedAt: min(30), dischargedTo: 'overflyttet' })
    expect(recordsOf([arrived], known).get(stayId('one'))).toMatchObject({
      unitId: arrived.unitId,
      admittedAt: min(0),
      departedAt: null,
      segments: [
        { unitId: left.unitId, service: 'kad-somatikk', from: min(0), until: min(30) },
        { unitId: arrived.unitId, service: 'sykestue', from: min(30), until: null },
      ],
    })
  })

  it('between agreements ends here, and a new stay begins there with its own review', () => {
    const fresh = stayId('fresh')
    const left = havingAt(here, ctx, out({ toStayId: fresh }))
    const arrived = havingAt(neighbour('agr_annen'), ctx, into({ stayId: fresh }))
    expect(arrived.state.stays[0]).toMatchObject({ stayId: fresh, admittedAt: min(30), reviewDueAt: min(14_430) })
    const known = recordsOf([left, arrived])
    expect(known.get(stayId('one'))).toMatchObject({ departedAt: min(30), dischargedTo: 'overflyttet' })
    expect(known.get(fresh)).toMatchObject({ agreementId: 'agr_annen', referrer: 'overflyttet', admittedAt: min(30) })
    expect(known.get(fresh)?.segments).toHaveLength(1)
  })

  it('passes the same gate as an admission, with the same override', () => {
    const full = having(neighbour('agr_prove', 1))
    expect(refusal(full, into(), ctx)).toMatchObject({ kind: 'no-bookable-bed', entitlement: 'flexible' })
    const override = JOINT_TEAM
    expect(refusal(full, into({ override }), ctx)).toEqual({ kind: 'override-needs-ward-leader' })
    expect(refusal(full, into({ override }), { ...ctx, ...asLeader(full) })).toBeUndefined()
    const closed = having(full, { name: 'close-unit', ask: { open: false, reason: 'bemanning', until: min(90) } })
    expect(refusal(closed, into(), ctx)?.kind).toBe('unit-closed')
    expect(refusal(foundLedger({ terms: null }), into(), ctx)).toEqual({ kind: 'unit-without-agreement' })
    expect(refusal(foundLedger({ profile: { services: ['dps'] } }), into(), ctx)).toEqual({
      kind: 'service-not-offered',
    })
  })

  it('uses the hold that was placed there, and no hold that has ended', () => {
    const held = having(neighbour(), place('one'))
    const named = into({ holdId: holdId('one'), at: min(20) })
    const arrived = havingAt(held, { now: min(20) }, named)
    expect(bedOf(arrived, 'one')).toBe('101a')
    expect(arrived.state.holds).toEqual([])
    expect(refusal(held, named, { now: min(30) })).toEqual({ kind: 'hold-expired', expiredAt: min(30) })
    expect(refusal(held, into({ holdId: holdId('none') }), ctx)).toEqual({ kind: 'hold-not-found' })
    const cancelled = having(held, { name: 'cancel-hold', ask: { holdId: holdId('one'), reason: 'transport' } })
    expect(refusal(cancelled, named, { now: min(20) })).toEqual({ kind: 'hold-ended', end: 'cancelled' })
  })

  it('is not dated before the held bed was left', () => {
    const left = havingAt(
      having(neighbour('agr_prove', 2), admit('other')),
      { now: min(45) },
      { name: 'discharge-patient', ask: { stayId: stayId('other'), departedAt: min(45), dischargedTo: 'hjem' } },
      place('one'),
    )
    expect(bedOf(left, 'one')).toBe('101a')
    expect(refusal(left, into({ holdId: holdId('one'), at: min(45, -1) }), ctx)).toEqual({
      kind: 'bed-occupied-then',
      vacatedAt: min(45),
      beds: [{ bedId: bedId('101a'), vacatedAt: min(45) }],
    })
    expect(refusal(left, into({ holdId: holdId('one'), at: min(45) }), ctx)).toBeUndefined()
  })

  it('finds the held bed shut where an isolation patient has come beside it', () => {
    const held = having(foundLedger({ unitId: 'unit_nabo', rooms: { 101: { a: ['isolat'], b: [] } } }), place('one'))
    expect(bedOf(held, 'one')).toBe('101b')
    const beside = { needs: ['isolat'], bedId: bedId('101a'), override: JOINT_TEAM }
    const isolated = havingAt(held, asLeader(held), admit('isolated', beside))
    expect(refusal(isolated, into({ holdId: holdId('one'), at: min(10) }), { now: min(10) })).toEqual({
      kind: 'bed-not-free',
      bedState: 'blocked',
    })
  })

  it('takes the patient off the receiving unit’s waiting list, and uses the bed held for the one who waited', () => {
    const waiting = having(neighbour('agr_prove', 2), wait('one'), wait('late', { priority: 3 }))
    const arrived = havingAt(waiting, ctx, into({ waitingId: waitingId('one') }))
    expect(arrived.state.waiting.map((entry) => entry.waitingId)).not.toContain(waitingId('one'))
    const promoted = having(waiting, { name: 'promote-waiting', ask: { waitingId: waitingId('one') } })
    expect(promoted.state.holds).toHaveLength(1)
    const came = havingAt(promoted, { now: min(10) }, into({ waitingId: waitingId('one'), at: min(10) }))
    expect(came.state.stays).toHaveLength(1)
    expect(came.state.holds.map((hold) => hold.waitingId)).not.toContain(waitingId('one'))
  })

  it.each([
    ['to the unit itself', out({ toUnitId: here.unitId }), 'same-unit'],
    ['of nobody', out({ stayId: stayId('none') }), 'stay-not-found'],
    ['in the future', out({ at: min(60, 1) }), 'time-in-the-future'],
    ['before the segment began', out({ at: min(0, -1) }), 'before-segment-began'],
  ])('%s is refused', (_, command, kind) => {
    expect(refusal(here, command, ctx)?.kind).toBe(kind)
  })

  it('tiles also at the instant of a move, and at the instant of admission', () => {
    const moved = havingAt(here, { now: min(30) }, move('one', '102a', { at: min(30) }))
    const record = recordsOf([moved]).get(stayId('one'))
    const from = findLiveStay(moved.state, stayId('one'))
    if (!record || !from) throw new Error('nobody to transfer')
    const arrived = havingAt(neighbour(), ctx, into({ record, from }))
    const known = recordsOf([arrived], recordsOf([havingAt(moved, ctx, out())]))
    expect(known.get(stayId('one'))?.segments.map((segment) => [segment.unitId, segment.bedId, segment.from])).toEqual([
      [here.unitId, 'bed_101a', min(0)],
      [arrived.unitId, 'bed_101a', min(30)],
    ])
    const atOnce = havingAt(neighbour(), ctx, into({ at: min(0) }))
    expect(recordsOf([atOnce], recordsOf([here])).get(stayId('one'))?.segments).toHaveLength(1)
  })
})
