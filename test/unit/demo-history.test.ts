import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '../../infra/local/demo/ledger.ts'
import { SHOWCASE } from '../../infra/local/demo/living-region.ts'
import { DOGN, MINUTE } from '../../infra/local/demo/local-time.ts'
import { readRegion } from '../../infra/local/demo/region.ts'
import { simulateRegion } from '../../infra/local/demo/simulate-region.ts'
import { STALE_UNITS, type World } from '../../infra/local/demo/world.ts'
import * as fields from '../../lib/contract/fields.ts'
import { agreementFrom, termsFor } from '../../lib/domain/agreement/agreement.ts'
import type { WaitingId } from '../../lib/domain/ids.ts'
import { drawBoard } from '../../lib/domain/pool/board.ts'
import { bookableFor } from '../../lib/domain/pool/bookable.ts'
import { decide } from '../../lib/domain/pool/decide.ts'
import type { JournalEvent } from '../../lib/domain/pool/events.ts'
import { foldJournal, recordEvents } from '../../lib/domain/pool/journal.ts'
import { findPhantoms } from '../../lib/domain/pool/phantoms.ts'
import type { UnitState } from '../../lib/domain/pool/state.ts'
import type { StayRecord } from '../../lib/domain/stay/stay-record.ts'
import { canonicalJson } from '../../lib/kernel/canonical-json.ts'
import { type Instant, instantOf, msBetween, msOf } from '../../lib/kernel/instant.ts'
import { decode } from '../../lib/store/item-codec.ts'
import { journalEvent } from '../../lib/store/journal-codecs.ts'
import { stayRecord } from '../../lib/store/stay-codecs.ts'
import { at } from '../support/region.ts'

const REGION = readRegion()
const ADMIN = { role: 'admin', org: '*' } as const

/** What the founding use cases decide, without a table: the journal's first two events of every unit. */
function foundInMemory(now: Instant): ReadonlyMap<string, { state: UnitState; events: readonly JournalEvent[] }> {
  return new Map(
    REGION.units.map(({ unitId, request: { rooms, staffed, services, ...profile } }) => {
      const beds = rooms.flatMap(({ room, beds: inRoom }) => inRoom.map((bed) => ({ ...bed, room })))
      const ask = { profile: { ...profile, services: services ?? null }, staffed, beds }
      const described = decide(null, { name: 'put-unit', ask }, { now, actor: ADMIN })
      const agreement = REGION.agreements.find(({ request }) => request.units.includes(unitId))
      if (!described.ok || !agreement) throw new RangeError(unitId)
      const bare = recordEvents(null, unitId, described.value, now)
      const terms = termsFor(agreement.agreementId, 1, agreement.request, unitId)
      const dated = { from: agreementFrom(agreement.request), terms }
      const applied = decide(bare.state, { name: 'apply-agreement', ask: dated }, { now, actor: ADMIN })
      if (!applied.ok) throw new RangeError(unitId)
      const { events, state } = recordEvents(bare.state, unitId, applied.value, now)
      return [unitId, { state, events: [...bare.events, ...events] }]
    }),
  )
}

async function live(now: Instant, dogn: number) {
  const startsAt = msOf(now) - dogn * DOGN
  const founded = foundInMemory(instantOf(startsAt))
  const states = [...founded.values()].map(({ state }) => state)
  const world = await simulateRegion(REGION, states, { startsAt, endsAt: msOf(now) }, async () => {})
  return { now, founded, world, history: world.ledger.closeBooks(now), startsAt }
}

function readHistory({ parts }: History) {
  const events: { readonly unitId: string; readonly event: JournalEvent }[] = []
  const stays: StayRecord[] = []
  for (const part of parts) {
    const item = part.write('').Put?.Item ?? {}
    const unitId = item['pk']?.S?.slice('UNIT#'.length) ?? ''
    if (part.name === 'journal') events.push({ unitId, event: decode(journalEvent, item, 'body') })
    if (part.name === 'stay') stays.push(decode(stayRecord, item, 'body'))
  }
  return { events, stays }
}

