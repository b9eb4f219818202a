import fc from 'fast-check'
import { type JournalActor, SYSTEM_ACTOR } from '../../lib/domain/actor.ts'
import { DEFAULT_RULES, ROOM_RULES, type RoomRule } from '../../lib/domain/agreement/agreement.ts'
import type { AssessmentOutcome } from '../../lib/domain/assessment/evaluate.ts'
import type {
  AgreementId,
  BedId,
  HoldId,
  Kommunenummer,
  PartyId,
  StayId,
  UnitId,
  WaitingId,
} from '../../lib/domain/ids.ts'
import type { StayChanges } from '../../lib/domain/pool/correct-stay.ts'
import { type Command, type CommandName, decide } from '../../lib/domain/pool/decide.ts'
import { type JournalEvent, stayIdsOf } from '../../lib/domain/pool/events.ts'
import { foldJournal, recordEvents } from '../../lib/domain/pool/journal.ts'
import type { PoolRefusal } from '../../lib/domain/pool/refusals.ts'
import {
  type Bed,
  findHold,
  findLiveStay,
  isUnanswered,
  latestCriteria,
  ON_SILENCE,
  type OnDuty,
  passOnAt,
  type Terms,
  termsAt,
  type UnitState,
} from '../../lib/domain/pool/state.ts'
import { findLastAction } from '../../lib/domain/pool/undo.ts'
import { evolveStays, foldStays, type StayRecord } from '../../lib/domain/stay/stay-record.ts'
import {
  CANCEL_REASONS,
  DECLINE_REASONS,
  GENDER_NEEDS,
  REVIEW_OUTCOMES,
  ROOM_NEEDS,
  SERVICES,
  type TEAM_ROLES,
  type TeamRole,
  UTSKRIVNINGSKLAR_EVENTS,
} from '../../lib/domain/vocabulary.ts'
import { canonicalJson } from '../../lib/kernel/canonical-json.ts'
import { type Instant, msBetween, plusMinutes, plusMs } from '../../lib/kernel/instant.ts'
import { osloDateOf, plusDates } from '../../lib/kernel/oslo-date.ts'
import {
  ADMIN,
  AMK,
  BEIARN,
  BODO,
  describeUnit,
  GILDESKAL,
  HF,
  type Ledger,
  leaderOf,
  OSLO,
  PROFILE,
  START,
  wardOf,
} from './pool-ledger.ts'

/**
 * Random regions and random histories over them. Everything is plain data, so a counterexample can be read and pasted;
 * small numbers point into what is there when the step is taken, and now and then at nothing.
 */
export const PARTIES = [BODO, GILDESKAL, BEIARN, HF, OSLO, 'constructor' as PartyId] as const
const NEEDS = [...ROOM_NEEDS, ...GENDER_NEEDS, 'telemetri', 'oksygen'] as const
const FEATURES = [...ROOM_NEEDS, 'telemetri'] as const
const PATIENTS = 8
const MINUTE = 60_000
const DOGN = 24 * 60 * MINUTE

const small = fc.nat(15)
const features = fc.oneof(
  { arbitrary: fc.constantFrom<readonly string[]>([], ['isolat']), weight: 4 },
  { arbitrary: fc.uniqueArray(fc.constantFrom(...FEATURES), { minLength: 1, maxLength: 2 }), weight: 1 },
)
/** Half of all patients say their gender, and half of them need nothing more of the room. */
const needs = fc
  .tuple(
    fc.constantFrom<readonly string[]>([], [], ['kvinne'], ['mann']),
    fc.oneof(
      { arbitrary: fc.constantFrom<readonly string[]>([], ['isolat'], []), weight: 3 },
      { arbitrary: fc.uniqueArray(fc.constantFrom(...NEEDS), { minLength: 1, maxLength: 2 }), weight: 1 },
    ),
  )
  .map(([gender, others]) => [...new Set([...gender, ...others])])
const services = fc.oneof(
  { arbitrary: fc.constant(null), weight: 7 },
  { arbitrary: fc.uniqueArray(fc.constantFrom(...SERVICES.slice(0, 3)), { minLength: 1, maxLength: 2 }), weight: 1 },
)
const service = fc.constantFrom(SERVICES[0], SERVICES[0], SERVICES[0], ...SERVICES.slice(1, 4))

