import type { HoldId, LookupId, StayId, UnitId, WaitingId } from '../../../lib/domain/ids.ts'
import { findBeds } from '../../../lib/domain/lookup/find-beds.ts'
import { countPool } from '../../../lib/domain/pool/bookable.ts'
import { isValid } from '../../../lib/domain/pool/state.ts'
import type { CancelReason, DeclineReason, LookupReason } from '../../../lib/domain/vocabulary.ts'
import { later, plusMs } from '../../../lib/kernel/instant.ts'
import type { Doing } from './clockwork.ts'
import { HOUR, MINUTE } from './local-time.ts'
import type { Patient } from './patient.ts'
import { leaderAt, type World, wardAt } from './world.ts'

/** Where the patient lies, once inside. */
export type InBed = { readonly unitId: UnitId; readonly stayId: StayId }
type Way = { readonly holdId?: HoldId; readonly waitingId?: WaitingId }

const MOST_UNITS_TRIED = 3
/** Farther than this the dispatcher sends the patient to the hospital. */
const FARTHEST_KM = 160

/** From the first call to the bed, or to somewhere else: null when no unit of the pool took the patient. */
export function* seekBed(world: World, patient: Patient): Doing<InBed | null> {
  const { chance, isWalkIn } = patient
  if (isWalkIn) {
    const inside = admit(world, patient, patient.unitId)
    if (inside) return inside
  }
  const lookupId = world.newId('look') as LookupId
  const giveUp = (reason: LookupReason, unitId: UnitId) => {
    if (chance.isTrue(0.5)) {
      const { dispatcher: actor } = patient
      world.closeLookup({ lookupId, actor, outcome: 'hospital-instead', reason, unitId })
    }
    return null
  }
  const tried: UnitId[] = []
  let unitId: UnitId | undefined = patient.unitId
  let obstacle: LookupReason = 'full'
  for (; unitId && tried.length < MOST_UNITS_TRIED; unitId = findNext(world, patient, tried)) {
    tried.push(unitId)
    if (isStale(world, unitId) && chance.isTrue(0.13)) {
      world.closeLookup({ lookupId, actor: patient.dispatcher, outcome: 'phoned', reason: 'stale', unitId })
      yield world.clock.nowMs() + chance.between(20, 80) * MINUTE
      return admit(world, patient, unitId)
    }
    const answer: HoldAnswer = yield* askForHold(world, patient, unitId, lookupId)
    if (answer === 'gone') return null
    if (typeof answer === 'object') {
      if (chance.isTrue(0.05)) world.closeLookup({ lookupId, actor: patient.dispatcher, ...HELD, unitId })
      return yield* travel(world, patient, unitId, answer)
    }
    obstacle = answer
    if (answer === 'full' && tried.length === 1 && chance.isTrue(0.2)) return yield* waitInLine(world, patient, unitId)
    if (answer !== 'full' && chance.isTrue(0.45)) return giveUp(answer, unitId)
    yield world.clock.nowMs() + chance.between(1, 5) * MINUTE
  }
  return giveUp(obstacle, patient.unitId)
}

const HELD = { outcome: 'held', reason: null } as const

/** What the dispatcher would choose next from the list, as the service ranks it. */
function findNext(world: World, patient: Patient, tried: readonly UnitId[]): UnitId | undefined {
  const { kommune, partyId, service, needs } = patient
  const home = world.demoUnit(patient.unitId).request
  const near = world.region.units.filter(({ request }) => request.area === home.area)
  const ask = { kommune, partyId, service, needs, position: home }
  return findBeds(
    near.map((unit) => world.stateOf(unit.unitId)),
    ask,
    world.clock.now(),
  ).find(
    (row) =>
      !tried.includes(row.unitId) &&
      row.bookable > 0 &&
      (row.status === 'ledig' || row.status === 'fa') &&
      (row.distanceKm ?? 0) < FARTHEST_KM,
  )?.unitId
}

function isStale(world: World, unitId: UnitId): boolean {
  const state = world.stateOf(unitId)
  const minutes = state.terms.at(-1)?.terms?.rules.staleAfterMinutes ?? 240
  return plusMs(state.confirmedAt, minutes * MINUTE) < world.clock.now()
}

type Held = { readonly holdId: HoldId; readonly etaMs: number }
/** An accepted hold; why there is none; or `gone` when the dispatcher took the question back. */
type HoldAnswer = Held | 'gone' | LookupReason

/** Asks one unit, and lives with its answer: yes, no, silence, or second thoughts of the one who asked. */
function* askForHold(world: World, patient: Patient, unitId: UnitId, lookupId: LookupId): Doing<HoldAnswer> {
  const { chance, partyId, service, needs, dispatcher } = patient
  const holdId = world.newId('hold') as HoldId
  const etaMinutes = Math.round(chance.between(15, 75))
  const ask = { holdId, partyId, service, needs, etaMinutes, lookupId }
  const placed = world.tell(dispatcher, unitId, { name: 'place-hold', ask })
  if (!placed.ok) return 'full'
  const etaMs = world.clock.nowMs() + etaMinutes * MINUTE
  const fate = chance.weighted(FATES)
  if (fate === 'silence') {
    const hold = placed.value.state.holds.find((candidate) => candidate.holdId === holdId)
    yield Date.parse(hold?.expiresAt ?? world.clock.now()) + chance.between(1, 4) * MINUTE
    return 'unanswered'
  }
  yield world.clock.nowMs() + chance.between(2, 8) * MINUTE
  if (fate === 'decline') {
    const [reason, said] = chance.weighted(DECLINES)
    world.tell(wardAt(unitId), unitId, { name: 'decline-hold', ask: { holdId, reason, detail: null } })
    return said
  }
  world.tell(wardAt(unitId), unitId, { name: 'accept-hold', ask: { holdId } })
  if (fate === 'no-show') return 'gone'
  if (fate === 'accept') return { holdId, etaMs }
  yield world.clock.nowMs() + chance.between(3, 20) * MINUTE
  const [reason, said] = chance.weighted(CANCELS)
  world.tell(dispatcher, unitId, { name: 'cancel-hold', ask: { holdId, reason } })
  const outcome = reason === 'not-needed' ? 'not-needed' : 'hospital-instead'
  world.closeLookup({ lookupId, actor: dispatcher, outcome, reason: said, unitId })
  return 'gone'
}