// A Sunday morning, the middle of a night in winter, and across the date of 25 hours.
describe.each(['2026-11-22T10:13:20.250Z', '2026-02-03T02:40:00Z', '2026-10-29T21:05:59Z'])('at %s', (text) => {
  const now = at(text)
  let lived: Awaited<ReturnType<typeof live>>
  let world: World
  let events: readonly { readonly unitId: string; readonly event: JournalEvent }[]
  let stays: readonly StayRecord[]

  beforeAll(async () => {
    lived = await live(now, 9)
    world = lived.world
    ;({ events, stays } = readHistory(lived.history))
  })

  it('every unit is the fold of its journal', () => {
    for (const [unitId, { state, events: founding }] of lived.founded) {
      const own = events.filter((row) => row.unitId === unitId).map((row) => row.event)
      expect(own.map((event) => event.seq)).toEqual(own.map((_, i) => i + 3))
      const folded = foldJournal(state.unitId, [...founding, ...own])
      expect(canonicalJson(folded)).toBe(canonicalJson(world.stateOf(state.unitId)))
    }
  })

  it('nobody lies where the records say otherwise, nor two in one bed', () => {
    for (const { state } of lived.founded.values()) {
      const here = stays.filter((stay) => stay.unitId === state.unitId && stay.departedAt === null)
      const open = new Map(here.map((stay) => [stay.stayId, stay]))
      expect(findPhantoms(world.stateOf(state.unitId), open, now)).toEqual([])
      const { beds, occupied, held } = drawBoard(world.stateOf(state.unitId), now)
      expect(beds.filter((bed) => bed.occupant !== null)).toHaveLength(occupied + held)
    }
  })

  it('the region is at work', () => {
    const boards = [...lived.founded.values()].map(({ state }) => drawBoard(world.stateOf(state.unitId), now))
    const holds = boards.flatMap((board) => board.holds)
    const beds = boards.flatMap((board) => board.beds)
    expect(holds.filter((hold) => hold.acceptedAt === null).length).toBeGreaterThanOrEqual(2)
    expect(holds.filter((hold) => hold.acceptedAt !== null).length).toBeGreaterThanOrEqual(2)
    expect(new Set(beds.map((bed) => bed.state))).toEqual(
      new Set(['free', 'held', 'occupied', 'leaving', 'cleaning', 'blocked', 'closed']),
    )
    const queues = boards.filter((board) => board.waiting.length > 0)
    expect(queues.some((board) => board.free === 0)).toBe(true)
    for (const { unitId, waiting } of queues) {
      const context = { now, actor: { role: 'ward', org: unitId } as const }
      const promote = ({ waitingId }: { waitingId: WaitingId }) =>
        decide(world.stateOf(unitId), { name: 'promote-waiting', ask: { waitingId } }, context)
      expect(waiting.map((entry) => promote(entry).ok)).toEqual(waiting.map(() => false))
    }
    expect(boards.some((board) => board.staffed < world.stateOf(board.unitId).staffed)).toBe(true)
    for (const unitId of REGION.units.map((unit) => unit.unitId).filter((id) => SHOWCASE.has(id)))
      expect(bookableFor(world.stateOf(unitId), fields.partyId.parse('k-1804'), now).bookable, unitId).toBeGreaterThan(
        0,
      )
    for (const { unitId, confirmedAt } of boards) {
      const minutes = msBetween(confirmedAt, now) / MINUTE
      expect(STALE_UNITS.has(unitId) ? minutes > 240 : minutes < 115, `${unitId}: ${minutes}`).toBe(true)
    }
  })

  it('every id, code and reason is one that a client could have sent', () => {
    for (const { event } of events) {
      if (event.type === 'hold-placed') fields.holdId.parse(event.data.hold.holdId)
      if (event.type === 'hold-placed') fields.needs.parse(event.data.hold.needs)
      if (event.type === 'waiting-added') fields.waitingId.parse(event.data.entry.waitingId)
      if (event.type === 'bed-blocked' || event.type === 'staffing-set' || event.type === 'unit-closed')
        fields.reason.parse(event.data.reason)
    }
    for (const { stayId, referrer, reasonGroup, ageBand, dischargedTo } of stays) {
      fields.stayId.parse(stayId)
      for (const code of [referrer, reasonGroup, ageBand, dischargedTo]) if (code !== null) fields.listCode.parse(code)
    }
    expect(world.lookupEnds().every(({ lookupId }) => fields.lookupId.safeParse(lookupId).success)).toBe(true)
  })

  it('the same seed and instant give the same bytes', async () => {
    const again = await live(now, 9)
    const bytes = ({ history }: typeof lived) => history.parts.map((part) => JSON.stringify(part.write('t')))
    expect(bytes(again)).toEqual(bytes(lived))
    expect(again.world.lookupEnds()).toEqual(world.lookupEnds())
  })
})