/** One to `most` of them, large ones as often as small ones, and smaller ones to shrink to. */
const upTo = <T>(most: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof(
    { withCrossShrink: true },
    ...Array.from({ length: most }, (_, i) => fc.array(arbitrary, { minLength: i + 1, maxLength: i + 1 })),
  )
const bedPlan = upTo(4, upTo(3, features)).map((rooms) =>
  rooms.filter((_, r) => r === 0 || rooms.slice(0, r + 1).flat().length <= 6),
)

const termsPlan = fc.record({
  groups: fc.array(
    fc.record({ guaranteed: fc.constantFrom(0, 1, 1, 2, 3), above: fc.constantFrom(null, null, 0, 1, 2) }),
    { minLength: 1, maxLength: 3 },
  ),
  /** Which group each of the four inner parties is in. */
  members: fc.tuple(small, small, small, small),
  guests: fc.boolean(),
  rules: fc.record({
    holdMinutes: fc.constantFrom(1, 5, 30),
    answerMinutes: fc.constantFrom(1, 1, 10),
    arrivalGraceMinutes: fc.constantFrom(1, 60),
    staleAfterMinutes: fc.constantFrom(10, 240),
    undoMinutes: fc.constantFrom(5, 5, 60),
    reviewAfterDogn: fc.constantFrom(1, 10),
  }),
  soft: fc.oneof(
    { arbitrary: fc.constant<RoomRule[]>([]), weight: 2 },
    { arbitrary: fc.subarray([...ROOM_RULES]), weight: 1 },
  ),
  travel: fc.tuple(fc.option(fc.nat(3)), fc.option(fc.nat(3))),
})
type TermsPlan = typeof termsPlan extends fc.Arbitrary<infer T> ? T : never

const unitPlan = fc.record({
  rooms: bedPlan,
  /** Staff for this many beds more, or fewer, than there are. */
  staffedAbove: fc.constantFrom(0, 0, 0, 1, -1, -2),
  cleaning: fc.boolean(),
  services,
  kommune: fc.constantFrom('1804', '1838', '1839'),
  capabilities: fc.subarray(['telemetri', 'oksygen', 'isolat']),
  lat: fc.constantFrom(67.28, 67.3, 68.1),
})

const regionPlan = fc.record({
  units: upTo(3, unitPlan),
  /** The first two units share the first agreement; the third has the second. */
  agreements: fc.tuple(termsPlan, termsPlan),
})
type RegionPlan = typeof regionPlan extends fc.Arbitrary<infer T> ? T : never

/** Offsets from now for what must begin or end: past, this very instant, and all sizes of future. */
const until = fc.constantFrom(null, 30 * MINUTE, DOGN, 1, 5 * MINUTE, 0, -1)
/** Staff for so many beds more, or fewer, than there are. */
const above = fc.constantFrom(0, 0, 0, 0, 1, -1, -1, -2, -3, -9)
/** How far back a fact is dated; `began` is when the segment began or the bed was left, -1 is the future. */
const back = fc.oneof(
  { arbitrary: fc.constant(0), weight: 4 },
  {
    arbitrary: fc.constantFrom('began', 'before', 'began', 'before', 1, 10 * MINUTE, 2 * 60 * MINUTE, DOGN, -1),
    weight: 4,
  },
)
const override = fc.oneof(
  { arbitrary: fc.constant(null), weight: 3 },
  {
    arbitrary: fc.constantFrom(
      ...(['leader', 'leader', 'ward'] as const).flatMap((by) => [
        { by, roles: ['lege', 'sykepleier'] as const },
        { by, roles: ['sykepleier', 'psykologspesialist', 'lege'] as const },
        { by, roles: ['lege'] as const },
        { by, roles: ['sykepleier'] as const },
      ]),
    ),
    weight: 2,
  },
)

/** Mostly nobody says it. */
const oppholdskommune = fc.constantFrom<Kommunenummer | null>(null, null, null, '1841' as Kommunenummer)

/** How the criteria came out, and what stands against the admission; mostly nothing was assessed. */
const criteria = fc.oneof(
  { arbitrary: fc.constant(null), weight: 3 },
  {
    arbitrary: fc.record({
      outcome: fc.constantFrom('fits', 'does-not-fit', 'ask-doctor'),
      blocking: fc.constantFrom<readonly string[]>([], ['alder'], ['alder', 'news2']),
    }),
    weight: 1,
  },
)

const step = <Kind extends string, Shape extends object>(
  kind: Kind,
  shape: { [K in keyof Shape]: fc.Arbitrary<Shape[K]> },
) =>
  fc.record({ kind: fc.constant(kind), unit: small, by: small, ...shape }) as unknown as fc.Arbitrary<
    { kind: Kind; unit: number; by: number } & Shape
  >

const STEPS = {
  'place-hold': [
    9,
    step('place-hold', {
      party: small,
      service,
      needs,
      eta: fc.constantFrom(null, 0, 10, 45, 200),
      onSilence: fc.constantFrom(...ON_SILENCE),
    }),
  ],
  'accept-hold': [4, step('accept-hold', { hold: small })],
  'alert-hold': [3, step('alert-hold', { hold: small })],
  'pass-on-hold': [5, step('pass-on-hold', { hold: small, to: small })],
  'decline-hold': [2, step('decline-hold', { hold: small })],
  'cancel-hold': [2, step('cancel-hold', { hold: small })],
  'admit-patient': [
    16,
    step('admit-patient', {
      patient: small,
      way: fc.constantFrom('best', 'best', 'bed', 'hold', 'hold', 'hold-elsewhere', 'waiting'),
      hold: small,
      bed: small,
      party: small,
      service,
      needs,
      asHeld: fc.boolean(),
      back,
      override,
      criteria,
      oppholdskommune,
    }),
  ],
  'move-stay': [6, step('move-stay', { stay: small, bed: small, back, override })],
  'swap-stays': [6, step('swap-stays', { stay: small, other: small, back, override })],
  transfer: [
    12,
    step('transfer', {
      stay: small,
      to: small,
      service: fc.option(service),
      hold: fc.option(small, { freq: 2 }),
      waiting: fc.option(small, { freq: 1 }),
      back,
      override,
    }),
  ],
  'change-responsibility': [
    4,
    step('change-responsibility', {
      stay: small,
      party: small,
      service,
      back: fc.constantFrom(0, 'began', 'before', 1, 10 * MINUTE, DOGN, -1),
    }),
  ],
  'record-utskrivningsklar': [
    3,
    step('record-utskrivningsklar', {
      stay: small,
      event: fc.constantFrom(...UTSKRIVNINGSKLAR_EVENTS),
      back,
      oppholdskommune,
    }),
  ],
  'record-review': [
    3,
    step('record-review', {
      stay: small,
      roles: fc.constantFrom<readonly TeamRole[]>(['lege', 'sykepleier'], ['lege', 'sykepleier'], ['lege']),
      outcome: fc.constantFrom(...REVIEW_OUTCOMES),
      next: fc.constantFrom(null, DOGN, 0, -DOGN),
      back,
    }),
  ],
  'correct-stay': [
    8,
    step('correct-stay', {
      stay: small,
      how: fc.constantFrom('times', 'times', 'times', 'split', 'split', 'whole', 'bed', 'bed', 'gap'),
      segment: small,
      bed: small,
      party: small,
      /** How much later it began, and ended; null leaves that instant as it is. */
      began: fc.constantFrom(null, null, -DOGN, -10 * MINUTE, -1, 1, 10 * MINUTE, DOGN),
      ended: fc.constantFrom(null, null, null, -DOGN, -10 * MINUTE, -1, 1, 10 * MINUTE, DOGN),
    }),
  ],
  'plan-departure': [2, step('plan-departure', { stay: small, expected: until })],
  'discharge-patient': [
    6,
    step('discharge-patient', { stay: small, isGone: fc.constantFrom(true, true, false), back }),
  ],
  'block-bed': [3, step('block-bed', { bed: small, until })],
  'open-bed': [5, step('open-bed', { bed: small })],
  'bed-cleaned': [6, step('bed-cleaned', { bed: small })],
  'set-staffing': [
    2,
    step('set-staffing', {
      above,
      until,
      onDuty: fc.constantFrom<OnDuty | null>(
        null,
        { nurse24h: true, doctor: null },
        { nurse24h: false, doctor: 'on-call' },
        { nurse24h: null, doctor: 'none' },
      ),
    }),
  ],
  'close-unit': [2, step('close-unit', { open: fc.constantFrom(true, true, false), until })],
  'confirm-unit': [1, step('confirm-unit', { capabilities: fc.boolean() })],
  'add-waiting': [4, step('add-waiting', { party: small, service, needs, priority: fc.integer({ min: 1, max: 3 }) })],
  'promote-waiting': [4, step('promote-waiting', { waiting: small })],
  'remove-waiting': [2, step('remove-waiting', { waiting: small })],
  'undo-action': [8, step('undo-action', { isStale: fc.constantFrom(false, false, false, true) })],
  'tidy-unit': [2, step('tidy-unit', {})],
  'put-unit': [
    7,
    step('put-unit', {
      change: fc.constantFrom(
        'add',
        'remove',
        'remove',
        'features',
        'cleaning',
        'staffed',
        'services',
        'services',
        'room',
      ),
      bed: small,
      features,
      services,
      above,
    }),
  ],
  'adopt-criteria': [
    1,
    step('adopt-criteria', {
      service,
      inDates: fc.constantFrom(-1, 0, 0, 1),
      requireAssessment: fc.boolean(),
      binds: fc.boolean(),
    }),
  ],
  'apply-agreement': [
    2,
    step('apply-agreement', {
      terms: fc.option(termsPlan, { freq: 12 }),
      from: fc.constantFrom(-DOGN, 0, 1, 60 * MINUTE, 2 * DOGN),
    }),
  ],
  clock: [
    9,
    step('clock', {
      by: small,
      to: fc.oneof(
        fc.record({ boundary: small, off: fc.constantFrom(-1, 0, 1) }),
        fc.constantFrom(0, 1, MINUTE, 10 * MINUTE, 90 * MINUTE, DOGN, 3 * DOGN),
      ),
    }),
  ],
  restart: [1, step('restart', { from: fc.constantFrom('state', 'journal') })],
} as const

type StepOf<Row> = Row extends readonly [number, fc.Arbitrary<infer S>] ? S : never
type Step = StepOf<(typeof STEPS)[keyof typeof STEPS]>

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  ...Object.values(STEPS).map(([weight, arbitrary]) => ({ arbitrary: arbitrary as fc.Arbitrary<Step>, weight })),
)
/**
 * A region, what happens in it, and the kinds of step that are left out of this one history (swarm testing): a unit that
 * is never closed and whose patients never leave meets other corners than one where everything happens all the time.
 */
