import type { BodyOf } from '../../../lib/contract/routes.ts'
import { type JournalActor, SYSTEM_ACTOR } from '../../../lib/domain/actor.ts'
import type { LookupId, StayId, UnitId } from '../../../lib/domain/ids.ts'
import type { Command, CommandName, RefusalOfCommand } from '../../../lib/domain/pool/decide.ts'
import type { Recorded } from '../../../lib/domain/pool/journal.ts'
import type { UnitState } from '../../../lib/domain/pool/state.ts'
import type { Instant } from '../../../lib/kernel/instant.ts'
import { type Result, refused } from '../../../lib/kernel/result.ts'
import { type Clockwork, createClockwork } from './clockwork.ts'
import { type Alongside, type Ledger, openLedger } from './ledger.ts'
import { HOUR, MINUTE } from './local-time.ts'
import { type Chance, chanceOf } from './random.ts'
import type { DemoUnit, Region } from './region.ts'

/** Change it, and every bed, patient and hour of the history is another. */
const SEED = 'trekkspill-demo-1'

/**
 * Units whose people have not touched the board for hours: a demo without a stale unit would hide what the service does
 * about one. No start confirms them.
 */
export const STALE_UNITS: ReadonlyMap<string, number> = new Map([
  ['unit_saltdal-kad', 5.5],
  ['unit_lyngen-kad', 7],
  ['unit_nesseby-sykestue', 11],
])

/** In the last stretch nothing new begins of itself, so that the living region at the end can be set as it should be. */
const LAST_STRETCH_MS = 100 * MINUTE

/** How a lookup ended, to be told through close-lookup once the table is reached. */
export type LookupEnd = BodyOf<'close-lookup'> & {
  readonly lookupId: LookupId
  readonly actor: { readonly role: 'dispatcher'; readonly org: string }
  readonly at: Instant
}

/** Nobody sits at the desk of a unit that has gone stale: what should have been done there is not done. */
type NobodyThere = { readonly kind: 'nobody-there' }

export type World = {
  readonly region: Region
  readonly clock: Clockwork
  readonly startsAt: number
  readonly endsAt: number
  /** False once the unit, or the whole history, has come to its last stretch. */
  readonly isGoingOn: (unitId: UnitId) => boolean
  readonly stateOf: (unitId: UnitId) => UnitState
  readonly ledger: Ledger
  /** One command by one person, now. */
  readonly tell: <Name extends CommandName>(
    actor: JournalActor,
    unitId: UnitId,
    command: Command<Name>,
    alongside?: Alongside,
  ) => Result<Recorded, RefusalOfCommand<Name> | NobodyThere>
  readonly newId: (prefix: string) => string
  readonly chanceFor: (who: string) => Chance
  readonly closeLookup: (end: Omit<LookupEnd, 'at'>) => void
  readonly lookupEnds: () => readonly LookupEnd[]
  readonly demoUnit: (unitId: UnitId) => DemoUnit
  /** The patient went home and nobody wrote it down: from now on nobody in the region does anything about the stay. */
  readonly forget: (stayId: StayId) => void
  readonly isForgotten: (stayId: StayId) => boolean
  /** How full a unit has been so far, by the wards' own rounds; its aim before the first round. */
  readonly noteOccupancy: (unitId: UnitId) => void
  readonly meanOccupancy: (unitId: UnitId) => number
}

export function createWorld(
  region: Region,
  founded: readonly UnitState[],
  { startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number },
): World {
  const clock = createClockwork(startsAt)
  const ledger = openLedger(founded)
  const made = new Map<string, number>()
  const lookupEnds: LookupEnd[] = []
  const forgotten = new Set<StayId>()
  const rounds = new Map<UnitId, { count: number; sum: number }>()
  const units = new Map(region.units.map((unit) => [unit.unitId, unit]))
  const silentFrom = (unitId: UnitId) => endsAt - (STALE_UNITS.get(unitId) ?? 0) * HOUR
  const demoUnit = (unitId: UnitId): DemoUnit => {
    const unit = units.get(unitId)
    if (!unit) throw new RangeError(`${unitId} is no unit of the demo region`)
    return unit
  }
  return {
    region,
    clock,
    startsAt,
    endsAt,
    ledger,
    stateOf: ledger.stateOf,
    isGoingOn: (unitId) => clock.nowMs() < Math.min(silentFrom(unitId), endsAt - LAST_STRETCH_MS),
    tell: (actor, unitId, command, alongside) => {
      const isSilent = STALE_UNITS.has(unitId) && clock.nowMs() >= silentFrom(unitId)
      if (isSilent && actor !== SYSTEM_ACTOR) return refused({ kind: 'nobody-there' })
      return ledger.tell(unitId, command, { actor, now: clock.now() }, alongside)
    },
    newId: (prefix) => {
      const number = (made.get(prefix) ?? 0) + 1
      made.set(prefix, number)
      return `${prefix}_demo-${String(number).padStart(6, '0')}`
    },
    chanceFor: (who) => chanceOf(`${SEED}/${who}`),
    closeLookup: (end) => lookupEnds.push({ ...end, at: clock.now() }),
    lookupEnds: () => lookupEnds,
    demoUnit,
    forget: (stayId) => forgotten.add(stayId),
    isForgotten: (stayId) => forgotten.has(stayId),
    noteOccupancy: (unitId) => {
      const seen = rounds.get(unitId) ?? { count: 0, sum: 0 }
      const { beds, stays } = ledger.stateOf(unitId)
      rounds.set(unitId, { count: seen.count + 1, sum: seen.sum + stays.length / beds.length })
    },
    meanOccupancy: (unitId) => {
      const seen = rounds.get(unitId)
      return seen ? seen.sum / seen.count : demoUnit(unitId).aim.occupancy
    },
  }
}

export const wardAt = (unitId: UnitId) => ({ role: 'ward', org: unitId }) as const
export const leaderAt = (unitId: UnitId) => ({ role: 'ward-leader', org: unitId }) as const
