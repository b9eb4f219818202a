import type { Instant } from '../../kernel/instant.ts'
import { DEFAULT_RULES, type RoomRule } from '../agreement/agreement.ts'
import { GENDER_NEEDS, ROOM_NEEDS, type RoomNeed } from '../vocabulary.ts'
import { isOpen, needsOf, viewBeds } from './bed-state.ts'
import { type Bed, termsAt, type UnitState } from './state.ts'

const RULE_OF_NEED: Readonly<Record<RoomNeed, RoomRule>> = {
  isolat: 'isolation',
  bariatrisk: 'bariatric',
  ledsager: 'companion',
  skjermet: 'shielded',
}

/** What stands against a patient with these needs in this bed. */
export type RoomConflicts = {
  readonly hard: readonly RoomRule[]
  readonly soft: readonly RoomRule[]
  /** Needs that no room rule judges, and that neither unit nor bed answers. */
  readonly lacking: readonly string[]
}

/**
 * Judges one bed by the room rules: the bed has what is needed, an isolation patient is alone in the room,
 * and nobody shares a room with the other gender where both are said. Every other need is the unit's or the bed's to answer.
 */
export function findRoomConflicts(
  state: UnitState,
  bed: Bed,
  needs: readonly string[],
  at: Instant,
  views = viewBeds(state, at),
): RoomConflicts {
  const rules = termsAt(state, at)?.rules.rooms ?? DEFAULT_RULES.rooms
  const mates = views.filter((view) => view.bed.room === bed.room && view.bed.bedId !== bed.bedId)
  const mateNeeds = mates.flatMap((mate) => (mate.occupant ? [needsOf(mate.occupant)] : []))
  const broken = new Set<RoomRule>()
  for (const need of ROOM_NEEDS) {
    if (needs.includes(need) && !bed.features.includes(need)) broken.add(RULE_OF_NEED[need])
  }
  if (needs.includes('isolat') && mateNeeds.length > 0) broken.add('isolation')
  if (mateNeeds.some((mate) => mate.includes('isolat'))) broken.add('isolation')
  const isOther = (mate: readonly string[]) =>
    GENDER_NEEDS.some((own) => needs.includes(own) && GENDER_NEEDS.some((code) => code !== own && mate.includes(code)))
  if (mateNeeds.some(isOther)) broken.add('gender')
  const conflicts = [...broken]
  const { capabilities } = state.profile
  return {
    hard: conflicts.filter((rule) => rules[rule] === 'hard'),
    soft: conflicts.filter((rule) => rules[rule] === 'soft'),
    lacking: needs.filter((need) => isPlainNeed(need) && !capabilities.includes(need) && !bed.features.includes(need)),
  }
}

/** A need that no room rule judges, and that is not about with whom a room is shared. */
const isPlainNeed = (need: string): boolean => ![...ROOM_NEEDS, ...GENDER_NEEDS].some((code) => code === need)

export type BedWish = {
  readonly needs: readonly string[]
  readonly at: Instant
  /** Where the stay began before now: the bed must have been empty since then. */
  readonly emptySince?: Instant | undefined
  /** guarantee-holds: how many room-mate beds an isolation patient may make unusable; any number when left out. */
  readonly mayShut?: number
  /** By an override only: a bed may leave unanswered what neither unit nor bed can do. */
  readonly mayLack?: boolean
}

/**
 * The least special free bed that satisfies the needs: fewest soft rules broken, then, by override, fewest
 * needs unanswered, then fewest features that nobody asked for, then fewest room-mate beds shut by isolation,
 * then the room with most people in it (whole rooms stay open for isolation), then bed id.
 */
export const chooseBestFit = (state: UnitState, wish: BedWish): Bed | undefined => fittingBeds(state, wish)[0]

/** All the beds that would do, the best fit first. */
export function fittingBeds(state: UnitState, wish: BedWish): readonly Bed[] {
  const { needs, at, emptySince, mayShut = Number.POSITIVE_INFINITY, mayLack = false } = wish
  const views = viewBeds(state, at)
  const occupiedIn = (room: string) => views.filter((view) => view.bed.room === room && view.occupant !== null).length
  return views
    .filter((view) => isOpen(view) && wasEmptySince(view.bed, emptySince))
    .map(({ bed }) => ({
      bed,
      conflicts: findRoomConflicts(state, bed, needs, at, views),
      shut: countShutBeds(state, bed, needs, at, views),
      spare: bed.features.filter((feature) => !needs.includes(feature)).length,
      company: occupiedIn(bed.room),
    }))
    .filter(
      ({ conflicts: { hard, lacking }, shut }) =>
        hard.length === 0 && shut <= mayShut && (mayLack || lacking.length === 0),
    )
    .sort(
      (a, b) =>
        a.conflicts.soft.length - b.conflicts.soft.length ||
        a.conflicts.lacking.length - b.conflicts.lacking.length ||
        a.spare - b.spare ||
        a.shut - b.shut ||
        b.company - a.company ||
        (a.bed.bedId < b.bed.bedId ? -1 : 1),
    )
    .map(({ bed }) => bed)
}

export const wasEmptySince = (bed: Bed, since: Instant | undefined): boolean =>
  since === undefined || bed.vacatedAt === null || bed.vacatedAt <= since

/** The open beds in the room that a patient with these needs would make unusable from this bed. */
export function countShutBeds(
  state: UnitState,
  bed: Bed,
  needs: readonly string[],
  at: Instant,
  views = viewBeds(state, at),
): number {
  const isShared = termsAt(state, at)?.rules.rooms.isolation === 'soft'
  if (isShared || !needs.includes('isolat')) return 0
  return views.filter((view) => isOpen(view) && view.bed.room === bed.room && view.bed.bedId !== bed.bedId).length
}

/**
 * The needs that no bed can give now beside the needs named before them: none, exactly where best fit finds a bed.
 * A unit without an open bed is judged as if it were empty, so that it is known what to wait for.
 */
export function findMissingNeeds(
  state: UnitState,
  needs: readonly string[],
  at: Instant,
  mayShut = Number.POSITIVE_INFINITY,
): readonly string[] {
  const judged = viewBeds(state, at).some(isOpen) ? state : emptied(state)
  const isGiven = (asked: readonly string[]) => chooseBestFit(judged, { needs: asked, at, mayShut }) !== undefined
  if (needs.length === 0 || isGiven(needs)) return []
  const given: string[] = []
  return needs.filter((need) => {
    if (!isGiven([...given, need])) return true
    given.push(need)
    return false
  })
}

/** As it would be with nobody in it, nothing held, blocked or dirty: what it can never give, it does not give then either. */
export const emptied = (state: UnitState): UnitState => ({
  ...state,
  closure: null,
  stays: [],
  holds: [],
  beds: state.beds.map((bed) => ({ ...bed, blocked: null, cleaningSince: null })),
})