export const history = fc.record({
  region: regionPlan,
  muted: fc.oneof(
    fc.constant<Step['kind'][]>([]),
    fc.subarray(Object.keys(STEPS) as Step['kind'][], { maxLength: Math.floor(Object.keys(STEPS).length / 2) }),
  ),
  steps: fc.noBias(fc.array(anyStep, { minLength: 1, maxLength: 100, size: 'max' })),
  pick: fc.nat(1000),
})
export type History = typeof history extends fc.Arbitrary<infer T> ? T : never

/** Lives through a history and looks at the region after every step. */
export function live(
  { region, muted, steps }: History,
  look: (world: World, performed: readonly Performed[], step: Step) => void = () => undefined,
): World {
  const world = foundWorld(region)
  for (const step of steps) if (!muted.includes(step.kind)) look(world, takeStep(world, step), step)
  return world
}

/** One command as it was decided, with the unit before it; a transfer is two. */
export type Performed = {
  readonly command: Command
  readonly actor: JournalActor
  readonly now: Instant
  readonly before: Ledger
  readonly outcome:
    | { readonly ok: true; readonly after: Ledger; readonly events: readonly JournalEvent[] }
    | { readonly ok: false; readonly refusal: PoolRefusal }
  /** False where the other half of a transfer was refused, so that nothing was written. */
  readonly isWritten: boolean
}

/** A small region without a table: every unit's ledger, the stays' records, and who has which patient. */
export type World = {
  now: Instant
  readonly units: Map<UnitId, Ledger>
  readonly records: Map<StayId, StayRecord>
  /** one-patient-one-bed: the claims that the store writes beside the stays. */
  readonly claims: Map<string, { stayId: StayId; unitId: UnitId }>
  /** Whose stay it was, also after its end. */
  readonly patients: Map<StayId, string>
  readonly agreements: Map<UnitId, AgreementId>
  made: number
}

function foundWorld(plan: RegionPlan): World {
  const world: World = {
    now: START,
    units: new Map(),
    records: new Map(),
    claims: new Map(),
    patients: new Map(),
    agreements: new Map(),
    made: 0,
  }
  for (const [u, unit] of plan.units.entries()) {
    const unitId = `unit_${u + 1}` as UnitId
    const agreementId = (u < 2 ? 'agr_one' : 'agr_two') as AgreementId
    world.agreements.set(unitId, agreementId)
    const beds = unit.rooms.flatMap((room, r) =>
      room.map((features, b) => ({ bedId: `bed_${r + 1}${'abc'[b]}` as BedId, room: String(r + 1), features })),
    )
    const { cleaning, services, lat, capabilities } = unit
    const profile = { ...PROFILE, cleaning, services, lat, capabilities, kommune: unit.kommune as Kommunenummer }
    const staffed = Math.max(0, beds.length + unit.staffedAbove)
    const ledger = describeUnit(unitId, { profile, staffed, beds }, { now: START, actor: ADMIN })
    world.units.set(unitId, freeze(ledger))
    const terms = termsFrom(plan.agreements[u < 2 ? 0 : 1], agreementId, 1, u)
    perform(world, unitId, { name: 'apply-agreement', ask: { from: START, terms } }, ADMIN)
  }
  return world
}

function termsFrom(plan: TermsPlan, agreementId: AgreementId, agreementVersion: number, u: number): Terms {
  const inner = PARTIES.slice(0, 4)
  const nameOf = (g: number) => `group-${g % plan.groups.length}`
  const travel = plan.travel[u === 1 ? 1 : 0]
  return {
    agreementId,
    agreementVersion,
    groups: plan.groups.map(({ guaranteed, above }, g) => ({
      group: nameOf(g),
      guaranteed,
      max: above === null ? null : guaranteed + above,
    })),
    parties: Object.fromEntries(inner.map((partyId, i) => [partyId, nameOf(plan.members[i] ?? 0)])),
    guestsAdmitted: plan.guests,
    rules: {
      ...DEFAULT_RULES,
      ...plan.rules,
      rooms: {
        ...DEFAULT_RULES.rooms,
        ...Object.fromEntries(plan.soft.map((rule) => [rule, 'soft'])),
      },
    },
    travelMinutes: travel === null ? {} : { [BODO]: travel },
  }
}