const FATES = [
  ['accept', 886],
  ['decline', 45],
  ['silence', 30],
  ['cancel', 30],
  ['no-show', 9],
] as const

/** The unit's reason, and what the dispatcher makes of it. */
const DECLINES: readonly (readonly [readonly [DeclineReason, LookupReason], number])[] = [
  [['no-doctor', 'no-doctor'], 28],
  [['staffing', 'full'], 24],
  [['criteria', 'criteria'], 30],
  [['isolation', 'other'], 7],
  [['transport', 'distance'], 4],
  [['full', 'full'], 3],
  [['other', 'other'], 4],
]
const CANCELS: readonly (readonly [readonly [CancelReason, LookupReason | null], number])[] = [
  [['hospital-instead', 'criteria'], 50],
  [['patient-wish', 'patient-wish'], 18],
  [['not-needed', null], 17],
  [['transport', 'other'], 8],
  [['distance', 'distance'], 7],
]

/** On the road; whoever comes too late for the hold may still find a bed. */
function* travel(world: World, patient: Patient, unitId: UnitId, { holdId, etaMs }: Held): Doing<InBed | null> {
  yield etaMs + patient.chance.between(-5, 30) * MINUTE
  return admit(world, patient, unitId, { holdId }) ?? admit(world, patient, unitId)
}

/** On the unit's own list; the first bed that can be given becomes a hold, and the patient is fetched. */
function* waitInLine(world: World, patient: Patient, unitId: UnitId): Doing<InBed | null> {
  const { chance, patientRef, partyId, service, needs } = patient
  const waitingId = world.newId('wait') as WaitingId
  const priority = chance.weighted(PRIORITIES)
  const ask = { waitingId, partyId, service, needs, priority }
  const patients = [{ kind: 'wait', patientRef, waitingId, unitId }] as const
  const added = world.tell(wardAt(unitId), unitId, { name: 'add-waiting', ask }, { patients })
  if (!added.ok) return null
  const patience = world.clock.nowMs() + chance.between(3, 16) * HOUR
  while (world.clock.nowMs() < patience) {
    yield world.clock.nowMs() + 7 * MINUTE
    const { holds, waiting } = world.stateOf(unitId)
    if (holds.some((hold) => hold.waitingId === waitingId && isValid(hold, world.clock.now()))) {
      yield world.clock.nowMs() + chance.between(4, 14) * MINUTE
      return admit(world, patient, unitId, { waitingId })
    }
    if (!waiting.some((entry) => entry.waitingId === waitingId)) return null
  }
  const reason = 'Innlagt på sykehus'
  world.tell(wardAt(unitId), unitId, { name: 'remove-waiting', ask: { waitingId, reason } })
  return null
}

const PRIORITIES = [
  [3, 20],
  [5, 65],
  [7, 15],
] as const

/** Into the bed; where only the guarantee stands in the way, the ward leader and the joint team may set it aside. */
export function admit(
  world: World,
  patient: Patient,
  unitId: UnitId,
  way: Way = {},
  admittedMs?: number,
): InBed | null {
  const { patientRef, partyId, kommune, service, needs, referrer, reasonGroup, ageBand, lengthMs, chance } = patient
  const stayId = world.newId('stay') as StayId
  const now = world.clock.now()
  const admittedAt = plusMs(now, Math.min(0, (admittedMs ?? world.clock.nowMs()) - world.clock.nowMs()))
  const expectedMs = Math.round((lengthMs * chance.between(0.7, 1.2)) / HOUR) * HOUR
  const isFull = countPool(world.stateOf(unitId), now).free === 0
  const breaks = !isFull && way.holdId === undefined && way.waitingId === undefined && chance.isTrue(0.05)
  const told = world.tell(
    breaks ? leaderAt(unitId) : wardAt(unitId),
    unitId,
    {
      name: 'admit-patient',
      ask: {
        stayId,
        partyId,
        service,
        needs,
        holdId: way.holdId ?? null,
        bedId: null,
        waitingId: way.waitingId ?? null,
        admittedAt,
        expectedDepartureAt: chance.isTrue(0.4) ? later(plusMs(admittedAt, expectedMs), plusMs(now, 2 * HOUR)) : null,
        override: breaks ? JOINT_TEAM : null,
        origin: { referrer, reasonGroup, ageBand, oppholdskommune: kommune },
      },
    },
    {
      patients: [{ kind: 'claim', patientRef, stayId, unitId }],
      newStays: new Map([[stayId, { patientRef, assessment: null }]]),
    },
  )
  return told.ok ? { unitId, stayId } : null
}

const JOINT_TEAM = {
  reason: 'Forsvarlig her og nå, sykehuset er orientert',
  roles: ['lege', 'sykepleier'],
} as const
