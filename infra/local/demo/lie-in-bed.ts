import type { BedId, StayId, UnitId } from '../../../lib/domain/ids.ts'
import { viewBeds } from '../../../lib/domain/pool/bed-state.ts'
import { decide } from '../../../lib/domain/pool/decide.ts'
import { findLiveStay, type LiveStay, termsAt } from '../../../lib/domain/pool/state.ts'
import { instantOf, later, msOf } from '../../../lib/kernel/instant.ts'
import type { Doing, Process } from './clockwork.ts'
import { DISCHARGED_TO } from './demography.ts'
import { atHour, dateAt, HOUR, hourAt, MINUTE } from './local-time.ts'
import type { Patient } from './patient.ts'
import { type InBed, seekBed } from './seek-bed.ts'
import { type World, wardAt } from './world.ts'

/** One patient's way through the region, from the first call to the door out. */
export function* bePatient(world: World, patient: Patient): Process {
  const inBed = yield* seekBed(world, patient)
  if (inBed) yield* lieInBed(world, patient, inBed)
}

type Deed = { readonly at: number; readonly act: (where: InBed, stay: LiveStay) => InBed }

/** From the bed to the departure; what happens on the way is drawn beforehand and done in order. */
export function* lieInBed(world: World, patient: Patient, inBed: InBed): Doing<void> {
  let where = inBed
  const first = findLiveStay(world.stateOf(where.unitId), where.stayId)
  if (!first) return
  const departsAt = drawDeparture(world, patient, first)
  for (const { at, act } of drawDeeds(world, patient, first, departsAt)) {
    yield at
    const stay = findLiveStay(world.stateOf(where.unitId), where.stayId)
    if (!stay || !world.isGoingOn(where.unitId)) return
    where = act(where, stay)
  }
  yield departsAt
  yield* depart(world, patient, where)
}

/** By day, as departures mostly are; never so late that a stay that still runs at the end has its review overdue. */
function drawDeparture(world: World, { chance, lengthMs }: Patient, stay: LiveStay): number {
  const admitted = msOf(stay.admittedAt)
  const wished = admitted + lengthMs
  const hour = hourAt(wished)
  const byDay = hour >= 9 && hour < 18 ? wished : atHour(dateAt(wished), chance.between(10, 15.5))
  const departs = byDay > admitted + 4 * HOUR ? byDay : wished
  const review = msOf(stay.reviewDueAt)
  const isOverdueAtEnd = departs > world.endsAt - 12 * HOUR && review < world.endsAt + 30 * HOUR
  return isOverdueAtEnd ? Math.min(departs, review - chance.between(14, 30) * HOUR) : departs
}

function drawDeeds(world: World, { chance }: Patient, stay: LiveStay, departsAt: number): readonly Deed[] {
  const from = world.clock.nowMs()
  const during = () => chance.between(from + 2 * HOUR, departsAt)
  const may = (probability: number, at: () => number, act: Deed['act']): Deed[] =>
    chance.isTrue(probability) ? [{ at: at(), act }] : []
  const plan = (errorHours: number) => (where: InBed) => planDeparture(world, where, departsAt + errorHours * HOUR)
  return [
    ...may(
      stay.expectedDepartureAt ? 0.25 : 0.85,
      () => from + chance.between(3, 20) * HOUR,
      plan(chance.between(-9, 14)),
    ),
    ...may(0.3, () => departsAt - chance.between(5, 20) * HOUR, plan(0)),
    ...may(0.06, during, (where) => move(world, where, chance.next())),
    ...may(0.015, during, (where) => swap(world, where, chance.next())),
    ...may(0.04, during, (where) => transfer(world, where, chance.next())),
  ]
    .filter(({ at }) => at > from && at < departsAt)
    .sort((a, b) => a.at - b.at)
}

export function planDeparture(world: World, where: InBed, ms: number): InBed {
  const expectedAt = instantOf(Math.max(world.clock.nowMs(), Math.round(ms / (30 * MINUTE)) * 30 * MINUTE))
  world.tell(wardAt(where.unitId), where.unitId, { name: 'plan-departure', ask: { stayId: where.stayId, expectedAt } })
  return where
}

function move(world: World, where: InBed, drawn: number): InBed {
  const { unitId, stayId } = where
  const at = world.clock.now()
  const free = viewBeds(world.stateOf(unitId), at).filter((view) => view.state === 'free')
  const bed = free[Math.floor(drawn * free.length)]?.bed
  if (!bed) return where
  const from = findLiveStay(world.stateOf(unitId), stayId)
  const moved = world.tell(wardAt(unitId), unitId, {
    name: 'move-stay',
    ask: { stayId, bedId: bed.bedId, at, override: null },
  })
  if (moved.ok && from) world.clock.spawn(cleanBed(world, unitId, from.bedId))
  return where
}