/** A step that finds nothing to work on makes it instead, so that histories do not pass in knocking at empty rooms. */
function inReach(world: World, step: Step): Step {
  const states = [...world.units.values()].map(({ state }) => state)
  const { unit, by } = step
  const seed = unit + by
  const needs = pickFrom([[], ['kvinne'], ['mann'], ['isolat'], []], seed)
  const asked = { unit, by, service: SERVICES[0], needs }
  const admit = {
    kind: 'admit-patient',
    way: 'best',
    back: 0,
    override: null,
    asHeld: true,
    criteria: null,
    oppholdskommune: null,
  } as const
  const admission: Step = { ...asked, ...admit, patient: seed, hold: 0, bed: 0, party: by }
  const count = (of: (state: UnitState) => number) => Math.max(...states.map(of))
  switch (by > 13 ? null : step.kind) {
    case 'accept-hold':
    case 'decline-hold':
    case 'cancel-hold':
    case 'alert-hold':
    case 'pass-on-hold':
      return count(({ holds }) => holds.length) > 0
        ? step
        : { ...asked, kind: 'place-hold', party: by, eta: 45, onSilence: 'next-unit' }
    case 'correct-stay':
      return world.records.size > 0 ? step : admission
    case 'move-stay':
    case 'transfer':
    case 'change-responsibility':
    case 'record-utskrivningsklar':
    case 'record-review':
    case 'plan-departure':
    case 'discharge-patient':
      return count(({ stays }) => stays.length) > 0 ? step : admission
    case 'swap-stays':
      return count(({ stays }) => stays.length) > 1 ? step : admission
    case 'bed-cleaned':
      if (count(({ beds }) => beds.filter((bed) => bed.cleaningSince !== null).length) > 0) return step
      return count(({ stays }) => stays.length) > 0
        ? { unit, by, kind: 'discharge-patient', stay: seed, isGone: true, back: 0 }
        : admission
    case 'open-bed':
      return count(({ beds }) => beds.filter((bed) => bed.blocked !== null).length) > 0
        ? step
        : { unit, by, kind: 'block-bed', bed: seed, until: null }
    case 'promote-waiting':
    case 'remove-waiting':
      return count(({ waiting }) => waiting.length) > 0
        ? step
        : { ...asked, kind: 'add-waiting', party: by, priority: 1 }
    default:
      return step
  }
}

