import type { Instant } from '../../kernel/instant.ts'
import { DEFAULT_RULES, type RoomRule } from '../agreement/agreement.ts'
import type { BedId } from '../ids.ts'
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
export type RoomConflicts = { readonly hard: readonly RoomRule[]; readonly soft: readonly RoomRule[] }

/**
 * Judges one bed by the room rules: the bed has what is needed, an isolation patient is alone in the room,
 * and nobody shares a room with the other gender where both are said.
 * `ignoring` names beds whose present occupants do not count, as when two patients swap.
 */
export function findRoomConflicts(
  state: UnitState,
  bed: Bed,
  needs: readonly string[],
  at: Instant,
  ignoring: readonly BedId[] = [],
): RoomConflicts {
  const rules = termsAt(state, at)?.rules.rooms ?? DEFAULT_RULES.rooms
  const mates = viewBeds(state, at).filter(
    (view) => view.bed.room === bed.room && view.bed.bedId !== bed.bedId && !ignoring.includes(view.bed.bedId),
  )
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
  return {
    hard: conflicts.filter((rule) => rules[rule] === 'hard'),
    soft: conflicts.filter((rule) => rules[rule] === 'soft'),
  }
}

export type BedWish = {
  readonly needs: readonly string[]
  readonly at: Instant
  /** Where the stay began before now: the bed must have been empty since then. */
  readonly emptySince?: Instant
  /** guarantee-holds: how many room-mate beds an isolation patient may make unusable; any number when left out. */
  readonly mayShut?: number
}

/**
 * The least special free bed that satisfies the needs: fewest soft rules broken, then fewest needs that neither unit
 * nor bed answers, then fewest features that nobody asked for, then fewest room-mate beds shut by isolation,
 * then the room with most people in it (whole rooms stay open for isolation), then bed id.
 */
export function chooseBestFit(state: UnitState, wish: BedWish): Bed | undefined {
  const { needs, at, emptySince, mayShut = Number.POSITIVE_INFINITY } = wish
  const views = viewBeds(state, at)
  const occupiedIn = (room: string) => views.filter((view) => view.bed.room === room && view.occupant !== null).length
  return views
    .filter((view) => isOpen(view) && wasEmptySince(view.bed, emptySince))
    .map(({ bed }) => ({
      bed,
      conflicts: findRoomConflicts(state, bed, needs, at),
      lacking: needs.filter((need) => isPlainNeed(need) && !isAnswered(need, state.profile.capabilities, [bed])).length,
      shut: countShutBeds(state, bed, needs, at),
      spare: bed.features.filter((feature) => !needs.includes(feature)).length,
      company: occupiedIn(bed.room),
    }))
    .filter(({ conflicts, shut }) => conflicts.hard.length === 0 && shut <= mayShut)
    .sort(
      (a, b) =>
        a.conflicts.soft.length - b.conflicts.soft.length ||
        a.lacking - b.lacking ||
        a.spare - b.spare ||
        a.shut - b.shut ||
        b.company - a.company ||
        (a.bed.bedId < b.bed.bedId ? -1 : 1),
    )[0]?.bed
}

export const wasEmptySince = (bed: Bed, since: Instant | undefined): boolean =>
  since === undefined || bed.vacatedAt === null || bed.vacatedAt <= since

/** The open beds in the room that a patient with these needs would make unusable from this bed. */
export function countShutBeds(state: UnitState, bed: Bed, needs: readonly string[], at: Instant): number {
  const isShared = termsAt(state, at)?.rules.rooms.isolation === 'soft'
  if (isShared || !needs.includes('isolat')) return 0
  return viewBeds(state, at).filter(
    (view) => isOpen(view) && view.bed.room === bed.room && view.bed.bedId !== bed.bedId,
  ).length
}

/** A need that no room rule judges, and that is not about with whom a room is shared. */
const isPlainNeed = (need: string): boolean => ![...ROOM_NEEDS, ...GENDER_NEEDS].some((code) => code === need)
const isAnswered = (need: string, capabilities: readonly string[], beds: readonly Bed[]): boolean =>
  capabilities.includes(need) || beds.some((bed) => bed.features.includes(need))

/**
 * The needs that the unit cannot answer now: neither by a capability nor by a bed's feature.
 * While beds are open only these count for the room needs; a full unit is judged by all its beds.
 */
export function findMissingNeeds(state: UnitState, needs: readonly string[], at: Instant): readonly string[] {
  const views = viewBeds(state, at)
  const open = views.filter(isOpen)
  const beds = (open.length > 0 ? open : views).map((view) => view.bed)
  return needs.filter(
    (need) => !GENDER_NEEDS.some((code) => code === need) && !isAnswered(need, state.profile.capabilities, beds),
  )
}