describe('four weeks', () => {
  let lived: Awaited<ReturnType<typeof live>>

  beforeAll(async () => {
    lived = await live(at('2026-11-22T10:13:20.250Z'), 28)
  })

  it('fill the beds about as the region file aims, kind by kind', () => {
    const { stays } = readHistory(lived.history)
    for (const kind of new Set(REGION.units.map(({ request }) => request.kind))) {
      const units = REGION.units.filter(({ request }) => request.kind === kind)
      const ids: readonly string[] = units.map(({ unitId }) => unitId)
      const bedsOf = (unit: (typeof units)[number]) =>
        unit.request.rooms.reduce((sum, room) => sum + room.beds.length, 0)
      const beds = units.reduce((sum, unit) => sum + bedsOf(unit), 0)
      const aim = units.reduce((sum, unit) => sum + unit.aim.occupancy * bedsOf(unit), 0) / beds
      const segments = stays.flatMap((stay) => stay.segments).filter((segment) => ids.includes(segment.unitId))
      const lain = segments.reduce((sum, { from, until }) => {
        const [begins, ends] = [Math.max(lived.startsAt, msOf(from)), msOf(until ?? lived.now)]
        return sum + Math.max(0, ends - begins)
      }, 0)
      const reached = lain / (beds * (msOf(lived.now) - lived.startsAt))
      expect(Math.abs(reached - aim), `${kind}: ${reached} for ${aim}`).toBeLessThan(0.08)
    }
  })

  it('hold every kind of thing that happens to a bed', () => {
    const types = new Set<string>(readHistory(lived.history).events.map(({ event }) => event.type))
    expect([...types].sort()).toEqual(
      [
        'bed-blocked',
        'bed-cleaned',
        'bed-opened',
        'departure-planned',
        'discharge-decided',
        'hold-accepted',
        'hold-cancelled',
        'hold-declined',
        'hold-expired',
        'hold-placed',
        'patient-admitted',
        'patient-departed',
        'staffing-set',
        'stay-moved',
        'stay-transferred-in',
        'stay-transferred-out',
        'stays-swapped',
        'unit-closed',
        'unit-confirmed',
        'waiting-added',
        'waiting-promoted',
        'waiting-removed',
      ].sort(),
    )
  })
})

it.each(['2026-11-26T03:00:00Z', '2026-11-26T06:00:00Z', '2026-11-26T10:00:00Z'])(
  'at %s a patient who went home unseen lies where they lay, so that the day they left can still be written down',
  async (text) => {
    const { world } = await live(at(text), 62)
    const inBeds = REGION.units.flatMap(({ unitId }) => world.stateOf(unitId).stays)
    const unseen = inBeds.filter(({ stayId }) => world.isForgotten(stayId))
    expect(unseen.map(({ segmentFrom, admittedAt }) => segmentFrom === admittedAt)).toEqual([true])
  },
)