/** Takes one step, and gives back every command that it decided. */
function takeStep(world: World, asked: Step): readonly Performed[] {
  const step = inReach(world, asked)
  const { now } = world
  const unitIds = [...world.units.keys()]
  const anyUnit = pickFrom(unitIds, step.unit)
  const run = <Name extends CommandName>(unitId: UnitId, command: Command<Name>, actor = actorOf(unitId, step.by)) => [
    perform(world, unitId, command as unknown as Command, actor),
  ]
  /** One of all that the units have of a kind, with the unit that has it; an unknown one when there is none to find. */
  const find = <Id extends string>(idsOf: (state: UnitState) => readonly Id[], n: number, unknown: string) => {
    const all = unitIds.flatMap((unitId) => idsOf(ledgerOf(world, unitId).state).map((id) => ({ unitId, id })))
    return pickOr(all, n, { unitId: anyUnit, id: unknown as Id })
  }
  // Mostly what stands; also what has ended, for a late tap must be answered too.
  const findHold = (n: number) =>
    find(
      ({ holds, endedHolds }) => [...holds, ...(step.by > 11 ? endedHolds : [])].map((hold) => hold.holdId),
      n,
      'hold_none',
    )
  const findStay = (n: number) => find(({ stays }) => stays.map((stay) => stay.stayId), n, 'stay_none')
  const findWaiting = (n: number) => find(({ waiting }) => waiting.map((entry) => entry.waitingId), n, 'wait_none')
  const findBed = (n: number, isWanted: (bed: Bed) => boolean) =>
    find(({ beds }) => beds.filter((bed) => step.by > 11 || isWanted(bed)).map((bed) => bed.bedId), n, 'bed_none')
  const bedIn = (unitId: UnitId, n: number) =>
    pickOr(
      ledgerOf(world, unitId).state.beds.map((bed) => bed.bedId),
      n,
      'bed_none' as BedId,
    )
  const party = (n: number) => pickFrom([...PARTIES, BODO, HF, BODO, HF], n)
  const fresh = (prefix: string) => {
    world.made += 1
    return `${prefix}_${world.made}`
  }
  const after = (ms: number | null) => (ms === null ? null : plusMs(now, ms))
  const backTo = (offset: number | string, began: Instant | undefined): Instant => {
    if (typeof offset === 'number') return plusMs(now, -offset)
    return offset === 'began' ? (began ?? now) : plusMs(began ?? now, -1)
  }
  const segmentFrom = (unitId: UnitId, stayId: StayId) =>
    findLiveStay(ledgerOf(world, unitId).state, stayId)?.segmentFrom
  /** When a bed was last left, by the stay records: the earliest instant at which another can have been in it. */
  const lastLeft = (unitId: UnitId, bedId: BedId | null) =>
    [...world.records.values()]
      .flatMap(({ segments }) => segments)
      .flatMap((segment) =>
        segment.unitId === unitId && (bedId ?? segment.bedId) === segment.bedId ? (segment.until ?? []) : [],
      )
      .sort()
      .at(-1)
  const overrideOf = (wish: { readonly roles: readonly (typeof TEAM_ROLES)[number][] } | null) =>
    wish && { reason: 'haster', roles: wish.roles }
  const overriderAt = (unitId: UnitId, wish: { readonly by: 'leader' | 'ward' } | null) =>
    wish?.by === 'leader' ? leaderOf(unitId) : wardOf(unitId)

  switch (step.kind) {
    case 'place-hold': {
      const { service, needs, eta, onSilence } = step
      const ask = { partyId: party(step.party), service, needs, etaMinutes: eta, lookupId: null, onSilence }
      return run(anyUnit, { name: 'place-hold', ask: { ...ask, holdId: fresh('hold') as HoldId } })
    }
    case 'accept-hold': {
      const { unitId, id: holdId } = findHold(step.hold)
      return run(unitId, { name: 'accept-hold', ask: { holdId } })
    }
    case 'alert-hold': {
      const { unitId, id: holdId } = findHold(step.hold)
      return run(unitId, { name: 'alert-hold', ask: { holdId } }, SYSTEM_ACTOR)
    }
    case 'pass-on-hold': {
      const silent = find(
        ({ holds }) =>
          holds.flatMap((hold) => (hold.onSilence === 'next-unit' && isUnanswered(hold, now) ? hold.holdId : [])),
        step.hold,
        'hold_none',
      )
      const { unitId, id } = step.by > 9 ? findHold(step.hold) : silent
      return passOn(world, unitId, id, step.to, fresh('hold') as HoldId)
    }
    case 'decline-hold': {
      const { unitId, id: holdId } = findHold(step.hold)
      const reason = pickFrom(DECLINE_REASONS, step.by)
      return run(unitId, { name: 'decline-hold', ask: { holdId, reason, detail: null } })
    }
    case 'cancel-hold': {
      const { unitId, id: holdId } = findHold(step.hold)
      return run(unitId, { name: 'cancel-hold', ask: { holdId, reason: pickFrom(CANCEL_REASONS, step.by) } })
    }
    case 'admit-patient': {
      const patient = `patient-${step.patient % PATIENTS}`
      // The use case refuses a patient who has a bed anywhere before any unit is asked.
      if (world.claims.has(patient)) return []
      const isByHold = step.way === 'hold' || step.way === 'hold-elsewhere'
      const isByTurn = step.way === 'waiting'
      const promoted = (state: UnitState) => state.holds.flatMap((hold) => hold.waitingId ?? [])
      const waiting = find(
        (state) => [...state.waiting.map((entry) => entry.waitingId), ...promoted(state)],
        step.hold,
        'wait_none',
      )
      const hold = findHold(step.hold)
      const { unitId } = isByHold ? hold : isByTurn ? waiting : { unitId: anyUnit }
      const { state } = ledgerOf(world, unitId)
      const own = isByHold
        ? state.holds.find((each) => each.holdId === hold.id)
        : isByTurn
          ? [...state.holds, ...state.waiting].find((each) => each.waitingId === waiting.id)
          : undefined
      const asked = { partyId: party(step.party), service: step.service, needs: step.needs }
      const asHeld = own && step.asHeld ? { partyId: own.partyId, service: own.service, needs: own.needs } : {}
      const stayId = fresh('stay') as StayId
      const bedId = step.way === 'bed' || step.way === 'hold-elsewhere' ? bedIn(unitId, step.bed) : null
      const performed = run(
        unitId,
        {
          name: 'admit-patient',
          ask: {
            ...asked,
            ...asHeld,
            stayId,
            holdId: isByHold ? hold.id : null,
            bedId,
            waitingId: isByTurn ? waiting.id : null,
            admittedAt: backTo(step.back, lastLeft(unitId, bedId)),
            expectedDepartureAt: after(step.by % 3 === 0 ? DOGN : null),
            override: overrideOf(step.override),
            origin: { referrer: 'legevakt', reasonGroup: null, ageBand: null, oppholdskommune: step.oppholdskommune },
            ...(step.criteria && { criteria: criteriaOf(step.criteria) }),
          },
        },
        overriderAt(unitId, step.override),
      )
      if (performed[0]?.outcome.ok) {
        world.claims.set(patient, { stayId, unitId })
        world.patients.set(stayId, patient)
      }
      return performed
    }
    case 'move-stay': {
      const { unitId, id: stayId } = findStay(step.stay)
      const { beds, stays } = ledgerOf(world, unitId).state
      const empty = beds.flatMap(({ bedId }) => (stays.some((stay) => stay.bedId === bedId) ? [] : bedId))
      const bedId = step.by > 11 ? bedIn(unitId, step.bed) : pickOr(empty, step.bed, bedIn(unitId, step.bed))
      const at = backTo(step.back, step.by % 2 ? segmentFrom(unitId, stayId) : lastLeft(unitId, bedId))
      const ask = { stayId, bedId, at, override: overrideOf(step.override) }
      return run(unitId, { name: 'move-stay', ask }, overriderAt(unitId, step.override))
    }
    case 'swap-stays': {
      const { unitId, id: stayId } = findStay(step.stay)
      const mates = ledgerOf(world, unitId).state.stays.map((stay) => stay.stayId)
      const others = step.by > 13 ? mates : mates.filter((each) => each !== stayId)
      const otherStayId = pickOr(others, step.other, 'stay_none' as StayId)
      const at = backTo(step.back, segmentFrom(unitId, stayId))
      const ask = { stayId, otherStayId, at, override: overrideOf(step.override) }
      return run(unitId, { name: 'swap-stays', ask }, overriderAt(unitId, step.override))
    }
    case 'transfer': {
      const { unitId, id: stayId } = findStay(step.stay)
      const toUnitId = pickFrom(
        step.by > 13 ? [unitId] : unitIds.length > 1 ? unitIds.filter((id) => id !== unitId) : unitIds,
        step.to,
      )
      return transfer(world, {
        unitId,
        toUnitId,
        stayId,
        freshId: fresh('stay') as StayId,
        at: backTo(step.back, step.by % 2 ? segmentFrom(unitId, stayId) : lastLeft(toUnitId, null)),
        service: step.service,
        hold: step.hold,
        waiting: step.waiting,
        late: step.by > 11,
        override: overrideOf(step.override),
        // The override is judged at the receiving unit, so it is that unit's leader who gives it.
        actor: step.override?.by === 'leader' ? leaderOf(toUnitId) : wardOf(unitId),
      })
    }
    case 'change-responsibility': {
      const { unitId, id: stayId } = findStay(step.stay)
      const from = backTo(step.back, findLiveStay(ledgerOf(world, unitId).state, stayId)?.admittedAt)
      const ask = { stayId, partyId: party(step.party), service: step.service, from, reason: 'avtalt' }
      return run(unitId, { name: 'change-responsibility', ask })
    }
    case 'record-utskrivningsklar': {
      const { unitId, id: stayId } = findStay(step.stay)
      const at = backTo(step.back, findLiveStay(ledgerOf(world, unitId).state, stayId)?.admittedAt)
      const message = { event: step.event, at, by: 'hf-983974910' }
      return run(unitId, {
        name: 'record-utskrivningsklar',
        ask: { stayId, message, oppholdskommune: step.oppholdskommune },
      })
    }
    case 'record-review': {
      const { unitId, id: stayId } = findStay(step.stay)
      const at = backTo(step.back, findLiveStay(ledgerOf(world, unitId).state, stayId)?.admittedAt)
      const { roles, outcome, next } = step
      const nextReviewAt = next === null ? null : plusMs(at, next)
      return run(unitId, { name: 'record-review', ask: { stayId, at, roles, outcome, nextReviewAt } })
    }
    case 'correct-stay': {
      if (world.records.size === 0) return []
      const { unitId, stayId } = pickFrom([...world.records.values()], step.stay * 7 + step.by)
      return correctStay(world, unitId, stayId, changesBy(step, bedIn(unitId, step.bed), party(step.party), now))
    }
    case 'plan-departure': {
      const { unitId, id: stayId } = findStay(step.stay)
      return run(unitId, { name: 'plan-departure', ask: { stayId, expectedAt: after(step.expected) } })
    }
    case 'discharge-patient': {
      const { unitId, id: stayId } = findStay(step.stay)
      const departedAt = step.isGone ? backTo(step.back, segmentFrom(unitId, stayId)) : null
      const performed = run(unitId, { name: 'discharge-patient', ask: { stayId, departedAt, dischargedTo: 'hjem' } })
      if (performed[0]?.outcome.ok && step.isGone) endClaim(world, stayId)
      return performed
    }
    case 'block-bed': {
      const { unitId, id: bedId } = findBed(step.bed, () => true)
      return run(unitId, { name: 'block-bed', ask: { bedId, reason: 'bemanning', until: after(step.until) } })
    }
    case 'open-bed': {
      const { unitId, id: bedId } = findBed(step.bed, (bed) => bed.blocked !== null)
      return run(unitId, { name: 'open-bed', ask: { bedId } })
    }
    case 'bed-cleaned': {
      const { unitId, id: bedId } = findBed(step.bed, (bed) => bed.cleaningSince !== null)
      return run(unitId, { name: 'bed-cleaned', ask: { bedId } })
    }
    case 'set-staffing': {
      const staffed = Math.max(0, ledgerOf(world, anyUnit).state.beds.length + step.above)
      const ask = { staffed, until: after(step.until), reason: 'sykdom', ...(step.onDuty && { onDuty: step.onDuty }) }
      return run(anyUnit, { name: 'set-staffing', ask })
    }
    case 'close-unit': {
      const end = plusMs(now, step.until ?? 60 * MINUTE)
      const ask = step.open ? { open: true as const } : { open: false as const, reason: 'bemanning', until: end }
      return run(anyUnit, { name: 'close-unit', ask })
    }
    case 'confirm-unit':
      return run(anyUnit, { name: 'confirm-unit', ask: step.capabilities ? { capabilities: true } : {} })
    case 'add-waiting': {
      const { service, needs, priority } = step
      const ask = { waitingId: fresh('wait') as WaitingId, partyId: party(step.party), service, needs, priority }
      return run(anyUnit, { name: 'add-waiting', ask })
    }
    case 'promote-waiting': {
      const { unitId, id: waitingId } = findWaiting(step.waiting)
      return run(unitId, { name: 'promote-waiting', ask: { waitingId } })
    }
    case 'remove-waiting': {
      const { unitId, id: waitingId } = findWaiting(step.waiting)
      return run(unitId, { name: 'remove-waiting', ask: { waitingId, reason: 'avlyst' } })
    }
    case 'undo-action': {
      // Mostly where something has just happened.
      const byLatest = unitIds.toSorted((a, b) => (lastAt(world, a) < lastAt(world, b) ? 1 : -1))
      const unitId = step.by > 11 ? anyUnit : pickFrom(byLatest, 0)
      return undo(world, step, unitId, step.by > 9 ? actorOf(unitId, step.by) : wardOf(unitId))
    }
    case 'tidy-unit':
      return run(anyUnit, { name: 'tidy-unit', ask: {} }, SYSTEM_ACTOR)
    case 'put-unit':
      return run(anyUnit, { name: 'put-unit', ask: describedAnew(world, anyUnit, step) }, ADMIN)
    case 'adopt-criteria': {
      const { service, inDates, requireAssessment, binds } = step
      // As the use case has it: a version more, of a later date than the last.
      const last = latestCriteria(ledgerOf(world, anyUnit).state, service)
      const wished = plusDates(osloDateOf(now), inDates)
      const validFrom = last && wished <= last.validFrom ? plusDates(last.validFrom, 1) : wished
      const core = { criteriaSetId: 'kad-somatic', criteriaVersion: '0.1.0' }
      const ask = { service, version: (last?.version ?? 0) + 1, validFrom, core, requireAssessment, binds }
      return run(anyUnit, { name: 'adopt-criteria', ask }, ADMIN)
    }
    case 'apply-agreement': {
      const agreementId = world.agreements.get(anyUnit) ?? ('agr_one' as AgreementId)
      world.made += 1
      const from = plusMs(now, step.from)
      // One PUT changes every unit of the agreement in one transaction.
      return unitIds.flatMap((each, u) => {
        if (world.agreements.get(each) !== agreementId) return []
        const terms = step.terms && termsFrom(step.terms, agreementId, world.made, u)
        return [perform(world, each, { name: 'apply-agreement', ask: { from, terms } }, ADMIN)]
      })
    }
    case 'clock':
      world.now = later(world, step.to)
      return []
    case 'restart':
      for (const [id, ledger] of world.units) world.units.set(id, freeze(restart(ledger, step.from)))
      return []
  }
}