function swap(world: World, where: InBed, drawn: number): InBed {
  const { unitId, stayId } = where
  const others = world.stateOf(unitId).stays.filter((stay) => stay.stayId !== stayId && !world.isForgotten(stay.stayId))
  const other = others[Math.floor(drawn * others.length)]
  if (!other) return where
  const ask = { stayId, otherStayId: other.stayId, at: world.clock.now(), override: null }
  world.tell(wardAt(unitId), unitId, { name: 'swap-stays', ask })
  return where
}

/** To the agreement's other units first, then to the area's; the same two decisions and one change as transfer-stay. */
function transfer(world: World, where: InBed, drawn: number): InBed {
  const { unitId, stayId } = where
  const now = world.clock.now()
  const from = world.stateOf(unitId)
  const stay = findLiveStay(from, stayId)
  const stored = world.ledger.stayOf(stayId, now)
  if (!stay || !stored?.patientRef) return where
  const agreementOf = (id: UnitId) => termsAt(world.stateOf(id), now)?.agreementId
  const area = world.region.units.filter((unit) => unit.request.area === from.profile.area && unit.unitId !== unitId)
  const own = area.filter((unit) => agreementOf(unit.unitId) === agreementOf(unitId))
  const others = area.filter((unit) => !own.includes(unit) && unit.request.kind !== from.profile.kind)
  const turned = Math.floor(drawn * others.length)
  for (const { unitId: toUnitId, request } of [...own, ...others.slice(turned), ...others.slice(0, turned)]) {
    const service = request.services?.includes(stay.service) ? stay.service : request.services?.[0]
    if (!service || !world.isGoingOn(toUnitId)) continue
    const goesOn = agreementOf(toUnitId) === agreementOf(unitId)
    const toStayId = goesOn ? stayId : (world.newId('stay') as StayId)
    const context = { now, actor: wardAt(unitId) }
    const out = decide(from, { name: 'transfer-out', ask: { stayId, toUnitId, toStayId, at: now } }, context)
    const comingIn = { stayId: toStayId, fromUnitId: unitId, from: stay, record: stored.record, service }
    const ask = { ...comingIn, holdId: null, waitingId: null, at: now, override: null }
    const into = decide(world.stateOf(toUnitId), { name: 'transfer-in', ask }, context)
    if (!out.ok || !into.ok) continue
    const { patientRef } = stored
    world.ledger.recordTransfer({ unitId, events: out.value }, { unitId: toUnitId, events: into.value }, now, {
      patients: [{ kind: 'repoint', patientRef, from: stayId, stayId: toStayId, unitId: toUnitId }],
      newStays: goesOn ? new Map() : new Map([[toStayId, { patientRef, assessment: null }]]),
    })
    world.clock.spawn(cleanBed(world, unitId, stay.bedId))
    return { unitId: toUnitId, stayId: toStayId }
  }
  return where
}

/** Discharged first where the lift home is late, and written down a little after the door has closed. */
function* depart(world: World, { chance, patientRef }: Patient, where: InBed): Doing<void> {
  const { unitId, stayId } = where
  const dischargedTo = chance.weighted(DISCHARGED_TO[world.demoUnit(unitId).request.kind])
  const tell = (departedMs: number | null) => {
    const stay = findLiveStay(world.stateOf(unitId), stayId)
    if (!stay || !world.isGoingOn(unitId)) return
    const departedAt = departedMs === null ? null : later(instantOf(departedMs), stay.segmentFrom)
    const gone = world.tell(
      wardAt(unitId),
      unitId,
      { name: 'discharge-patient', ask: { stayId, departedAt, dischargedTo } },
      departedAt ? { patients: [{ kind: 'release', patientRef, stayId }] } : {},
    )
    if (gone.ok && departedAt) world.clock.spawn(cleanBed(world, unitId, stay.bedId))
  }
  if (dischargedTo !== 'dod' && chance.isTrue(0.3)) {
    tell(null)
    yield world.clock.nowMs() + chance.between(0.5, 3.5) * HOUR
  }
  const departedMs = world.clock.nowMs()
  yield departedMs + chance.between(2, 35) * MINUTE
  tell(departedMs)
}

/** Where the unit cleans, somebody comes for the bed; at night later than by day, unless it is said when. */
export function* cleanBed(world: World, unitId: UnitId, bedId: BedId, afterMinutes?: number): Process {
  if (!world.stateOf(unitId).profile.cleaning) return
  const chance = world.chanceFor(`clean/${unitId}/${bedId}/${world.clock.now()}`)
  const hour = hourAt(world.clock.nowMs())
  const minutes = afterMinutes ?? chance.between(25, hour < 7 || hour > 21 ? 300 : 90)
  yield world.clock.nowMs() + minutes * MINUTE
  world.tell(wardAt(unitId), unitId, { name: 'bed-cleaned', ask: { bedId } })
}
