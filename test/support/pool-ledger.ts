import { type Agreement, DEFAULT_RULES, type RoomRules, type Rules } from '../../lib/domain/agreement/agreement.ts'
import type { AgreementId, BedId, Kommunenummer, PartyId, UnitId } from '../../lib/domain/ids.ts'
import {
  type Command,
  type CommandName,
  type DecisionContext,
  decide,
  type RefusalOfCommand,
} from '../../lib/domain/pool/decide.ts'
import type { JournalEvent } from '../../lib/domain/pool/events.ts'
import { recordEvents } from '../../lib/domain/pool/journal.ts'
import type { Profile, Terms, UnitState } from '../../lib/domain/pool/state.ts'
import type { DescribeUnit } from '../../lib/domain/pool/unit.ts'
import { type Instant, parseInstant } from '../../lib/kernel/instant.ts'
import { accepted, type Result } from '../../lib/kernel/result.ts'

/** One unit without a table: its journal and the state that the journal gives. */
export type Ledger = { readonly unitId: UnitId; readonly state: UnitState; readonly journal: readonly JournalEvent[] }

export const instant = (text: string): Instant => {
  const parsed = parseInstant(text)
  if (!parsed) throw new RangeError(`${text} is no instant`)
  return parsed
}

/** When the units of these tests were described. */
export const START = instant('2026-11-22T12:00:00Z')

export const HF = 'hf-983974910' as PartyId
export const BODO = 'k-1804' as PartyId
export const GILDESKAL = 'k-1838' as PartyId
export const BEIARN = 'k-1839' as PartyId
/** A kommune that stands outside every agreement of these tests. */
export const OSLO = 'k-0301' as PartyId

export const ADMIN = { role: 'admin', org: '*' } as const
export const AMK = { role: 'dispatcher', org: 'amk-nordland' } as const
export const wardOf = (unitId: UnitId) => ({ role: 'ward', org: unitId }) as const
export const leaderOf = (unitId: UnitId) => ({ role: 'ward-leader', org: unitId }) as const

export const PROFILE: Profile = {
  name: 'Prøveenheten',
  kind: 'felles-dogn',
  kommune: '1804' as Kommunenummer,
  area: 'lofoten-vesteralen-salten',
  phone: '+47 00 00 00 01',
  lat: 67.28,
  lon: 14.4,
  cleaning: false,
  capabilities: [],
  services: null,
}

/** Beds by room, each with its features: `{ 101: { a: [], b: ['isolat'] } }` gives `bed_101a` and `bed_101b`. */
export type Rooms = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

export const bedsIn = (rooms: Rooms): DescribeUnit['beds'] =>
  Object.entries(rooms).flatMap(([room, beds]) =>
    Object.entries(beds).map(([letter, features]) => ({ bedId: `bed_${room}${letter}` as BedId, room, features })),
  )

/** `beds` plain beds, one to a room, so that no room rule stands in the way. */
export const plainRooms = (beds: number): Rooms =>
  Object.fromEntries(Array.from({ length: beds }, (_, i) => [String(101 + i), { a: [] }]))

export type GroupRow = { readonly guaranteed: number; readonly max?: number; readonly parties: readonly PartyId[] }

export type TermsWish = {
  readonly agreementId?: string
  readonly groups?: Readonly<Record<string, GroupRow>>
  readonly guests?: boolean
  readonly rules?: Partial<Omit<Rules, 'rooms'>>
  readonly rooms?: Partial<RoomRules>
}

/** One group for Bodø and Gildeskål and one for the HF, both without guarantee, unless the wish says otherwise. */
export function termsOf({ agreementId = 'agr_prove', groups = OPEN, guests = false, rules, rooms }: TermsWish): Terms {
  return {
    agreementId: agreementId as AgreementId,
    agreementVersion: 1,
    groups: Object.entries(groups).map(([group, { guaranteed, max }]) => ({ group, guaranteed, max: max ?? null })),
    parties: Object.fromEntries(
      Object.entries(groups).flatMap(([group, { parties }]) => parties.map((partyId) => [partyId, group])),
    ),
    guestsAdmitted: guests,
    rules: { ...DEFAULT_RULES, ...rules, rooms: { ...DEFAULT_RULES.rooms, ...rooms } },
    travelMinutes: {},
  }
}

const OPEN: Readonly<Record<string, GroupRow>> = {
  kommuner: { guaranteed: 0, parties: [BODO, GILDESKAL] },
  hf: { guaranteed: 0, parties: [HF] },
}

export type UnitWish = {
  readonly unitId?: string
  readonly rooms?: Rooms
  readonly staffed?: number
  readonly profile?: Partial<Profile>
  /** Null for a unit that no agreement names. */
  readonly terms?: TermsWish | null
}

/** A described unit under its agreement, staffed for every bed unless the wish says otherwise. */
export function foundLedger({ unitId, rooms = plainRooms(3), staffed, profile, terms = {} }: UnitWish): Ledger {
  const beds = bedsIn(rooms)
  const ctx = { now: START, actor: ADMIN }
  const ask = { profile: { ...PROFILE, ...profile }, staffed: staffed ?? beds.length, beds }
  const described = describeUnit((unitId ?? 'unit_prove') as UnitId, ask, ctx)
  if (terms === null) return described
  return perform(described, { name: 'apply-agreement', ask: { from: START, terms: termsOf(terms) } }, ctx)
}

/** The first event of a unit's journal. */
export function describeUnit(unitId: UnitId, ask: DescribeUnit, ctx: DecisionContext): Ledger {
  const decision = decide(null, { name: 'put-unit', ask }, ctx)
  if (!decision.ok) throw new Error('a unit cannot be described')
  const { events, state } = recordEvents(null, unitId, decision.value, ctx.now)
  return { unitId, state, journal: events }
}

/** Decides a command and records what was decided, as the shell does in one transaction. */
export function tryPerform<Name extends CommandName>(
  ledger: Ledger,
  command: Command<Name>,
  ctx: DecisionContext,
): Result<Ledger, RefusalOfCommand<Name>> {
  const decision = decide(ledger.state, command, ctx)
  if (!decision.ok) return decision
  const { events, state } = recordEvents(ledger.state, ledger.unitId, decision.value, ctx.now)
  return accepted({ ...ledger, state, journal: [...ledger.journal, ...events] })
}

/** The ledger after a command that must be accepted. */
export function perform<Name extends CommandName>(
  ledger: Ledger,
  command: Command<Name>,
  ctx: DecisionContext,
): Ledger {
  const outcome = tryPerform(ledger, command, ctx)
  if (!outcome.ok) throw new Error(`${command.name} was refused: ${JSON.stringify(outcome.refusal)}`)
  return outcome.value
}

/** The smallest agreement that adds up, for one unit; the rest is the test's own. */
export const agreementOf = (more: Partial<Agreement> = {}): Agreement => ({
  name: 'Prøveavtalen',
  host: BODO,
  fom: '2026-01-01' as Agreement['fom'],
  units: ['unit_prove' as UnitId],
  parties: [
    { partyId: HF, group: 'hf' },
    { partyId: BODO, group: 'kommuner', population: 53712 },
  ],
  groups: [
    { group: 'kommuner', guaranteed: 1 },
    { group: 'hf', guaranteed: 1 },
  ],
  rules: DEFAULT_RULES,
  travelMinutes: {},
  ...more,
})