/** What a new process knows: the item as it was stored, or the fold of the journal as it was stored. */
export function restart(ledger: Ledger, from: 'state' | 'journal'): Ledger {
  const journal = JSON.parse(canonicalJson(ledger.journal)) as readonly JournalEvent[]
  const state =
    from === 'state' ? (JSON.parse(canonicalJson(ledger.state)) as UnitState) : foldJournal(ledger.unitId, journal)
  if (state === null) throw new Error('ledger-is-truth: the journal of a unit gives no unit')
  return { ...ledger, state, journal }
}

type Transfer = {
  readonly unitId: UnitId
  readonly toUnitId: UnitId
  readonly stayId: StayId
  readonly freshId: StayId
  readonly at: Instant
  readonly service: (typeof SERVICES)[number] | null
  readonly hold: number | null
  readonly waiting: number | null
  /** Also holds that have ended may be named. */
  readonly late: boolean
  readonly override: { readonly reason: string; readonly roles: readonly (typeof TEAM_ROLES)[number][] } | null
  readonly actor: JournalActor
}

/** As lib/usecases/transfer-stay.ts composes it: both halves are decided on what was read, and written together. */
function transfer(world: World, ask: Transfer): readonly Performed[] {
  const { unitId, toUnitId, stayId, at, actor } = ask
  const { now } = world
  const [from, to] = [ledgerOf(world, unitId), ledgerOf(world, toUnitId)]
  const live = findLiveStay(from.state, stayId)
  const record = world.records.get(stayId)
  const agreementId = termsAt(from.state, now)?.agreementId
  const goesOn = agreementId !== undefined && agreementId === termsAt(to.state, now)?.agreementId
  const toStayId = goesOn ? stayId : ask.freshId
  const out = judge(world, unitId, { name: 'transfer-out', ask: { stayId, toUnitId, toStayId, at } }, actor)
  if (!out.outcome.ok || !live || !record) return [{ ...out, isWritten: false }]
  const holdId =
    ask.hold === null
      ? null
      : pickOr(
          [...to.state.holds, ...(ask.late ? to.state.endedHolds : [])].map((hold) => hold.holdId),
          ask.hold,
          'hold_none' as HoldId,
        )
  const waitingId =
    ask.waiting === null
      ? null
      : pickOr(
          to.state.waiting.map((entry) => entry.waitingId),
          ask.waiting,
          'wait_none' as WaitingId,
        )
  const { override } = ask
  const service = ask.service ?? live.service
  const into = judge(
    world,
    toUnitId,
    {
      name: 'transfer-in',
      ask: { stayId: toStayId, fromUnitId: unitId, from: live, record, service, holdId, waitingId, at, override },
    },
    actor,
  )
  if (!into.outcome.ok) return [{ ...out, isWritten: false }, into]
  write(world, out)
  write(world, into)
  endClaim(world, stayId, { stayId: toStayId, unitId: toUnitId })
  world.patients.set(toStayId, world.patients.get(stayId) ?? 'nobody')
  return [out, into]
}

/** As lib/usecases/escalate-holds.ts composes it: the old hold ends and the new one begins together. */
function passOn(world: World, unitId: UnitId, holdId: HoldId, n: number, toHoldId: HoldId): readonly Performed[] {
  const { now } = world
  const hold = findHold(ledgerOf(world, unitId).state, holdId)
  const silentUnits = [...(hold?.silentUnits ?? []), unitId]
  const open = [...world.units.keys()].filter((id) => !silentUnits.includes(id))
  const toUnitId = open.length > 0 ? pickFrom(open, n) : undefined
  const ask = { holdId, toUnitId: toUnitId ?? ('unit_other' as UnitId), toHoldId }
  const out = judge(world, unitId, { name: 'pass-on-hold', ask }, SYSTEM_ACTOR)
  if (!out.outcome.ok || !hold || !toUnitId) return [{ ...out, isWritten: false }]
  const { partyId, service, needs, lookupId, onSilence, position, placedBy } = hold
  const etaMinutes = hold.etaAt && hold.etaAt > now ? Math.ceil(msBetween(now, hold.etaAt) / MINUTE) : null
  const again = { partyId, service, needs, etaMinutes, lookupId, onSilence, position, silentUnits, placedBy }
  const place = { name: 'place-hold', ask: { ...again, holdId: toHoldId } } as const
  const into = judge(world, toUnitId, place, SYSTEM_ACTOR)
  if (!into.outcome.ok) return [{ ...out, isWritten: false }, into]
  write(world, out)
  write(world, into)
  return [out, into]
}

/** As lib/usecases/correct-stay.ts composes it: the others are those of the unit's own journal. */
function correctStay(world: World, unitId: UnitId, stayId: StayId, changesTo: (record: StayRecord) => StayChanges) {
  const record = world.records.get(stayId)
  if (!record) throw new Error(`no stay ${stayId}`)
  const stays = foldStays(unitId, ledgerOf(world, unitId).journal)
  const others = [...stays.values()].filter((stay) => stay.stayId !== stayId)
  const ask = { stayId, record, changes: changesTo(record), reason: 'feilregistrert', others }
  return [perform(world, unitId, { name: 'correct-stay', ask }, leaderOf(unitId))]
}

const lastAt = (world: World, unitId: UnitId): string => ledgerOf(world, unitId).journal.at(-1)?.at ?? ''

/** As lib/usecases/undo-action.ts composes it: the patient's reference goes with the stay. */
function undo(
  world: World,
  { isStale }: { readonly isStale: boolean },
  unitId: UnitId,
  actor: JournalActor,
): readonly Performed[] {
  const { journal, state } = ledgerOf(world, unitId)
  const action = findLastAction(journal)?.action
  const departed = action?.type === 'patient-departed' ? action.data.stayId : undefined
  const patient = departed && world.patients.get(departed)
  if (patient && world.claims.has(patient)) return []
  const ask = { unitVersion: isStale ? state.version - 1 : state.version, journal, records: new Map(world.records) }
  const performed = perform(world, unitId, { name: 'undo-action', ask }, actor)
  if (!performed.outcome.ok) return [performed]
  if (action?.type === 'patient-admitted') endClaim(world, action.data.stay.stayId)
  if (departed && patient) world.claims.set(patient, { stayId: departed, unitId })
  return [performed]
}

type CorrectStep = Extract<Step, { kind: 'correct-stay' }>
type GivenSegment = NonNullable<StayChanges['segments']>[number]

const changesBy =
  ({ how, segment, began, ended }: CorrectStep, bedId: BedId, partyId: PartyId, now: Instant) =>
  (record: StayRecord): StayChanges => {
    const admittedAt = began === null ? record.admittedAt : plusMs(record.admittedAt, began)
    const departedAt =
      ended === null ? record.departedAt : record.departedAt === null ? null : plusMs(record.departedAt, ended)
    const told = {
      ...(began === null ? {} : { admittedAt }),
      ...(ended === null ? {} : { departedAt: departedAt ?? now }),
    }
    const last = record.segments.length - 1
    const segments = record.segments.map(({ from, until, ...held }, i) => ({
      from: i === 0 ? admittedAt : from,
      until: i === last ? departedAt : until,
      partyId: held.partyId,
      service: held.service,
      bedId: held.bedId,
    }))
    const i = segment % segments.length
    const chosen = pickFrom(segments, i)
    switch (how) {
      case 'times':
        return told
      case 'whole': {
        const { service } = chosen
        return { ...told, segments: [{ from: admittedAt, until: departedAt, partyId, service }] }
      }
      case 'bed':
        return { ...told, segments: segments.with(i, { ...chosen, bedId, partyId }) }
      case 'split': {
        // Also beyond now: what is yet to come cannot be corrected.
        const length = msBetween(chosen.from, chosen.until ?? (segment > 12 ? plusMs(now, DOGN) : now))
        const middle = plusMs(chosen.from, segment > 12 ? length : Math.floor(length / 2))
        const halves: readonly GivenSegment[] = [
          { ...chosen, until: middle, ...(segment % 2 ? { bedId } : {}) },
          { ...chosen, from: middle, partyId },
        ]
        return { ...told, segments: segments.toSpliced(i, 1, ...(halves as typeof segments)) }
      }
      case 'gap':
        return { ...told, segments: segments.with(i, { ...chosen, from: plusMs(chosen.from, 1) }) }
    }
  }

const criteriaOf = ({ outcome, blocking }: { outcome: AssessmentOutcome; blocking: readonly string[] }) => ({
  record: { outcome, criteriaSetId: 'kad-somatikk', criteriaVersion: '1', news2Total: null },
  blocking,
})

function endClaim(world: World, stayId: StayId, next?: { stayId: StayId; unitId: UnitId }): void {
  for (const [patient, claim] of world.claims) {
    if (claim.stayId !== stayId) continue
    if (next) world.claims.set(patient, next)
    else world.claims.delete(patient)
  }
}

function perform(world: World, unitId: UnitId, command: Command, actor: JournalActor): Performed {
  const performed = judge(world, unitId, command, actor)
  write(world, performed)
  return performed
}

/** Decides one command on one unit, and records what was decided, but writes nothing. */
export function judge(world: World, unitId: UnitId, command: Command, actor: JournalActor): Performed {
  const before = ledgerOf(world, unitId)
  const { now } = world
  const asked = { command, actor, now, before }
  const decision = decide(before.state, command, { now, actor })
  if (!decision.ok) return { ...asked, outcome: decision, isWritten: false }
  const { events, state } = recordEvents(before.state, unitId, decision.value, now)
  const after = freeze({ ...before, state, journal: [...before.journal, ...events] })
  return { ...asked, outcome: { ok: true, after, events }, isWritten: true }
}

function write(world: World, { outcome, before: { unitId } }: Performed): void {
  if (!outcome.ok) return
  world.units.set(unitId, outcome.after)
  let records: ReadonlyMap<StayId, StayRecord> = world.records
  for (const event of outcome.events) records = evolveStays(records, unitId, event)
  for (const stayId of outcome.events.flatMap(stayIdsOf)) {
    const record = records.get(stayId)
    if (record) world.records.set(stayId, record)
    else world.records.delete(stayId)
  }
}

export function ledgerOf(world: World, unitId: UnitId): Ledger {
  const ledger = world.units.get(unitId)
  if (!ledger) throw new Error(`no unit ${unitId}`)
  return ledger
}

type PutUnit = Extract<Step, { kind: 'put-unit' }>

function describedAnew(world: World, unitId: UnitId, { by, change, bed, features, services, above }: PutUnit) {
  const { state, journal } = ledgerOf(world, unitId)
  const known = journal.flatMap((event) => (event.type === 'unit-described' ? event.data.beds : []))
  const gone = known.filter((each) => !state.beds.some((has) => has.bedId === each.bedId))
  // A bed that was taken out often comes back: it must come with its past.
  const restored = by % 2 === 0 && state.beds.length < 6 ? gone.slice(-1) : []
  const beds = [...state.beds, ...restored].map(({ bedId, room, features: has }) => ({ bedId, room, features: has }))
  const asked = pickFrom(beds, bed)
  const ask = { profile: state.profile, staffed: state.staffed, beds }
  switch (change) {
    case 'add': {
      world.made += 1
      const added = { bedId: `bed_new${world.made}` as BedId, room: asked.room, features }
      return beds.length < 7 ? { ...ask, beds: [...beds, added] } : ask
    }
    case 'remove': {
      const used = state.beds.flatMap(({ bedId, vacatedAt }) => (vacatedAt === null ? [] : bedId))
      const removed = pickOr(used, bed, asked.bedId)
      return beds.length > 1 ? { ...ask, beds: beds.filter((each) => each.bedId !== removed) } : ask
    }
    case 'features':
      return { ...ask, beds: beds.map((each) => (each === asked ? { ...each, features } : each)) }
    case 'room':
      return {
        ...ask,
        beds: beds.map((each) => (each === asked ? { ...each, room: pickFrom(beds, bed + 1).room } : each)),
      }
    case 'cleaning':
      return { ...ask, profile: { ...state.profile, cleaning: !state.profile.cleaning } }
    case 'services':
      return { ...ask, profile: { ...state.profile, services } }
    case 'staffed':
      return { ...ask, staffed: Math.max(0, beds.length + above) }
  }
}

/** Forward by so much, or to an instant at which something ends or begins, and just before and after it. */
function later(world: World, to: number | { readonly boundary: number; readonly off: number }): Instant {
  const { now, units } = world
  if (typeof to === 'number') return plusMs(now, to)
  const ends = [...units.values()].flatMap(({ state }) => [
    ...state.holds.flatMap((hold) => [
      hold.expiresAt,
      ...(isUnanswered(hold, now) ? [hold.answerDueAt, passOnAt(hold)] : []),
    ]),
    ...state.beds.map((bed) => bed.blocked?.until ?? null),
    ...state.terms.map((dated) => dated.from),
    state.closure?.until ?? null,
    state.staffing?.until ?? null,
    plusMinutes(state.confirmedAt, termsAt(state, now)?.rules.staleAfterMinutes ?? 240),
  ])
  const coming = ends.filter((end) => end !== null && end > now).sort()
  const boundary = pickOr(coming, to.boundary, now) ?? now
  const moved = plusMs(boundary, to.off)
  return moved > now ? moved : now
}

const actorOf = (unitId: UnitId, n: number): JournalActor =>
  pickFrom(
    [
      wardOf(unitId),
      wardOf(unitId),
      leaderOf(unitId),
      AMK,
      AMK,
      { role: 'dispatcher', org: 'legevakt-salten' },
      wardOf('unit_other' as UnitId),
    ] as const,
    n,
  )

function pickFrom<T>(values: readonly T[], n: number): T {
  const value = values[n % values.length]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}

/** One number points at nothing, as does any when there is nothing. Not an end of the range, which fast-check is fond of. */
const UNKNOWN = 7

function pickOr<T, U>(values: readonly T[], n: number, otherwise: U): T | U {
  return n === UNKNOWN || values.length === 0 ? otherwise : pickFrom(values, n)
}

/** Whoever changes a state in place throws: a refusal then cannot change anything, nor a decision its own past. */
function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const member of Object.values(value)) freeze(member)
  }
  return value
}
